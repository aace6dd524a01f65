"""A drawing with its account: what it says, measures, rests on and leaves out, and its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from records.common.drawing.sheet import NARROW, WIDE, Sheet
from records.common.tables import Table


@dataclass(frozen=True)
class Figure:
    """`drawn` makes the sheet of a width; without it there is only the table, and `why` says so."""

    name: str
    title: str  # the finding, a true sentence
    measured: str
    table: Table  # exactly the rows that are drawn
    drawn: Callable[[int], Sheet] | None
    method: str
    not_shown: str
    sources: Sequence[Any] = ()
    words: Sequence[str] = field(default_factory=list)  # of boundaries
    at: str = ""  # the month or year asked for, where a reader may choose

    @property
    def is_drawn(self) -> bool:
        return self.drawn is not None

    @property
    def svg(self) -> SafeString | str:
        """Both widths; the style sheet shows the one that fits."""
        if self.drawn is None:
            return ""
        return self.drawn(WIDE).svg("wide-only") + self.drawn(NARROW).svg("narrow-only")
