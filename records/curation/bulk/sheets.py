"""Tables as files that editors open in a spreadsheet, and the cells that come back from there."""

import csv
import io
from collections.abc import Iterable
from functools import cache
from importlib import import_module

import openpyxl
from django.apps import apps
from django.utils.module_loading import module_has_submodule
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment

from records.content.codec import CellError
from records.content.tables import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@cache
def tables() -> dict[str, Table]:
    """Every table that the apps declare, by name."""
    return {
        table.file.removesuffix(".csv"): table
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, "fixture_tables")
        for table in import_module(f"{config.name}.fixture_tables").TABLES
    }


def written(table: Table, lines: Iterable[list[str]], form: str) -> bytes:
    """The file; in Excel each head of a column says what the column is."""
    guarded = (list(map(guard, cells)) for cells in lines)
    return _csv(table, guarded) if form == "csv" else _xlsx(table, guarded)


def guard(cell: str) -> str:
    """With a quotation mark before what would run as a formula; numbers stay as they are."""
    return f"'{cell}" if cell.startswith(FORMULA) and not _is_number(cell) else cell


def unguarded(cell: str) -> str:
    """As it was before `guard`. Raises CellError for a cell that a spreadsheet would run."""
    if cell.startswith("'") and cell[1:].startswith(FORMULA):
        return cell[1:]
    if cell.startswith(FORMULA) and not _is_number(cell):
        raise CellError("no formula; begin the cell with ' if it is meant as text")
    return cell


def _is_number(cell: str) -> bool:
    return cell[:1] == "-" and cell[1:].replace(".", "", 1).isdecimal()


def _csv(table: Table, lines: Iterable[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([table.columns, *lines])
    return buffer.getvalue().encode("utf-8-sig")  # or Excel would take it for Latin letters


def _xlsx(table: Table, lines: Iterable[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    heads = []
    for name in table.columns:
        head = WriteOnlyCell(sheet, name)
        if told := help_of(table, name):
            head.comment = Comment(told, "PeaceKB")
        heads.append(head)
    sheet.append(heads)
    for cells in lines:
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def help_of(table: Table, name: str) -> str:
    """What stands in a column, in words."""
    field = table.fields.get(name)
    if field is None:
        return "Whose row it is: the name of a record as in an address."
    choices = ", ".join(str(value) for value, _ in field.flatchoices if value)
    listed = f"One of {choices}." if choices else ""
    return f"{field.help_text} {listed}".strip()
