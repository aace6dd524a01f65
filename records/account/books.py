"""What publishing has counted of sources and days, read once until something is published."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from records.common.keeping import until_published
from records.models import ChainHead, CoverageSource, Source
from records.models.evidence import WEAK
from records.models.record import OtherTimes
from records.reading.coverage import known_until


@dataclass
class Books:
    state: str | None
    sources: dict[int, dict[str, Any]]  # by primary key, as an answer names them
    resting: dict[str, list[tuple[int, int]]]  # by table: a source, and how many rows rest on it
    first_days: dict[str, date]
    last_days: dict[str, date | None] = field(default_factory=dict)
    other_times: dict[Any, OtherTimes] = field(default_factory=dict)  # by model
    held_of: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)  # by FilterSet

    def first_day(self, table: str) -> date | None:
        return self.first_days.get(table)

    def last_day(self, table: str) -> date | None:
        if table not in self.last_days:
            self.last_days[table] = known_until(table)
        return self.last_days[table]

    def at_other_times(self, model: Any) -> OtherTimes:
        if model not in self.other_times:
            self.other_times[model] = model.at_other_times()
        return self.other_times[model]


def books() -> Books:
    return until_published("books", _read)


def _read() -> Books:
    state = ChainHead.stamp()
    read = Source.objects.order_by().values_list("pk", "slug", "name", "licence", "kind")
    sources = {
        pk: {"key": slug, "title": name, "licence": licence or None, "is_weak": kind in WEAK}
        for pk, slug, name, licence, kind in read
    }
    resting: dict[str, list[tuple[int, int]]] = defaultdict(list)
    first_days: dict[str, date] = {}
    columns = ("table", "source", "rows", "first_day")
    for table, source, rows, first in CoverageSource.objects.order_by().values_list(*columns):
        resting[table].append((source, rows))
        if first:
            first_days[table] = min(first, first_days.get(table, first))
    return Books(state, sources, dict(resting), first_days)
