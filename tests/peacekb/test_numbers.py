"""Numbers of pages equal the API's for the same question, over all of a made-up world."""

from datetime import date

import pytest
from django.utils import timezone

from records.models import Record
from tests.numbers_of_figures import FigureNumbers
from tests.numbers_of_pages import traced
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

PAST = date(2000, 6, 1)


def compared(client):
    numbers = FigureNumbers(client, timezone.localdate())
    for kind, of in (
        ("mission", numbers.of_mission),
        ("state", numbers.of_state),
        ("organization", numbers.of_organization),
        ("conflict", numbers.of_conflict),
    ):
        for record in Record.objects.filter(record_kind=kind):
            for day in (None, PAST):
                yield from of(record, day)
    for record in Record.objects.filter(record_kind__in=["organization", "party", "topic"]):
        yield from numbers.of_claims(record)
    for record in Record.objects.filter(record_kind="mission"):
        yield from numbers.of_contributors(record)
        yield from numbers.of_budgets(record)
        yield from numbers.of_deployed(record)
    for record in Record.objects.filter(record_kind="state"):
        yield from numbers.of_personnel(record)
    yield from numbers.of_clock_on(PAST)
    yield from numbers.of_verdicts()
    for year in (1999, 2000, 2001):
        yield from numbers.on_day(date(year, 7, 1))
    yield from numbers.of_tasks(2002)
    yield from numbers.of_clock()
    for slug in traced():
        yield from numbers.of_trace(slug)


def test_every_number_of_a_page_is_that_of_the_api(client):
    world(3)
    found = list(compared(client))

    assert [one for one in found if one.differs] == []
    of_pages = {"deaths", "tasks", "hosts", "votes", "led", "begun"}
    of_figures = {"contributors", "budgets", "given by year", "claims disputed"}
    assert of_pages | of_figures <= {one.what for one in found if one.held}
