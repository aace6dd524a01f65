"""The matrix of tasks and renewals of a mission, and what the last renewal changed."""

from copy import deepcopy
from datetime import date

import pytest

from missions.tasks.renewals import renewals_of
from missions.tasks.showing import statements_on
from tests.missions.one_mission import MANDATES, THREE, decision, hold

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def renewals(mission, day="2002-06-01", most=None):
    mandates = mission.mandates.values_list("document", flat=True)
    return renewals_of(
        mission, list(statements_on(mission)), mandates, date.fromisoformat(day), most
    )


def test_a_column_is_a_document_that_states_tasks_and_a_cell_how_far_the_mission_goes():
    found = renewals(hold())

    assert [one.document.number for one in found.columns] == [1, 3]
    assert letters_of(found) == {"Demining": "AS", "Elections": ".M", "Policing": "S."}
    assert found.in_force == 2


def letters_of(found):
    return {
        row.task.name: "".join(cell.letter if cell else "." for cell in row.cells)
        for row in found.rows
    }


@pytest.mark.parametrize("manners", [("monitor", "secure"), ("secure", "monitor")])
def test_a_task_that_is_done_in_two_manners_stands_under_the_stronger(manners):
    first = decision(1, "2001-02-01", tasks=[("policing", manner) for manner in manners])

    assert letters_of(renewals(hold(first, *THREE[1:]))) == {
        "Demining": ".S",
        "Elections": ".M",
        "Policing": "S.",
    }


def test_what_was_in_force_on_the_first_day_of_a_column_stands_under_it():
    added = decision(2, "2002-01-31", kind="adds", tasks=[("elections", "monitor")])
    found = renewals(hold(THREE[0], added, mandates=MANDATES[:2], ceilings=()))

    assert letters_of(found) == {"Demining": "AA", "Elections": ".M", "Policing": "SS"}


def test_of_two_documents_of_a_day_the_later_one_is_the_column():
    same_day = [decision(number, "2002-02-09", tasks=[("demining", "secure")]) for number in (3, 4)]
    found = renewals(hold(*THREE[:2], *same_day, mandates=()))

    assert [one.document.number for one in found.columns] == [1, 4]


def test_what_a_text_only_encourages_is_no_task_of_the_matrix():
    third = deepcopy(THREE[2])
    third["owned"]["mandate_tasks"][1]["strength"] = "encouraged"

    assert letters_of(renewals(hold(*THREE[:2], third))) == {"Demining": "AS", "Policing": "S."}


@pytest.mark.parametrize(("day", "numbers"), [("2002-02-08", [1]), ("2002-02-09", [1, 3])])
def test_columns_are_those_of_documents_up_to_the_day(day, numbers):
    found = renewals(hold(), day)

    assert [one.document.number for one in found.columns] == numbers
    assert len(letters_of(found)["Demining"]) == len(numbers)


def test_where_no_mandate_states_tasks_whatever_states_some_is_a_column():
    found = renewals(hold(mandates=()))

    assert [one.document.number for one in found.columns] == [1, 3]


def test_the_last_renewal_is_told_by_what_it_dropped_took_up_weakened_and_strengthened():
    found = renewals(hold())

    told = {one.words: [task.name for task in one.tasks] for one in found.changes}
    assert told == {
        "dropped": ["Policing"],
        "new": ["Elections"],
        "weaker": [],
        "stronger": ["Demining"],
        "as before": [],
    }


def test_a_matrix_too_wide_for_the_page_leaves_out_its_oldest_columns(client):
    mission = hold()

    assert [one.document.number for one in renewals(mission, most=1).columns] == [3]
    assert renewals(mission, most=1).left_out == 1
    assert renewals(mission, "2001-06-01").left_out == 0
    assert renewals(mission, "2001-01-01") is None
