"""A plan into rows: the only code that writes records and what they own.

A changed row is deleted raw and inserted again under the same id, since both databases check
foreign keys at the commit: updating one by one breaks on exchanged ranks and shifted periods.
"""

from django.db import IntegrityError, models, transaction

from records.common.fields import table_between
from records.content.inserting import insert
from records.content.problems import Refused
from records.content.references import chunks
from records.models import Record
from records.writing.explaining import explain
from records.writing.planning import Model, Plan, PlannedChange, PlannedRow

AT_ONCE = 500
SHARED = ("id", "record_kind", "slug", "name", "summary", "version", "created_at", "updated_at")


def write(plan: Plan) -> None:
    """Raises Refused when a constraint forbids it; what refers to what goes is asked later."""
    try:
        with transaction.atomic():
            _write(plan)
    except IntegrityError as error:
        raise Refused(explain(plan, error)) from error


def _write(plan: Plan) -> None:
    for model in {*plan.replaced, *plan.gone}:
        _delete(model, plan.replaced[model] | plan.gone[model].keys())
    _write_parents(plan)
    for model, rows in plan.rows.items():
        insert(model, [row.instance for row in rows])
    for rows in plan.rows.values():
        _write_members(rows)
    _delete(Record, {change.pk for change in plan.changes if change.content is None})


def _delete(model: Model, ids: set[int]) -> None:
    """Raw: what refers to the rows is looked at afterwards, not deleted with them."""
    for chunk in chunks(sorted(ids), AT_ONCE):
        for column in model._meta.local_many_to_many:
            near = {f"{column.m2m_field_name()}__in": chunk}
            _raw_delete(table_between(column), near)
        _raw_delete(model, {"pk__in": chunk})


def _raw_delete(model: Model, condition: dict) -> None:
    rows = model._base_manager.filter(**condition)
    rows._raw_delete(rows.db)


def _write_parents(plan: Plan) -> None:
    """The rows of Record itself, beside those of its children."""
    own_rows = {
        row.change.name: row.instance
        for rows in plan.rows.values()
        for row in rows
        if isinstance(row.instance, Record)
    }
    new = [change for change in plan.changes if change.before is None]
    insert(
        Record,
        [
            Record(**{name: getattr(own_rows[change.name], name) for name in SHARED})
            for change in new
        ],
    )
    for chunk in chunks(_published_again(plan), AT_ONCE):
        held = Record.objects.in_bulk([change.pk for change in chunk])
        for change in chunk:
            record, instance = held[change.pk], own_rows.get(change.name)
            record.version, record.updated_at = change.version, plan.moment
            if instance:
                record.name, record.summary = instance.name, instance.summary
        Record.objects.bulk_update(held.values(), ["version", "updated_at", "name", "summary"])


def _published_again(plan: Plan) -> list[PlannedChange]:
    """The changes of records that were there and stay."""
    return [change for change in plan.changes if change.before is not None and change.content]


def _write_members(rows: list[PlannedRow]) -> None:
    """The sets of records and rows; those of replaced rows went out with them."""
    columns: set[models.ManyToManyField] = {column for row in rows for column in row.members}
    for column in columns:
        through = table_between(column)
        near = f"{column.m2m_field_name()}_id"
        far = f"{column.m2m_reverse_field_name()}_id"
        insert(
            through,
            [
                through(**{near: row.instance.pk, far: member})
                for row in rows
                for member in row.members.get(column, ())
            ],
        )
