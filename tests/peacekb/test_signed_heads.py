"""The end of the chain is kept in a signed file, for whoever asks later what stood then."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.make import published
from tests.peacekb.signed import is_signed_with, ssh_key

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def key(tmp_path):
    return ssh_key(tmp_path / "key")


def test_the_head_of_a_day_is_kept_signed_and_proves_the_chain(tmp_path, key, capsys):
    published("topic", "a")
    call_command("head", into=tmp_path / "heads", sign=key)

    printed = capsys.readouterr().out
    (kept,) = (tmp_path / "heads").glob("*.head")
    assert kept.name == f"{timezone.now():%Y-%m-%d}-1.head"
    assert kept.read_text() == printed
    signature = kept.with_name(f"{kept.name}.sig")
    assert is_signed_with(key, signature, kept.read_bytes(), "peacekb-head")
    assert not is_signed_with(key, signature, b"2 another\n", "peacekb-head")
    assert not is_signed_with(key, signature, kept.read_bytes(), "peacekb-release")
    published("topic", "b")
    call_command("verify_history", head=kept.read_text().strip())


def test_it_is_kept_twice_on_one_day_and_signed_again(tmp_path, key):
    published("topic", "a")
    for _ in range(2):
        call_command("head", into=tmp_path / "heads", sign=key)
    published("topic", "b")
    call_command("head", into=tmp_path / "heads", sign=key)

    assert len([*(tmp_path / "heads").glob("*.head")]) == 2


def test_what_cannot_be_signed_or_written_is_refused_and_leaves_no_file(tmp_path, key):
    wrong = tmp_path / "wrong"
    wrong.write_text("no key\n")

    with pytest.raises(CommandError, match="by --into"):
        call_command("head", sign=key)
    with pytest.raises(CommandError, match="ssh-keygen refused"):
        call_command("head", into=tmp_path / "heads", sign=wrong)
    assert [*(tmp_path / "heads").iterdir()] == []
    with pytest.raises(CommandError, match="wrong"):
        call_command("head", into=wrong / "heads", sign=key)
