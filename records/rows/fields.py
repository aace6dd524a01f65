"""What a serializer of rows declares beside plain columns; each gives its part (`parts.py`)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from rest_framework import serializers

from records.common.addresses import address
from records.common.fields import field_at
from records.models import Described, Record
from records.models.evidence import WhyEmpty
from records.rows.keys import key_columns, key_writer, key_writers
from records.rows.parts import (
    REFERENCE,
    Counting,
    KeyPart,
    NamedPart,
    OnDay,
    Part,
    Related,
    SeveralPart,
    Why,
    key_of,
    related,
)
from records.rows.words import MEANING, UNITS

Model = type[models.Model]
Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
REFERENCED: Schema = {
    "type": "object",
    "description": "With `expand=`: the record's key, its name, and its address in the API.",
    "properties": dict.fromkeys(REFERENCE, TEXT),
}


class Declared(serializers.Field):
    """A field that answers with a part, and says for the API what its value may be."""

    def __init__(self, **kwargs) -> None:
        super().__init__(read_only=True, **kwargs)

    @property
    def path(self) -> str:
        return str(self.source).replace(".", "__")

    def part(self, model: Model) -> Part:
        raise NotImplementedError

    def schema(self, model: Model) -> Schema:
        """Of its value where it is not null."""
        return TEXT

    def is_null(self, model: Model) -> bool:
        return False

    def meaning(self, model: Model) -> str:
        """What its column says of itself."""
        return ""

    def description(self) -> dict[str, Any]:
        """For the description of the API: its type, words, unit and meaning."""
        serializer: Any = self.parent  # of rows
        model = serializer.Meta.model
        schema = dict(self.schema(model))
        if self.is_null(model):
            schema = (
                {"anyOf": [schema, {"type": "null"}]}
                if "anyOf" in schema
                else schema | {"type": [schema["type"], "null"]}
            )
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], None]
        name = str(self.field_name)
        if unit := UNITS.get(name):
            schema["x-unit"] = unit
        return schema | {"description": self.help_text or self.meaning(model) or MEANING[name]}


class RowKey(Declared):
    """The permanent key of the row itself."""

    def part(self, model: Model) -> Part:
        if issubclass(model, Described):
            return Part("key", ("slug",), key_of(model.RECORD_KIND))
        return KeyPart("key", key_columns(model), writers=key_writers(model))


class RowKeyOf(Declared):
    """The permanent key of a row that is no record, to which this one leads."""

    def is_null(self, model: Model) -> bool:
        return is_null_on_path(model, self.path)

    def part(self, model: Model) -> Part:
        target: Any = field_at(model, self.path).related_model
        columns = key_columns(target)
        write = key_writer(target)
        return Part(
            str(self.field_name),
            tuple(f"{self.path}__{column}" for column in columns),
            lambda *values: write(*values) if values[0] else None,
            Why((), lambda: WhyEmpty.NOT_APPLICABLE.value) if self.is_null(model) else None,
        )


class PageAddress(Declared):
    """The page of the record, or of a row's place on the page of a record at the end of a path."""

    def __init__(self, path: str = "", anchor: str = "", **kwargs) -> None:
        self.to, self.anchor = path, anchor
        super().__init__(**kwargs)

    def part(self, model: Model) -> Part:
        slug = f"{self.to}__slug" if self.to else "slug"
        owner: Any = field_at(model, self.to).related_model if self.to else model
        kind = owner.RECORD_KIND
        if not self.anchor:
            return Part(str(self.field_name), (slug,), lambda slug: address(kind, slug))
        place = lambda slug, anchor: f"{address(kind, slug)}#{anchor}"  # noqa: E731
        return Part(str(self.field_name), (slug, self.anchor), place)


class Key(Declared):
    """The public key of a related record: its slug, or the code of a state or claim.

    `none_is_known` where an empty one says that there is none; else nobody has coded it.
    """

    def __init__(self, none_is_known: bool = False, **kwargs) -> None:
        self.none_is_known = none_is_known
        super().__init__(**kwargs)

    def schema(self, model: Model) -> Schema:
        return {"anyOf": [TEXT, REFERENCED]}

    def is_null(self, model: Model) -> bool:
        return is_null_on_path(model, self.path)

    def part(self, model: Model) -> Part:
        target, path = field_at(model, self.path).related_model, self.path
        kind = kind_of(target)
        reads = (f"{path}__slug", *([] if kind else [f"{path}__record_kind"]))
        why = "not_applicable" if self.none_is_known else "not_coded"
        return NamedPart(
            str(self.field_name),
            reads,
            key_of(kind),
            Why((), lambda: why) if self.is_null(model) else None,
            path=path,
            kind=kind,
        )


def kind_of(target: Any) -> str:
    """The kind of a model's records; empty for the parent of all."""
    return "" if target is Record else str(target.RECORD_KIND)


def is_null_on_path(model: Model, path: str) -> bool:
    names = path.split("__")
    steps = ("__".join(names[: at + 1]) for at in range(len(names)))
    return any(field_at(model, step).null for step in steps)


class RelatedKeys(Declared):
    """The public keys of a set of related records, at the end of a path that leads to many.

    `where` narrows the rows that hang on this one, `on_day` those of the day asked for; with
    `in_order` they stand as those rows do.
    """

    def schema(self, model: Model) -> Schema:
        return {"type": "array", "items": {"anyOf": [TEXT, REFERENCED]}}

    def __init__(
        self,
        where: Mapping[str, Any] | None = None,
        on_day: OnDay | None = None,
        in_order: bool = False,
        **kwargs,
    ) -> None:
        self.where, self.on_day, self.in_order = where or {}, on_day, in_order
        super().__init__(**kwargs)

    def part(self, model: Model) -> Part:
        rows, path, target = end_of(model, self.path)
        kind = kind_of(target)
        between = f"{path}__" if path else ""
        kind_column = () if kind else (f"{between}record_kind",)
        narrowed = Related(lambda: rows.rows().filter(**self.where), rows.owner, on_day=self.on_day)
        return SeveralPart(
            str(self.field_name),
            ("pk",),
            related=narrowed,
            columns=(f"{between}slug", *kind_column),
            write_one=key_of(kind),
            ordered=self.in_order,
            name_column=f"{between}name",
            kind=kind,
        )


def end_of(model: Model, path: str) -> tuple[Related, str, Any]:
    """Of a path to many: the rows that hang on a model's, the rest of the path, the last model."""
    first, _, rest = path.partition("__")
    target: Any = model._meta.get_field(first).related_model
    return related(model, first), rest, field_at(target, rest).related_model if rest else target


class RowKeys(Declared):
    """The keys of a set of rows that are no records."""

    def schema(self, model: Model) -> Schema:
        return TEXTS

    def part(self, model: Model) -> Part:
        target: Any = model._meta.get_field(self.path).related_model
        return SeveralPart(
            str(self.field_name),
            ("pk",),
            related=related(model, self.path),
            columns=key_columns(target),
            write_one=key_writer(target),
        )


class Words(Declared):
    """A column of the rows that hang on this one, as a list of words."""

    def schema(self, model: Model) -> Schema:
        return TEXTS

    def part(self, model: Model) -> Part:
        first, _, column = self.path.partition("__")
        rows = related(model, first)
        return SeveralPart(str(self.field_name), ("pk",), related=rows, columns=(column,))


class HowMany(Declared):
    """The number of rows that hang on this one."""

    def schema(self, model: Model) -> Schema:
        return {"type": "integer", "minimum": 0}

    def part(self, model: Model) -> Part:
        return Counting(str(self.field_name), ("pk",), related=related(model, self.path))


class Computed(Declared):
    """A value made of several columns; `why` says of them why it may be null."""

    def __init__(
        self,
        *reads: str,
        write: Callable[..., Any],
        schema: Schema = TEXT,
        why: Callable[..., str | None] | None = None,
        null: bool = False,
        **kwargs,
    ) -> None:
        self.reads, self.write, self.of = reads, write, schema
        self.why, self.null = why, null or why is not None
        super().__init__(source="*", **kwargs)

    def part(self, model: Model) -> Part:
        why = Why(self.reads, self.why) if self.why else None
        return Part(str(self.field_name), self.reads, self.write, why)

    def schema(self, model: Model) -> Schema:
        return self.of

    def is_null(self, model: Model) -> bool:
        return self.null


def either(*values: Any) -> Any:
    """The first value that there is: of rows that rest on one thing or another."""
    return next((value for value in values if value not in (None, "")), None)


class Missing(Declared):
    """Why fields of the row are null."""

    def schema(self, model: Model) -> Schema:
        words = [*WhyEmpty.values, "not_coded"]
        return {"type": "object", "additionalProperties": {"type": "string", "enum": words}}
