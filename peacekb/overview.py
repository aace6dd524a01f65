"""What the front page and the page about the data say of the whole base."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from knowledge.models import Claim, Verdict
from records.common.periods import decade_in_words
from records.common.text import table_name
from records.models import (
    ChainHead,
    Citation,
    Coverage,
    CoverageSource,
    FixtureLoad,
    Gap,
    Source,
)
from records.models.coverage import ALL, UNDATED
from records.reading.coverage import all_models
from records.reading.labels import label_of


def verdicts() -> list[tuple[str, str, int]]:
    """(verdict, its label, number of claims)."""
    counted = dict(Claim.objects.order_by().values_list("verdict").annotate(Count("pk")))
    return [(verdict, str(Verdict(verdict).label), counted.get(verdict, 0)) for verdict in Verdict]


@dataclass(frozen=True)
class TableCount:
    """A table with the days that its rows span and the number of its sources."""

    name: str
    rows: int
    first_day: date | None
    last_day: date | None
    sources: int


def tables() -> list[TableCount]:
    """Every table that holds anything, records before what hangs on them."""
    counted = Coverage.objects.filter(period=ALL, rank=1, rows__gt=0)
    rows = dict(counted.values_list("table", "rows"))
    spans = CoverageSource.objects.order_by().values("table")
    spans = spans.annotate(first=Min("first_day"), last=Max("last_day"), sources=Count("pk"))
    found = spans.values_list("table", "first", "last", "sources")
    by_table = {table: (first, last, sources) for table, first, last, sources in found}
    names = [name for model in all_models() if (name := table_name(model)) in rows]
    return [TableCount(name, rows[name], *by_table.get(name, (None, None, 0))) for name in names]


@dataclass(frozen=True)
class FieldCount:
    """A field of a table: counts in all, and per cent settled by period, None without rows."""

    label: str
    whole: Coverage
    percents: list[int | None]


def coverage_of(name: str) -> dict[str, Any] | None:
    """What is known of a table, by field and decade; None for no table."""
    model = next((one for one in all_models() if table_name(one) == name), None)
    rows = list(Coverage.objects.filter(table=name))
    if model is None or not rows:
        return None
    by_field: dict[str, dict[str, Coverage]] = {}
    for row in rows:
        by_field.setdefault(row.field, {})[row.period] = row
    periods = sorted({row.period for row in rows} - {ALL})
    sources = CoverageSource.objects.filter(table=name).select_related("source")
    return {
        "name": name,
        "rows": next(row.rows for row in rows if row.period == ALL),
        "periods": [_in_words(one) for one in periods] if periods != [UNDATED] else [],
        "fields": [
            FieldCount(
                label_of(model, field), held[ALL], [_percent(held.get(one)) for one in periods]
            )
            for field, held in by_field.items()
        ],
        "sources": sources,
    }


def _in_words(period: str) -> str:
    return _("undated") if period == UNDATED else decade_in_words(period)


def _percent(counted: Coverage | None) -> int | None:
    """Known or not applicable, rounded down: a hundred says that none is missing."""
    if not counted or not counted.rows:
        return None
    return 100 * (counted.known + counted.not_applicable) // counted.rows


def years_of(table: str) -> tuple[int, int] | None:
    """The first and the last year of a table's rows; None for rows without days."""
    spans = CoverageSource.objects.filter(table=table)
    span = spans.aggregate(first=Min("first_day"), last=Max("last_day"))
    return (span["first"].year, span["last"].year) if span["first"] else None


def state_of_the_base() -> dict[str, Any]:
    """Figures for the page about the data."""
    return {
        "tables": tables(),
        "verdicts": verdicts(),
        "contradictions": Citation.objects.contradicting().count(),
        "undecided": Citation.objects.contradicting().filter(open=True).count(),
        "gaps": Gap.objects.count(),
        "sources": Source.objects.order_by("name"),
        "revisions": ChainHead.objects.values_list("sequence", flat=True).first() or 0,
        "load": FixtureLoad.objects.first(),
    }
