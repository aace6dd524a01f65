"""Strength beside ceilings: like with like, dashed where it is guessed, ended where counts end."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from missions.drawings.sides import ALL, MILITARY, OBSERVERS, POLICE, TROOPS, MonthCount
from missions.drawings.strength import strength_of
from missions.models import Mission
from records.common.drawing.runs import runs
from records.common.drawing.sheet import NARROW, WIDE
from tests.make import content, publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2010, 1, 1)


def counted(month, basis="reported", **persons):
    names = {"troops": TROOPS, "observers": OBSERVERS, "police": POLICE, "whole": ALL}
    return [
        {"mission": "xone", "month": month, "category": names[name], "deployed": number}
        | {"basis": basis}
        for name, number in persons.items()
    ]


def ceiling(category, persons, starts_on, ends_on=None):
    row = {"category": category, "persons": persons, "starts_on": starts_on, "ends_on": ends_on}
    return row | {"document": "s-res-1-2001"}


def shown(rows, ceilings=(), day=None):
    publish_with_facts(
        content("document", "s-res-1-2001", kind="resolution", symbol="S/RES/1 (2001)"),
        content(
            "mission",
            "xone",
            acronym="XONE",
            starts_on="2001-02-01",
            owned={"strength_ceilings": list(ceilings)},
        ),
        strength=[one for month in rows for one in month],
    )
    mission = Mission.objects.get()
    return strength_of(mission, list(mission.strength_ceilings.all()), day, TODAY)


def panel(strength, side):
    return next((one for one in strength.panels if one.side == side), None)


@pytest.mark.parametrize(
    ("category", "persons", "kind"),
    [(TROOPS, 400, TROOPS), (MILITARY, 430, MILITARY), (OBSERVERS, 30, OBSERVERS)],
)
def test_the_military_counts_whom_its_ceiling_bounds(category, persons, kind):
    months = [
        counted(month, troops=400, observers=30, police=7, whole=437)
        for month in ("2001-03-01", "2001-04-01")
    ]

    military = panel(shown(months, [ceiling(category, 500, "2001-02-01")]), MILITARY)

    assert {(one.persons, one.kind) for one in military.counts} == {(persons, kind)}
    assert {one.kind for one in military.bounds} == {kind}


def test_every_count_beside_a_ceiling_is_of_the_persons_that_it_bounds():
    months = [
        counted(f"2001-{month:02}-01", troops=400, observers=30, police=7, whole=437)
        for month in range(3, 12)
    ]
    ceilings = [
        ceiling(MILITARY, 500, "2001-02-01", "2001-06-14"),
        ceiling(TROOPS, 450, "2001-06-15"),
        ceiling(POLICE, 20, "2001-02-01"),
    ]

    for one in shown(months, ceilings).panels:
        for count in one.counts:
            bound = one.bound_on(count.on)
            assert bound is None or bound.kind == count.kind


def test_the_whole_has_a_panel_only_where_it_has_a_ceiling_or_the_sides_are_not_told_apart():
    apart = [counted(f"2001-0{n}-01", troops=4, observers=3, police=2, whole=9) for n in (3, 4)]
    together = [counted(f"2001-0{n}-01", whole=9) for n in (3, 4)]

    assert panel(shown(apart), ALL) is None
    assert panel(shown(apart, [ceiling(ALL, 10, "2001-02-01")]), ALL)
    assert [one.side for one in shown(together).panels] == [ALL]


def test_a_blank_part_is_none_only_where_the_others_make_up_the_whole():
    made_up = [counted(f"2001-0{n}-01", troops=9, whole=9) for n in (3, 4)]
    less = [counted(f"2001-0{n}-01", troops=5, whole=9) for n in (3, 4)]

    assert [one.side for one in shown(made_up).panels] == [MILITARY]
    assert [one.side for one in shown(less).panels] == [ALL]


def test_a_side_that_is_nought_in_every_month_is_not_drawn():
    months = [counted(f"2001-0{n}-01", troops=9, observers=0, police=0, whole=9) for n in (3, 4)]

    assert [one.side for one in shown(months).panels] == [MILITARY]


def test_months_that_are_interpolated_are_dashed_and_others_are_not():
    months = [
        counted("2001-03-01", troops=4, observers=0, police=0, whole=4),
        counted("2001-04-01", troops=5, observers=0, police=0, whole=5),
        counted("2001-05-01", "interpolated", troops=6, observers=0, police=0, whole=6),
        counted("2001-06-01", troops=7, observers=0, police=0, whole=7),
    ]

    drawn = str(shown(months).figure.drawn(WIDE).svg())

    assert drawn.count('class="line"') == 1
    assert drawn.count('class="line guessed"') == 1


def test_a_month_without_a_count_breaks_the_line():
    held = [
        MonthCount(date(2001, month, 1), TROOPS, 5, False, SimpleNamespace())
        for month in (1, 2, 4, 5, 9)
    ]

    found = runs(held, lambda one: one.on)
    assert [[one.month.month for one in run] for run in found] == [[1, 2], [4, 5], [9]]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_title_and_unit_stand_inside_the_drawing_and_so_does_where_counts_end(width):
    months = [counted(f"2001-0{n}-01", troops=400, police=7, whole=407) for n in (3, 4)]

    drawn = str(shown(months, [ceiling(TROOPS, 500, "2001-02-01")]).figure.drawn(width).svg())

    assert "Military personnel, persons" in drawn
    assert "400 in Apr 2001" in drawn
    assert "no later count held" in drawn
    assert "authorized: 500 troops" in drawn
    assert "<title>Strength of XONE</title>" in drawn
    assert "at most 400" in drawn.split("<desc>")[1]


def test_no_two_labels_beside_the_end_of_counts_lie_on_each_other():
    """On a phone what was counted last comes near the label of a ceiling of about its height."""
    months = [counted(f"2003-{n:02}-01", troops=400, police=7, whole=407) for n in range(1, 9)]
    for persons in range(300, 620, 20):
        ceilings = [ceiling(TROOPS, 600, "2001-02-01", "2008-12-31")]
        ceilings += [ceiling(TROOPS, persons, "2009-01-01")]
        for width in (WIDE, NARROW):
            drawn = str(shown(months, ceilings).figure.drawn(width).svg())
            bound = place(drawn, f"authorized: {persons} troops")
            for said in ("400 in Aug 2003", "no later count held"):
                x, y = place(drawn, said)
                apart = bound[0] - 190 - (x + 130)
                assert abs(bound[1] - y) >= 10 or apart > 0, (persons, width, said)


def place(drawn, text):
    x, y = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{text}<', drawn).groups()
    return float(x), float(y)


def test_ceilings_of_one_height_are_one_and_end_with_the_mission_day_or_today():
    months = [counted(f"2001-0{n}-01", troops=400, police=7, whole=407) for n in (3, 4)]
    ceilings = [
        ceiling(TROOPS, 500, "2001-02-01", "2001-07-31"),
        ceiling(TROOPS, 500, "2001-08-01", "2002-01-31"),
        ceiling(TROOPS, 600, "2002-03-01"),
    ]

    now = panel(shown(months, ceilings), MILITARY)
    then = panel(shown(months, ceilings, date(2001, 9, 1)), MILITARY)

    assert [(one.starts_on, one.ends_on, one.persons) for one in now.bounds] == [
        (date(2001, 2, 1), date(2002, 1, 31), 500),
        (date(2002, 3, 1), TODAY, 600),
    ]
    assert [(one.ends_on, one.persons) for one in then.bounds] == [(date(2001, 9, 1), 500)]


def test_the_finding_says_the_last_count_beside_what_was_authorized_then():
    months = [
        counted(f"2001-0{n}-01", troops=400, observers=0, police=7, whole=407) for n in (3, 4)
    ]

    title = shown(months, [ceiling(TROOPS, 500, "2001-02-01")]).figure.title

    assert title == "400 troops of 500 authorized and 7 police in April 2001"


def test_counts_after_the_day_are_not_drawn():
    months = [counted(f"2001-0{n}-01", troops=9, whole=9) for n in (3, 4, 5)]

    held = panel(shown(months, day=date(2001, 4, 15)), MILITARY)

    assert [one.month.month for one in held.counts] == [3, 4]
