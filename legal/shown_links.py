"""Links of a document as its page shows them: one line for each other document and kind.

Several sources may state the same link, some with the paragraph and some without; the line holds
every paragraph, and the greatest number of mentions that one source counts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Coding, Document, DocumentLink, LinkKind
from records.common.addresses import address
from records.common.languages import labels
from records.common.prepared import Tuples

MOST_ANCHORS = 6
# So many lines of a kind stand open, with what the documents are about; the others are folded.
OPEN = 8
LINK = '<a href="{}{}{}">{}</a>'
MISSING = '<span class="missing">{}</span>'
CONFIRMED = '<span class="badge supported">{}</span>'
QUIET = '<span class="quiet-text">{}</span>'

# A link seen from the document that it leads to.
BACKWARDS: dict[str, str] = {
    LinkKind.CITES: gettext_noop("Cited by"),
    LinkKind.RECALLS: gettext_noop("Recalled by"),
    LinkKind.EXTENDS: gettext_noop("Extended by"),
    LinkKind.AMENDS: gettext_noop("Amended by"),
    LinkKind.REPLACES: gettext_noop("Replaced by"),
    LinkKind.ENDS: gettext_noop("Ended by"),
    LinkKind.ENDORSES: gettext_noop("Endorsed by"),
    LinkKind.IMPLEMENTS: gettext_noop("Implemented by"),
    LinkKind.WOULD_AMEND: gettext_noop("Would have been amended by"),
}


@dataclass
class ShownLink:
    """A link to the other document; `page` is empty where we hold none of this symbol."""

    symbol: str
    page: str
    about: str = ""
    confirmed: bool = False
    paragraphs: list[str] = field(default_factory=list)  # of the document that links
    mentions: Counter[int] = field(default_factory=Counter)  # by source

    def named(self, day: date | None) -> str:
        return LINK.format(self.page, _asked(day), "", escape(self.symbol))

    def as_html(
        self, day: date | None, here: bool, with_about: bool, with_places: bool = True
    ) -> SafeString:
        """Its line. `here`: the paragraphs are of the page's own document, not of the other."""
        near = "" if here else f"{self.page}{_asked(day)}"
        parts = [self.named(day)] if self.page else []
        parts = parts or [escape(self.symbol), MISSING.format(_("not held here"))]
        parts += [escape(self.about)] if with_about and self.about else []
        if self.paragraphs and with_places:
            anchors = [escape(one) for one in self.paragraphs[:MOST_ANCHORS]]
            links = ", ".join(
                LINK.format(near, "", f"#{one}", paragraph_name(one)) for one in anchors
            )
            more = " …" if len(self.paragraphs) > MOST_ANCHORS else ""
            parts.append(QUIET.format(_("in {links}").format(links=links + more)))
        if (count := max(self.mentions.values(), default=1)) > 1:
            parts.append(QUIET.format(_("{count} times").format(count=count)))
        if self.confirmed:
            parts.append(CONFIRMED.format(_("confirmed")))
        return mark_safe(" ".join(parts))  # noqa: S308 - every part is escaped or our own


def _asked(day: date | None) -> str:
    return f"?as_of={day:%Y-%m-%d}" if day else ""


def paragraph_name(anchor: str) -> str:
    """«preamble 3» and «5(c)» of `pre3` and `op5-c`; others as they are."""
    if anchor.startswith("pre"):
        return f"{_('preamble')} {anchor[3:]}".strip()
    number, *points = anchor.removeprefix("op").split("-")
    return number + "".join(f"({point})" for point in points)


@dataclass(frozen=True)
class LinkGroup:
    """Links of one kind, the newest document first; `more` of them are folded."""

    words: str
    shown: list[SafeString]
    more: list[SafeString]

    @property
    def count(self) -> int:
        return len(self.shown) + len(self.more)


Links = dict[str, dict[str, ShownLink]]  # by kind and other end


MENTION = ("kind", "to_symbol", "paragraph", "count", "coding", "source")
OF_END = ("slug", "symbol", "name", "adopted_on")


def outward_links(document: Document) -> Links:
    return _grouped(_outward(document.pk), "to")


def inward_links(document: Document, day: date | None) -> Links:
    """Those from documents that were adopted by the day, if one is asked for."""
    links = _inward(document.pk)
    return _grouped((one for one in links if not day or (one[-1] and one[-1] <= day)), "document")


_outward = Tuples(
    lambda document: (
        DocumentLink.objects.filter(document=document)
        .order_by(F("to__adopted_on").desc(nulls_last=True), "to_symbol", "pk")
        .values_list(*MENTION, *(f"to__{one}" for one in OF_END))
    )
)
_inward = Tuples(
    lambda document: (
        DocumentLink.objects.filter(to=document)
        .order_by(F("document__adopted_on").desc(nulls_last=True), "document", "pk")
        .values_list(*MENTION, *(f"document__{one}" for one in OF_END))
    )
)


def outward_groups(found: Links, day: date | None, is_long: bool = False) -> list[LinkGroup]:
    """Links from a document under the words for their kinds, in the order of those words.

    Of one whose text is long, folded lines name no paragraphs: the margin of the text does.
    """
    return _groups(found, labels(LinkKind), day, here=True, folded_places=not is_long)


def inward_groups(found: Links, day: date | None) -> list[LinkGroup]:
    """Links to a document, seen from it."""
    return _groups(found, {kind: _(said) for kind, said in BACKWARDS.items()}, day, here=False)


def _groups(
    found: Links, words: dict[str, str], day: date | None, here: bool, folded_places: bool = True
) -> list[LinkGroup]:
    """In Python: as many templates as a much cited resolution has lines would take too long."""
    groups = []
    for kind in (one for one in words if one in found):
        links = list(found[kind].values())
        shown = [one.as_html(day, here, with_about=True) for one in links[:OPEN]]
        folded = [one.as_html(day, here, False, folded_places) for one in links[OPEN:]]
        groups.append(LinkGroup(words[kind], shown, folded))
    return groups


def notes_of(found: Links, day: date | None) -> dict[str, list[SafeString]]:
    """What a paragraph cites or does to other documents, by its anchor; only what is held."""
    by_anchor: dict[str, list[SafeString]] = defaultdict(list)
    words = labels(LinkKind)
    for kind, links in found.items():
        at: dict[str, list[ShownLink]] = defaultdict(list)
        for link in links.values():
            for anchor in link.paragraphs if link.page else ():
                at[anchor].append(link)
        for anchor, cited in at.items():
            by_anchor[anchor].append(_note(words[kind], cited, day))
    return by_anchor


def _note(words: str, cited: Iterable[ShownLink], day: date | None) -> SafeString:
    named = ", ".join(one.named(day) for one in cited)
    return mark_safe(f"<b>{words}</b> {named}")  # noqa: S308 - names are escaped


def _grouped(links: Iterable[tuple[Any, ...]], end: str) -> Links:
    """By kind and other end, from plain rows: some are named in a thousand paragraphs."""
    found: Links = defaultdict(dict)
    for kind, printed, paragraph, count, coding, source, slug, symbol, name, _adopted_on in links:
        shown = (printed if end == "to" else symbol or name) or printed
        page = address("document", slug) if slug else ""
        about = (name or "").removeprefix(symbol or "").lstrip(": ")
        link = found[kind].setdefault(
            page or printed, ShownLink(shown, page, "" if about == shown else about)
        )
        link.confirmed = link.confirmed or coding == Coding.CONFIRMED
        link.mentions[source] += count
        if paragraph and paragraph not in link.paragraphs:
            link.paragraphs.append(paragraph)
    return found
