"""The locked libraries are whole on every Python that is promised, whichever locked them."""

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(settings.BASE_DIR) / ".requirements"
PYTHONS = ("3.11.0", "3.12.0", "3.13.0", "3.14.0")


@pytest.mark.parametrize("lock", ["run", "parquet", "mcp", "test"])
def test_what_a_locked_library_needs_of_any_python_is_locked_too(lock):
    text = (FOLDER / f"{lock}.txt").read_text(encoding="utf-8")
    locked = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    known = [one for one in distributions() if canonicalize_name(one.name) in locked]
    missing = [
        (one.name, str(need))
        for one in known
        for need in map(Requirement, one.requires or ())
        if canonicalize_name(need.name) not in locked and is_needed(need)
    ]

    assert len(known) > 20
    assert missing == []


def is_needed(need):
    if need.marker is None:
        return True
    return any(
        need.marker.evaluate({"python_version": one[:4], "python_full_version": one, "extra": ""})
        for one in PYTHONS
    )
