"""What a record's page shows from the floors above it: an organization's missions, say.

A panel belongs to a kind of record, or to all. It is asked with the record and the day and
answers with what its template needs, or None when it has nothing to show.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from records.models import Record

Ask = Callable[[Any, date | None], dict[str, Any] | None]  # asked with a record of its kind


@dataclass(frozen=True)
class Panel:
    rank: int  # lower comes first on the page
    template: str
    ask: Ask


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
