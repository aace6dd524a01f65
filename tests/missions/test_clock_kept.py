"""Reporting duties and due days as publishing keeps them and as they are asked for."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from missions.clock.following import differences
from missions.models import DueDay, Mission, ReportingDuty
from records.models import Record
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, publish_with_facts, revise
from tests.missions.test_tasks_kept import CODINGS, TASK_TYPES, document, rows, stated
from tests.pages import between, page_of

pytestmark = pytest.mark.django_db


def asked(mission="xmis", coding="read", **values):
    return {"mission": mission, "coding": coding, "anchor": "op2", "kind": "report", **values}


def on(slug, day, duties=(), **statement):
    owned = stated("xmis", **statement) if statement else {}
    return document(slug, day, **owned, reporting_duties=list(duties))


def base(*documents, **mission):
    publish_with_facts(
        content("mission", "xmis", name="Mission X", acronym="XMIS", **mission),
        content("mission", "xtwo", name="Mission Y"),
        *documents,
        task_types=TASK_TYPES,
        mandate_codings=CODINGS,
    )


def granted_a_year(*duties):
    return on("s-1", "2001-01-31", duties, until="2001-12-31")


def clock(client, **query):
    return [(row["day"], row["kind"]) for row in rows(client, "clock", **query)]


def test_due_days_follow_documents_and_missions(client):
    base(granted_a_year(asked(every_months=4)))
    assert clock(client) == [
        ("2001-05-31", "report"),
        ("2001-09-30", "report"),
        ("2001-12-31", "expiry"),
    ]

    publish(revise(granted_a_year(asked(due="2001-03-31", kind="briefing"))))
    assert clock(client) == [("2001-03-31", "briefing"), ("2001-12-31", "expiry")]
    publish(revise(granted_a_year(asked("xtwo", every_months=6))))
    assert clock(client, mission="xmis") == [("2001-12-31", "expiry")]
    assert clock(client, mission="xtwo")[0] == ("2001-07-31", "report")
    assert list(differences()) == []


def test_the_end_of_a_mission_ends_its_duties(client):
    base(granted_a_year(asked(every_months=4)))

    publish(revise(content("mission", "xmis", name="Mission X", ends_on="2001-08-31")))

    assert clock(client, kind="report") == [("2001-05-31", "report")]
    assert list(differences()) == []


def test_a_document_withdrawn_takes_its_due_days_along(client):
    base(granted_a_year(asked(every_months=4)))
    record = Record.objects.get(slug="s-1")

    publish([propose_withdrawal(record, base_version=1, author="ann", reason="made up")])

    assert clock(client) == []
    assert list(differences()) == []


def test_codings_are_never_mixed_and_the_first_counts(client):
    both = [asked(due="2001-03-01"), asked(coding="rule", due="2001-04-01")]
    base(granted_a_year(*both))

    assert clock(client, kind="report") == [("2001-03-01", "report")]
    turned = [one | {"rank": 3 - one["rank"]} for one in CODINGS]
    publish_with_facts(mandate_codings=turned, task_types=TASK_TYPES)
    assert clock(client, kind="report") == [("2001-04-01", "report")]
    assert list(differences()) == []


def test_a_document_without_a_day_asks_nothing_and_makes_no_coding_count(client):
    base(
        on("s-1", None, [asked(due="2001-03-01")]),
        on("s-2", "2001-01-31", [asked(coding="rule", due="2001-04-01")]),
        on("s-3", None, [asked(coding="rule", due="2001-05-01")]),
    )

    assert clock(client) == [("2001-04-01", "report")]
    assert list(differences()) == []


@pytest.mark.parametrize("change", [{"day": date(2001, 4, 1)}, {"mission": "xtwo"}, None])
def test_the_proof_sees_a_due_day_that_was_changed_or_went(change):
    base(granted_a_year(asked(due="2001-03-01")))
    found = DueDay.objects.filter(kind="report")
    if change is None:
        found.delete()
    else:
        found.update(**{key: _meant(value) for key, value in change.items()})

    assert "are not what its documents come to" in next(differences())


def _meant(value):
    return Mission.objects.get(slug=value) if isinstance(value, str) else value


def test_a_row_of_the_clock_says_where_it_is_stated_and_what_is_not_known(client):
    once = asked(anchor="op3-b", due="2001-03-01", fulfilled_by="s-9", note="On elections")
    base(
        on(
            "s-1",
            "2001-01-31",
            [once, asked(every_months=6, until="2001-12-31")],
            until="2001-12-31",
        ),
        on("s-2", "2001-12-01", kind="carries_over", until="2002-12-31"),
        document("s-9", "2001-02-20"),
    )

    first, regular, expiry, last = rows(client, "clock")

    assert first["paragraph"] == "paragraph 3 (b)"
    assert (first["document"], first["coding"]) == ("s-1", "read")
    assert (first["fulfilled_by"], first["note"]) == ("s-9", "On elections")
    assert (regular["fulfilled_by"], regular["followed_by"]) == (None, None)
    assert (expiry["duty"], expiry["fulfilled_by"], expiry["followed_by"]) == (None, None, "s-2")
    assert last["followed_by"] is None
    duties = rows(client, "reporting-duties", as_of="2001-06-01")
    assert [row["every_months"] for row in duties] == [6, None]
    assert [row["fulfilled_by"] for row in duties] == [None, "s-9"]
    assert rows(client, "reporting-duties", as_of="2001-01-30") == []


def test_the_clock_is_asked_between_two_days_of_a_mission_and_a_kind(client):
    base(granted_a_year(asked(every_months=2), asked(kind="assessment", due="2001-07-31")))

    between = {"due__gte": "2001-05-31", "due__lte": "2001-07-31"}
    assert clock(client, **between) == [
        ("2001-05-31", "report"),
        ("2001-07-31", "assessment"),
        ("2001-07-31", "report"),
    ]
    assert clock(client, **between, kind="assessment,expiry") == [("2001-07-31", "assessment")]
    assert clock(client, **between, mission="xtwo") == []
    assert clock(client, **between, document="s-1")[0] == ("2001-05-31", "report")
    turned = {"due__gte": "2001-07-31", "due__lte": "2001-05-31"}
    assert client.get("/api/v1/clock/", turned).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"every_months": 3, "every_days": 90},
        {"within_days": 30, "due": date(2001, 3, 1)},
        {"due": date(2001, 3, 1), "counted_from": date(2001, 2, 1)},
        {"within_days": 30, "until": date(2001, 3, 1)},
        {"every_months": 3, "fulfilled_by_id": "own document"},
    ],
)
def test_the_database_takes_no_duty_that_is_due_twice_or_never(wrong):
    base(granted_a_year(asked(due="2001-03-01")))
    duty = ReportingDuty.objects.get()
    duty.pk, duty.rank, duty.due = None, 2, None
    for name, value in wrong.items():
        setattr(duty, name, duty.document_id if value == "own document" else value)

    with pytest.raises(IntegrityError), transaction.atomic():
        duty.save(force_insert=True)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"every_months": 3}, "every 3 months"),
        ({"every_days": 1}, "every day"),
        ({"within_days": 30}, "within 30 days"),
        ({"due": date(2001, 3, 1)}, "by 2001-03-01"),
    ],
)
def test_a_duty_says_when_it_is_due(values, words):
    assert ReportingDuty(**values).when == words


def test_the_page_of_a_mission_names_what_is_due_next_as_known_that_day(client):
    base(
        granted_a_year(asked(every_months=4, note="On elections")),
        on("s-2", "2001-08-01", kind="carries_over", until="2002-12-31"),
    )

    def due(day):
        page = page_of(client, f"/missions/xmis/?as_of={day}")
        return between(page, "Due next", "Computed from") if "Due next" in page else ""

    assert "30 September 2001: report every 4 months (On elections)" in due("2001-06-01")
    assert "31 December 2001: expiry" in due("2001-06-01")
    assert "31 May 2001" not in due("2001-06-01")
    assert "31 December 2002: expiry" in due("2001-08-01")
    assert "31 December 2001: expiry" not in due("2001-08-01")
    assert due("2001-01-30") == due("2003-01-01") == ""
    assert "31 May 2001" in due("2001-02-01")
    assert "31 May 2001" in due("2001-05-31")  # today
    assert "30 September 2001" not in due("2001-02-01")  # the same duty, later


def test_the_page_asks_no_more_for_more_due_days(client):
    counts = []
    for often in (12, 4):
        base(granted_a_year(asked(every_months=often), asked(rank=2, due="2001-07-01")))
        page_of(client, "/missions/xmis/?as_of=2001-06-01")
        with CaptureQueriesContext(connection) as queries:
            page_of(client, "/missions/xmis/?as_of=2001-06-01")
        counts.append(len(queries))

    assert counts[0] == counts[1]
