"""The United Nations' list of operations beside the missions of the base."""

import pytest

from missions.models import Mission
from tests.missions.importing import base, cited, file, mission, revisions, run

pytestmark = pytest.mark.django_db

COMMAND = "import_operations"


def operation(acronym="XMIS", **values):
    row = {"id": "1", "mission_acronym": acronym, "mission_name": "X", "lead_department": "DPO"}
    row |= {"mission_isactive": "NO", "start_date": "2001-02-01", "end_date": "2003-12-01"}
    return row | {"mission_location": "", "last_update": "2024-02-19"} | values


def test_the_month_agrees_where_the_list_gives_its_first_day(tmp_path):
    base(mission("xmis", ("psdata", "XMIS")))

    said = run(COMMAND, file(tmp_path, [operation()]))

    assert "0 new, 0 changed (waiting for editors), 2 unchanged" in said


@pytest.mark.parametrize(
    ("start", "told"), [("2001-03-01", "1 March 2001"), ("2002-02-01", "1 February 2002")]
)
def test_another_month_waits_for_editors_and_changes_nothing(tmp_path, start, told):
    base(mission("xmis", ("psdata", "XMIS"), ends_on=None))
    path = file(tmp_path, [operation(start_date=start)])

    run(COMMAND, path)
    before = revisions()
    run(COMMAND, path)

    assert cited() == {
        ("xmis", "starts_on", told, "psdata-pko-list"),
        ("xmis", "ends_on", "1 December 2003", "psdata-pko-list"),
    }
    assert Mission.objects.get().ends_on is None
    assert revisions() == before


def test_what_the_list_leaves_empty_contradicts_nothing(tmp_path):
    base(mission("xmis", ("psdata", "XMIS")))

    said = run(COMMAND, file(tmp_path, [operation(end_date="", mission_isactive="Yes")]))

    assert "0 changed (waiting for editors), 1 unchanged" in said


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"acronym": "NEWMIS"}, "mission_acronym"),
        ({"mission_isactive": "perhaps"}, "mission_isactive"),
        ({"start_date": "9000-01-01"}, "start_date"),
        ({"end_date": "2001-01-01"}, "end_date"),
        ({}, "mission_acronym"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told(tmp_path, values, column):
    base(mission("xmis", ("psdata", "XMIS")))

    said = run(COMMAND, file(tmp_path, [operation(), operation(**values)]))

    assert f"line 3, column {column}" in said
    assert cited() == set()


def test_a_row_that_puts_operations_together_is_left_out(tmp_path):
    base(mission("xmis-i", ("psdata", "XMIS")), mission("xmis-ii", ("psdata", "XMIS")),
         mission("ymis", ("psdata", "YMIS")))  # fmt: skip

    said = run(COMMAND, file(tmp_path, [operation(start_date="1990-01-01"), operation("YMIS")]))

    assert "Left out: 1 rows that put several operations together" in said
    assert cited() == set()
