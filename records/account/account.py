"""The account of an answer, put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from records.account import sources
from records.account.books import books
from records.account.days import AskedDays, days_asked, horizon_of, horizon_of_all
from records.account.holes import NOT_HELD, Hole, holes_of, outside, past
from records.account.owners import held_of, paths_of
from records.account.question import question_of
from records.account.release import release_of
from records.account.sources import Columns
from records.common.text import table_name
from records.models import Record
from records.reading.known import KnownCount, never_empty


@dataclass(frozen=True)
class Found:
    """What answered a question: how many rows, and of those that are shown what the account reads.

    None are shown where figures are taken of all.
    """

    count: int
    shown: Columns | None = None


def columns_read(filterset: Any) -> tuple[str, ...]:
    """What the account reads of the rows of a list: whoever reads these reads it with the rest."""
    model = filterset._meta.model
    in_part = [path for path, _ in paths_of(model)] if filterset.held_in_part else []
    own = sources.own_column(model)
    return (*in_part, *([own] if own else []))


def account_of(
    filterset: Any,
    found: Found,
    is_full: bool = False,
    groups: Iterable[KnownCount] = (),
    measure: str = "",
) -> dict[str, Any]:
    """Of an answer from a list. `measure` says in words which figures are taken of its rows."""
    held, model = books(), filterset.queryset.model
    is_exact = is_full or not found.count
    told = [*filterset.measured(is_exact), *groups]
    horizon = horizon_of(held, model, days_asked(filterset))
    if is_full:
        resting = sources.of_answer(held, filterset.qs)
    elif found.shown is None:
        resting = sources.of_tables(held, model)
    else:
        is_whole = len(found.shown["pk"]) == found.count
        resting = sources.of_page(held, model, found.shown, is_whole)
    shown = None if is_full else found.shown
    by = [one["key"] for one in resting["rows"]]
    holes = holes_of(held, filterset, told, horizon, found.count, shown, by)
    return _account(
        question=question_of(filterset, measure),
        release=release_of(held.state),
        sources=resting,
        coverage={
            "exact": is_exact,
            "columns": [one.as_json() for one in told],
            "never_empty": never_empty(filterset),
        },
        held_of=held_of(held, filterset, is_exact),
        horizon=horizon.as_json(),
        holes=holes,
        is_empty=not found.count,
        searched=None if found.count else _searched(filterset),
    )


def account_of_record(model: Any, pk: int, key: str, day: date | None = None) -> dict[str, Any]:
    """Of one row, as of a day. What it lacks it says itself, field by field."""
    held = books()
    horizon = horizon_of(held, model, AskedDays.of(day))
    return _account(
        question=f"The {model._meta.verbose_name} {key}",
        release=release_of(held.state),
        sources=sources.of_page(held, model, {"pk": [pk]}, is_whole=True),
        coverage=None,
        held_of=[],
        horizon=horizon.as_json(),
        holes=list(past(horizon)),
    )


def account_of_tables(
    question: str,
    models: Sequence[Any],
    asked: AskedDays,
    nothing: str,
    is_empty: bool,
    further: Sequence[Hole],
) -> dict[str, Any]:
    """Of what is computed from tables, the first of which bounds its days.

    `nothing` says of an empty answer what is not held; without it, its zero is one.
    """
    held = books()
    horizon = horizon_of(held, models[0], asked)
    holes = [*outside(horizon), *([Hole(NOT_HELD, None, nothing)] if nothing else []), *further]
    return _account(
        question=question,
        release=release_of(held.state),
        sources=sources.of_tables(held, *models),
        coverage=None,
        held_of=[],
        horizon=horizon.as_json(),
        holes=holes,
        is_empty=is_empty or bool(nothing),
    )


def account_of_records(
    question: str,
    records: Sequence[int],
    is_whole: bool,
    asked: AskedDays,
    told: Iterable[KnownCount] | None,
    holes: Sequence[Hole],
    searched: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Of an answer about records of any kind, all of them if `is_whole`."""
    held = books()
    horizon = horizon_of_all(held, asked)
    coverage = None
    if told is not None:
        columns = [one.as_json() for one in told]
        coverage = {"exact": False, "columns": columns, "never_empty": []}
    return _account(
        question=question,
        release=release_of(held.state),
        sources=sources.of_page(held, Record, {"pk": records}, is_whole),
        coverage=coverage,
        held_of=[],
        horizon=horizon.as_json(),
        holes=[*holes, *past(horizon)],
        is_empty=bool(searched),
        searched=searched,
    )


def _searched(filterset: Any) -> dict[str, Any]:
    """In what an empty answer was looked for."""
    searched: dict[str, Any] = {"rows": filterset.in_all()}
    if not filterset.is_counted():
        return searched
    table = table_name(filterset.queryset.model)
    return searched | {"coverage": f"{reverse('coverage-list')}?table={table}"}


def _account(
    holes: Sequence[Hole] = (),
    is_empty: bool = False,
    searched: Mapping[str, Any] | None = None,
    **parts: Any,
) -> dict[str, Any]:
    told = parts | {"holes": [one.as_json() for one in holes]}
    if is_empty:
        told["is_true_zero"] = not holes
    if searched:
        told["searched"] = searched
    return told
