"""A signed release: the signature is of the list of hashes, and another list does not bear it."""

import subprocess
from pathlib import Path

import pytest

from peacekb.releases import ReleaseRefused, signing
from peacekb.releases.making import make_release
from records.releases import held
from tests.peacekb.released import release_in
from tests.peacekb.signed import is_signed_with, ssh_key
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]


@pytest.fixture
def key(tmp_path):
    return ssh_key(tmp_path / "key")


def is_signed(release, key, sums) -> bool:
    return is_signed_with(key, release.path(release.signature), sums, "peacekb-release")


def test_a_release_is_signed_with_a_key_of_ssh(client, tmp_path, settings, key):
    world()
    release = release_in(tmp_path / "releases", settings, key=key)
    sums = (release.folder / "SHA256SUMS").read_bytes()

    assert release.signature.place == "SHA256SUMS.sig"
    assert is_signed(release, key, sums)
    assert not is_signed(release, key, sums.replace(b"a", b"b", 1))
    page = client.get(f"/data/releases/{release.name}/").content.decode()
    assert "The list of hashes is signed" in page
    assert f'href="/data/releases/{release.name}/SHA256SUMS.sig"' in page


def test_without_the_program_or_the_key_it_is_refused_before_any_work(
    tmp_path, settings, key, monkeypatch
):
    settings.RELEASES = tmp_path / "releases"
    minisign = tmp_path / "minisign.key"
    minisign.write_text("untrusted comment: minisign encrypted secret key\nRWRT\n")
    monkeypatch.setattr(signing.shutil, "which", lambda name: None)
    for given, words in (
        (key, "needs ssh-keygen, which is not installed"),
        (minisign, "needs minisign, which is not installed"),
        (tmp_path / "none", "cannot be read as a key"),
    ):
        with pytest.raises(ReleaseRefused, match=words):
            make_release("2026.11", key=given)
    assert not Path(settings.RELEASES).exists()


def test_what_the_program_refuses_leaves_no_release(tmp_path, settings):
    world()
    wrong = tmp_path / "wrong"
    wrong.write_text("no key\n")

    with pytest.raises(ReleaseRefused, match="ssh-keygen refused"):
        release_in(tmp_path / "releases", settings, key=wrong)
    assert held.releases() == ()


def test_minisign_is_given_a_comment_that_does_not_depend_on_the_moment(tmp_path, monkeypatch):
    asked = []
    key = tmp_path / "minisign.key"
    key.write_text("untrusted comment: minisign encrypted secret key\nRWRT\n")
    monkeypatch.setattr(signing.shutil, "which", lambda name: f"/usr/bin/{name}")

    def run(command, **options):
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(signing.subprocess, "run", run)
    signing.sign(tmp_path / "SHA256SUMS", key, purpose="release", comment="PeaceKB 2026.12")

    told = ["-S", "-s", str(key), "-t", "PeaceKB 2026.12", "-m", str(tmp_path / "SHA256SUMS")]
    assert asked == [["/usr/bin/minisign", *told]]
