"""The documents around a document: on the same situation, and under the same draft."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from legal.models import Document, DocumentKind, Outcome

LANGUAGES = (
    ("ar", "العربية"),
    ("zh", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
)
UNITED_NATIONS = ("S/", "A/")


class Neighbour(NamedTuple):
    """A resolution on the same situation."""

    adopted_on: date
    number: int | None
    slug: str
    name: str


@dataclass(frozen=True)
class Neighbours:
    """The resolutions before and after one on its situation; none after the day asked for."""

    before: Neighbour | None
    after: Neighbour | None


def around(document: Document, day: date | None) -> Neighbours:
    if not document.situation or document.adopted_on is None:
        return Neighbours(None, None)
    others = Document.objects.filter(
        kind=DocumentKind.RESOLUTION, organ=document.organ, situation=document.situation
    )
    others = (
        others.exclude(pk=document.pk).exclude(adopted_on=None).order_by("adopted_on", "number")
    )
    if day:
        others = others.filter(Q(adopted_on__lte=day) | Q(adopted_on__lte=document.adopted_on))
    rows = [Neighbour(*row) for row in others.values_list(*Neighbour._fields)]
    place = (document.adopted_on, document.number or 0)
    sooner = [one for one in rows if (one.adopted_on, one.number or 0) <= place]
    later = rows[len(sooner) :]
    return Neighbours(sooner[-1] if sooner else None, later[0] if later else None)


@dataclass(frozen=True)
class OtherVote:
    """Another vote under the same draft: when it was, beside the one of the page."""

    document: Document
    when: str

    @property
    def is_failed(self) -> bool:
        return self.document.outcome in (Outcome.VETOED, Outcome.LACKED_MAJORITY)


def on_the_draft(document: Document, day: date | None) -> list[OtherVote]:
    """Amendments, second votes, the draft itself; newest first, up to the day."""
    others = document.on_the_same_draft().prefetch_related("vetoed_by")
    by_then = [one for one in others if day is None or (one.adopted_on and one.adopted_on <= day)]
    return [OtherVote(one, _when(one, document)) for one in reversed(by_then)]


def _when(other: Document, document: Document) -> str:
    if other.adopted_on is None or document.adopted_on is None:
        return ""
    if other.adopted_on == document.adopted_on:
        return _("the same day")
    return _("later") if other.adopted_on > document.adopted_on else _("earlier")


def official_addresses(document: Document) -> list[tuple[str, str, str]]:
    """(code, name, address) of each language in which the United Nations publishes it."""
    symbol = document.symbol.replace(" ", "")
    return addresses_of(symbol) if symbol.startswith(UNITED_NATIONS) else []


def addresses_of(symbol: str) -> list[tuple[str, str, str]]:
    return [(code, name, f"https://undocs.org/{code}/{symbol}") for code, name in LANGUAGES]
