"""After a constraint has spoken: which rows broke which rule, said for people.

Asked only when a write failed. The tables were rolled back, so a record's rows are held against
one another as its new content has them, and records against the tables and one another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from records.common.constraints import NoOverlap, known_span, share_a_day
from records.content.canonical import Content, row_key
from records.content.problems import Problem
from records.models.ownership import Owned, owned_models
from records.writing.planning import Model, Plan, PlannedRow


def explain(plan: Plan, error: Exception) -> list[Problem]:
    problems = [
        *(
            problem
            for change in plan.changes
            if change.content
            for problem in conflicts_within(change.name, change.content)
        ),
        *(
            problem
            for model, rows in plan.rows.items()
            for constraint in model._meta.constraints
            for problem in _row_by_row(model, constraint, rows)
        ),
    ]
    return problems or [Problem("the publication", "", f"The database refused it: {error}")]


def conflicts_within(name: str, content: Content) -> Iterator[Problem]:
    """Overlaps and repeats among the rows that one record owns."""
    for model in owned_models(content["record_kind"]):
        rows = content["owned"].get(model.collection, ())
        for row, rival, text in conflicts_among(model, rows):
            path = f"{model.collection}/{row_key(model, row)}"
            yield Problem(name, path, f"{text} See {row_key(model, rival)}.")


def conflicts_among(model: Model, rows: Collection[dict]) -> Iterator[tuple[dict, dict, str]]:
    """Pairs of rows of one owner that a constraint forbids beside each other, and what it says."""
    if len(rows) < 2:
        return
    for constraint in model._meta.constraints:
        if isinstance(constraint, NoOverlap):
            pairs = _overlapping(constraint, rows)
        elif isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            pairs = _repeating(constraint, rows)
        else:
            continue
        for row, rival in pairs:
            yield row, rival, str(constraint.get_violation_error_message())


def _overlapping(constraint: NoOverlap, rows: Iterable[dict]) -> Iterator[tuple[dict, dict]]:
    for rivals in _grouped(constraint.owner[1:], rows):
        rivals.sort(key=lambda row: row.get("starts_on") or "")
        for earlier, later in combinations(rivals, 2):
            if share_a_day(known_span(earlier), known_span(later)):
                yield later, earlier


def _repeating(constraint: models.UniqueConstraint, rows: Iterable[dict]) -> Iterator:
    for same in _grouped(constraint.fields[1:], rows):
        for row in same[1:]:
            yield row, same[0]


def _grouped(names: Iterable[str], rows: Iterable[dict]) -> list[list[dict]]:
    groups: dict[tuple, list[dict]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(name) for name in names)].append(row)
    return list(groups.values())


def _row_by_row(model: Model, constraint, rows: list[PlannedRow]) -> Iterator[Problem]:
    unique = isinstance(constraint, models.UniqueConstraint)
    if isinstance(constraint, NoOverlap) or (unique and issubclass(model, Owned)):
        return
    if unique:
        yield from _claimed_twice(constraint, rows)
    for row in rows:
        row.instance._state.adding = False  # or the record would be its own rival
        try:
            constraint.validate(model, row.instance)
        except ValidationError as problem:
            yield row.problem("", " ".join(problem.messages))


def _claimed_twice(
    constraint: models.UniqueConstraint, rows: list[PlannedRow]
) -> Iterator[Problem]:
    """Two records of one publication that want the same symbol or code."""
    filled = [row for row in rows if all(_stated(row, name) for name in constraint.fields)]
    by_value: dict[tuple, list[PlannedRow]] = defaultdict(list)
    for row in filled:
        by_value[tuple(_stated(row, name) for name in constraint.fields)].append(row)
    for same in by_value.values():
        for row in same[1:]:
            text = constraint.get_violation_error_message()
            yield row.problem("", f"{text} See {same[0].change.name}.")


def _stated(row: PlannedRow, name: str) -> Any:
    """A value as the content gives it, or as it follows from the content."""
    return row.values[name] if name in row.values else getattr(row.instance, name)
