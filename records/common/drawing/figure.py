"""A drawing with its account: what it says, measures, rests on and leaves out, and its rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from records.common import languages
from records.common.drawing.sheet import NARROW, WIDE, Sheet
from records.common.periods import written
from records.common.tables import PageTable

EMBEDS = "embed/"  # the pages that other sites may frame, each under this and the page's address


@dataclass(frozen=True)
class Figure:
    """`drawn` makes the sheet of a width; without it there is only the table, and `why` says so.

    Its files stand beside the page: `missions/unmiss/` has `missions/unmiss/deaths.csv`.
    """

    name: str
    page: str  # the address of the page that it stands on
    of: str  # what that page is called
    title: str  # the finding, a true sentence
    measured: str
    table: PageTable  # exactly the rows that are drawn
    drawn: Callable[[int], Sheet] | None
    method: str
    not_shown: str
    sources: Sequence[Any] = ()
    keys: Sequence[tuple[str, str]] = ()  # looks of what is drawn, if any, and what they mean
    read_from: str = ""  # a source that is no record of its own, in words
    words: Sequence[str] = field(default_factory=list)  # of boundaries
    asked: Mapping[str, Any] = field(default_factory=dict)  # what the page was asked for
    shown_on: str = ""  # the address that shows just this, where that is not `page`
    widths: Sequence[int] = (WIDE, NARROW)  # a drawing that is read at any width has one
    also: Sequence[tuple[str, str]] = ()  # the same in other forms: what it is, and the address
    why: str = ""  # it is not drawn, where there is more to say than that it is one value

    @property
    def is_drawn(self) -> bool:
        return self.drawn is not None

    @property
    def svg(self) -> SafeString | str:
        """Of two widths the style sheet shows the one that fits."""
        if self.drawn is None:
            return ""
        if len(self.widths) == 1:
            return self.drawn(self.widths[0]).svg()
        return self.drawn(WIDE).svg("wide-only") + self.drawn(NARROW).svg("narrow-only")

    def file(self, styles: str, address: str, on: date) -> str:
        """The wide drawing as a file that needs nothing else."""
        if self.drawn is None:
            return ""
        heading = [self.title, self.measured]
        footing = [
            f"PeaceKB, {address}",
            f"As of {written(on)}. Source: {self.said_sources}.",
            *self.words,
        ]
        return self.drawn(WIDE).file(styles, heading, footing, self.keys)

    @property
    def said_sources(self) -> str:
        return "; ".join(filter(None, [*(one.name for one in self.sources), self.read_from]))

    @property
    def not_drawn(self) -> str:
        return self.why or _("One value alone is no course of things: it stands in the table.")

    @property
    def anchor(self) -> str:
        """Where it stands on its page, which may have the same of several missions."""
        return slugify("-".join(["figure", self.name, *map(str, self.asked.values())]))

    def addresses(self, day: date | None) -> dict[str, str]:
        """Of its rows, of its place on a page and, if it is drawn, of drawing and embed page.

        Files have one address, in whatever language the page is.
        """
        start = get_script_prefix()
        own = self.page.removeprefix(start).removeprefix(languages.start(languages.current()))
        asked = {**self.asked, "as_of": day}
        found = {"csv": _asking(f"{start}{own}{self.name}.csv", asked)}
        if self.is_drawn:
            found["svg"] = _asking(f"{start}{own}{self.name}.svg", asked)
            found["embed"] = _asking(f"{start}{EMBEDS}{own}{self.name}/", asked)
        return found | {"page": self.permalink(day)}

    def permalink(self, day: date | None) -> str:
        """Of its place on the page that shows just this, on that day."""
        shown = self.shown_on or _asking(self.page, self.asked)
        return f"{_asking(shown, {'as_of': day})}#{self.anchor}"


def _asking(address: str, asked: Mapping[str, Any]) -> str:
    given = {name: value for name, value in asked.items() if value}
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(given)}" if given else address
