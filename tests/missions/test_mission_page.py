"""The page of a mission: the answer first, what changed, and like drawn with like."""

import re
from datetime import date
from itertools import pairwise

import pytest

from missions.answer import StatusOnDay, answer_on, lasted, status_on
from missions.decisions import decisions_of
from missions.models import Mission
from missions.tasks.showing import statements_on
from missions.votes import votes_on
from tests.make import content, publish_with_facts
from tests.missions.one_mission import (
    CHINA,
    FRANCE,
    MANDATES,
    PERU,
    THREE,
    ceiling,
    counted,
    decision,
    hold,
    life,
    mandate,
    seat,
)
from tests.pages import between, in_order, page_of, queries, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def answer(client, query=""):
    return between(page_of(client, f"/missions/xone/{query}"), '<div class="answer">', "</div>")


def glance(client, query=""):
    return between(page_of(client, f"/missions/xone/{query}"), '<dl class="glance">', "</dl>")


def test_the_answer_is_the_mandate_in_force_with_its_vote(client):
    positions = [(CHINA, "abstain"), (FRANCE, "yes"), (PERU, "abstain")]
    votes = [
        {"document": "s-res-3-2002", "state": state, "position": position, "basis": "as_recorded"}
        for state, position in positions
    ]
    hold(votes=votes)

    told = answer(client, "?as_of=2002-06-01")

    assert in_order(told, "Mandate in force on 1 June 2002", "Until", "31 January 2003")
    assert in_order(told, "S/RES/3 (2002)", "13–0–2", ": Chinaland and Peruland abstained")
    assert "Chapter VII" in told
    assert "final" not in told


def test_a_past_day_is_told_what_was_granted_then_and_nothing_later(client):
    hold()

    page = page_of(client, "/missions/xone/?as_of=2001-06-01")

    assert "31 January 2002" in answer(client, "?as_of=2001-06-01")
    for later in ("S/RES/2 (2002)", "S/RES/3 (2002)", "30 January 2002", "300 troops"):
        assert later not in page.partition('id="evidence"')[0], later


def test_a_document_that_ends_the_mission_makes_the_mandate_final(client):
    hold(*THREE[:2], decision(3, "2002-02-09", "2003-01-31", final=True))

    assert "<b>final</b>" in answer(client, "?as_of=2002-06-01")
    assert "final" in section(page_of(client, "/missions/xone/"), "mandates")


def test_what_changes_a_mandate_without_granting_time_is_named_beside_what_grants_it(client):
    raised = decision(2, "2001-06-01", kind="none")
    spans = (mandate(1, "2001-02-01", "2001-05-31"), mandate(2, "2001-06-01", "2002-01-31"))
    hold(THREE[0], raised, mandates=spans, ceilings=())

    told = answer(client, "?as_of=2001-07-01")

    assert in_order(told, "31 January 2002", "S/RES/1 (2001)", "Last changed", "S/RES/2 (2001)")


@pytest.mark.parametrize(
    ("values", "day", "status"),
    [
        ({}, "2001-06-01", StatusOnDay.NOW),
        ({}, "2001-01-31", StatusOnDay.NOT_BEGUN),
        ({"ends_on": "2002-01-31"}, "2002-01-31", StatusOnDay.NOW),
        ({"ends_on": "2002-01-31"}, "2002-02-01", StatusOnDay.ENDED),
        ({"ends_precision": "unknown"}, "2005-01-01", StatusOnDay.PERHAPS),
        ({"never_deployed": True}, "2001-06-01", StatusOnDay.NEVER),
    ],
)
def test_how_a_mission_stands_follows_from_its_days(client, values, day, status):
    mission = hold(**values)
    asked = date.fromisoformat(day)

    assert status_on(mission, asked) == status
    assert status.value in page_of(client, f"/missions/xone/?as_of={day}")
    assert answer_on(mission, asked, (), (), (), {}, (), ()).in_force is False


def test_of_a_mission_that_ended_the_answer_says_when_and_how(client):
    hold(*THREE, decision(4, "2003-01-20", "2003-01-31", kind="ends"), ends_on="2003-01-31")

    told = answer(client)

    assert in_order(told, "Ended on", "31 January 2003", "after 1 year, 11 months")
    assert in_order(told, "S/RES/4 (2003)", "ended it")


def test_a_mission_without_mandates_names_who_decided_or_says_that_nobody_coded_it(client):
    hold(mandates=(), ceilings=())

    assert "Who decided it is not yet coded" in answer(client)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "day", "words"),
    [
        ("2001-02-01", None, "2003-02-01", "2 years"),
        ("2001-02-01", None, "2003-01-31", "1 year, 11 months"),
        ("2001-02-01", "2001-04-30", "2003-01-31", "2 months"),
        ("2001-02-01", "2001-02-10", "2003-01-31", "less than a month"),
        ("2001-02-01", None, "2001-01-01", ""),
    ],
)
def test_how_long_it_lasted_is_said_in_whole_years_and_months(starts_on, ends_on, day, words):
    last = ends_on and date.fromisoformat(ends_on)
    mission = Mission(starts_on=date.fromisoformat(starts_on), ends_on=last)

    assert lasted(mission, date.fromisoformat(day)) == words


def test_mandates_stand_newest_first_and_say_only_what_changed(client):
    hold()

    shown = section(page_of(client, "/missions/xone/?as_of=2002-06-01"), "mandates")

    assert in_order(shown, "S/RES/3 (2002)", "S/RES/2 (2002)", "S/RES/1 (2001)")
    assert in_order(shown, "states the tasks anew", "troops 500 → 300", "now under Chapter VII")
    assert "rolls over for 9 days" in shown
    assert in_order(shown, "states its tasks", "troops 500")
    assert "1 of them act under Chapter VII" in shown


def test_a_document_that_grants_no_time_leaves_the_day_granted_before():
    raised = decision(2, "2001-06-01", kind="none")
    spans = (mandate(1, "2001-02-01", "2001-05-31"), mandate(2, "2001-06-01", "2001-08-31"))
    mission = hold(THREE[0], raised, mandates=spans, ceilings=())
    statements = list(statements_on(mission))

    found = decisions_of(list(mission.mandates.select_related("action")), statements, (), ())

    assert [one.until for one in found] == [date(2002, 1, 31)] * 2


def test_the_page_of_tasks_shows_all_renewals_and_what_each_document_does(client):
    hold()

    page = page_of(client, "/missions/xone/tasks/?as_of=2002-06-01")

    assert page.count('<td class="acts">S</td>') == 2
    shown = section(page, "documents")
    assert in_order(shown, "S/RES/3 (2002)", "Demining", "secure", "S/RES/1 (2001)", "assist")
    assert "S/RES/2 (2002)" not in section(
        page_of(client, "/missions/xone/tasks/?as_of=2001-06-01"), "documents"
    )


def test_votes_are_those_of_permanent_members_and_of_whoever_was_not_in_favour(client):
    votes = [
        {"document": document, "state": state, "position": position, "basis": "as_recorded"}
        for document, state, position in (
            ("s-res-1-2001", CHINA, "yes"),
            ("s-res-1-2001", FRANCE, "yes"),
            ("s-res-1-2001", PERU, "yes"),
            ("s-res-3-2002", CHINA, "abstain"),
            ("s-res-3-2002", FRANCE, "yes"),
            ("s-res-3-2002", PERU, "no"),
        )
    ]
    mission = hold(votes=votes)

    found = votes_on([one.document for one in mission.mandates.all()], most=30)
    cells = {one.name: "".join(cell.letter for cell in one.cells) for one in found.permanent}
    shown = section(page_of(client, "/missions/xone/"), "votes")

    assert cells == {"Chinaland": "YA", "Franceland": "YY"}
    assert [(one.name, len(one.votes)) for one in found.elected] == [("Peruland", 1)]
    assert found.counts == [0, 1]
    assert found.left_out == 1
    assert "Chinaland was not in favour of 1 of 2 decisions" in shown
    assert "Peruland (voted against, 3)" in shown


def test_a_seat_counts_only_from_its_first_day():
    mission = hold(votes=[{"document": "s-res-1-2001", "state": CHINA, "position": "abstain"}])
    mission.mandates.first()
    seats = {"owned": seat("permanent", "2001-02-02")}
    publish_with_facts(content("state", CHINA, name="Chinaland", **seats))

    assert votes_on([one.document for one in mission.mandates.all()], most=30).permanent == []


def test_like_stands_with_like_at_a_glance(client):
    hold(strength=counted("2002-03-01", 200, police=7))

    shown = glance(client, "?as_of=2002-06-01")

    assert in_order(shown, "Authorized", "300 troops", "since 9 February 2002")
    assert in_order(shown, "Deployed", "200 troops", "March 2002")
    assert in_order(shown, "Tasks in force", ">2<")
    assert in_order(shown, "Deaths in service", "none listed")


def test_each_number_at_a_glance_has_its_own_day_counted_from_where_it_was_first_stated(client):
    ceilings = (
        ceiling(1, 500, "2001-02-01", "2002-01-30"),
        ceiling(2, 300, "2002-01-31", "2002-02-08"),
        ceiling(3, 300, "2002-02-09"),
        ceiling(1, 20, "2001-02-01", category="police"),
    )
    hold(
        ceilings=ceilings,
        strength=counted("2002-03-01", 200) + counted("2002-02-01", 200, police=7),
    )

    shown = glance(client, "?as_of=2002-06-01")

    assert "300 troops<small>since 31 January 2002; 20 police, since 1 February 2001<" in shown
    assert "200 troops<small>March 2002; 7 police, February 2002<" in shown
    ceilings = (ceiling(3, 300, "2002-02-09"), ceiling(3, 20, "2002-02-09", category="police"))
    hold(ceilings=ceilings)
    assert "300 troops<small>20 police, since 9 February 2002<" in glance(
        client, "?as_of=2002-06-01"
    )


def test_every_number_at_a_glance_is_that_of_the_api(client):
    mission = hold(strength=counted("2002-03-01", 200))
    for day in ("2001-06-01", "2002-06-01"):
        asked = {"mission": mission.slug, "as_of": day}
        tasks = client.get("/api/v1/tasks-in-force/", asked).json()["results"]
        ceilings = client.get("/api/v1/strength-ceilings/", asked).json()["results"]
        shown = glance(client, f"?as_of={day}")

        assert f'<a href="#tasks">{len({row["task"] for row in tasks})}</a>' in shown
        assert all(f"{row['persons']:,} troops" in shown for row in ceilings)


@pytest.mark.parametrize("path", ["/missions/xone/", "/missions/xone/tasks/"])
def test_more_decisions_tasks_and_votes_ask_no_more(client, path):
    asked = []
    for number in (1, 3):
        votes = [
            {"document": one["slug"], "state": state, "position": "abstain"}
            for one in THREE[:number]
            for state in (CHINA, FRANCE, PERU)
        ]
        months = [row for at in range(1, number + 2) for row in counted(f"2001-0{at + 2}-01", at)]
        hold(*THREE, mandates=MANDATES[:number], strength=months, votes=votes)
        asked.append(queries(client, path))

    assert asked[0] == asked[1] <= 36


def test_a_mandate_leads_to_its_text_beside_the_one_before(client):
    hold()

    mandates = section(page_of(client, "/missions/xone/?as_of=2002-06-01"), "mandates")

    pairs = re.findall(r'/compare/documents/\?a=([^&]+)&(?:amp;)?b=([^&"]+)', mandates)
    assert pairs == [("s-res-2-2002", "s-res-3-2002"), ("s-res-1-2001", "s-res-2-2002")]


def test_the_parts_of_the_page_stand_in_the_order_of_what_readers_ask(client):
    hold(strength=counted("2001-03-01", 200) + counted("2001-04-01", 200))

    page = page_of(client, "/missions/xone/")
    parts = ["life", "mandates", "tasks", "change", "matrix", "legal-basis", "details"]

    places = [page.index(f'<h2 id="{one}"') for one in parts]
    assert all(one < two for one, two in pairwise(places))


def test_a_ceiling_stated_again_is_no_change(client):
    again = (ceiling(1, 500, "2001-02-01", "2002-01-30"), ceiling(2, 500, "2002-01-31"))
    hold(ceilings=again)

    shown = section(page_of(client, "/missions/xone/"), "mandates")

    assert "500 → 500" not in shown
    assert "troops 500" in shown


def test_counts_after_the_day_are_not_told(client):
    months = [row for at in (3, 4, 5) for row in counted(f"2001-0{at}-01", 100 * at)]
    mission = hold(strength=months)

    assert [one.persons for one in life(mission, "2001-04-30").panels[0].points] == [310, 410]
    assert "400 troops" in glance(client, "?as_of=2001-04-30")


def test_of_a_mission_that_ended_the_last_ceilings_stand_at_a_glance(client):
    hold(ends_on="2003-01-31", ceilings=(ceiling(1, 500, "2001-02-01", "2002-02-08"),))

    assert in_order(glance(client), "Authorized last", "500 troops")


def test_only_a_successor_followed_a_mission(client):
    hold(ends_on="2003-01-31")
    relations = [
        {"kind": kind, "successor": slug, "source": "library"}
        for kind, slug in (("succeeded_by", "xnext"), ("overlapped_with", "xbeside"))
    ]
    publish_with_facts(
        content("mission", "xnext", name="Next", acronym="XNEXT"),
        content("mission", "xbeside", name="Beside", acronym="XBESIDE"),
        content(
            "mission", "xone", name="One", ends_on="2003-01-31", owned={"relations": relations}
        ),
    )

    told = answer(client)

    assert "It was followed by" in told and "XNEXT" in told
    assert "XBESIDE" not in told


def test_those_who_took_part_are_counted_and_stand_by_name(client):
    names = ("Zland", "Åland", "Bland")
    roles = [
        {"role": "contributor", "actor": f"state:xx{letter}", "source": "library"}
        for letter in "abc"
    ]
    publish_with_facts(
        *(content("state", f"xx{c}", name=name) for c, name in zip("abc", names, strict=True)),
        content("mission", "xone", owned={"roles": roles}),
    )

    shown = section(page_of(client, "/missions/xone/"), "roles")

    assert in_order(shown, "3 contributors", "Åland", "Bland", "Zland")
