"""Tables as programs read them that know nothing of us: each row a dictionary of texts."""

import csv
import io
import json

import openpyxl

from records.common.formats import CSV, NDJSON, PARQUET, XLSX
from records.common.formats.flat import cell
from records.common.formats.sheet import BETWEEN_WORDS, FORMULA


def undone(text):
    """A cell as it was before it was made harmless."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def csv_rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def xlsx_rows(data):
    head, *rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return [dict(zip(head, map(as_text, row), strict=True)) for row in rows]


def parquet_rows(data):
    from pyarrow import parquet

    rows = parquet.read_table(io.BytesIO(data)).to_pylist()
    return [{name: as_text(value) for name, value in row.items()} for row in rows]


def as_text(value):
    """A typed value as CSV writes it."""
    if hasattr(value, "hour"):
        is_day = not (value.hour or value.minute or value.second or value.tzinfo)
        return str(value.date()) if is_day else value.isoformat().replace("+00:00", "Z")
    return cell(value)


def same(value, text):
    """Whether a cell says what JSON says."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return undone(text) == BETWEEN_WORDS.join(value)
    if value == {}:
        return text == ""
    if isinstance(value, (list, dict)):
        return json.loads(undone(text)) == value
    if value is None or isinstance(value, bool):
        return text == {None: "", True: "true", False: "false"}[value]
    try:
        return float(text) == float(value)
    except ValueError:
        return undone(text) == str(value)


def ndjson_rows(data):
    rows = [json.loads(line) for line in data.splitlines()]
    return [{name: as_text(value) for name, value in row.items()} for row in rows]


READERS = {CSV: csv_rows, XLSX: xlsx_rows, PARQUET: parquet_rows, NDJSON: ndjson_rows}
