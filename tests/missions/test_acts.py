"""What the page of a document shows of missions."""

from datetime import date

import pytest

from missions.acts.drawing import LEFT
from missions.models import TaskPeriod
from tests.make import content
from tests.missions.acting import (
    DAYS,
    FIRST,
    SECOND,
    THIRD,
    ceiling,
    document,
    mission,
    publish_all,
    task,
    texts,
    three,
)
from tests.pages import between, in_order, page_of, queries, section
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def effects(client, slug, asked=""):
    return section(page_of(client, f"/resolutions/{slug}/{asked}"), "actions")


def test_the_first_document_states_tasks_and_what_is_new_is_not_said(client):
    three()

    shown = effects(client, FIRST)

    assert "Sets out the tasks</strong>: 1 kind in 1 paragraph" in shown
    assert "none the day before" in shown
    assert "New:" not in shown
    assert "military personnel of all kinds in one figure <strong>900</strong>" in shown


def test_a_later_document_says_what_is_new_and_what_was_the_ceiling_before(client):
    three()

    shown = effects(client, SECOND)

    assert "2 kinds in force from then on." in shown
    assert "New: Demining." in shown
    assert "No longer" not in shown
    assert "900 → <strong>700</strong>" in shown


def test_what_a_document_drops_is_named(client):
    three()

    shown = effects(client, THIRD)

    assert "New: Elections." in shown
    assert "No longer: Patrols, Demining." in shown


def test_tasks_of_the_page_are_those_in_force_by_the_derived_table(client):
    three()

    held = (
        TaskPeriod.objects.active_on(date.fromisoformat(DAYS[SECOND]))
        .values("task")
        .distinct()
        .count()
    )

    assert f"{held} kinds in force from then on." in effects(client, SECOND)


def test_a_last_day_that_was_read_is_shown_where_no_action_gives_it(client):
    three()

    assert "<strong>Grants a mandate</strong> until 1 January 2003" in effects(client, SECOND)


def test_an_end_is_a_day_on_which_and_not_until_which(client):
    ends = {"statement": "ends", "until": "2003-06-30"}
    publish_all(document(THIRD, statements=ends), mission())

    shown = effects(client, THIRD)

    assert "<strong>Ends the mandate</strong> on 30 June 2003" in shown


def test_what_an_end_leaves_for_the_withdrawal_is_stated_but_not_in_force(client):
    ends = {"statement": "ends", "until": "2003-06-30", "note": "the guard until December"}
    publish_all(
        document(SECOND, statements={"until": "2003-06-30"}, tasks=[task("demining")]),
        document(THIRD, statements=ends, tasks=[task("patrols", "op2")]),
        mission(),
    )

    shown = effects(client, THIRD)

    assert "1 kind in 1 paragraph" in shown
    assert "<li>Patrols, assist" in shown
    assert "the guard until December" in shown
    assert "in force from then on" not in shown
    assert set(TaskPeriod.objects.values_list("task__key", flat=True)) == {"demining"}


def test_reports_are_listed_with_the_days_on_which_they_fall_due(client):
    duty = {"mission": "xmis", "coding": "read", "anchor": "op2", "kind": "report"}
    publish_all(
        document(
            FIRST,
            statements={"until": "2001-12-31"},
            reporting_duties=[duty | {"every_days": 60}],
        ),
        mission(),
    )

    shown = effects(client, FIRST)

    assert "<strong>Report</strong> every 60 days" in shown
    assert "due 2 March 2001, 1 May 2001, 30 June 2001, 29 August 2001 and 2 more" in shown


def test_a_paragraph_is_a_link_only_where_its_text_is_held(client):
    three()
    assert "(1)" in effects(client, FIRST)
    assert 'href="#op1"' not in effects(client, FIRST)

    three(paragraphs=texts(FIRST, "Decides."))
    assert '(<a href="#op1" aria-label="paragraph 1">1</a>)' in effects(client, FIRST)


def test_what_a_paragraph_does_stands_beside_it(client):
    three(paragraphs=texts(SECOND, "Decides <so>.", "Sets a ceiling.", "Remains seized."))

    text = section(page_of(client, f"/resolutions/{SECOND}/"), "text")

    first = between(text, 'id="op1"', 'id="op2"')
    assert "<b>Grants a mandate</b> until 1 January 2003" in first
    second = between(text, 'id="op2"', 'id="op3"')
    assert "<b>Ceiling</b> military personnel of all kinds in one figure 700, before 900" in second
    assert "<b>Tasks</b> Demining (assist)" in second
    assert "does" not in text.split('id="op3"')[1]


def test_with_several_missions_a_note_says_whose_it_is(client):
    publish_all(
        document(FIRST, missions=("xmis", "xoth"), tasks=[]),
        mission(strength_ceilings=[ceiling(FIRST, 5)]),
        mission("xoth"),
        paragraphs=texts(FIRST, "Decides.", "Sets."),
    )

    text = section(page_of(client, f"/resolutions/{FIRST}/"), "text")

    assert "<b>XMIS: Ceiling</b>" in text


def test_a_document_stands_in_its_series_newest_first_with_what_each_changed(client):
    three()

    shown = section(page_of(client, f"/resolutions/{SECOND}/"), "series")

    assert in_order(shown, "1 January 2003", "this one", "1 January 2001")
    assert "14–0–1" in shown
    assert "adds or changes tasks" in between(shown, "this one", "</tr>")
    assert "900 → <strong>700</strong>" in between(shown, "this one", "</tr>")
    assert f"a={FIRST}&amp;b={SECOND}" in between(shown, "Before it", "after it")
    assert f"a={SECOND}&amp;b={THIRD}" in between(shown, "after it", "</p>")


def test_what_came_after_the_day_asked_for_is_not_in_the_series(client):
    three()

    shown = section(page_of(client, f"/resolutions/{SECOND}/?as_of=2002-06-01"), "series")

    assert "S/RES/3 (2003)" not in shown
    assert "none held after it by 1 June 2002" in shown
    assert f'href="/resolutions/{FIRST}/?as_of=2002-06-01"' in shown


def drawn(client, *persons, asked=""):
    """The series of three documents whose ceilings are these."""
    ends = ("2001-12-31", "2002-12-31", None)
    rows = zip(DAYS, persons, ends, strict=False)
    publish_all(
        *[document(slug, statements={"until": f"{DAYS[slug][:4]}-12-31"}) for slug in DAYS],
        mission(strength_ceilings=[ceiling(slug, n, ends_on=end) for slug, n, end in rows]),
    )
    return section(page_of(client, f"/resolutions/{SECOND}/{asked}"), "series")


@pytest.mark.parametrize(
    ("persons", "finding"),
    [
        ((900, 700, 400), "Cut from 900 to 400"),
        ((400, 700, 900), "Raised from 400 to 900"),
        ((400, 900, 700), "From 400 to 900 at most, and to 700 in the end"),
        ((900, 700, 900), "Back at 900"),
        ((900,), "The ceiling stays at 900"),
    ],
)
def test_the_drawing_says_what_it_shows(client, persons, finding):
    shown = drawn(client, *persons)

    assert f"<figcaption><h3>{finding}</h3>" in shown
    assert shown.count('<svg class="c') == shown.count("<title>Documents on XMIS") == 2
    assert shown.count('class="other-bar"><title>') == 3 * 2


@pytest.mark.parametrize(
    ("observers", "others", "finding"),
    [
        (1, {"troops": 1}, "The ceiling stays at 900"),
        (2, {"troops": 1}, "The ceiling stays at 900"),
        (1, {"total_uniformed": 1, "military": 2}, "Cut from 900 to 800"),
        (2, {}, "Cut from 20 to 10"),
    ],
)
def test_the_ceiling_on_observers_is_drawn_where_there_is_no_other(
    client, observers, others, finding
):
    times = {"military_observer": (20, 10)[:observers]}
    times |= {category: (900, 800)[:many] for category, many in others.items()}
    ends = {FIRST: "2001-12-31", SECOND: None}
    publish_all(
        *[document(slug, statements={"until": f"{DAYS[slug][:4]}-12-31"}) for slug in ends],
        mission(
            strength_ceilings=[
                ceiling(slug, persons, category, ends_on=ends[slug])
                for category, of_it in times.items()
                for slug, persons in zip(ends, of_it, strict=False)
            ]
        ),
    )

    shown = section(page_of(client, f"/resolutions/{SECOND}/"), "series")

    assert f"<figcaption><h3>{finding}</h3>" in shown


def test_the_drawing_stops_at_the_day_asked_for(client):
    shown = drawn(client, 900, 700, 400, asked="?as_of=2002-06-01")

    assert "Cut from 900 to 700" in shown
    assert shown.count('class="other-bar"><title>') == 2 * 2


def test_where_no_ceiling_holds_the_line_breaks(client):
    publish_all(
        *[document(slug, statements={"until": f"{DAYS[slug][:4]}-12-31"}) for slug in DAYS],
        mission(
            strength_ceilings=[
                ceiling(FIRST, 900, ends_on="2001-06-30"),
                ceiling(SECOND, 700, ends_on="2002-12-31"),
                ceiling(THIRD, 400),
            ]
        ),
    )

    shown = section(page_of(client, f"/resolutions/{SECOND}/"), "series")

    line = between(shown, f'<path d="M{LEFT} ', '" class="ceiling"')
    assert line.count("M") == 1  # after the first, one more beginning
    assert line.count("L") == 4


def test_without_a_ceiling_there_is_a_table_and_no_drawing(client):
    shown = drawn(client)

    assert "<svg" not in shown
    assert "<table" in shown


def test_what_failed_did_nothing_to_missions(client):
    action = {"mission": "xmis", "action": "extend", "effective_on": "2001-01-01", "rank": 1}
    draft = content(
        "document", "s-2001-1", kind="draft", outcome="vetoed", owned={"mandate_actions": [action]}
    )
    publish_all(draft, mission())

    assert 'id="actions"' not in page_of(client, "/documents/s-2001-1/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_no_more_for_more_missions(client, count):
    slugs = ("xmis", "xoth", "xthird")[:count]
    duty = {"coding": "read", "anchor": "op2", "kind": "report", "every_days": 60}
    rows = [duty | {"mission": slug} for slug in slugs]
    publish_all(
        document(FIRST, slugs, tasks=[task("patrols")], reporting_duties=rows),
        document(SECOND, slugs),
        *[mission(slug, strength_ceilings=[ceiling(FIRST, 5)]) for slug in slugs],
        paragraphs=texts(FIRST, "Decides."),
    )

    assert queries(client, f"/resolutions/{FIRST}/") == OF_A_DECISION


OF_A_DECISION = 21


def test_the_page_shows_every_row_that_the_api_gives_for_the_document(client):
    world(3)

    for number in (1, 2, 3):
        asked = f"document=s-res-{number}-1999"
        shown = effects(client, f"s-res-{number}-1999")
        held = {
            table: client.get(f"/api/v1/{table}/?{asked}").json()["results"]
            for table in ("mandate-statements", "strength-ceilings", "reporting-duties")
        }
        assert all(held.values())
        for one in held["strength-ceilings"]:
            assert f"<strong>{one['persons']:,}</strong>" in shown
        kinds = [one["kind"].title() for one in held["reporting-duties"]]
        assert len(kinds) == sum(shown.count(f"<strong>{kind}</strong>") for kind in set(kinds))
        assert shown.count("Sets out the tasks") == len(held["mandate-statements"])
        votes = client.get(f"/api/v1/votes/?{asked}").json()["results"]
        page = page_of(client, f"/resolutions/s-res-{number}-1999/")
        assert section(page, "votes").count('class="tile') - 1 == len(votes)
