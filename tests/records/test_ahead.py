"""No row tells as having happened what is yet to come, whatever way it came."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from records.common.ahead import NEVER, PLANNED, ahead_of, today_anywhere
from records.content.facts import fact_columns
from records.content.problems import Refused
from records.models.ownership import Fact
from records.writing.publishing import publish
from tests.make import revise
from tests.world import world
from tests.world_facts import facts_around

COLUMNS = [
    (model, column)
    for model in apps.get_models()
    if not model._meta.proxy
    for column in getattr(model, "ahead", ())
]
OF_FACTS = [one for one in COLUMNS if issubclass(one[0], Fact)]
OF_RECORDS = [one for one in COLUMNS if one not in OF_FACTS]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]


def called(one):
    return one.__name__ if isinstance(one, type) else one


def too_far(model, column):
    day = timezone.now().date() + model.ahead[column] + timedelta(days=400)
    return day.year if column == "year" else day.isoformat()


def refusals(contents, batches=()):
    with pytest.raises(Refused) as refused:
        publish(revise(*contents), batches)
    return [one.message for one in refused.value.problems]


def row_of(model, contents):
    """A content of the world, and what in it has the columns of the model."""
    kind, collection = getattr(model, "RECORD_KIND", ""), getattr(model, "collection", "")
    for one in contents:
        if one["record_kind"] == kind:
            return one, one
        if not kind and one["owned"].get(collection):
            return one, one["owned"][collection][0]
    raise AssertionError(f"The made-up world has no {model.__name__}.")


@pytest.mark.parametrize(("model", "column"), OF_RECORDS, ids=called)
def test_a_record_tells_of_nothing_that_is_yet_to_come(model, column):
    content, row = row_of(model, world())
    row[column] = too_far(model, column)

    told = refusals([content])

    assert [one for one in told if f"{row[column]} is" in one and "to come" in one], told


@pytest.mark.parametrize(("model", "column"), OF_FACTS, ids=called)
def test_no_row_of_a_large_table_tells_of_what_is_yet_to_come(model, column):
    library = world()[0]
    batch = next(one for one in facts_around(("alpha",)) if one.model is model)
    at = [field.name for field in fact_columns(model)].index(column)
    rows = [(*row[:at], too_far(model, column), *row[at + 1 :]) for row in batch.rows]
    batch = replace(batch, rows=rows)
    others = [one for one in library["owned"]["batches"] if one["table"] != model.batch]
    library["owned"]["batches"] = [*others, batch.summary()]

    told = refusals([library], [batch])

    assert [one for one in told if f"{column}: {rows[0][at]} is" in one], told


@pytest.mark.parametrize(
    ("value", "most", "is_told"),
    [
        ("2020-05-04", NEVER, False),
        ("2020-05-05", NEVER, True),
        (2020, NEVER, False),
        (2021, NEVER, True),
        ("2022-05-04", PLANNED, False),
        ("2022-05-05", PLANNED, True),
        (None, NEVER, False),
        ("", NEVER, False),
    ],
)
def test_a_day_may_lie_as_far_ahead_as_its_column_says_and_no_further(value, most, is_told):
    assert bool(ahead_of(value, most, date(2020, 5, 4))) == is_told


def test_it_is_already_the_day_that_has_begun_anywhere():
    assert today_anywhere(datetime(2020, 5, 4, 9, 59, tzinfo=UTC)) == date(2020, 5, 4)
    assert today_anywhere(datetime(2020, 5, 4, 10, tzinfo=UTC)) == date(2020, 5, 5)
