"""The whole life of a mission in one drawing: like beside like, and a line that stops."""

import re
from datetime import date

import pytest

from missions.drawings.life import Drawing
from missions.models import Strength
from records.common.drawing.sheet import NARROW, WIDE
from records.content.codec import default_of
from records.content.facts import FactBatch, fact_columns
from records.writing.publishing import publish
from tests.make import content, revise
from tests.missions.one_mission import CEILINGS, ceiling, counted, hold, life
from tests.pages import page_of, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def drawn(lived):
    return Drawing(lived, WIDE), Drawing(lived, NARROW)


def test_the_drawing_stands_like_beside_like_and_stops_where_the_counts_stop():
    months = counted("2001-03-01", 200) + counted("2001-04-01", 220)
    mission = hold(strength=months)

    lived = life(mission)
    (panel,), (wide, narrow) = lived.panels, drawn(lived)

    assert panel.title == "Military personnel"
    assert [one.persons for one in panel.points] == [210, 230]
    assert [one.persons for one in panel.steps] == [500, 300]
    assert lived.last == date(2003, 1, 31)
    assert "300 military personnel authorized from 9 February 2002 on, down from 500" in (
        lived.finding
    )
    assert "230" in str(wide.marks)
    assert "April 2001" in str(narrow.marks)


def test_interpolated_months_are_dashed_and_a_missing_month_breaks_the_line():
    months = [
        *counted("2001-03-01", 200),
        *counted("2001-04-01", 210, basis="interpolated"),
        *counted("2001-05-01", 220),
        *counted("2001-06-01", 230),
        *counted("2001-09-01", 240),
    ]
    wide, _ = drawn(life(hold(strength=months)))

    styles = [one.style for one in wide.paths if one.style.startswith("line")]
    assert styles == ["line guessed", "line", "line"]
    assert [one.style for one in wide.paths].count("area") == 2


def test_a_ceiling_of_the_police_stands_beside_the_police():
    months = [row for month in ("2001-03-01", "2001-04-01") for row in counted(month, 9, police=5)]
    police = ceiling(1, 50, "2001-02-01", category="police")
    lived = life(hold(ceilings=(*CEILINGS, police), strength=months))

    told = {one.title: ([p.persons for p in one.points], one.most) for one in lived.panels}
    assert told == {"Military personnel": ([19, 19], 500), "Police": ([5, 5], 50)}


def test_no_letter_of_a_drawing_leaves_it():
    months = [row for at in range(1, 10) for row in counted(f"2002-0{at}-01", 200 + at)]
    for sheet in drawn(life(hold(strength=months), "2002-09-30")):
        for text in sheet.texts:
            wide = len(text.words) * 7
            left = text.x - wide * (1 if "end" in text.style else 0.5 * ("middle" in text.style))
            assert left >= -20 and left + wide <= sheet.width + 20, text
        assert all(0 <= text.y <= sheet.height for text in sheet.texts)


def test_the_page_has_the_drawing_at_both_widths(client):
    hold(strength=counted("2001-03-01", 200) + counted("2001-04-01", 220))
    part = section(page_of(client, "/missions/xone/"), "life")

    assert part.count('class="c wide-only"') == part.count('class="c narrow-only"') == 1
    assert part.count("Military personnel</text>") == 2


def head(person, starts_on, ends_on=None, evidence="found", dates_recalled="none", **values):
    days = {"starts_on": starts_on, "ends_on": ends_on, "source": "library"}
    known = {"post": "head_of_mission", "evidence": evidence, "dates_recalled": dates_recalled}
    return {"person": person} | known | days | values


HEADS = (
    head("Ann Early", "2001-01-01", "2001-06-30", starts_precision="year", ends_precision="month"),
    head("Ben Acting", "2001-05-01", "2001-05-31", dates_recalled="ends_on"),
    head("Cy Memory", "2001-07-01", evidence="recalled", dates_recalled="both", source="memory"),
    head("Di Rumour", "2001-09-01", "2002-01-31", source="rumour"),
)


def test_files_on_the_life_of_a_mission_tell_the_days_of_its_heads_and_what_is_weak(client):
    hold(leaders=HEADS, ends_on="2003-01-31")

    table = client.get("/missions/xone/life.csv").getvalue().decode()
    rows = [line for line in table.splitlines() if line.startswith("head of mission")]

    assert rows == [
        "head of mission,Ann Early,2001,2001-06,,",
        "head of mission,Ben Acting,2001-05-01,2001-05-31,,last day recalled; to be confirmed",
        "head of mission,Cy Memory,2001-07-01,,,last day not known; recalled; to be confirmed",
        "head of mission,Di Rumour,2001-09-01,2002-01-31,,to be confirmed",
    ]
    drawing = client.get("/missions/xone/life.svg").getvalue().decode()
    assert "Cy Memory, from 1 July 2001 (recalled)" in drawing
    assert "Rumour°" in drawing
    assert "Early°" not in drawing
    assert "° marks one of whom" in section(page_of(client, "/missions/xone/"), "life")


def test_the_drawing_names_each_source_that_counted_by_the_day_once(client):
    hold(strength=[*counted("2001-03-01", 200), *counted("2001-04-01", 210)])
    later = {"mission": "xone", "month": "2001-05-01", "category": "troops", "deployed": 220}
    row = tuple(later.get(one.name, default_of(one)) for one in fact_columns(Strength))
    batch = FactBatch(Strength, "press", [row])
    press = content("source", "press", name="Made-up press", owned={"batches": [batch.summary()]})
    publish(revise(press), [batch])

    def named(page):
        return re.findall(r'href="/sources/(\w+)/', section(page_of(client, page), "life"))

    assert named("/missions/xone/") == ["library", "press"]
    assert named("/missions/xone/?as_of=2001-04-30") == ["library"]


def test_answers_on_the_life_of_a_mission_tell_what_is_weak_of_its_heads(client):
    hold(leaders=HEADS, ends_on="2003-01-31")

    heads = client.get("/api/v1/missions/xone/timeline/").json()["heads"]
    listed = client.get("/api/v1/mission-leaders/", {"ordering": "starts_on"}).json()["results"]

    assert [one["person"] for one in heads] == [one["person"] for one in listed]
    told = heads[0].keys() - {"is_end_known"}
    assert heads == [
        {name: row[name] for name in told} | {"is_end_known": row["ends_on"] is not None}
        for row in listed
    ]
    assert {"evidence", "dates_recalled", "source_is_weak", "ends_precision"} < told
