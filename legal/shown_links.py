"""Links of a document as its page shows them: one line for each other document and kind.

Several sources may state the same link, some with the paragraph and some without; the line holds
every paragraph, and the greatest number of mentions that one source counts.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from legal.models import Coding, DocumentLink, LinkKind
from records.common.addresses import address

MOST_ANCHORS = 6
LINK = '<a href="{}{}{}">{}</a>'
WORDS: dict[str, str] = dict(LinkKind.choices)

# A link seen from the document that it leads to.
BACKWARDS: dict[str, str] = {
    LinkKind.CITES: "Cited by",
    LinkKind.RECALLS: "Recalled by",
    LinkKind.EXTENDS: "Extended by",
    LinkKind.AMENDS: "Amended by",
    LinkKind.REPLACES: "Replaced by",
    LinkKind.ENDS: "Ended by",
    LinkKind.ENDORSES: "Endorsed by",
    LinkKind.IMPLEMENTS: "Implemented by",
    LinkKind.WOULD_AMEND: "Would have been amended by",
}


@dataclass
class ShownLink:
    """A link to the other document; `page` is empty where we hold none of this symbol."""

    symbol: str
    page: str
    confirmed: bool = False
    paragraphs: list[str] = field(default_factory=list)  # of the document that links
    mentions: Counter[int] = field(default_factory=Counter)  # by source

    def as_html(self, day: date | None, here: bool) -> SafeString:
        """Its line. `here`: the paragraphs are of the page's own document, not of the other."""
        asked = f"?as_of={day:%Y-%m-%d}" if day else ""
        near = "" if here else f"{self.page}{asked}"
        parts = [LINK.format(self.page, asked, "", escape(self.symbol))] if self.page else []
        parts = parts or [escape(self.symbol), '<span class="missing">not held here</span>']
        if self.paragraphs:
            anchors = [escape(one) for one in self.paragraphs[:MOST_ANCHORS]]
            links = ", ".join(LINK.format(near, "", f"#{one}", one) for one in anchors)
            more = " …" if len(self.paragraphs) > MOST_ANCHORS else ""
            parts.append(f'<span class="quiet-text">in {links}{more}</span>')
        if (count := max(self.mentions.values(), default=1)) > 1:
            parts.append(f'<span class="quiet-text">{count} times</span>')
        if self.confirmed:
            parts.append('<span class="badge supported">confirmed</span>')
        return mark_safe(" ".join(parts))  # noqa: S308 - every part is escaped or our own


Group = tuple[str, list[SafeString]]


def outward_lines(links: QuerySet[DocumentLink], day: date | None) -> list[Group]:
    """Links from a document under the words for their kinds, in the order of those words."""
    rows = links.order_by(F("to__adopted_on").asc(nulls_last=True), "to_symbol", "pk")
    return _lines(_grouped(rows, "to"), WORDS, day, here=True)


def inward_lines(links: QuerySet[DocumentLink], day: date | None) -> list[Group]:
    """Links to a document, seen from it, those of the latest documents first."""
    rows = links.order_by(F("document__adopted_on").desc(nulls_last=True), "document", "pk")
    return _lines(_grouped(rows, "document"), BACKWARDS, day, here=False)


def _lines(
    found: dict[str, dict[str, ShownLink]], words: dict[str, str], day: date | None, here: bool
) -> list[Group]:
    """In Python: as many templates as a much cited resolution has lines would take too long."""
    return [
        (said, [link.as_html(day, here) for link in found[kind].values()])
        for kind, said in words.items()
        if kind in found
    ]


def _grouped(links: QuerySet[DocumentLink], end: str) -> dict[str, dict[str, ShownLink]]:
    """By kind and other end, from plain rows: some are named in a thousand paragraphs."""
    found: dict[str, dict[str, ShownLink]] = defaultdict(dict)
    columns = ("kind", "to_symbol", "paragraph", "count", "coding", "source")
    ends = (f"{end}__slug", f"{end}__symbol", f"{end}__name")
    for kind, named, paragraph, count, coding, source, slug, symbol, name in links.values_list(
        *columns, *ends
    ):
        shown = (named if end == "to" else symbol or name) or named
        page = address("document", slug) if slug else ""
        link = found[kind].setdefault(page or named, ShownLink(shown, page))
        link.confirmed = link.confirmed or coding == Coding.CONFIRMED
        link.mentions[source] += count
        if paragraph and paragraph not in link.paragraphs:
            link.paragraphs.append(paragraph)
    return found
