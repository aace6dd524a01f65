"""Votes on a decision beside what each member had in the field around it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.models import Document
from missions.across.trace import Counted, around, members, missions_of
from tests.make import content, publish_with_facts
from tests.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def given(state, month, persons, precision="month", mission="xmis"):
    return {
        "mission": mission,
        "state": state,
        "month": month,
        "precision": precision,
        "category": "total_uniformed",
        "persons": persons,
    }


def base(*rows, votes=(("aaa", "yes"), ("bbb", "no")), totals=()):
    acts = [{"mission": "xmis", "action": "establish", "rank": 1, "effective_on": "2007-07-31"}]
    publish_with_facts(
        content("state", "aaa", name="Alandia"),
        content("state", "bbb", name="Belandia"),
        content("mission", "xmis", name="Mission X", acronym="XMIS"),
        content(
            "document",
            "s-1",
            symbol="S/1",
            adopted_on="2007-07-31",
            owned={"mandate_actions": acts},
        ),
        votes=[
            {"document": "s-1", "state": state, "position": position} for state, position in votes
        ],
        contributions=list(rows),
        contribution_totals=list(totals),
    )
    document = Document.objects.get(slug="s-1")
    lists = around(document, missions_of(document))
    return lists, {one.vote.state.slug: one.counted for one in members(document, lists)}


def test_the_last_list_before_and_the_first_a_year_after_are_taken():
    lists, counted = base(
        *[
            given("aaa", month, persons)
            for month, persons in (
                ("2006-07-01", 1),
                ("2007-05-01", 2),
                ("2007-07-01", 3),
                ("2007-08-01", 4),
                ("2008-07-01", 5),
                ("2008-08-01", 6),
                ("2008-09-01", 7),
            )
        ]
    )

    assert (lists[0].before.month, lists[0].after.month) == (date(2007, 7, 1), date(2008, 8, 1))
    assert counted["aaa"][0] == Counted(3, 6)


def test_who_is_not_in_a_list_gave_none_and_without_a_list_nothing_is_known():
    _, counted = base(given("aaa", "2007-07-01", 3))

    assert counted["bbb"] == [Counted(0, None), Counted(None, None)]


def test_the_mean_of_a_year_serves_where_no_month_does():
    lists, counted = base(
        given("aaa", "2006-01-01", 9, "year"),
        given("aaa", "2007-01-01", 8, "year"),
        given("aaa", "2008-01-01", 7, "year"),
    )

    assert (str(lists[0].before), str(lists[0].after)) == ("2006", "2008")
    assert counted["aaa"][0] == Counted(9, 7)


def test_lists_too_old_or_too_late_say_nothing():
    _, counted = base(given("aaa", "2006-06-01", 1), given("aaa", "2009-09-01", 2))

    assert counted["aaa"][0] == Counted(None, None)


def test_all_missions_together_are_as_published():
    total = {"state": "aaa", "month": "2007-07-01", "category": "total_uniformed", "persons": 40}

    _, counted = base(given("aaa", "2007-07-01", 3), totals=[total])

    assert counted["aaa"] == [Counted(3, None), Counted(40, None)]


def test_the_page_names_lists_that_are_missing_and_asks_no_more_for_more_rows(client):
    base(given("aaa", "2007-07-01", 3000), given("aaa", "2008-08-01", 1))

    with CaptureQueriesContext(connection) as few:
        page = page_of(client, "/trace/s-1/")
    publish_with_facts(contributions=[given("bbb", "2007-07-01", 5), given("bbb", "2008-08-01", 5)])
    with CaptureQueriesContext(connection) as more:
        page_of(client, "/trace/s-1/")

    assert "3,000" in page
    assert "no list" in page
    assert len(more) == len(few) <= 10


def test_a_document_without_a_day_has_no_such_page(client):
    publish_with_facts(content("document", "s-2", name="Undated"))

    page_of(client, "/trace/s-2/", status=404)
