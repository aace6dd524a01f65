"""The crosswalk: from the codes of others, and our own keys, to records.

A scheme says whose code it is. `/id/cow/860` answers with the record; a code that covers several
records answers with all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_noop

from legal.models import Document
from missions.models import Mission
from organizations.models import Organization, State
from records.common.addresses import public_key
from records.common.spellings import name_key, spellings
from records.models import Alias, Identifier, NameEntry, Record, RecordKind
from records.models.evidence import AliasKind
from records.reading.names import called


class Code(NamedTuple):
    """A code and the record that it means."""

    scheme: str
    value: str
    record_kind: str
    slug: str
    name: str


@dataclass(frozen=True)
class CodeColumn:
    """Where codes of a scheme stand: rows, the column of the code, the path to the record."""

    rows: QuerySet
    code: str
    record: str = ""

    def codes(self, scheme: str, condition: Q | None = None) -> Iterator[Code]:
        rows = self.rows.exclude(**{self.code: ""}).filter(condition or Q())
        names = [self.code, *(f"{self.record}{name}" for name in ("record_kind", "slug", "name"))]
        for value, kind, slug, name in rows.order_by(*names).values_list(*names).distinct():
            yield Code(
                scheme, public_key(kind, slug) if self.code == "slug" else value, kind, slug, name
            )

    def named(self, value: str) -> Q:
        """A condition that finds at least the rows of this code, in any spelling."""
        named = NameEntry.objects.filter(key__in=spellings(value), anchor="").values("record")
        written = {value, value.zfill(3)} if value.isascii() and value.isdigit() else {value}
        condition = Q(**{f"{self.record}pk__in": named})
        for one in written:
            condition |= Q(**{f"{self.code}__iexact": one})
        return condition


def _identifiers(scheme: str) -> CodeColumn:
    return CodeColumn(Identifier.objects.filter(scheme=scheme), "value", "record__")


OWN = {
    "mission": gettext_noop("Keys of missions in PeaceKB"),
    "organization": gettext_noop("Keys of organizations in PeaceKB"),
    "iso3": gettext_noop(
        "ISO 3166 alpha-3 codes of states, withdrawn ones too, and ours where there is none"
    ),
    "acronym": gettext_noop("Acronyms of missions and organizations, of today and of the time"),
    "symbol": gettext_noop("Symbols of documents"),
}
# Schemes of our own keys, where any name of a record will do.
OF_KIND = {
    "mission": RecordKind.MISSION,
    "organization": RecordKind.ORGANIZATION,
    "iso3": RecordKind.STATE,
}
# What people call schemes that publishers divide further.
FAMILIES = {
    "un": ("psdata", "psdata-fatalities", "un-yearly", "fatalities-by-contingent"),
    "undl": ("undl-record", "undl-document"),
    "iso2": ("iso-alpha-2",),
}
LABELS = OWN | {
    "un": "Mission codes in the tables of the United Nations data hub, all taken together",
    "undl": "Record numbers of the United Nations Digital Library",
    "iso2": "ISO 3166 alpha-2 codes",
    "bara-hultman": "UN and Non-UN Peacekeeping Dataset: operations and places",
    "cow": "Correlates of War: country codes",
    "epact": "EPACT: UN peacekeeping operations",
    "fatalities-by-contingent": "United Nations: missions in fatalities by contingent",
    "geo-pko": "Geo-PKO: missions",
    "ipi": "International Peace Institute: missions by month",
    "iso-alpha-2": "ISO 3166 alpha-2 codes",
    "iso3166-3": "ISO 3166-3 codes of states that are no more",
    "m49": "United Nations: M49 codes of states and territories",
    "pkoc": "Peacekeeping Operations Corpus: missions",
    "psdata": "United Nations: list of peacekeeping operations",
    "psdata-fatalities": "United Nations: missions in the list of fatalities",
    "shortfall": "Authorized and deployed personnel: missions",
    "ucdp-conflict": "Uppsala Conflict Data Program: conflicts",
    "un-yearly": "United Nations: missions in contributions by year",
    "undl-document": "United Nations Digital Library: records of documents",
    "undl-record": "United Nations Digital Library: records of votes",
}


@dataclass(frozen=True)
class Scheme:
    name: str
    label: str
    count: int
    example: str


def columns_of(scheme: str) -> list[CodeColumn]:
    """Where the codes of a scheme stand; empty for a scheme that nobody uses."""
    if scheme in OWN:
        return _own(scheme)
    parts = FAMILIES.get(scheme, (scheme,))
    held = set(Identifier.objects.filter(scheme__in=parts).order_by().values_list("scheme"))
    return [_identifiers(part) for part in parts if (part,) in held]


def _own(scheme: str) -> list[CodeColumn]:
    acronyms = Alias.objects.filter(kind=AliasKind.ACRONYM)
    return {
        "mission": [CodeColumn(Mission.objects.all(), "slug")],
        "organization": [CodeColumn(Organization.objects.all(), "slug")],
        "iso3": [CodeColumn(State.objects.all(), "slug"), _identifiers("iso3166-3")],
        "acronym": [
            CodeColumn(Mission.objects.all(), "acronym"),
            CodeColumn(Organization.objects.all(), "acronym"),
            CodeColumn(acronyms, "text", "record__"),
        ],
        "symbol": [CodeColumn(Document.objects.all(), "symbol")],
    }[scheme]


def find(scheme: str, value: str) -> list[Record]:
    """The records that a code means, in any spelling, by kind and name."""
    if scheme == "symbol":
        found = called(value, [RecordKind.DOCUMENT])
        return [one.record for one in found if not one.is_guess]
    meant = {
        (code.record_kind, code.slug)
        for column in columns_of(scheme)
        for code in column.codes(scheme, column.named(value))
        if _same(code.value, value)
    }
    if not meant and scheme in OF_KIND:
        return [one.record for one in called(value, [OF_KIND[scheme]]) if not one.is_guess]
    condition = Q(pk=None)
    for kind, slug in meant:
        condition |= Q(record_kind=kind, slug=slug)
    return list(Record.objects.filter(condition).order_by("record_kind", "name", "pk"))


def _same(held: str, asked: str) -> bool:
    if held.isdigit() and asked.isascii() and asked.isdigit():
        return int(held) == int(asked)
    return name_key(held) in spellings(asked)


def schemes() -> list[Scheme]:
    """Every scheme with the number of its codes and one of them."""
    counted = {name: _tally(_own(name)) for name in OWN}
    rows = Identifier.objects.order_by("scheme").values_list("scheme")
    published = {name: rest for name, *rest in rows.annotate(Count("pk"), Min("value"))}
    for name, parts in FAMILIES.items():
        held = [published[part] for part in parts if part in published]
        counted[name] = (sum(count for count, _ in held), held[0][1] if held else "")
    counted |= published
    return [Scheme(name, LABELS.get(name, ""), *told) for name, told in counted.items() if told[0]]


def _tally(columns: list[CodeColumn]) -> tuple[int, str]:
    """The number of codes, and the first of them."""
    told = [
        column.rows.exclude(**{column.code: ""}).aggregate(n=Count("pk"), first=Min(column.code))
        for column in columns
    ]
    return sum(one["n"] for one in told), told[0]["first"] or ""


def _published() -> list[str]:
    """Schemes of the identifiers that records bear."""
    rows = Identifier.objects.order_by("scheme").values_list("scheme", flat=True)
    return list(rows.distinct())


def values(scheme: str) -> list[str]:
    """Every code of a scheme."""
    return [code.value for column in columns_of(scheme) for code in column.codes(scheme)]


def table(scheme: str = "") -> Iterator[Code]:
    """Every code, by scheme; of one scheme if it is given."""
    for name in [scheme] if scheme else (*OWN, *_published()):
        for column in columns_of(name):
            yield from column.codes(name)
