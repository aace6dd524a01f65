"""Passwords that were stolen elsewhere, found in a list of which only a few lines are read."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from peacekb.accounts.passwords import stands_in

STOLEN = [f"a password made up, number {number}" for number in range(40)]


def listed(file, passwords, end="\n"):
    digests = [hashlib.sha1(one.encode(), usedforsecurity=False) for one in passwords]
    names = sorted(one.hexdigest().upper() for one in digests)
    lines = [f"{name}:{7**number}{end}" for number, name in enumerate(names)]
    file.write_bytes("".join(lines).encode())
    return file


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("many", [1, 2, 40])
def test_each_line_is_found_and_nothing_else(tmp_path, many, end):
    held = listed(tmp_path / "breached.txt", STOLEN[:many], end)

    assert all(stands_in(held, one) for one in STOLEN[:many])
    assert not any(stands_in(held, one.upper()) for one in STOLEN)


def test_nothing_stands_in_an_empty_list(tmp_path):
    (tmp_path / "none.txt").touch()

    assert not stands_in(tmp_path / "none.txt", STOLEN[0])


def test_a_password_that_was_stolen_elsewhere_is_refused(tmp_path, settings):
    settings.BREACHED_PASSWORDS = listed(tmp_path / "breached.txt", STOLEN)
    with pytest.raises(ValidationError, match="stolen somewhere"):
        validate_password(STOLEN[0])

    settings.BREACHED_PASSWORDS = None
    validate_password(STOLEN[0])
