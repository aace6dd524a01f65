import pytest

from records.content.canonical import tidy
from records.reading.diff import difference
from tests.make import content


def mission(*mandates, **values):
    rows = [{"document": "s-res-1"} | mandate for mandate in mandates]
    return tidy(content("mission", "xmis", name="Mission", owned={"mandates": rows}, **values))


def changed(before, after):
    change = difference(before, after)
    rows = [
        (
            row.collection,
            row.before and row.before["starts_on"],
            row.after and row.after["starts_on"],
            row.fields,
        )
        for row in change.rows
    ]
    return list(change.fields), rows


EARLY = {"starts_on": "2001-01-01", "ends_on": "2001-06-30", "rank": 1}
LATE = {"starts_on": "2001-07-01", "rank": 2}


def test_the_same_content_differs_in_nothing():
    assert not difference(mission(EARLY, LATE), mission(LATE, EARLY))


def test_columns_that_changed_came_or_went_are_named():
    before = mission(note="Old", acronym="XMIS")
    after = mission(note="New", headquarters="Somewhere")

    assert changed(before, after) == (["acronym", "headquarters", "note"], [])


def test_a_row_is_the_same_row_where_its_natural_key_is():
    after = mission(EARLY | {"ends_on": "2001-05-31", "chapter": "VII"}, LATE)

    assert changed(mission(EARLY, LATE), after) == (
        [],
        [("mandates", "2001-01-01", "2001-01-01", ("chapter", "ends_on"))],
    )


def test_rows_that_come_and_go_stand_whole():
    other = LATE | {"starts_on": "2002-01-01"}

    assert changed(mission(EARLY, LATE), mission(EARLY, other)) == (
        [],
        [("mandates", "2001-07-01", None, ()), ("mandates", None, "2002-01-01", ())],
    )


def test_a_collection_that_goes_altogether_is_told_row_by_row():
    _, rows = changed(mission(EARLY, LATE), mission())

    assert [row[1] for row in rows] == ["2001-01-01", "2001-07-01"]


@pytest.mark.parametrize(("row", "count"), [({"a": 1}, 0), ({"a": 2}, 2)])
def test_a_collection_that_the_models_no_longer_know_is_compared_row_by_row(row, count):
    before, after = mission(), mission()
    before["owned"]["forgotten"], after["owned"]["forgotten"] = [{"a": 1}], [row]

    assert len(difference(before, after).rows) == count
