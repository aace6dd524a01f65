"""What a record's page, or a list, shows from the floors above it: an organization's missions, say.

A panel belongs to a kind of record, or to all. It is asked with the record and the day and
answers with what its template needs, or None when it has nothing to show. A column of a list is
asked with the day, and answers with what stands in it, by record, which is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from records.common.keeping import until_published
from records.common.languages import Words
from records.models import Record

Ask = Callable[[Any, date | None], dict[str, Any] | None]  # asked with a record of its kind


@dataclass(frozen=True)
class Panel:
    rank: int  # lower comes first on the page
    template: str
    ask: Ask


@dataclass(frozen=True)
class DatedNumber:
    """A number in a list, and of when it is, where that differs from row to row."""

    number: int
    when: str = ""


AskAll = Callable[[date | None], dict[int, DatedNumber]]  # by key of the record

_columns: dict[str, list[tuple[Words, AskAll]]] = defaultdict(list)
_panels: dict[str, list[Panel]] = defaultdict(list)


def add_panel(kind: str, template: str, ask: Ask, *, rank: int) -> None:
    """`kind` is a record kind, or `*` for every one."""
    _panels[kind].append(Panel(rank, template, ask))


def panels_of(record: Record, day: date | None) -> list[dict[str, Any]]:
    """The panels that have something to show: `{"template": …, …}` each, in their order."""
    shown = []
    for panel in sorted([*_panels[record.record_kind], *_panels["*"]], key=lambda p: p.rank):
        answer = panel.ask(record, day)
        if answer is not None:
            shown.append({"template": panel.template, **answer})
    return shown


def add_column(kind: str, label: Words, ask: AskAll) -> None:
    _columns[kind].append((label, ask))


def columns_of(
    kind: str, records: Sequence[Record], day: date | None
) -> list[tuple[Words, dict[int, DatedNumber]]]:
    """The label of each column with its cells; one without any for the records is not shown."""
    whole = until_published(
        ("columns", kind, day), lambda: [(label, ask(day)) for label, ask in _columns[kind]]
    )
    keys = {record.pk for record in records}
    return [(label, cells) for label, cells in whole if not keys.isdisjoint(cells)]
