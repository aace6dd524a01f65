"""Rows of the product's own fixtures, for tests that assert true facts."""

import csv

from django.conf import settings


def rows(file: str, **where: str) -> list[dict[str, str]]:
    with (settings.FIXTURES / file).open(encoding="utf-8", newline="") as lines:
        found = csv.DictReader(lines)
        return [row for row in found if all(row[name] == cell for name, cell in where.items())]


def only(file: str, **where: str) -> dict[str, str]:
    (row,) = rows(file, **where)
    return row
