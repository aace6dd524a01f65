"""What stands in a cell, and how a table is written: nothing that a sheet would run, and whole."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.common.formats import CSV, NDJSON, flat
from records.common.formats.flat import cell
from records.common.formats.sheet import SheetColumn, TableSheet
from tests.peacekb.read_tables import csv_rows, undone


@given(st.text(alphabet="'=+-@\t\r 1a", max_size=6))
def test_what_a_sheet_would_run_is_made_harmless_and_can_be_undone(text):
    told = cell(text)

    assert told.lstrip(" ")[:1] not in tuple("=+@\t\r")
    assert undone(told) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *(("=1+1", "'=1+1"), ("'=1", "''=1"), ("-a", "'-a")),
        *((text, text) for text in ("-5", "-5.25", "'Ndrangheta", "a=b", "")),
    ],
)
def test_only_what_would_run_is_changed(text, told):
    assert cell(text) == told


def test_no_cell_of_an_excel_file_is_a_formula():
    sheet = TableSheet([SheetColumn("a", "string")], [["=1+1"]])
    book = openpyxl.load_workbook(io.BytesIO(b"".join(flat.xlsx_of(sheet))))

    assert book.active["A2"].data_type == "s"
    assert book.active["A2"].value == "'=1+1"


@pytest.mark.parametrize("table", [CSV, NDJSON], ids=lambda one: one.suffix)
def test_a_stream_holds_a_few_hundred_rows_at_a_time(table):
    taken = []

    def rows():
        for number in range(50_000):
            taken.append(number)
            yield ["x" * 100]

    next(iter(table.write(TableSheet([SheetColumn("a", "string")], rows()))))

    assert len(taken) < 1000


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "a", 'x"y', "1,2", "=3", "l\nm", "l\rm"]), st.text(), st.none()
        ),
        max_size=600,
    )
)
@pytest.mark.slow
def test_csv_says_each_cell_whatever_stands_in_it_and_however_often(rows):
    columns = [SheetColumn("a,b", "string"), SheetColumn("c", "any"), SheetColumn("d", "string")]
    text = b"".join(flat.csv_of(TableSheet(columns, rows))).decode()

    head, *told = csv.reader(io.StringIO(text, newline=""))
    assert head == ["a,b", "c", "d"]
    assert told == [[cell(value) for value in row] for row in rows]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("nested", [{}, {"a": "b"}, [], [{"a": 1}], None]),
        ("words", [[], ["a", "=b"], None]),
        ("number", [0, 0.0, 1.5, None]),
    ],
)
def test_csv_says_of_what_is_empty_what_any_cell_says(kind, values):
    columns = [SheetColumn("a", kind), SheetColumn("b", "string")]
    told = csv_rows(b"".join(flat.csv_of(TableSheet(columns, [[one, "x"] for one in values]))))

    assert [one["a"] for one in told] == [cell(one) for one in values]


def test_a_table_of_one_column_has_a_line_for_each_empty_cell():
    text = b"".join(flat.csv_of(TableSheet([SheetColumn("a", "string")], [["x"], [None], ["y"]])))

    assert csv_rows(text) == [{"a": "x"}, {"a": ""}, {"a": "y"}]


def test_what_a_column_repeats_is_forgotten_in_time():
    held = flat._Held()
    for number in range(3 * flat.MOST_HELD):
        assert held[number] == str(number)

    assert len(held) <= flat.MOST_HELD
