"""The certificates by which several servers know each other, asked for and renewed by the scripts
of the guide; whom they let in is tried by `tests/on_one_machine refuse`."""

import subprocess
from getpass import getuser

import pytest

from tests.cluster.certificates import Certificates
from tests.cluster.places import FILES

ROLES = {
    ("home-db1", "postgresql.crt"): ("repmgr", "127.0.2.1"),
    ("home-app2", "postgresql.crt"): ("peacekb_server", "127.0.1.2"),
    ("home-owner", "postgresql.crt"): ("peacekb_owner", "127.0.1.1"),
    ("site-app1", "site.crt"): ("peacekb", "peacekb"),
    ("site-stamp", "site.crt"): ("stamp", "127.0.3.1"),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("machines"), getuser())


def told(*words):
    return subprocess.run(["openssl", *words], capture_output=True, text=True, check=True).stdout


def test_each_is_known_by_its_role_and_its_name_to_those_who_know_the_authority(held):
    for (machine, name), (role, where) in ROLES.items():
        (file,) = (held.folder / machine).rglob(name)
        said = told("x509", "-in", file, "-noout", "-subject", "-ext", "subjectAltName")

        assert f"CN = {role}\n" in said and where in said
        assert told("verify", "-CAfile", file.with_name("root.crt"), file).endswith("OK\n")


def test_a_key_is_read_by_its_account_alone_and_does_not_leave_its_machine(held):
    keys = [one for one in held.folder.rglob("*.key") if one.name != "ca.key"]

    assert len(keys) == 9
    assert {one.stat().st_mode & 0o777 for one in keys} == {0o600}
    assert not [one for one in keys if held.authorities in one.parents]


def test_what_lets_into_the_stamp_lets_into_no_database(held):
    file = held.site("app1") / "site.crt"
    root = held.home("app1") / ".postgresql/root.crt"
    done = subprocess.run(["openssl", "verify", "-CAfile", root, file], capture_output=True)

    assert done.returncode != 0


def test_whoever_asks_to_sign_for_others_may_not(held, tmp_path):
    request = tmp_path / "asked.csr"
    told("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=a",
         "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", tmp_path / "key",
         "-out", request)  # fmt: skip
    authority = held.authorities / "site"
    subprocess.run([FILES / "certify", authority, "1", request], check=True, capture_output=True)

    said = told("x509", "-in", request.with_suffix(".crt"), "-noout", "-ext", "basicConstraints")
    assert "CA:FALSE" in said and "CA:TRUE" not in said


def test_all_are_made_anew_for_thirty_days_and_read_by_who_uses_them(held):
    own = held.home("db2") / ".postgresql/postgresql.crt"
    before = own.read_text()
    held.told.unlink()
    held.renew(pause=0)

    assert own.read_text() != before
    day = 24 * 3600
    for file in (
        one for one in held.folder.rglob("*.crt") if one.name in ("postgresql.crt", "site.crt")
    ):
        if held.home("owner") not in file.parents:
            ends = subprocess.run(["openssl", "x509", "-in", file, "-checkend", str(30 * day - 60)])
            later = subprocess.run(["openssl", "x509", "-in", file, "-checkend", str(31 * day)])
            assert (ends.returncode, later.returncode) == (0, 1), file
    assert held.told.read_text().split("\n")[:-1] == [
        *(f"db{number} postgresql@15-main" for number in (1, 2, 3)),
        *("app1 pgbouncer", "app1 peacekb", "app2 pgbouncer", "app2 peacekb"),
        "stamp redis-server",
    ]


def test_a_machine_that_is_away_keeps_no_other_from_its_certificate(held):
    own = held.site("stamp") / "site.crt"
    before, (request, away) = (
        own.read_text(),
        (held.authorities / f"data/{n}.csr" for n in ("db1", "away")),
    )
    request.rename(away)
    with pytest.raises(subprocess.CalledProcessError):
        held.renew(pause=0)
    away.rename(request)

    assert own.read_text() != before


def test_the_guide_to_several_servers_gives_nobody_a_password():
    guide = (FILES / "several.md").read_text(encoding="utf-8")
    files = "".join(one.read_text() for one in FILES.iterdir() if one.suffix != ".md")

    assert "--pwprompt" not in guide and ":password@" not in guide
    assert not [
        word for word in ("scram", "md5", "PASSWORD", "requirepass") if word in guide + files
    ]
