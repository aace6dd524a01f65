"""Filters that name records by their keys, or by names in any spelling."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet

from records.common.addresses import public_key
from records.common.fields import kinds_taken
from records.common.filters import CountedValue, Several, TextList, by_value
from records.common.prepared import columns_among
from records.common.related import any_column, column_at
from records.common.text import nearest
from records.models import Record, RecordKind
from records.models.ownership import record_model
from records.reading.names import NotOne, each_one_called, kinds_in_words


@cache
def _of_kind(kind: str) -> Callable[[], QuerySet]:
    return lambda: Record.objects.filter(record_kind=kind)


class Named(Several):
    """Rows tied to records that are given by key or name: `state=TLS,Australia`.

    `kind` is the record kind, or `*` for any, with keys as `kind:slug`. A key goes before a name;
    a name must mean one record.
    """

    operators: ClassVar[tuple[str, ...]] = ("not", "all", "isnull")
    takes = "Keys, or names, codes and symbols in any spelling; any of those given."

    def __init__(self, kind: str, *columns: str, **kwargs) -> None:
        self.kind = kind
        self.names: dict[int, str] = {}  # of the records that were asked for
        suggested = {"data-suggest": "" if kind == "*" else kind}  # the script offers records
        kwargs.setdefault("widget", TextList(attrs=suggested))
        super().__init__(*columns, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made: Any = super().__deepcopy__(memo)
        made.names = {}
        return made

    def read_all(self, given: list[str]) -> list[int]:
        keys = {text: self._key(text) for text in given}
        held = {}
        for kind, slug, pk, name in self._found(list(keys.values())):
            held[kind, slug], self.names[pk] = pk, name
        slugs = {slug for _, slug in held}
        names = [
            text
            for text, (kind, slug) in keys.items()
            if (kind, slug) not in held and (kind or slug not in slugs)
        ]
        return sorted({*held.values(), *self._called(names)})

    def _found(self, keys: list[tuple[str, str]]) -> Iterable[tuple[Any, ...]]:
        columns = ("record_kind", "slug", "pk", "name")
        if self.kind != "*":
            return columns_among(_of_kind(self.kind), "slug", columns, False)(
                [slug for _, slug in keys]
            )
        condition = Q()
        for kind, slug in keys:
            condition |= Q(record_kind=kind, slug=slug) if kind else Q(slug=slug)
        if kinds := self.kinds():
            condition &= Q(record_kind__in=kinds)
        return Record.objects.filter(condition).values_list(*columns)

    def kinds(self) -> list[str]:
        """Those that the column takes; empty for any."""
        if self.kind != "*":
            return [self.kind]
        owner, column = column_at(self.model, self.columns[0])
        field: Any = owner._meta.get_field(column)
        return kinds_taken(field)

    def _key(self, text: str) -> tuple[str, str]:
        kind, colon, slug = text.lower().rpartition(":")
        if self.kind == "*":
            return kind, slug
        return self.kind, slug if not colon or kind == self.kind else text.lower()

    def _called(self, texts: list[str]) -> Iterator[int]:
        """What is no key is a name; those of one kind are looked for in one question."""
        of_kind: dict[str, list[str]] = defaultdict(list)
        taken = self.kinds()
        for text in texts:
            kind, name = self._kind_and_name(text)
            if kind and taken and kind not in taken:
                raise ValidationError(f"'{text[:60]}' is no {kinds_in_words(taken)}.")
            of_kind[kind].append(name)
        try:
            for kind, names in of_kind.items():
                for one in each_one_called(names, *([kind] if kind else taken)).values():
                    self.names[one.pk] = one.name
                    yield one.pk
        except NotOne as error:
            raise ValidationError(str(error)) from error

    def _kind_and_name(self, text: str) -> tuple[str, str]:
        kind, colon, name = text.partition(":")
        if colon and kind.lower() in RecordKind.values:
            return kind.lower(), name.strip()
        return "" if self.kind == "*" else self.kind, text.strip()

    @property
    def names_records_of(self) -> Any:
        model = None if self.kind == "*" else record_model(self.kind)
        return None if model is self.model else model

    def in_rows(self, value: list[int]) -> list[str] | None:
        """Keys; of any kind they would not say which."""
        if self.kind == "*":
            return None
        slugs = Record.objects.filter(pk__in=value).order_by("slug").values_list("slug", flat=True)
        return [public_key(self.kind, slug) for slug in slugs]

    def counts_as_value(self, relation: str) -> Q:
        """Of a column with records of any kind, those of the kind that is asked."""
        if self.kind == "*" or not self._holds_any_kind():
            return Q()
        return any_column(self.from_owner(relation), "record_kind", self.kind)

    def _holds_any_kind(self) -> bool:
        owner, column = column_at(self.model, self.columns[0])
        return column != "pk" and owner._meta.get_field(column).related_model is Record

    def counted(self, rows: QuerySet) -> list[CountedValue]:
        """Of a column that leads to records: their keys and names."""
        path = self.columns[0]
        told = {name: Max(f"{path}__{name}") for name in ("record_kind", "slug", "name")}
        found = by_value(rows, path).annotate(**told).values_list(*told, "how_many")
        held = [
            CountedValue(public_key(kind, slug), name, number)
            for kind, slug, name, number in found
            if slug
        ]
        return sorted(held, key=lambda one: (-one.number, one.label))

    def each_in_words(self, given: list[str], value: list[int]) -> list[str]:
        return sorted(self.names[pk] for pk in value)


class Keys(Several):
    """Records by their own keys; those that no record bears are told, not refused."""

    operators: ClassVar[tuple[str, ...]] = ("not",)
    takes = "Keys; any of those given. Those that no record bears are told in `unmatched`."

    def read_all(self, given: list[str]) -> list[str]:
        return given

    @property
    def field_left_out(self) -> Any:
        field: Any = copy(self.field)
        field.read_all = self.read_left_out
        return field

    def read_left_out(self, given: list[str]) -> list[str]:
        """Raises ValidationError where no key is borne: every row would answer, as if unasked."""
        rows = self.model._default_manager.order_by()
        if not rows.filter(self.condition("", given)).exists():
            kind: str = self.model.RECORD_KIND
            like = nearest(given[0], rows.values_list("slug", flat=True))
            hint = f" Did you mean '{public_key(kind, like)}'?" if like else ""
            named = self.model._meta.verbose_name
            raise ValidationError(f"There is no {named} '{given[0][:60]}' to leave out.{hint}")
        return given

    def in_rows(self, value: list[str]) -> list[str]:
        kind: str = self.model.RECORD_KIND
        return [public_key(kind, key.lower()) for key in value]

    def condition(self, relation: str, value: list[str]) -> Q:
        return Q(slug__in={key.lower() for key in value})
