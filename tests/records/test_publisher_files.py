"""Publishers' files: what breaks a row refuses the row, what breaks the file refuses it all."""

import gzip
import hashlib

import pytest

from records.importing import publisher_files, tables
from records.importing.publisher_files import (
    copy_of,
    format_of,
    rows_of,
    take_rows,
    take_summed_rows,
)
from records.importing.streams import Unreadable, unpacked
from records.importing.tables import table_of


def file(folder, content, name="table.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path):
    """The cells of the good rows, and what is said of the others."""
    refused = []
    rows = [row.cells for row in rows_of(path, refused.append)]
    return rows, [str(one) for one in refused]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without mark", "with mark"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_a_table_is_read_plain_and_packed_with_and_without_a_byte_order_mark(tmp_path, mark, pack):
    path = file(tmp_path, pack(mark + "name,état\r\nA,Côte\r\n".encode()))

    assert read(path) == ([{"name": "A", "état": "Côte"}], [])


@pytest.mark.parametrize(
    ("printed", "kept"),
    [("Ca\u200bmp", "Camp"), ("\ufeffCamp", "Camp"), ("Abe\u0301", "Ab\u00e9"), ("a\u200db", "ab")],
    ids=ascii,
)
def test_what_nobody_sees_is_no_part_of_a_cell_or_of_a_column(tmp_path, printed, kept):
    path = file(tmp_path, f"{printed},n\n{printed},1\n")

    assert read(path) == ([{kept.casefold(): kept, "n": "1"}], [])


def test_the_hash_is_of_the_file_as_it_lies_there(tmp_path):
    packed = gzip.compress(b"a,b\n1,2\n")

    copy = copy_of(file(tmp_path, packed, "t.csv.gz"))

    assert (copy.name, copy.sha256) == ("t.csv.gz", hashlib.sha256(packed).hexdigest())


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Unreadable, match="No such file"):
        copy_of(tmp_path / "none.csv")


def test_broken_letters_refuse_their_row_alone(tmp_path):
    path = file(tmp_path, b"a,b\n1,2\n3,\xff\n5,6\n")

    rows, refused = read(path)

    assert [row["a"] for row in rows] == ["1", "5"]
    assert refused == ["table.csv, line 3: expected UTF-8 text"]


def test_a_row_with_too_few_or_too_many_cells_is_refused_with_its_line(tmp_path):
    path = file(tmp_path, 'a,b\n1\n"two\nlines",2\n1,2,3\n')

    rows, refused = read(path)

    assert [row["b"] for row in rows] == ["2"]
    assert refused == [
        "table.csv, line 2: expected 2 columns as in the first line, not 1",
        "table.csv, line 5: expected 2 columns as in the first line, not 3",
    ]


def test_quotes_out_of_place_refuse_their_row(tmp_path):
    rows, refused = read(file(tmp_path, 'a,b\n"1"x,2\n3,4\n'))

    assert [row["a"] for row in rows] == ["3"]
    assert refused[0].startswith("table.csv, line 2: expected a line of CSV")


def test_an_overlong_cell_names_its_column(tmp_path):
    rows, refused = read(file(tmp_path, f"a,b\n1,{'x' * 20_001}\n3,4\n"))

    assert [row["a"] for row in rows] == ["3"]
    assert refused == [
        f"table.csv, line 2, column b: found '{'x' * 60}…', "
        "expected plain text of at most 20,000 characters"
    ]


def test_an_overlong_line_is_refused_and_the_next_one_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST_LINE", 1000)

    rows, refused = read(file(tmp_path, f"a,b\n1,{'x' * 5000}\n3,4\n"))

    assert [row["a"] for row in rows] == ["3"]
    assert refused == ["table.csv, line 2: expected a line of at most 1,000 bytes"]


def test_more_rows_than_allowed_refuse_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(publisher_files, "MOST_ROWS", 2)

    with pytest.raises(Unreadable, match="more than 2 rows"):
        read(file(tmp_path, "a\n1\n2\n3\n"))


def test_a_bomb_is_given_up_at_its_bound(tmp_path):
    packed = gzip.compress(b"a,b\n" + b"0" * 5_000_000)
    path = file(tmp_path, packed, "bomb.csv.gz")

    assert len(packed) < 10_000
    with unpacked(path, most=100_000) as stream, pytest.raises(Unreadable, match="longer than"):
        stream.read()


def test_a_packed_file_cut_short_is_told(tmp_path):
    packed = gzip.compress(b"a,b\n" + bytes(range(33, 127)) * 5000)

    with pytest.raises(Unreadable, match="cannot be unpacked"):
        read(file(tmp_path, packed[: len(packed) // 2], "cut.csv.gz"))


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("", "its first line is empty"),
        (",,\n", "names no columns"),
        ("a,b,a\n", "one of them twice"),
        (b"a,\xff\n", "not UTF-8 text"),
        ('"a"b,c\n', "no line of CSV"),
    ],
)
def test_a_first_line_that_names_no_columns_refuses_the_file(tmp_path, first, told):
    with pytest.raises(Unreadable, match=told):
        table_of(file(tmp_path, first))


def test_the_format_is_known_by_the_columns(tmp_path):
    formats = {"the long table": ("a", "b", "c"), "the short table": ("a", "b")}

    assert format_of(file(tmp_path, "b,a,x\n"), formats) == "the short table"
    assert format_of(file(tmp_path, "c,b,a\n"), formats) == "the long table"


def test_an_unknown_format_says_what_the_likeliest_lacks(tmp_path):
    formats = {"votes": ("state", "vote", "day"), "places": ("name", "latitude")}

    with pytest.raises(Unreadable, match="Likeliest is votes, which needs also: day"):
        format_of(file(tmp_path, "state,vote\n"), formats)


@pytest.mark.parametrize(
    ("cell", "number"), [("12", 12), ("12.0", 12), ("", None), ("NA", None), ("0", 0)]
)
def test_whole_numbers_are_read_as_publishers_write_them(tmp_path, cell, number):
    path = file(tmp_path, f"n,x\n{cell},x\n")
    row = next(rows_of(path, lambda error: None))

    assert row.number("n") == number


@pytest.mark.parametrize("cell", ["-1", "1.5", "1e3", "1000001", "٣", "12 000"])
def test_other_numbers_are_refused_with_line_and_column(tmp_path, cell):
    refused = []

    take_rows(
        file(tmp_path, f"n,x\n{cell},x\n"), lambda row: row.number("n") or None, refused.append
    )

    assert [str(one) for one in refused] == [
        f"table.csv, line 2, column n: found '{cell}', expected a whole number from 0 to 1,000,000"
    ]


def test_days_are_days_of_the_calendar(tmp_path):
    refused, days = [], []
    path = file(tmp_path, "day\n2001-02-28\n2001-02-30\n28.2.2001\n")

    take_rows(path, lambda row: days.append(row.day("day")), refused.append)

    assert [str(day) for day in days] == ["2001-02-28"]
    assert [one.where for one in refused] == [
        "table.csv, line 3, column day",
        "table.csv, line 4, column day",
    ]


MILLISECONDS = {
    "1701129600000": "2023-11-28",
    "-678153600000": "1948-07-06",
    "86400000": "1970-01-02",
    "1701129600001": "",  # no whole day: a zone may have shifted it
    "0": "",  # as likely a day that is not known
    "99999999999999999": "",
    "5000000000000000": "",
}


@pytest.mark.parametrize("cell", MILLISECONDS)
def test_the_hub_gives_days_as_milliseconds(tmp_path, cell):
    refused, days = [], []

    path = file(tmp_path, f'[{{"day": {cell}}}]', "t.json")
    take_rows(path, lambda row: days.append(str(row.day("day"))), refused.append)

    assert days == [day for day in [MILLISECONDS[cell]] if day]
    assert len(refused) == (not MILLISECONDS[cell])


def test_true_is_no_number(tmp_path):
    refused, numbers = [], []

    path = file(tmp_path, '[{"n": true}, {"n": 1.0}]', "t.json")
    take_rows(path, lambda row: numbers.append(row.number("n")), refused.append)

    assert numbers == [1]
    assert [one.where for one in refused] == ["t.json, line 1, column n"]


def test_no_row_is_left_out_of_a_sum_unread(tmp_path):
    path = file(tmp_path, "a,b\n1,2\n3\n")

    with pytest.raises(Unreadable, match=r"line 3.*none can be left out unread"):
        take_summed_rows(path, lambda row: None, lambda error: None)
