"""Whether two sets of rows say the same, whatever their ids and order."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models


def says(row: models.Model) -> tuple[Any, ...]:
    columns = row._meta.concrete_fields
    return tuple(getattr(row, one.attname) for one in columns if not one.primary_key)


def by_record(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.record_id].append(row)
    return found


def say_the_same(these: Iterable[models.Model], those: Iterable[models.Model]) -> bool:
    return Counter(map(says, these)) == Counter(map(says, those))
