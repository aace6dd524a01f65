"""Why an answer may be less than the truth: each reason found is a hole, told in a sentence.

An answer with rows is warned of columns that many rows are without, and of days past the last. An
empty one is looked into further; if nothing is found, its zero is one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, QuerySet
from django_filters.constants import EMPTY_VALUES

from records.account.books import Books
from records.account.days import Horizon, day_filters
from records.account.other_times import under_others
from records.account.owners import Owners, owners_of, paths_of, read_from, without_rows
from records.account.question import in_a_sentence
from records.account.sources import Columns
from records.common.filters import Asked, Empty, MonthFilter, OneOf
from records.common.keeping import until_published
from records.common.numbers import count_of, nouns
from records.common.periods import Period, written
from records.models import Gap
from records.models.evidence import WhyEmpty
from records.models.ownership import Owned, owner_path
from records.reading.dating import day_path
from records.reading.known import KnownCount, rows_without, worth_saying

UNKNOWN, BEFORE, BEYOND, SPAN = "unknown", "before", "beyond", "span"
NOT_HELD, EMPTY = "not_held", "empty"
KINDS = {
    UNKNOWN: "A column that was asked is not known for all rows.",
    BEFORE: "A day that was asked for lies before the first that is held.",
    BEYOND: "A day that was asked for lies past the last that is held.",
    SPAN: "The table does not reach over all days that were asked for.",
    NOT_HELD: "Of records that the question is about no rows are held, or not all.",
    EMPTY: "The table holds nothing at all.",
}


@dataclass(frozen=True)
class Hole:
    kind: str
    parameter: str | None
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "parameter": self.parameter, "text": self.text}


def holes_of(
    books: Books,
    filterset: Any,
    told: Iterable[KnownCount],
    horizon: Horizon,
    count: int,
    shown: Columns | None,
    sources: Iterable[str],
) -> list[Hole]:
    """Of an answer with so many rows that rest on `sources`.

    Some of them are shown; None where figures are taken of all.
    """
    model = filterset.queryset.model
    if not count and not filterset.queryset.exists():
        return [Hole(EMPTY, None, f"The base holds no {model._meta.verbose_name_plural} at all.")]
    found = [Hole(UNKNOWN, one.parameter, one.sentence) for one in worth_saying(told, count)]
    if not count:
        found += _looked_into(filterset, horizon)
    else:
        found += _before(horizon) if is_listed(model) else []
        found += _read_in_part(filterset) if shown is None else []
        if not _in_part_by(filterset).isdisjoint(sources):
            found += _in_part(filterset, shown)
    return [*found, *at_other_times(books, filterset), *past(horizon)]


def at_other_times(books: Books, filterset: Any) -> list[Hole]:
    """Rows of what was asked that stand under the keys of what was before or after it."""
    found = under_others(filterset, books.at_other_times)
    return [Hole(NOT_HELD, name, text) for name, text in found]


def is_listed(model: Any) -> bool:
    """Whether rows have a day of their own, on which a list or an event was dated."""
    return not issubclass(model, Period) and day_path(model) in (("month",), ("date",))


def _looked_into(filterset: Any, horizon: Horizon) -> Iterator[Hole]:
    owners = list(owners_of(filterset))
    yield from _before(horizon)
    if is_listed(filterset.queryset.model) and not horizon.before and not horizon.beyond:
        yield from _outside(filterset, horizon, owners)
    yield from _owners_without(filterset, owners)
    yield from _gaps(filterset, owners)
    yield from _perhaps(filterset)
    for name, value in filterset.form.cleaned_data.items():
        one = filterset.filters[name]
        if isinstance(one, Empty) and value is False:
            label = in_a_sentence(one.of.label)
            yield Hole(UNKNOWN, name, f"No row of which the {label} is known fits the rest.")
        if isinstance(one, Asked) and value not in EMPTY_VALUES:
            yield from (Hole(NOT_HELD, name, text) for text in one.not_held(value))


def outside(horizon: Horizon) -> list[Hole]:
    """Days that were asked for and that the table does not reach."""
    return [*_before(horizon), *past(horizon)]


def _before(horizon: Horizon) -> Iterator[Hole]:
    if day := horizon.before:
        assert horizon.first  # noqa: S101 - or nothing lies before it
        text = f"The first day held is {written(horizon.first)}, and {written(day)} lies before it."
        yield Hole(BEFORE, None, text)


def past(horizon: Horizon) -> Iterator[Hole]:
    """The day that was asked for and of which nothing is held yet."""
    if day := horizon.beyond:
        assert horizon.last  # noqa: S101 - or nothing lies past it
        text = f"The last day held is {written(horizon.last)}, and {written(day)} lies past it."
        yield Hole(BEYOND, None, text)


def _outside(filterset: Any, horizon: Horizon, owners: list[Owners]) -> Iterator[Hole]:
    """Whether the days asked for are those of the table; those of a mission are its life."""
    first, last = _days_meant(horizon, owners)
    if horizon.first is None or horizon.last is None:
        return
    if first is None or first < horizon.first or last is None or last > horizon.last:
        span = f"{written(horizon.first)} to {written(horizon.last)}"
        plural = _plural(filterset.queryset.model)
        yield Hole(SPAN, None, f"{plural} are held from {span} only.")
        return
    if (days := _rows_of_days(filterset)) is not None and not days.exists():
        yield Hole(SPAN, None, "No list of the days that were asked for is held.")
    elif kinds := _kinds_never_listed(filterset):
        those = " of these days" if horizon.asked.first or horizon.asked.last else ""
        text = f"No list of the {' and '.join(kinds)} asked for is held{those}."
        yield Hole(NOT_HELD, next(iter(kinds.values())), text)


def _days_meant(horizon: Horizon, owners: list[Owners]) -> tuple[date | None, date | None]:
    first, last = horizon.asked.first, horizon.asked.last
    for one in owners:
        if one.parameters and issubclass(one.rows.model, Period):
            lives = one.rows.aggregate(first=Min("starts_on"), last=Max("ends_on"))
            lasting = one.rows.filter(ends_on=None).exists()
            first = first or lives["first"]
            last = last or (None if lasting else lives["last"])
    return first, last


def _rows_of_days(filterset: Any) -> QuerySet | None:
    """All rows of the months that were asked for; None where there was none."""
    asked = {name for name, _ in day_filters(filterset)}
    if not asked or not any(isinstance(filterset.filters[one], MonthFilter) for one in asked):
        return None
    return rows_without(filterset, filterset.form.cleaned_data.keys() - asked)


def _kinds_never_listed(filterset: Any) -> dict[str, str]:
    """The kinds of monthly lists that were asked for and of which there is none, by label."""
    if day_path(filterset.queryset.model) != ("month",):
        return {}
    days = {name for name, _ in day_filters(filterset)}
    kinds = {
        name: in_a_sentence(filterset.filters[name].label)
        for name, value in filterset.form.cleaned_data.items()
        if value not in EMPTY_VALUES and _is_kind(filterset.filters[name])
    }
    if not kinds:
        return {}
    others = filterset.form.cleaned_data.keys() - days - kinds.keys()
    is_listed_so = rows_without(filterset, others).exists()
    return {} if is_listed_so else {label: name for name, label in kinds.items()}


def _is_kind(one: Any) -> bool:
    """Whether a parameter chooses among words that a column of the row itself holds."""
    return isinstance(one, OneOf) and not one.relation and "__" not in one.columns[0]


def _read_in_part(filterset: Any) -> list[Hole]:
    """Of figures over rows that somebody has to have read: of how many records they are held.

    A figure looks whole whatever it leaves out, and a list of rows does not.
    """
    model = filterset.queryset.model
    path = read_from(model)
    every = dict(paths_of(model)).get(path)
    if not every or any(one.parameters for one in owners_of(filterset)):
        return []
    owners = Owners(path, every._default_manager.all(), ())
    return until_published(
        ("read in part", model), lambda: list(_owners_without(filterset, [owners]))
    )


def _owners_without(filterset: Any, owners: list[Owners]) -> Iterator[Hole]:
    narrowed = [one for one in owners if one.parameters]
    model = filterset.queryset.model
    if not narrowed:
        narrowed = [one for one in owners if one.path == read_from(model)]
    for one in narrowed:
        held, of = without_rows(one, filterset)
        if held == of:
            continue
        those = count_of(of, nouns(one.rows.model))
        narrower = f" that {'fits' if of == 1 else 'fit'} the question" if one.parameters else ""
        text = f"{_plural(model)} are held, and held whole, of {held} of the {those}{narrower}."
        yield Hole(NOT_HELD, one.parameters[0] if one.parameters else None, text)


def _gaps(filterset: Any, owners: list[Owners]) -> Iterator[Hole]:
    """Owners of which rows are held, and of which a gap says that there were others."""
    model = filterset.queryset.model
    if not issubclass(model, Owned):
        return
    for one in owners:
        if one.parameters and one.path == owner_path(model):
            rows = model._base_manager.filter(**{one.path: OuterRef("pk")})
            of = one.rows.filter(Exists(rows)).values("pk")
            gaps = Gap.objects.filter(record__in=of, field=model.collection)
            if number := gaps.exclude(why=WhyEmpty.NOT_APPLICABLE).count():
                those = count_of(number, nouns(one.rows.model))
                text = f"{_plural(model)} of {those} are held in part: of the rest none is known."
                yield Hole(NOT_HELD, one.parameters[0], text)


def _perhaps(filterset: Any) -> Iterator[Hole]:
    """Rows that may have held on the day, and of which nobody knows whether they did."""
    is_sure = not filterset.given("as_of") or filterset.given("certainty")
    if number := 0 if is_sure else filterset.perhaps().count():
        rows = count_of(number, "row,rows")
        text = f"{rows} may have held on the day: certainty=perhaps lists them."
        yield Hole(UNKNOWN, "as_of", text)


def _in_part_by(filterset: Any) -> frozenset[str]:
    """The sources that gave some of the rows of a record, and not all that there were."""
    if not filterset.held_in_part:
        return frozenset()
    model = filterset.queryset.model

    def found() -> frozenset[str]:
        owners = [
            (path, to._base_manager.filter(filterset.held_in_part)) for path, to in paths_of(model)
        ]
        given = (model._base_manager.filter(**{f"{path}__in": rows}) for path, rows in owners)
        return frozenset(
            key for rows in given for key in rows.values_list("source__slug", flat=True)
        )

    return until_published(("in part", model), found)


def _in_part(filterset: Any, shown: Columns | None) -> Iterator[Hole]:
    """Records whose rows are some of all that there were, such as the votes of a list of vetoes."""
    model = filterset.queryset.model
    for path, owner in paths_of(model) if filterset.held_in_part else ():
        if shown is None:
            about = filterset.qs.order_by().values(path)
            number = _held_in_part(filterset, owner).filter(pk__in=about).count()
        else:
            number = len(_known_in_part(filterset, path, owner).intersection(shown[path]))
        if number:
            those = count_of(number, nouns(owner))
            place = "" if shown is None else " shown here"
            text = f"{_plural(model)} of {those}{place} are held in part: there were others."
            yield Hole(NOT_HELD, None, text)


def _held_in_part(filterset: Any, owner: Any) -> QuerySet:
    """The keys of all such records."""
    held = owner._base_manager.filter(filterset.held_in_part)
    return held.order_by().values_list("pk", flat=True).distinct()


def _known_in_part(filterset: Any, path: str, owner: Any) -> frozenset[int]:
    """They are few; to look through the rows of all that a page names takes longer."""
    key = "in part", filterset.queryset.model, path
    return until_published(key, lambda: frozenset(_held_in_part(filterset, owner)))


def _plural(model: Any) -> str:
    text = str(model._meta.verbose_name_plural)
    return text[:1].upper() + text[1:]
