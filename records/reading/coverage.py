"""How much of each table is known: counted per field and decade as records are published.

A value is known where the column is filled, and with more than a word for nothing (`not_coded`).
It is unknown, not applicable or withheld where a gap or such a word says so; not yet coded
otherwise. A period that lasts still has no last day: not applicable. A table without a column
`source` rests on what is cited in support of its records.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from records.common.comparing import say_the_same
from records.common.fields import table_between, target_of
from records.common.periods import Period, Precision, first_unit_ending
from records.common.prepared import Prepared, day_in, insert, prepared
from records.common.text import table_name
from records.content.canonical import row_fields
from records.content.facts import fact_columns
from records.models import Coverage, CoverageSource, Described, Gap, Record, RecordKind, Source
from records.models.coverage import ALL, UNDATED
from records.models.evidence import Stance, WhyEmpty
from records.models.ownership import (
    Fact,
    Owned,
    column_about,
    fact_models,
    owned_models,
    owner_path,
    record_model,
    root_model,
    tables_about,
)
from records.reading.dating import day_of, day_path
from records.writing.followers import Published

# Words of enumerations that are no value, and why the value is empty where they say it.
NO_VALUE = {
    "unknown": WhyEmpty.UNKNOWN,
    "not_established": WhyEmpty.UNKNOWN,
    "not_coded": None,
}
LAST = {"last_day": Precision.DAY, "last_month": Precision.MONTH, "last_year": Precision.YEAR}
ALWAYS, NEVER = Q(pk__isnull=False), Q(pk__isnull=True)
WHY = tuple(WhyEmpty.values)

Model = type[models.Model]


@dataclass(frozen=True)
class MeasuredField:
    """A field of a table, and the conditions under which its value is of each sort."""

    name: str
    known: Q
    empty: dict[str, Q]  # by why


def follow_publications(published: Published) -> None:
    """Counts anew what was published, in the same transaction."""
    dating = {kind for kind in published.records if published.changed(kind)}
    facts = {
        model
        for model in fact_models()
        if model.batch in published.tables or _dated_by(model) & dating
    }
    kinds = {*published.records, *(kind for model in facts for kind in _hangs_on(model))}
    owned = {
        model
        for kind in published.records
        for model in owned_models(kind)
        if model.collection in published.collections
    }
    kinds |= {about.RECORD_KIND for model in owned for about in _also_of(model).values()}
    count({*facts, *owned, *(record_model(kind) for kind in kinds)})


def count(tables: Iterable[Model]) -> None:
    """Counts tables anew."""
    tables = sorted(tables, key=table_name)
    names = [table_name(model) for model in tables]
    for counted, counts in _counts():
        counted.objects.filter(table__in=names).delete()
        insert(counted, [row for model in tables for row in counts(model)])


def differences() -> Iterator[str]:
    """What counting anew gives otherwise."""
    names = {table_name(model): model for model in all_models()}
    for counted, counts in _counts():
        label = counted._meta.verbose_name
        for name, model in names.items():
            held = counted.objects.filter(table=name).exclude(rows=0)
            if not say_the_same(held, (row for row in counts(model) if row.rows)):
                yield f"The {label} of {name} is not what counting gives."
        beyond = counted.objects.exclude(table__in=names).order_by("table")
        for name in beyond.values_list("table", flat=True).distinct():
            yield f"The {label} of {name} is of no table."


def known_until(table: str = "") -> date | None:
    """The last day that a table of dated facts knows, or the latest that any such table does.

    What goes on (periods, and records) is known as long as the base was kept, and that is told by
    the latest dated fact: rows of periods may lie ahead. None while no fact is dated.
    """
    dated = _dated_tables()
    tables = {table} & dated or dated
    rows = CoverageSource.objects.filter(table__in=tables)
    return rows.aggregate(day=Max("last_day"))["day"]


@cache
def _dated_tables() -> frozenset[str]:
    """Fact tables whose rows each have a day, and no period."""
    facts = (model for model in fact_models() if not issubclass(model, Period))
    return frozenset(table_name(model) for model in facts if day_path(model))


def fields_counted(model: Model) -> list[str]:
    return [field.name for field in _measured(model, frozenset())]


def _counts() -> tuple[tuple[Any, Callable[[Model], Iterator[Any]]], ...]:
    return (Coverage, _coverage), (CoverageSource, _sources)


def all_models() -> list[Model]:
    """Every table that is counted, those of records first."""
    kinds = RecordKind.values
    owned = dict.fromkeys(model for kind in kinds for model in owned_models(kind))
    return [*map(record_model, kinds), *owned, *fact_models()]


@cache
def _dated_by(model: type[Fact]) -> frozenset[str]:
    """The kind of record whose day dates the rows of a fact table, where they have none."""
    first, *further = day_path(model)[0].split("__") if day_path(model) else [""]
    kinds = (kind for kind in RecordKind.values if column_about(model, kind) == first)
    return frozenset(kinds) if further else frozenset()


def _coverage(model: Model) -> Iterator[Coverage]:
    gaps = _gaps(model)
    for period, totals in _by_period(_counted(model, gaps)).items():
        for at, field in enumerate(_measured(model, gaps)):
            told = {why: totals.get(f"{why}_{at}", 0) for why in ("known", *WHY)}
            yield Coverage(
                table=table_name(model),
                field=field.name,
                rank=at + 1,
                period=period,
                rows=totals["rows"],
                **told,
            )


def _counted(model: Model, gaps: frozenset[tuple[str, str]]) -> Iterable[dict[str, Any]]:
    """The counts of each day; an empty table is not asked for hundreds of them."""
    return _counting(model, gaps).answers() if any(_first_of(model).answers()) else ()


@cache
def _first_of(model: Model) -> Prepared:
    return prepared(model._default_manager.order_by().values("pk")[:1])


@lru_cache(maxsize=256)
def _counting(model: Model, gaps: frozenset[tuple[str, str]]) -> Prepared:
    counts: dict[str, Any] = {"rows": Count("pk")}
    for at, field in enumerate(_measured(model, gaps)):
        counts |= {f"known_{at}": Count("pk", filter=field.known)}
        counts |= {
            f"{why}_{at}": Count("pk", filter=condition) for why, condition in field.empty.items()
        }
    rows = model._default_manager.order_by()
    return prepared(rows.values(counted_day=day_of(model)).annotate(**counts))


def _by_period(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Counts by day put together: in all, by decade, and undated."""
    periods: dict[str, dict[str, int]] = {ALL: {"rows": 0}}
    for row in rows:
        day = day_in(row.pop("counted_day"))
        for period in (ALL, f"{day.year // 10 * 10}s" if day else UNDATED):
            totals = periods.setdefault(period, {})
            for name, number in row.items():
                totals[name] = totals.get(name, 0) + number
    return periods


@lru_cache(maxsize=256)
def _measured(model: Model, gaps: frozenset[tuple[str, str]]) -> tuple[MeasuredField, ...]:
    """The fields of a table; for records also the tables that hang on them."""
    fields = fact_columns(model) if issubclass(model, Fact) else row_fields(model)
    measured = [
        _measure(field.name, _filled(field), _said_empty(model, field), gaps)
        for field in fields
        if not field.name.endswith("precision")
    ]
    if issubclass(model, Described):
        for name, related, path in _hanging(model.RECORD_KIND):
            rows = related._default_manager.filter(**{path: OuterRef("pk")})
            measured.append(_measure(name, Q(Exists(rows)), {}, gaps))
            for part, condition in related.counted_apart.items():
                measured.append(_measure(part, Q(Exists(rows.filter(**condition))), {}, gaps))
    return tuple(measured)


def _measure(
    name: str, filled: Q, said_empty: dict[str, Q], gaps: frozenset[tuple[str, str]]
) -> MeasuredField:
    """What a gap says holds before what the row says; of several reasons the first."""
    given = {why for field, why in gaps if field == name}
    gap = Gap.objects.filter(record=OuterRef("pk"), field=name)
    empty: dict[str, Q] = {}
    left = ~filled
    for why in WHY:
        told = said_empty.get(why, NEVER)
        if given:
            told = (told & ~Exists(gap)) | (Q(Exists(gap.filter(why=why))))
        if why in said_empty or why in given:
            empty[why] = left & told
            left &= ~told
    return MeasuredField(name, filled, empty)


def settled(model: Model, field: models.Field) -> Q:
    """That a row has a value in the column, or says that there is none to have."""
    return _filled(field) | _said_empty(model, field).get(WhyEmpty.NOT_APPLICABLE, NEVER)


def may_be_empty(field: models.Field) -> bool:
    """Whether a row may stand without a value in the column."""
    return bool(field.many_to_many or field.null or field.blank or _no_values(field))


def _filled(field: models.Field) -> Q:
    if isinstance(field, models.ManyToManyField):
        members = table_between(field)._default_manager
        return Q(Exists(members.filter(**{field.m2m_field_name(): OuterRef("pk")})))
    if isinstance(field, models.CharField | models.TextField):
        return ~Q(**{f"{field.name}__in": ["", *_no_values(field)]})
    return Q(**{f"{field.name}__isnull": False}) if field.null else ALWAYS


def _no_values(field: models.Field) -> list[str]:
    """The words of its enumeration that are no value."""
    return [word for word in NO_VALUE if word in dict(field.flatchoices)]


def _said_empty(model: Model, field: models.Field) -> dict[str, Q]:
    """Why the row itself says that a field is empty."""
    if words := [word for word in _no_values(field) if NO_VALUE[word] == WhyEmpty.UNKNOWN]:
        return {WhyEmpty.UNKNOWN: Q(**{f"{field.name}__in": words})}
    if not issubclass(model, Period) or field.name not in ("starts_on", "ends_on"):
        return {}
    unknown = Q(**{field.name.replace("_on", "_precision"): Precision.UNKNOWN})
    told: dict[str, Q] = {WhyEmpty.UNKNOWN: unknown}
    if field.name == "ends_on":
        told[WhyEmpty.NOT_APPLICABLE] = ~unknown  # it lasts
    return told


def _gaps(model: Model) -> frozenset[tuple[str, str]]:
    """The fields of a kind of record for which gaps give reasons, with each reason."""
    if not issubclass(model, Described):
        return frozenset()
    return frozenset((row["field"], row["why"]) for row in _reasons(model.RECORD_KIND).answers())


@cache
def _reasons(kind: str) -> Prepared:
    rows = Gap.objects.filter(record__record_kind=kind).order_by()
    return prepared(rows.values("field", "why").distinct())


@cache
def _hanging(kind: str) -> tuple[tuple[str, type[Owned | Fact], str], ...]:
    """Name, model and path to the record of the tables that hang on a kind of record."""
    child = record_model(kind)
    owned = [
        (table_name(model), model, owner_path(model))
        for model in owned_models(kind)
        if root_model(model) is child
    ]
    facts = [
        (table_name(model), model, column_about(model, kind))
        for model in fact_models()
        if kind in _hangs_on(model)
    ]
    beside = [
        (table_name(model), model, name)
        for other in RecordKind.values
        for model in owned_models(other)
        for name, about in _also_of(model).items()
        if about is child
    ]
    return (*owned, *beside, *facts)


def _also_of(model: type[Owned]) -> dict[str, Any]:
    """By column, the models of other records on which rows of a record hang too."""
    return {name: target_of(model, name) for name in model.also_of}


@cache
def _hangs_on(model: type[Fact]) -> frozenset[str]:
    return frozenset(kind for kind in RecordKind.values if model.batch in tables_about(kind))


def _to_record(model: Model) -> str | None:
    """The lookup from a row to the record whose citations it rests on."""
    if issubclass(model, Record):
        return ""
    return f"{owner_path(model)}__" if issubclass(model, Owned) else None


def _sources(model: Model) -> Iterator[CoverageSource]:
    """The sources of a table with how many rows and which days rest on each."""
    asked = _resting(model)
    for row in asked.answers() if asked else ():
        yield CoverageSource(
            table=table_name(model),
            source_id=row["of"],
            rows=row["counted"],
            first_day=day_in(row["first_day"]),
            last_day=max(_ends_of_units(row), default=None),
        )


def resting(model: Model) -> tuple[str, models.Q] | None:
    """The path from a row to the sources on which it rests, and what makes it rest on them.

    None where nobody says it.
    """
    if any(one.name == "source" and one.related_model is Source for one in model._meta.fields):
        return "source", Q(source__isnull=False)
    if (record_path := _to_record(model)) is None:
        return None
    supports = Q(**{f"{record_path}citations__stance": Stance.SUPPORTS})
    return f"{record_path}citations__source", supports


@cache
def _resting(model: Model) -> Prepared | None:
    """Asks for the rows that rest on each source; None for a table of which nobody says it."""
    if (found := resting(model)) is None:
        return None
    (path, condition), day = found, day_of(model)
    rows = model._default_manager.filter(condition).order_by()
    counts = {"counted": Count("pk", distinct=True), "first_day": Min(day)}
    return prepared(rows.values(of=F(path)).annotate(**counts, **_last_days(model, day)))


def _ends_of_units(row: dict[str, Any]) -> Iterator[date]:
    for last, unit in LAST.items():
        if day := day_in(row.get(last)):
            yield first_unit_ending(day, unit)


def _last_days(model: Model, day: Any) -> dict[str, Any]:
    """The latest row of each unit: a month's first day stands for the month, a year's for it."""
    names = {field.name for field in model._meta.fields}
    if day_path(model) != ("month",):
        return {"last_day": Max(day)}
    if "precision" not in names:
        return {"last_month": Max(day)}
    return {last: Max(day, filter=Q(precision=unit)) for last, unit in LAST.items()}
