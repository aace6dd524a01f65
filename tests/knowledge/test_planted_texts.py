"""How well the claim checker judges planted texts, beside the product's own fixtures."""

import sys

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from records.common.keeping import until_published
from tests.knowledge.measuring import measure
from tests.knowledge.planted import FURTHER, LAST, TEXTS


@pytest.fixture
def true_record(loaded_base, django_db_blocker):
    """The base with all fixtures in place of that of the tests; it is only read."""
    held = connections[DEFAULT_DB_ALIAS]
    there = held.copy()
    there.settings_dict["NAME"] = str(loaded_base)
    until_published.forget()
    with django_db_blocker.unblock():
        connections[DEFAULT_DB_ALIAS] = there
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = held
            there.close()
            until_published.forget()


@pytest.mark.walk
@pytest.mark.own_base
def test_what_is_planted_is_judged_as_it_should_be(true_record, capsys):
    told = [measure(texts) for texts in (TEXTS, FURTHER.split("\n\n"), LAST.split("\n\n"))]

    with capsys.disabled():
        sys.stdout.write("\nClaim checker:\n" + "".join(f"  {one}\n" for one in told))
    assert sum(one.planted for one in told) >= 320
    for figures in told:
        assert figures.precision >= 0.95, figures.slips
        assert figures.recall >= 0.9, figures.slips
