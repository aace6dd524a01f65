"""From contents to the rows that must change: ids, references and columns settled.

Nothing is written here. Every problem of every record is collected before one is raised.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.related import RelatedField

from records.common.addresses import CODED, public_key
from records.common.ahead import days_ahead, today_anywhere
from records.common.fields import kinds_taken
from records.content.canonical import Content, parent_field, row_fields, row_key
from records.content.codec import decode
from records.content.facts import FactPlan, fact_key
from records.content.ids import new_ids
from records.content.problems import Problem, Refused
from records.content.references import Resolver
from records.models import Described, Record
from records.models.ownership import Owned, owned_models, parent_model, record_model, root_model

Model = type[models.Model]


@dataclass
class PlannedChange:
    """One record on its way into the tables, or, without content, out of them."""

    kind: str
    slug: str
    pk: int
    version: int
    content: Content | None
    before: Content | None = None  # what the tables hold now; None for a new record

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.slug}"

    def row_name(self, model: type[Owned], key: str) -> str:
        """The reference to an owned row; its owner goes with the kind where any may own it."""
        return f"{self.name if root_model(model) is Record else self.slug}#{key}"


@dataclass(slots=True)  # a load makes 75,000
class PlannedRow:
    """A row to be written, and where it stands in its record, for messages."""

    change: PlannedChange
    key: str  # empty for the record's own row
    path: str
    values: dict
    instance: models.Model = field(init=False)  # made last, when all names are ids
    members: dict[models.ManyToManyField, list[int]] = field(default_factory=dict)

    def problem(self, column: str, message: str) -> Problem:
        return Problem(self.change.name, f"{self.path}/{column}".strip("/"), message)


@dataclass
class Plan:
    changes: list[PlannedChange]
    moment: datetime
    rows: dict[Model, list[PlannedRow]] = field(default_factory=lambda: defaultdict(list))
    replaced: dict[Model, set[int]] = field(default_factory=lambda: defaultdict(set))
    gone: dict[Model, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    held: dict[type[Owned], list[tuple[PlannedChange, str, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )  # the rows of records that change: their key, and whether they stay


def plan_of(changes: list[PlannedChange], moment: datetime, facts: Iterable[FactPlan] = ()) -> Plan:
    """What to write so that the tables hold the new contents. Raises Refused.

    Rows may refer to facts that are published with them: `facts` have their ids already.
    """
    plan, resolver = Plan(changes, moment), Resolver()
    for one in facts:
        table = one.batch.model
        if table._meta.related_objects:  # no other table refers to votes and the like
            for row, pk in zip(one.fresh, one.ids, strict=True):
                resolver.know(table, fact_key(table, row), pk)
    for change in changes:
        resolver.know(Record, change.name, change.pk)
    for change in changes:
        _compare_record(change, plan)
        for model in owned_models(change.kind):
            _compare_rows(change, model, plan)
    _take_out(plan, resolver)
    for change in changes:
        if change.content is None:
            resolver.forget(Record, change.name)
    _settle_ids(plan, resolver)
    _learn_owner_rows(plan, resolver)
    _refuse_unknown_names(plan, resolver)
    _build(plan, resolver)
    return plan


def _compare_record(change: PlannedChange, plan: Plan) -> None:
    model = record_model(change.kind)
    if change.content is None:
        plan.gone[model][change.pk] = change.name
    elif change.before is None or _own(change.before) != _own(change.content):
        plan.rows[model].append(PlannedRow(change, "", "", change.content))
        if change.before is not None:
            plan.replaced[model].add(change.pk)


def _own(content: Content) -> dict:
    return {name: value for name, value in content.items() if name != "owned"}


def _compare_rows(change: PlannedChange, model: type[Owned], plan: Plan) -> None:
    """Takes note of the owned rows that are new or changed, and of those held before."""
    before, after = _by_key(change, model, change.before), _by_key(change, model, change.content)
    for key, values in after.items():
        if before.get(key) != values:
            path = f"{model.collection}/{key}"
            plan.rows[model].append(PlannedRow(change, key, path, values))
    if before and before != after:
        plan.held[model] += [(change, key, key in after) for key in before]


def _take_out(plan: Plan, resolver: Resolver) -> None:
    """Learns the ids of the rows held before, of all records at once, and notes those that go."""
    for model, held in plan.held.items():
        resolver.learn(model, [change.row_name(model, key) for change, key, _ in held])
        for change, key, stays in held:
            if stays:
                continue
            name = change.row_name(model, key)
            described = f"{change.name}, {model.collection}/{key}"
            plan.gone[model][resolver.id_of(model, name)] = described
            resolver.forget(model, name)


def _by_key(change: PlannedChange, model: type[Owned], content: Content | None) -> dict[str, dict]:
    """Raises Refused where two rows share a natural key."""
    found: dict[str, dict] = {}
    for row in content["owned"].get(model.collection, ()) if content else ():
        key = row_key(model, row)
        if key in found:
            path = f"{model.collection}/{key}"
            message = "Two rows have this key; keep one, or tell them apart."
            raise Refused([Problem(change.name, path, message)])
        found[key] = row
    return found


def _settle_ids(plan: Plan, resolver: Resolver) -> None:
    """Changed rows keep their ids; new ones get ids before they are written."""
    for model, rows in plan.rows.items():
        if not issubclass(model, Owned):
            continue
        fresh = []
        for row in rows:
            name = row.change.row_name(model, row.key)
            pk = resolver.get(model, name)
            if pk is None:
                fresh.append(name)
            else:
                plan.replaced[model].add(pk)
        for name, pk in zip(fresh, new_ids(model, len(fresh)), strict=True):
            resolver.know(model, name, pk)


def _learn_owner_rows(plan: Plan, resolver: Resolver) -> None:
    """Rows that hang on an owned row may hang on one that stays as it was."""
    for model, rows in plan.rows.items():
        above, parent = parent_field(model), parent_model(model)
        if above and parent:
            held = [row for row in rows if row.change.before is not None]
            resolver.learn(parent, [row.change.row_name(parent, row.values[above]) for row in held])


def _references(plan: Plan) -> Iterator[tuple[PlannedRow, RelatedField, str]]:
    """Every name that a row to be written gives of another row."""
    for model, rows in plan.rows.items():
        columns = [column for column in row_fields(model) if isinstance(column, RelatedField)]
        for row in rows:
            for column in columns:
                value = row.values.get(column.name)
                for name in value if isinstance(value, list) else [value] if value else ():
                    yield row, column, name


def _refuse_unknown_names(plan: Plan, resolver: Resolver) -> None:
    wanted: dict[Model, set[str]] = defaultdict(set)
    for _, column, name in _references(plan):
        wanted[column.related_model].add(name)
    for model, names in wanted.items():
        resolver.learn(model, names)
    problems = [
        row.problem(
            column.name,
            f"'{name}' is not published. Publish it first, or both together.",
        )
        for row, column, name in _references(plan)
        if resolver.get(column.related_model, name) is None
    ]
    problems += [
        row.problem(column.name, f"'{name}' does not fit here: only a {' or '.join(kinds)} does.")
        for row, column, name in _references(plan)
        if (kinds := kinds_taken(column)) and name.partition(":")[0] not in kinds
    ]
    if problems:
        raise Refused(problems)


def _build(plan: Plan, resolver: Resolver) -> None:
    """Makes the model instances and asks each column for its own checks."""
    problems: list[Problem] = []
    today = today_anywhere(plan.moment)
    for model, rows in plan.rows.items():
        for row in rows:
            values = _column_values(model, row, resolver, problems)
            if issubclass(model, Owned):
                values |= _owner_values(model, row, resolver, problems)
            else:
                values |= _record_values(row.change, plan.moment) | derived_values(row.values)
            row.instance = model(**values)
            problems += _column_problems(model, row)
            limits = cast("type[Owned | Described]", model).ahead
            problems += [row.problem(*one) for one in days_ahead(limits, row.values, today)]
    if problems:
        raise Refused(problems)


def _column_values(
    model: Model, row: PlannedRow, resolver: Resolver, problems: list[Problem]
) -> dict:
    values = {}
    for column in row_fields(model):
        value = row.values.get(column.name)
        if isinstance(column, models.ManyToManyField):
            row.members[column] = [
                resolver.id_of(column.related_model, name) for name in value or []
            ]
        elif value is None:
            if not column.null and column.get_default() is None:
                problems.append(row.problem(column.name, "It needs a value."))
        elif isinstance(column, RelatedField):
            values[column.attname] = resolver.id_of(column.related_model, value)
        else:
            try:
                values[column.name] = decode(column, value)
            except ValidationError as error:
                problems += [row.problem(column.name, text) for text in error.messages]
    return values


def _owner_values(model: type[Owned], row: PlannedRow, resolver: Resolver, problems: list) -> dict:
    pk = resolver.get(model, row.change.row_name(model, row.key))
    parent, above = parent_model(model), model.owner
    if not parent:
        return {"pk": pk, f"{above}_id": row.change.pk}
    owner = resolver.get(parent, row.change.row_name(parent, row.values[above]))
    if owner is None:
        problems.append(row.problem(above, f"This record has no {above} '{row.values[above]}'."))
    return {"pk": pk, f"{above}_id": owner}


def derived_values(content: Content) -> dict:
    """The columns of a record's row that follow from its content."""
    kind, slug = content["record_kind"], content["slug"]
    code = {"code": public_key(kind, slug)} if kind in CODED else {}
    return code | record_model(kind).derived(content)


def _record_values(change: PlannedChange, moment: datetime) -> dict:
    return {
        "id": change.pk,
        "record_id": change.pk,
        "record_kind": change.kind,
        "slug": change.slug,
        "version": change.version,
        "created_at": moment,
        "updated_at": moment,
    }


def _column_problems(model: Model, row: PlannedRow) -> list[Problem]:
    """What the columns' checks say; keys are resolved already and would cost a query each."""
    keys = [column.name for column in model._meta.concrete_fields if column.is_relation]
    try:
        row.instance.clean_fields(exclude=keys)
    except ValidationError as error:
        return [
            row.problem(name, text) for name, texts in error.message_dict.items() for text in texts
        ]
    return []
