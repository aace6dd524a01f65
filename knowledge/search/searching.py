"""Asking the index: matches in order, facets, names that lead straight to a record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import BooleanField, CharField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Substr

from knowledge.models import NameEntry, SearchEntry
from knowledge.search.query import Query, for_postgresql, for_sqlite
from legal.models import Document
from legal.symbols import matching
from legal.symbols import parse as parse_symbol
from records.common.text import squeeze
from records.models import Record

CANDIDATES = 20
SHORT = ("record", "kind", "subkind", "verdict", "starts_on", "ends_on", "weight", "title")


@dataclass
class Narrowing:
    """What a search is narrowed to; empty means everything."""

    kind: list[str] = field(default_factory=list)
    subkind: list[str] = field(default_factory=list)
    organization: list[str] = field(default_factory=list)
    region: list[str] = field(default_factory=list)
    decade: list[str] = field(default_factory=list)
    verdict: list[str] = field(default_factory=list)
    day: date | None = None


def matches(query: Query, narrowing: Narrowing) -> QuerySet[SearchEntry]:
    """Entries that match, those with the words in the title first, the same on both databases.

    `text` and `address` are left out; `asking.shown` reads those of the entries that it shows.
    """
    if query.is_empty:
        return SearchEntry.objects.none()
    rows = _matching(query)
    for name in ("kind", "subkind", "verdict"):
        if wanted := getattr(narrowing, name):
            rows = rows.filter(**{f"{name}__in": wanted})
    rows = rows.filter(_among("organizations", narrowing.organization))
    rows = rows.filter(_among("regions", narrowing.region))
    rows = rows.filter(_in_decades(narrowing.decade))
    if day := narrowing.day:
        rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=day))
        rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=day))
    return rows.only(*SHORT).order_by("-in_title", "-weight", "title", "pk")


def _matching(query: Query) -> QuerySet[SearchEntry]:
    if connection.vendor == "postgresql":
        text = for_postgresql(query)
        hit = "{} @@ to_tsquery('simple', %s)"
        in_title = RawSQL(hit.format("title_vector"), [text], output_field=BooleanField())
        found = RawSQL(hit.format("vector"), [text], output_field=BooleanField())
        return SearchEntry.objects.annotate(in_title=in_title, found=found).filter(found=True)
    ids = "SELECT rowid FROM knowledge_search_fts WHERE knowledge_search_fts MATCH %s"
    in_title = RawSQL(
        f"record_id IN ({ids})", [for_sqlite(query, "title_words")], output_field=BooleanField()
    )
    # The plus keeps SQLite from going to the rows themselves, whose texts fill a page each.
    found = RawSQL(
        f"+record_id IN ({ids})", [for_sqlite(query, "words")], output_field=BooleanField()
    )
    return SearchEntry.objects.annotate(in_title=in_title, found=found).filter(found=True)


def _among(column: str, values: Iterable[str]) -> Q:
    """One of the values between bars: `|un|nato|`."""
    condition = Q()
    for value in values:
        condition |= Q(**{f"{column}__contains": f"|{value}|"})
    return condition


def _in_decades(decades: Iterable[str]) -> Q:
    condition = Q()
    for decade in decades:
        year = int(decade.rstrip("s"))
        condition |= Q(starts_on__range=(date(year, 1, 1), date(year + 9, 12, 31)))
    return condition


def facets(rows: QuerySet[SearchEntry]) -> dict[str, list[tuple[str, int]]]:
    """How many of the matches have which kind, organization, region, decade and verdict."""
    counters: dict[str, Counter] = {
        name: Counter() for name in ("kind", "organization", "region", "decade", "verdict")
    }
    decade = Substr(Cast("starts_on", CharField()), 1, 3)  # 199 of 1999-10-25
    columns = ("kind", "organizations", "regions", "decade", "verdict")
    alike = Counter(rows.order_by().annotate(decade=decade).values_list(*columns))
    for (kind, organizations, regions, decade, verdict), entries in alike.items():
        counters["kind"][kind] += entries
        for name, barred in (("organization", organizations), ("region", regions)):
            for value in filter(None, barred.split("|")):
                counters[name][value] += entries
        if decade:
            counters["decade"][f"{decade}0s"] += entries
        if verdict:
            counters["verdict"][verdict] += entries
    return {name: _ordered(name, counter) for name, counter in counters.items()}


def _ordered(name: str, counter: Counter) -> list[tuple[str, int]]:
    if name == "decade":
        return sorted(counter.items())
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True)
class Candidate:
    """A record that a name leads to, and the name that led there."""

    record: Record
    by_name: str
    is_own_name: bool


def named(text: str) -> list[Candidate]:
    """Records that bear this name, acronym, symbol or code, in any spelling."""
    squeezed = squeeze(text)
    if not squeezed:
        return []
    found: dict[int, Candidate] = {}
    entries = NameEntry.objects.filter(squeezed=squeezed).select_related("record")
    for entry in entries.order_by("record__record_kind", "record__name", "pk")[:CANDIDATES]:
        candidate = Candidate(entry.record, entry.text, entry.is_own_name)
        found.setdefault(entry.record_id, candidate)
    if parse_symbol(text):
        documents = Document.objects.filter(matching(text)).order_by("adopted_on", "pk")
        for document in documents.select_related("record")[:CANDIDATES]:
            found.setdefault(document.pk, Candidate(document.record, document.symbol, False))
    return list(found.values())
