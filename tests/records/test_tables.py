"""Tables as publishers give them: every usual form is read alike, and every other is named."""

import gzip
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from records.importing import tables
from records.importing.publisher_files import format_of, rows_of, take_rows
from records.importing.streams import Unreadable
from records.importing.tables import table_of

ROWS = [["Name", "Day", "Persons"], ["Côte", "2001-05-05", "12"], ["Bé", "2001-05-06", ""]]
READ = [
    {"name": "Côte", "day": "2001-05-05", "persons": "12"},
    {"name": "Bé", "day": "2001-05-06", "persons": ""},
]


def separated(sign, encoding="utf-8"):
    return "\r\n".join(sign.join(row) for row in ROWS).encode(encoding)


def objects():
    return [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]


def excel(path, rows=ROWS, sheets=1):
    book = openpyxl.Workbook()
    for number in range(1, sheets):
        book.create_sheet(f"empty {number}", 0)
    for row in rows:
        book.worksheets[-1].append(row)
    book.save(path)
    return path


FORMS = {
    "comma": separated(","),
    "semicolon": separated(";"),
    "tab": separated("\t"),
    "with a byte-order mark": separated(",", "utf-8-sig"),
    "UTF-16, little end first": b"\xff\xfe" + separated("\t", "utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + separated(";", "utf-16-be"),
    "UTF-16 without a mark, little end first": separated(",", "utf-16-le"),
    "UTF-16 without a mark, big end first": separated(",", "utf-16-be"),
    "packed": gzip.compress(separated(";")),
    "JSON array": json.dumps(objects()).encode(),
    "JSON under a key": json.dumps({"total": 2, "data": objects()}).encode(),
    "JSON lines": "\n".join(map(json.dumps, objects())).encode(),
    "JSON with a byte-order mark": b"\xef\xbb\xbf" + json.dumps(objects()).encode(),
}


def read(path):
    refused = []
    return [row.cells for row in rows_of(path, refused.append)], list(map(str, refused))


def file(folder, data, name="table.csv"):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_every_form_reads_alike(tmp_path, data):
    assert read(file(tmp_path, data)) == (READ, [])


@pytest.mark.parametrize("sheets", [1, 2])
def test_excel_reads_alike_with_its_days_and_numbers(tmp_path, sheets):
    rows = [ROWS[0], ["Côte", date(2001, 5, 5), 12.0], ["Bé", datetime(2001, 5, 6), None]]

    assert read(excel(tmp_path / "t.xlsx", rows, sheets)) == (READ, [])


def test_long_utf_16_is_read_to_its_end(tmp_path):
    lines = "a,b\n" + "".join(f"{number},é\n" for number in range(20_000))
    rows, refused = read(file(tmp_path, b"\xff\xfe" + lines.encode("utf-16-le")))

    assert (len(rows), rows[-1], refused) == (20_000, {"a": "19999", "b": "é"}, [])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a|b|c\n1|2|3\n", "separated by '|'; expected commas, semicolons or tabs"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", r"an Excel file of the old form \(.xls\)"),
        (b"<html><table>", "in XML or HTML, not a table"),
        (b"PK\x03\x04 broken", "this Excel file is broken"),
        (b"[]", "names no columns"),
        (b"", "its first line is empty"),
        (b"\r\na,b\r\n1,2\r\n", "its first line is empty"),
        (b"sep=;\r\na;b\r\n1;2\r\n", "take that line out"),
        (b"a,b\r1,2\r", "its lines end in a carriage return alone"),
    ],
)
def test_what_is_no_table_is_named(tmp_path, data, told):
    with pytest.raises(Unreadable, match=told):
        table_of(file(tmp_path, data))


def test_an_archive_is_no_excel_file(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("votes.csv", "a,b\n1,2\n")

    with pytest.raises(Unreadable, match="a ZIP archive, not a table: unpack it"):
        table_of(tmp_path / "t.zip")


def hostile(path, name, text):
    """An Excel file whose part of the name holds a text instead."""
    whole = excel(path.with_name("whole.xlsx"))
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad:
        for entry in good.namelist():
            bad.writestr(entry, text if entry == name else good.read(entry))
    return path


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("xl/worksheets/sheet1.xml", BOMB, "is not plain XML"),
        ("xl/workbook.xml", BOMB.encode("utf-16"), "is not plain XML"),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row", "is broken"),
        ("xl/styles.xml", "no XML", "is broken"),
    ],
)
def test_a_hostile_excel_file_is_refused(tmp_path, name, text, told):
    with pytest.raises(Unreadable, match=told):
        read(hostile(tmp_path / "bad.xlsx", name, text))


def test_an_excel_file_that_unpacks_to_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_SHEET_BYTES", 100_000)
    path = hostile(tmp_path / "bomb.xlsx", "xl/worksheets/sheet1.xml", "0" * 1_000_000)

    assert path.stat().st_size < 50_000
    with pytest.raises(Unreadable, match="longer than may be imported"):
        table_of(path)


def test_a_sheet_with_a_row_far_down_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_SHEET_ROWS", 1_000)
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )

    with pytest.raises(Unreadable, match="too many rows"):
        read(hostile(tmp_path / "far.xlsx", "xl/worksheets/sheet1.xml", sheet))


def test_values_inside_values_of_json_refuse_their_row(tmp_path):
    data = json.dumps([{"a": 1, "b": [2]}, {"a": 3, "b": True}, 7]).encode()

    rows, refused = read(file(tmp_path, data))

    assert rows == [{"a": "3", "b": "true"}]
    assert refused == [
        "table.csv, line 1: expected a JSON object of plain values",
        "table.csv, line 3: expected a JSON object",
    ]


@pytest.mark.parametrize("header", ["MS_Code,Vote", "ms_codes,VOTES", "ms_code,vote"])
def test_columns_are_known_in_any_case_and_number(tmp_path, header):
    path = file(tmp_path, f"{header}\nAAA,yes\n".encode())
    taken = []

    assert format_of(path, {"votes": ("ms_code", "vote")}) == "votes"
    take_rows(path, lambda row: taken.append((row["ms_code"], row.get("vote"))), taken.append)
    assert taken == [("AAA", "yes")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2001-05-05T00:00:00", "2001-05-05"),
        ("2001-05-05 00:00", "2001-05-05"),
        ("2001-05-05T23:59:59.123Z", "2001-05-05"),
        ("2001-05-05T00:00:00+00:00", "2001-05-05"),
        ("2001-05-05T00:00:00-05:00", None),
        ("05/05/2001", None),
        ("2001-05", None),
    ],
)
def test_a_day_may_have_a_time_but_no_zone_that_shifts_it(tmp_path, cell, day):
    days, refused = [], []

    take_rows(file(tmp_path, f"day,x\n{cell},\n".encode()), lambda row: days.append(row.day("day")),
              refused.append)  # fmt: skip

    assert [str(one) for one in days] == ([day] if day else [])
    assert bool(refused) is (day is None)


@pytest.mark.parametrize(("cell", "code"), [("123", "123"), ("123.0", "123"), ("12a", None)])
def test_a_number_that_is_a_name_may_have_a_fraction_of_nothing(tmp_path, cell, code):
    codes, refused = [], []

    def take(row):
        codes.append(row.code("id", "a number"))

    take_rows(file(tmp_path, f"id,x\n{cell},\n".encode()), take, refused.append)

    assert codes == ([code] if code else [])
    assert bool(refused) is (code is None)
