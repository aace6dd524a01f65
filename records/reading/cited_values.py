"""What records hold now in the fields that citations speak of, in few queries for many of them.

A citation's field is empty for the record as a whole, a column, the path to an owned row or to
one of its columns (`mandates/1999-10-25/force_level`), or leads into a fact table (`votes/fra`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from records.common.fields import field_at
from records.common.numbers import count_of
from records.content.canonical import json_rows, row_fields, row_key
from records.content.references import chunks, plain
from records.models import Citation, Gap
from records.models.ownership import (
    Fact,
    Owned,
    column_about,
    fact_models,
    owner_path,
    record_model,
)
from records.reading.labels import (
    LabelledColumn,
    Row,
    TextPart,
    columns_of,
    give_names,
    label_of,
    owned_model,
    parts_of,
    title_of,
)


@dataclass
class HeldValue:
    """The value that a record holds: parts of one, or the columns of a whole row.

    `absent` says what there is where there is no value.
    """

    parts: list[TextPart] = field(default_factory=list)
    columns: list[LabelledColumn] = field(default_factory=list)
    absent: str = ""


CONDITIONS = 200  # at once: SQLite's trees of conditions may not be deeper than 1,000
WHOLE, NO_ROW, EMPTY = (
    gettext_noop("the record as a whole"),
    gettext_noop("no such row"),
    gettext_noop("empty"),
)

Table = type[Owned] | type[Fact]
Values = dict[int, HeldValue]  # by id of the citation


def held_values(citations: Iterable[Citation]) -> Values:
    """Queries grow with the kinds of record and tables named, not with the citations."""
    citations = list(citations)
    by_table: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        kind = citation.record.record_kind
        by_table[kind, _table(kind, citation.field)].append(citation)
    values: Values = {}
    for (kind, table), some in by_table.items():
        values |= _in_table(kind, table, some)
    _tell_gaps(citations, values)
    give_names(*((held.parts, held.columns) for held in values.values()))
    return values


def attach_field_labels(citations: Iterable[Citation]) -> None:
    """Gives each citation its `field_parts`: «Adopted on», «Votes: France». One query at most."""
    citations = list(citations)
    for citation in citations:
        citation.field_parts = field_parts(citation.record.record_kind, citation.field)
    give_names([citation.field_parts for citation in citations])


def field_parts(kind: str, field: str) -> list[TextPart]:
    table = _table(kind, field)
    if not field:
        return [TextPart(_("The record"))]
    if not table:
        return [TextPart(label_of(record_model(kind), field))]
    _table_name, *path = field.split("/")
    model = owned_model(kind, table) or _fact_model(table)
    parts = [TextPart(title_of(kind, table))]
    for number, part in enumerate(_key_parts(kind, model, path[0]) if path and model else ()):
        parts += [TextPart(", " if number else ": "), part]
    return parts + [TextPart(f": {label_of(model, name).lower()}") for name in path[1:]]


def row_columns(kind: str, model: type[models.Model] | None, row: Row) -> list[LabelledColumn]:
    """As `columns_of`; the place of which a citation or a gap speaks stands in words."""
    columns = columns_of(model, row)
    if model not in (Citation, Gap):
        return columns
    return [
        replace(one, parts=field_parts(kind, row["field"]), is_place=True)
        if one.name == "field"
        else one
        for one in columns
    ]


def _key_parts(kind: str, model: Table, key: str) -> list[TextPart]:
    """The parts of a natural key in words; what cannot be read stands as it is."""
    names = _names_in_key(kind, model)
    texts = key.split(",")
    above = len(texts) - len(names) if issubclass(model, Owned) else 0
    own = zip(names, texts[max(above, 0) :], strict=False)
    parts = [TextPart(unquote(text)) for text in texts[: max(above, 0)]]
    for name, text in own:
        try:
            parts += parts_of(model, name, {name: unquote(text)})
        except ValueError:
            parts.append(TextPart(unquote(text)))
    return parts


def _names_in_key(kind: str, model: Table) -> list[str]:
    """The columns of a row's key within its record: not the record itself."""
    if issubclass(model, Owned):
        return list(model.natural_key)
    return [name for name in model.natural_key if name != column_about(model, kind)]


def _fact_model(table: str) -> type[Fact] | None:
    return next((model for model in fact_models() if model.batch == table), None)


def _table(kind: str, field: str) -> str:
    """The collection or fact table that a field leads into; empty for the record's own row."""
    head, _, rest = field.partition("/")
    return head if rest or head not in _own_columns(kind) else ""


def _own_columns(kind: str) -> set[str]:
    return {"", *(one.name for one in row_fields(record_model(kind)))}


def _in_table(kind: str, table: str, citations: Sequence[Citation]) -> Values:
    if not table:
        return _of_records(record_model(kind), citations)
    if model := owned_model(kind, table):
        return _of_owned(model, citations)
    fact = _fact_model(table)
    if fact is None:
        return {citation.pk: HeldValue(absent=NO_ROW) for citation in citations}
    record = column_about(fact, kind)
    within = [citation for citation in citations if "/" in citation.field]
    whole = [citation for citation in citations if "/" not in citation.field]
    return _of_facts(fact, record, within) | _of_fact_tables(fact, record, whole)


def _of_records(model: type[models.Model], citations: Sequence[Citation]) -> Values:
    values = {one.pk: HeldValue(absent=WHOLE) for one in citations if not one.field}
    asked = [citation for citation in citations if citation.field]
    if asked:
        rows = model._default_manager.filter(pk__in={one.record_id for one in asked})
        held = {pk: row for pk, _, row in json_rows(rows)}
        values |= {one.pk: _value(model, one.field, held[one.record_id]) for one in asked}
    return values


def _of_owned(model: type[Owned], citations: Sequence[Citation]) -> Values:
    """Without what only editors see: the register is everybody's."""
    path = owner_path(model)
    rows = model._default_manager.filter(**{f"{path}__in": {one.record_id for one in citations}})
    held: dict[int, dict[str, dict]] = defaultdict(dict)
    for _pk, (owner,), row in json_rows(rows, (path,)):
        shown = {name: value for name, value in row.items() if name not in model.editors_only}
        held[owner][row_key(model, row)] = shown
    values = {}
    for citation in citations:
        own = held[citation.record_id]
        _, *path_within = citation.field.split("/")
        if not path_within:
            values[citation.pk] = _counted(len(own))
        else:
            key, *names = path_within
            values[citation.pk] = _row(model, own.get(key), names)
    return values


def _of_facts(model: type[Fact], record: str, citations: Sequence[Citation]) -> Values:
    """Rows of a fact table, found by their natural key or the beginning of it."""
    names = [name for name in model.natural_key if name != record]
    conditions = [
        Q(**lookups, **{record: citation.record_id})
        for citation in citations
        if (lookups := _lookups(model, names, _key(citation)))
    ]
    held: dict[int, dict[int, dict]] = defaultdict(dict)
    for some in chunks(conditions, CONDITIONS):
        rows = model._default_manager.filter(reduce(or_, some))
        for pk, (owner,), row in json_rows(rows, (record,)):
            held[owner][pk] = row
    values = {}
    for citation in citations:
        key = _key(citation)
        found = [
            row
            for row in held[citation.record_id].values()
            if [plain(row[name]) for name in names[: len(key)]] == key
        ]
        said = citation.field.split("/")[2:] or ([model.value_field] if model.value_field else [])
        one = found[0] if len(found) == 1 else None
        values[citation.pk] = _counted(len(found)) if len(found) > 1 else _row(model, one, said)
    return values


def _key(citation: Citation) -> list[str]:
    return [unquote(part) for part in citation.field.split("/")[1].split(",")]


def _lookups(model: type[Fact], names: list[str], key: list[str]) -> dict[str, Any]:
    """Conditions on the columns of a key; none where a part of it cannot be read."""
    lookups = {}
    for name, text in zip(names, key, strict=False):
        column = field_at(model, name)
        if column.is_relation:
            lookups[f"{name}__slug"] = text
            continue
        try:
            lookups[name] = column.to_python(text)
        except ValidationError:
            return {}
    return lookups


def _of_fact_tables(model: type[Fact], record: str, citations: Sequence[Citation]) -> Values:
    """Whole tables of a record: how many rows, told apart by what each is there for."""
    if not citations:
        return {}
    rows = model._default_manager.filter(**{f"{record}__in": {c.record_id for c in citations}})
    value = field_at(model, model.value_field) if model.value_field else None
    choices = dict(value.flatchoices) if value else {}
    by = [model.value_field] if choices else []
    tallies: dict[int, list[tuple[str, int]]] = defaultdict(list)
    counted = rows.order_by(*by).values_list(record, *by).annotate(rows=Count("pk"))
    for owner, *told, number in counted:
        tallies[owner].append((told[0] if told else "", number))
    values = {}
    for citation in citations:
        tally = tallies[citation.record_id]
        if choices and tally:
            parts = [TextPart(f"{choices.get(told, told)}: {number}") for told, number in tally]
            values[citation.pk] = HeldValue(parts=parts)
        else:
            values[citation.pk] = _counted(sum(number for _, number in tally))
    return values


def _row(model: Table, row: dict | None, names: list[str]) -> HeldValue:
    """A row that a path leads to, or the one column of it that the path names."""
    if row is None:
        return HeldValue(absent=NO_ROW)
    if names:
        return _value(model, names[0], row)
    columns = columns_of(model, row)
    beside = [column for column in columns if column.name not in model.natural_key]
    return HeldValue(columns=beside or columns)  # the path has said the key


def _value(model: type[models.Model], name: str, row: dict) -> HeldValue:
    parts = parts_of(model, name, row)
    return HeldValue(parts=parts) if parts else HeldValue(absent=EMPTY)


def _counted(rows: int) -> HeldValue:
    return HeldValue(parts=[TextPart(count_of(rows, _("row,rows")))])


def _tell_gaps(citations: Sequence[Citation], values: Values) -> None:
    """Says why a value is empty, where a gap of the record does."""
    empty = [citation for citation in citations if values[citation.pk].absent == EMPTY]
    if not empty:
        return
    gaps = Gap.objects.filter(record__in={citation.record_id for citation in empty})
    why = {(gap.record_id, gap.field): gap.get_why_display() for gap in gaps}
    for citation in empty:
        key = (citation.record_id, citation.field)
        values[citation.pk].absent = why.get(key, _("not yet coded")).lower()
