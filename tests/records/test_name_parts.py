"""Names are found by parts of their words, and the index of parts follows the names."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from records.models import NameEntry, Record
from records.reading.name_parts import INDEX, holding_part
from records.reading.names import bearing_words
from tests.make import published

pytestmark = pytest.mark.django_db


def found(part):
    return {one.record.slug for one in holding_part(NameEntry.objects.all(), part)}


@pytest.mark.parametrize("part", ["peacek", "eep", "ix", "x", " 1990 ", 'a"b'])
def test_a_part_finds_the_names_that_hold_it_however_short(part):
    first = published("party", "first", name="Mixed Peacekeepers 1990")
    published("party", "second", name="Front of 19901")

    held = {one.record.slug for one in NameEntry.objects.filter(folded__contains=part)}

    assert found(part) == held
    assert held <= {first.slug}


def test_a_name_that_is_changed_is_found_by_the_new_parts_alone():
    party = published("party", "first", name="Old Guard")
    published("party", "first", name="New Front")

    assert not found("guard")
    assert list(bearing_words("front")) == [{"record": party.pk}]


@pytest.mark.parametrize("text", ["guard", "ld gu", "old 1990", "nobody"])
def test_the_names_of_few_are_read_and_those_of_many_looked_up_alike(monkeypatch, text):
    published("party", "first", name="Old Guard 1990")
    published("party", "second", name="Old Guardsmen")
    published("mission", "third", name="Old Guard of 1990")

    few = set(bearing_words(text, "party").values_list("record", flat=True))
    monkeypatch.setattr("records.reading.names.FEW", -1)
    many = set(bearing_words(text, "party").values_list("record", flat=True))
    of_parties = set(Record.objects.filter(record_kind="party").values_list("pk", flat=True))

    assert few == many & of_parties
    assert bool(few) is (text != "nobody")


def test_names_of_what_is_withdrawn_are_found_no_more():
    published("party", "first", name="Old Guard")
    NameEntry.objects.all().delete()
    NameEntry.objects.create(record=published("party", "second"), text="x", key="x", folded=" y ")

    assert not found("guard")


@pytest.mark.plan_of_sqlite
def test_a_lost_trigger_is_told():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {INDEX}_delete")

    told = [one.msg for one in run_checks(databases=["default"]) if one.id == "records.E002"]

    assert told == [f"The index of names lacks {INDEX}_delete."]
