"""Asking the index: what matches, in order, with facets, in one pass over the entries.

First what the text names: a symbol, then a name. Then entries with the words in their title, those
with them in a row before others; then by what the words are worth in each entry, as the index says;
then the latest. The order is made here, so that it is the same on both databases.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import CharField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from django.db.models.functions import Cast

from knowledge.models import SearchEntry
from knowledge.search.query import GRADES, SearchQuery, for_postgresql, for_sqlite, graded, phrase
from organizations.models import State
from records.common.filters import held_words
from records.common.keeping import until_published
from records.common.periods import (
    possibly_active,
    surely_active,
    surely_lasting,
)
from records.reading.names import Called, called

CANDIDATES = 20
MOST_GRADED = 8  # of a longer question the first words decide the order
FACETS = ("kind", "organization", "region", "decade", "verdict")
COLUMNS = ("pk", "record_id", "anchor", "kind", "organizations", "regions", "verdict")

Graded = tuple[str, list[str]]  # in SQL a number, and the texts that it is asked with


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
    certainty: str = "certain"


@dataclass
class Matches:
    """Keys of the entries found, the best first, and how many have which kind, region …"""

    keys: list[int] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def matches(query: SearchQuery, narrowing: Narrowing, candidates: Iterable[Called] = ()) -> Matches:
    """Entries that hold the words or that the text names."""
    if query.is_empty:
        return Matches(facets={name: [] for name in FACETS})
    rank = {(one.record.pk, one.anchor): place for place, one in enumerate(candidates)}
    rows = _narrowed(_matching(query, rank), narrowing)
    rows = rows.annotate(
        starts=Cast("starts_on", CharField()),
        title_grade=_sum(_title_grade(query)),
        worth=_sum(*_worth(query)),
    )
    found = rows.order_by().values_list(*COLUMNS, "starts", "title_grade", "worth")
    return _in_order(list(found), rank)


def _in_order(rows: list[tuple], rank: dict[tuple[int, str], int]) -> Matches:
    counters: dict[str, Counter] = {name: Counter() for name in FACETS}
    alike: Counter[tuple] = Counter()
    order = []
    last = len(rank)
    broad = until_published("regions", _regions)
    for pk, record, anchor, kind, organizations, regions, verdict, starts, title, worth in rows:
        place = rank.get((record, anchor), last) if rank else last
        order.append((-place, title, worth, starts or "", -pk))
        alike[kind, organizations, regions, verdict, starts[:3] if starts else ""] += 1
    for (kind, organizations, regions, verdict, decade), entries in alike.items():
        counters["kind"][kind] += entries
        for value in filter(None, organizations.split("|")):
            counters["organization"][value] += entries
        for value in broad.intersection(regions.split("|")):
            counters["region"][value] += entries
        if decade:
            counters["decade"][f"{decade}0s"] += entries
        if verdict:
            counters["verdict"][verdict] += entries
    order.sort(reverse=True)
    facets = {name: _ordered(name, counter) for name, counter in counters.items()}
    return Matches([-key[-1] for key in order], facets)


def _regions() -> set[str]:
    """Entries hold their subregions too."""
    return set(held_words(State, ["region"]))


def _ordered(name: str, counter: Counter) -> list[tuple[str, int]]:
    if name == "decade":
        return sorted(counter.items())
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def holding(query: SearchQuery) -> QuerySet[SearchEntry]:
    """Entries that hold the words, in no order."""
    return SearchEntry.objects.filter(_condition(query))


def _matching(query: SearchQuery, named: Iterable[tuple[int, str]]) -> QuerySet[SearchEntry]:
    either = Q(_condition(query))
    for record, anchor in named:
        either |= Q(record=record, anchor=anchor)
    return SearchEntry.objects.filter(either)


def _condition(query: SearchQuery) -> RawSQL:
    sql, text = _holds(query, "words")
    return RawSQL(sql, [text], output_field=BooleanField())


def _holds(query: SearchQuery, column: str) -> tuple[str, str]:
    """In SQL whether an entry holds what is asked for in `words` or `title_words`, and its text."""
    if connection.vendor == "postgresql":
        vector = {"words": "vector", "title_words": "title_vector"}[column]
        return f"{vector} @@ to_tsquery('simple', %s)", for_postgresql(query)
    ids = "SELECT rowid FROM knowledge_search_fts WHERE knowledge_search_fts MATCH %s"
    return f"id IN ({ids})", for_sqlite(query, column)


def _title_grade(query: SearchQuery) -> Graded:
    """2 for all words in a row in the title, 1 for all anywhere in it."""
    grades = {1: _holds(query, "title_words")}
    if len(query.groups) > 1:  # one word is a row of itself
        grades = {2: _holds(phrase(query), "title_words"), **grades}
    return _first_met(grades)


def _worth(query: SearchQuery) -> list[Graded]:
    """What each word is worth in an entry, as was written at indexing."""
    return [
        _first_met({grade: _holds(graded(term, grade), "words") for grade in GRADES})
        for term in query.terms[:MOST_GRADED]
    ]


def _first_met(grades: Mapping[int, tuple[str, str]]) -> Graded:
    met = " ".join(f"WHEN {sql} THEN {grade}" for grade, (sql, _) in grades.items())
    return f"CASE {met} ELSE 0 END", [text for _, text in grades.values()]


def _sum(*grades: Graded) -> RawSQL:
    """As one piece of SQL: to put it together of expressions takes longer than to ask it.

    Of no field, which would make a number of each number again.
    """
    parameters = [text for _, texts in grades for text in texts]
    return RawSQL(" + ".join(sql for sql, _ in grades), parameters)


def _narrowed(rows: QuerySet[SearchEntry], narrowing: Narrowing) -> QuerySet[SearchEntry]:
    for name in ("kind", "subkind", "verdict"):
        if wanted := getattr(narrowing, name):
            rows = rows.filter(**{f"{name}__in": wanted})
    rows = rows.filter(_among("organizations", narrowing.organization))
    rows = rows.filter(_among("regions", narrowing.region))
    rows = rows.filter(_in_decades(narrowing.decade))
    return rows.filter(_on_day(narrowing.day, narrowing.certainty)) if narrowing.day else rows


def _on_day(day: date, certainty: str) -> Q:
    """As lists ask; what no day forbids is always there, but is never in doubt."""
    always = Q(starts_precision="")
    sure = surely_active(day) | always & surely_lasting(day)
    if certainty == "certain":
        return sure
    possible = possibly_active(day)
    return possible if certainty == "any" else possible & ~sure


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


def named(text: str) -> list[Called]:
    """Records and rows that bear this name, acronym, symbol or code, in any spelling."""
    return called(text, rows=True)[:CANDIDATES]
