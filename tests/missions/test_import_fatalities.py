"""Deaths from the United Nations' list."""

import json

import pytest

from missions.models.figures import Fatality
from records.writing.publishing import publish
from tests.make import content, revise
from tests.missions.importing import base, cited, file, is_whole, mission, revisions, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

COMMAND = "import_fatalities"
CODES = [("psdata-fatalities", "XMIS")]


def death(number=1, **values):
    return {
        "id": str(number),
        "incident_date": "2002-03-04",
        "casualty_id": f"XMIS-2002-{number}",
        "mission_acronym": "XMIS",
        "type_of_casualty": "Fatality",
        "gender": "M",
        "casualty_nationality": "Land A",
        "casualty_personnel_type": "Military",
        "type_of_incident": "Malicious Act",
        "m49_code": "1.0",
        "isocode3": "AAA",
        "last_update": "2025-04-04",
    } | values


def test_a_death_goes_in_with_all_that_is_said_of_it(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [death(casualty_personnel_type="Local ", gender="")]))

    row = Fatality.objects.get()
    assert (row.mission.slug, row.mission_code, str(row.date)) == ("xmis", "XMIS", "2002-03-04")
    assert (row.state.slug, row.category, row.incident_type) == (
        "aaa",
        "civilian_national",
        "malicious_act",
    )
    assert (row.gender, row.persons, row.source.slug) == ("", 1, "un-fatalities")
    assert is_whole()


def test_what_differs_waits_for_editors_at_its_mission(tmp_path):
    base(mission("xmis", *CODES), fatalities=[
        {
            "casualty_id": "XMIS-2002-1",
            "mission": "xmis",
            "mission_code": "XMIS",
            "date": "2002-03-05",
            "state": "bbb",
            "category": "military",
            "incident_type": "malicious_act",
            "gender": "male",
        }
    ])  # fmt: skip
    path = file(tmp_path, [death()])

    run(COMMAND, path)
    again = run(COMMAND, path)

    field = "fatalities/XMIS-2002-1"
    assert cited() == {
        ("xmis", f"{field}/date", "2002-03-04", "un-fatalities"),
        ("xmis", f"{field}/state", "aaa", "un-fatalities"),
    }
    assert str(Fatality.objects.get().date) == "2002-03-05"
    assert "0 new, 0 changed (waiting for editors), 1 unchanged (1 of them known" in again


def test_the_second_import_and_the_dry_run_change_nothing(tmp_path):
    base(mission("xmis", *CODES))
    path = file(tmp_path, [death(1), death(2)])
    first = revisions()
    run(COMMAND, path, dry_run=True)
    assert (revisions(), Fatality.objects.count()) == (first, 0)
    run(COMMAND, path)
    second = revisions()

    run(COMMAND, path)

    assert (revisions(), Fatality.objects.count()) == (second, 2)


def test_a_code_that_merges_operations_means_the_one_of_the_day(tmp_path):
    base(
        mission("xmis-i", *CODES, ends_on="2002-03-04"),
        mission("xmis-ii", *CODES, starts_on="2002-03-05"),
    )
    rows = [death(1), death(2, incident_date="2002-03-05")]

    run(COMMAND, file(tmp_path, rows))

    assert list(Fatality.objects.values_list("mission__slug", flat=True)) == ["xmis-i", "xmis-ii"]


def test_a_death_outside_the_dates_of_its_mission_is_kept_with_a_note(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [death(incident_date="2004-03-04")]))

    assert Fatality.objects.get().note == "Dated after the end of the mission"


def test_the_first_and_the_last_day_of_a_mission_are_within_its_dates(tmp_path):
    base(mission("xmis", *CODES))
    days = ["2001-01-31", "2001-02-01", "2003-12-31", "2004-01-01"]

    run(COMMAND, file(tmp_path, [death(at, incident_date=day) for at, day in enumerate(days)]))

    notes = Fatality.objects.order_by("date").values_list("note", flat=True)
    assert list(notes) == [
        "Dated before the start of the mission",
        "",
        "",
        "Dated after the end of the mission",
    ]


def test_an_undetermined_nationality_stays_empty(tmp_path):
    base(mission("xmis", *CODES))

    run(COMMAND, file(tmp_path, [death(casualty_nationality="ZZ [Undetermined]", isocode3="")]))

    assert Fatality.objects.get().state is None


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        ({"mission_acronym": "NOMIS"}, "mission_acronym", "the code of a mission"),
        (
            {"casualty_nationality": "Atlantis", "isocode3": ""},
            "casualty_nationality",
            "the name of",
        ),
        ({"isocode3": "BBB"}, "casualty_nationality", "the name of one state that"),
        ({"incident_date": "2002-30-01"}, "incident_date", "a day such as 1999-10-25"),
        ({"type_of_incident": "War"}, "type_of_incident", "one of Malicious Act, Accident"),
        ({"type_of_casualty": "Injury"}, "type_of_casualty", "a Fatality"),
        ({"casualty_id": "XMIS-2002-1"}, "casualty_id", "each death once"),
    ],
)
def test_rows_that_cannot_be_taken_are_told(tmp_path, values, column, expected):
    base(mission("xmis", *CODES))
    row = death(2, **values)

    said = run(COMMAND, file(tmp_path, [death(1), row]))

    assert f"table.csv, line 3, column {column}: found '{row[column]}', expected {expected}" in said
    assert list(Fatality.objects.values_list("casualty_id", flat=True)) == ["XMIS-2002-1"]


def held_death(**values):
    return {
        "casualty_id": "XMIS-2002-1",
        "mission": "xmis",
        "mission_code": "XMIS",
        "date": "2002-03-04",
        "state": "aaa",
        "category": "military",
        "incident_type": "illness",
        "gender": "male",
    } | values


@pytest.mark.parametrize("word", ["Unknown", "To Be Determined", "to be determined", ""])
@pytest.mark.parametrize(
    "column", ["type_of_incident", "gender", "casualty_personnel_type", "casualty_nationality"]
)
def test_what_is_not_known_contradicts_nothing(tmp_path, column, word):
    base(mission("xmis", *CODES), fatalities=[held_death()])
    row = death(type_of_incident="Illness", isocode3="") | {column: word}

    said = run(COMMAND, file(tmp_path, [row]))

    assert cited() == set()
    assert "1 unchanged (0 of them known to differ), 0 refused" in said


def test_an_older_list_says_so_and_queues_nothing(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [death()], "new.csv"))
    first = revisions()
    older = death(type_of_incident="Illness", last_update="2023-11-20")

    said = run(COMMAND, file(tmp_path, [older, death(2, last_update="2023-11-20")], "old.csv"))

    assert said.count("an edition of 2023-11-20, older than the one held, of 2025-04-04") == 1
    assert (cited(), revisions(), Fatality.objects.count()) == (set(), first, 1)


def test_a_list_without_a_date_is_as_old_as_its_newest_death(tmp_path):
    base(mission("xmis", *CODES))
    undated = {"last_update": ""}
    run(COMMAND, file(tmp_path, [death(1, incident_date="2003-01-01", **undated)], "new.csv"))

    said = run(COMMAND, file(tmp_path, [death(1, **undated)], "old.csv"))

    assert "older than the one held, of 2003-01-01" in said
    assert cited() == set()


def test_a_death_given_twice_stands_under_the_state_of_its_day(tmp_path):
    spell = {"organization": "un", "kind": "member", "source": "library", "starts_precision": "day"}
    union = spell | {"starts_on": "1992-01-01", "ends_on": "2006-06-03", "ends_precision": "day"}
    split = spell | {"starts_on": "2006-06-28"}
    base(
        mission("xmis", *CODES, ends_on="2010-01-01"),
        content("organization", "un"),
        content("state", "uni", name="Union", kind="former_state", successors=["mon"],
                owned={"memberships": [union]}),
        content("state", "mon", name="Montland", owned={"memberships": [split]}),
    )  # fmt: skip
    split_first = [
        death(1, incident_date=day, casualty_nationality=name, isocode3=code)
        for day, name, code in [("2003-05-05", "Montland", "MON"), ("2003-05-05", "Union", "UNI")]
    ]
    later = death(2, incident_date="2007-01-01", casualty_nationality="Montland", isocode3="MON")

    said = run(COMMAND, file(tmp_path, [*split_first, later]))

    assert dict(Fatality.objects.values_list("casualty_id", "state__slug")) == {
        "XMIS-2002-1": "uni",
        "XMIS-2002-2": "mon",
    }
    assert "Left out: 1 deaths given again" in said
    assert "0 refused" in said


def test_the_json_form_of_the_data_hub_is_read(tmp_path):
    base(mission("xmis", *CODES))
    path = tmp_path / "fatalities-json.json"
    row = death(m49_code=1, incident_date="2002-03-04T00:00:00", gender=None)
    path.write_text(json.dumps([row]), encoding="utf-8")

    run(COMMAND, path)

    assert str(Fatality.objects.get().date) == "2002-03-04"


def test_what_is_cited_of_a_row_need_not_be_cited_of_its_column(tmp_path):
    base(mission("xmis", *CODES))
    run(COMMAND, file(tmp_path, [death(casualty_personnel_type="Police")], "first.csv"))
    told = {"field": "fatalities/XMIS-2002-1", "source": "un-fatalities", "stated": "military"}
    told |= {"stance": "contradicts", "open": False, "rule": "looked at"}
    changed = mission("xmis", *CODES)
    changed["owned"]["citations"] = [*changed["owned"].get("citations", []), told]
    publish(revise(changed))

    said = run(COMMAND, file(tmp_path, [death()]))

    assert "0 changed (waiting for editors), 1 unchanged (1 of them known to differ)" in said
