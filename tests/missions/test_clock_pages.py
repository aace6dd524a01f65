"""The clock for readers: months ahead, ends behind, a calendar and a feed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import etree

from missions.clock.calendar import ends_behind, months_ahead
from missions.clock.renewals import renewals
from missions.models import DueDay
from records.writing.publishing import publish
from tests.make import content, revise
from tests.missions.test_clock_kept import asked, base, granted_a_year, on
from tests.pages import between, page_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def renewed(*spans):
    """Documents of a mission, each of a day and to a last day."""
    return [on(f"s-{number}", day, until=until) for number, (day, until) in enumerate(spans, 2)]


def events(client, query="as_of=2001-02-01"):
    body = client.get(f"/clock.ics?{query}").content
    return [(one["DTSTART"].dt, str(one["SUMMARY"])) for one in Calendar.from_ical(body).events]


def test_the_page_lists_what_is_due_by_month_with_its_paragraph(client):
    base(granted_a_year(asked(every_months=4)))

    page = page_of(client, "/clock/?as_of=2001-02-01")

    assert "1 mandate ends and 2 reports and reviews fall due" in page
    assert "Report every 4 months" in between(page, "<h3>May 2001", "September 2001")
    assert "Mandate ends" in between(page, "December 2001", 'id="behind"')
    assert "paragraph 2" in page


def test_no_document_of_a_later_day_moves_an_end_ahead(client):
    base(granted_a_year(), *renewed(("2001-12-20", "2002-12-31")))

    assert "31 December 2002" not in page_of(client, "/clock/?as_of=2001-06-01")
    assert events(client, "as_of=2001-06-01") == [(date(2001, 12, 31), "XMIS: mandate ends")]


def test_of_an_end_behind_the_page_says_what_followed(client):
    base(granted_a_year(), *renewed(("2002-01-02", "2002-12-31")))

    behind = page_of(client, "/clock/?as_of=2002-02-01").split('id="behind"')[1]

    assert "2 days after the end" in behind
    assert ">late<" in behind


def test_what_lies_beyond_the_documents_held_is_not_known_and_not_said_to_have_lapsed(client):
    base(granted_a_year())

    behind = page_of(client, "/clock/?as_of=2002-02-01").split('id="behind"')[1]

    assert "not known: the documents held do not reach that day" in behind


def test_of_a_mission_that_nobody_has_read_the_page_does_not_say_that_nothing_is_due(client):
    base(granted_a_year())
    publish(revise(content("mission", "xnone", name="Mission Y", acronym="XNONE")))

    unread = page_of(client, "/clock/?mission=xnone&as_of=2001-02-01")
    read = page_of(client, "/clock/?mission=xmis&as_of=1999-01-01")

    assert "nobody has read its documents" in unread
    assert "Nothing is due" not in unread
    assert "Nothing is due" in read
    assert '&amp;mission=xmis">JSON' in read


def test_where_nothing_is_due_any_more_the_page_says_which_day_was_the_last(client):
    base(granted_a_year())

    later = page_of(client, "/clock/?mission=xmis&as_of=2004-01-01")
    due = page_of(client, "/clock/?mission=xmis&as_of=2001-02-01")
    unheard = page_of(client, "/clock/?mission=xmis&as_of=1999-01-01")

    assert "The last day held is 31 December 2001." in later
    assert "The last day held" not in due + unheard


def test_past_the_documents_held_the_page_says_where_they_end(client, monkeypatch):
    base(granted_a_year())
    monkeypatch.setattr("missions.clock.views.known_until", lambda: date(2001, 3, 1))

    said = "Documents are held to 1 March 2001 only"
    assert said in page_of(client, "/clock/?as_of=2001-04-01")
    assert said not in page_of(client, "/clock/?as_of=2001-03-01")


@pytest.mark.parametrize(
    ("span", "late", "break_", "roll_over"),
    [
        (("2001-12-20", "2002-12-31"), False, False, False),
        (("2001-12-31", "2002-03-31"), False, False, True),
        (("2001-12-31", "2002-04-02"), False, False, True),
        (("2001-12-31", "2002-04-03"), False, False, False),
        (("2002-01-31", "2002-12-31"), True, False, False),
        (("2002-02-01", "2002-12-31"), False, True, False),
    ],
)
def test_renewals_are_told_apart_by_their_days(span, late, break_, roll_over):
    day, until = span
    base(granted_a_year(), on("s-2", day, until=until, kind="carries_over"))

    (found,) = renewals()

    assert (found.is_late, found.is_after_a_break, found.is_roll_over) == (late, break_, roll_over)


def test_a_renewal_that_states_the_tasks_anew_is_no_roll_over():
    base(granted_a_year(), on("s-2", "2001-12-31", until="2002-02-28", kind="sets_out"))

    assert [one.is_roll_over for one in renewals()] == [False]


def test_who_names_the_last_day_again_renews_nothing():
    base(granted_a_year(), on("s-2", "2001-06-01", until="2001-12-31", kind="carries_over"))

    assert renewals() == []


@pytest.mark.parametrize(
    "days", [("2002-01-01", "2002-03-31"), ("2001-12-01", "2002-01-01"), ("2002-01-19", None)]
)
def test_a_mandate_that_held_unread_between_makes_nothing_late(days):
    held = dict(zip(("starts_on", "ends_on"), days, strict=True)) | {"document": "s-9", "rank": 1}
    base(
        granted_a_year(),
        on("s-9", "2001-12-30"),
        *renewed(("2002-01-20", "2002-12-31")),
        owned={"mandates": [held]},
    )

    assert renewals() == []


def test_the_calendar_keeps_each_day_under_one_name(client):
    base(granted_a_year(asked(every_months=4), asked(every_months=4, rank=2)))
    first, again = (
        {
            str(one["UID"])
            for one in Calendar.from_ical(client.get("/clock.ics?as_of=2001-02-01").content).events
        }
        for _ in range(2)
    )

    assert first == again
    assert len(first) == 5


def test_the_feed_is_atom_with_an_entry_for_each_day(client):
    base(granted_a_year(asked(every_months=4, note="on <the> ceasefire")))

    feed = etree.fromstring(client.get("/clock.atom?as_of=2001-02-01").content)

    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "31 May 2001: XMIS: report due (on <the> ceasefire)"
    assert len(titles) == 3
    assert all(one.findtext(f"{ATOM}updated") for one in feed.iter(f"{ATOM}entry"))


@pytest.mark.parametrize("address", ["/clock/", "/clock.ics", "/clock.atom"])
@pytest.mark.parametrize("query", ["mission=nobody", "kind=party", "page=2", "as_of=tomorrow"])
def test_what_is_not_understood_is_refused(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", ["/clock/", "/clock/late/", "/clock.ics", "/clock.atom"])
def test_no_page_asks_more_for_more_rows(client, address):
    def queries():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{address}?as_of=2002-01-15").status_code == 200
        return len(queries)

    base(granted_a_year(asked(every_months=4)), *renewed(("2001-12-31", "2002-02-28")))
    few = queries()
    more = [asked("xtwo", every_months=1), asked(every_months=1, rank=2)]
    publish([*revise(granted_a_year(*more)), *revise(on("s-3", "2002-01-02", until="2002-09-30"))])

    assert queries() == few <= 8


@pytest.mark.parametrize(
    ("day", "ahead", "behind"),
    [
        ("2000-12-14", 0, 0),
        ("2000-12-15", 1, 0),  # a year before
        ("2001-12-15", 1, 0),  # the day itself
        ("2001-12-16", 0, 1),
        ("2002-06-15", 0, 1),  # half a year after
        ("2002-06-16", 0, 0),
    ],
)
def test_an_end_is_ahead_to_its_own_day_and_then_behind(day, ahead, behind):
    base(on("s-1", "2000-12-01", until="2001-12-15"))
    asked_on, rows = date.fromisoformat(day), DueDay.objects.all()

    assert sum(month.ends for month in months_ahead(rows, asked_on)) == ahead
    assert len(ends_behind(rows, asked_on, None)) == behind


@pytest.mark.parametrize(("day", "told"), [("2001-12-01", 1), ("2001-12-02", 0)])
def test_an_end_that_was_moved_is_told_for_half_a_year(day, told):
    base(granted_a_year(), *renewed(("2001-06-01", "2002-12-31")))

    assert len(ends_behind(DueDay.objects.all(), date.fromisoformat(day), None)) == told


@pytest.mark.parametrize(("until", "is_read"), [("2001-12-30", False), ("2001-12-31", True)])
def test_what_followed_is_known_where_documents_reach_the_day(until, is_read):
    base(granted_a_year())

    behind = ends_behind(DueDay.objects.all(), date(2002, 2, 1), date.fromisoformat(until))

    assert [one.is_read for one in behind] == [is_read]
