"""Who shows no certificate, or one that is another's, is let in nowhere; who shows their own is."""

import shutil
import subprocess
from typing import NamedTuple

from tests.cluster.places import AS_POSTGRES, BOUNCERS, DATABASES, FILES, STAMP

OF_NOBODY = ("setpriv", "--reuid=nobody", "--clear-groups")
HEAD = "| Shown | Asked for | Told |\n|---|---|---|"
LET_IN = "let in"
REFUSED = "Error"  # of redis-cli, whose line is cut
DB1 = DATABASES["db1"]


class Caller(NamedTuple):
    shown: str
    asked: str
    told: str  # part of the answer
    command: list


def are_refused(cluster):
    """Whether each is told what it should be."""
    print(HEAD, flush=True)  # noqa: T201 - a program's output
    is_right = True
    for caller in [*of_postgresql(cluster), *of_bouncer(), *of_stamp(cluster)]:
        done = subprocess.run(caller.command, capture_output=True, text=True, check=False)
        told = (done.stdout + done.stderr).strip()
        held = caller.told in told
        is_right = is_right and held
        said = caller.told if held else f"**{told}**"
        print(f"| {caller.shown} | {caller.asked} | {said} |", flush=True)  # noqa: T201 - a program's output
    return is_right


def of_postgresql(cluster):
    server, repmgr = (cluster.certificates.home(one) / ".postgresql/postgresql.crt"
                      for one in ("app1", "db2"))  # fmt: skip
    strange = lent(cluster, "strange", cluster.certificates.site("app1") / "site.crt")
    ended = lent(cluster, "ended", server)
    request = cluster.certificates.authorities / "data/app1.csr"
    shutil.copy(request, ended.with_suffix(".csr"))
    subprocess.run([FILES / "certify", request.parent, "0", ended.with_suffix(".csr")], check=True,
                   capture_output=True)  # fmt: skip
    ended.chmod(0o644)
    refused = 'certificate authentication failed for user "{}"'.format
    yield database("of peacekb_server", server, "peacekb_server", LET_IN)
    yield database("none", server.with_stem("none"), "peacekb_server",
                   "requires a valid client certificate")  # fmt: skip
    yield database("of repmgr", repmgr, "peacekb_server", refused("peacekb_server"))
    for role in ("peacekb_owner", "repmgr"):
        yield database("of peacekb_server", server, role, refused(role))
    yield database("of the authority site", strange, "peacekb_server", "unknown ca")
    yield database("one that ended", ended, "peacekb_server", "certificate expired")
    yield database("of peacekb_server, in the clear", server, "peacekb_server",
                   "no pg_hba.conf entry", "sslmode=disable")  # fmt: skip
    yield database("to db1, for db2", server, "peacekb_server", "does not match host name",
                   f"host={DATABASES['db2']} hostaddr={DB1}")  # fmt: skip


def database(shown, certificate, role, told, otherwise=""):
    base = "repmgr" if role == "repmgr" else "peacekb"
    at = f"host={DB1} user={role} dbname={base} sslmode=verify-full sslcert={certificate} "
    at += f"sslkey={certificate.with_suffix('.key')} sslrootcert={certificate.parent}/root.crt "
    return Caller(shown, f"PostgreSQL as {role}", told, [*AS_POSTGRES, *asking(at + otherwise)])


def lent(cluster, name, certificate):
    """A copy with its key, which PostgreSQL's account may read, beside the right root."""
    folder = cluster.folder / name
    folder.mkdir()
    for one in (certificate, certificate.with_suffix(".key")):
        shutil.chown(shutil.copy(one, folder), "postgres")
    shutil.copy(cluster.certificates.home("app1") / ".postgresql/root.crt", folder)
    shutil.chown(folder, "postgres")
    return folder / certificate.name


def of_bouncer():
    own, console = f"port={BOUNCERS['app1']} user=root dbname=peacekb", "dbname=pgbouncer"
    kinds = {"PgBouncer": own, "its console": f"{own} {console}"}
    for shown, asked, told, whose in (
        ("the account of the application", "PgBouncer", LET_IN, ()),
        ("another account", "PgBouncer", "login rejected", OF_NOBODY),
        ("the account of the application", "its console", "not allowed", ()),
    ):
        yield Caller(shown, asked, told, [*whose, *asking(kinds[asked])])


def asking(at):
    return ["psql", "-XAtqd", at, "-c", f"SELECT '{LET_IN}'"]


def of_stamp(cluster):
    site = cluster.certificates.site("app1") / "site.crt"
    role = cluster.certificates.home("app1") / ".postgresql/postgresql.crt"
    ask = ["redis-cli", "-h", STAMP]
    encrypted = ["--tls", "--cacert", site.parent / "root.crt"]
    for shown, told, words in (
        ("of app1", LET_IN, [*encrypted, *with_certificate(site)]),
        ("none", REFUSED, encrypted),
        ("of peacekb_server", REFUSED, [*encrypted, *with_certificate(role)]),
        ("none, in the clear", REFUSED, []),
    ):
        yield Caller(shown, "the stamp", told, [*ask, *words, "echo", LET_IN])


def with_certificate(certificate):
    return ["--cert", certificate, "--key", certificate.with_suffix(".key")]
