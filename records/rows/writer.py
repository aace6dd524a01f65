"""The writer of a serializer's rows: reads all that is asked of a page together, writes by column.

A page is read in two steps, its primary keys by whoever filters and orders, then its columns. A
whole table is read in pieces, with what it names read apart: a state stands in thousands of rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import models
from django.db.models import QuerySet

from records.common.prepared import columns_among
from records.models import Described, Gap
from records.rows.parts import Hanging, PageOfRows, Part, Related, Tree

MISSING = "missing"
AT_A_TIME = 2000  # rows of a whole table
MANY = 300  # rows of a page in which what they name stands so often that it is read apart


@dataclass(frozen=True)
class MissingPart(Part):
    """Why fields of each row are null, or empty lists, of all fields that the writer knows."""

    parts: tuple[Part, ...] = ()
    is_record: bool = False

    def values(self, page: PageOfRows) -> Sequence[dict[str, str]]:
        found: list[dict[str, str]] = [{} for _ in range(page.size)]
        for part in self.parts:
            if part.why and None in (values := page.values_of(part)):
                reasons = page.all(part.why.reads)
                for at, value in enumerate(values):
                    if value is None and (why := part.why.reason(*(one[at] for one in reasons))):
                        found[at][part.name] = why
        if self.is_record and page.size:
            self._add_gaps(found, page)
        return found

    def _add_gaps(self, found: list[dict[str, str]], page: PageOfRows) -> None:
        """What editors have said of empty fields goes before what the row says."""
        places = {pk: at for at, pk in enumerate(page.columns["pk"])}
        names = [part.name for part in self.parts]
        gaps = Gap.objects.filter(record__in=places, field__in=names).order_by()
        for pk, name, why in gaps.values_list("record", "field", "why"):
            found[places[pk]][name] = why


@dataclass(frozen=True)
class HangingRows(Hanging):
    """Rows that hang on each row, as a writer of their own writes them."""

    related: Related | None = None
    writer: "Writer | None" = None

    def load(self, pks: Sequence[int], day: date | None) -> Mapping[int, Any]:
        assert self.related  # noqa: S101 - given, like the writer, by whoever makes the part
        assert self.writer  # noqa: S101
        reads = self.writer.reads
        rows = self.related.read(("pk", self.related.owner, *reads), pks, day)
        found: dict[int, list[dict[str, Any]]] = {}
        page = PageOfRows(("pk", "", *reads), list(rows), day)
        for of, row in zip(page.columns[""], self.writer.written(page), strict=True):
            found.setdefault(of, []).append(row)
        return found

    def chosen(self, names: Tree) -> Part:
        assert self.writer  # noqa: S101
        return replace(self, writer=self.writer.keep(names))

    def without(self, names: Tree) -> Part:
        assert self.writer  # noqa: S101
        return replace(self, writer=self.writer.drop(names))

    def expanded(self, names: Tree) -> Part:
        assert self.writer  # noqa: S101
        return replace(self, writer=self.writer.expand(names))


@dataclass(frozen=True)
class Writer:
    """Writes rows of a model, field by field in order."""

    model: type[models.Model]
    parts: tuple[Part, ...]

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The columns that all parts need, each once; the primary key is read in any case."""
        wanted = dict.fromkeys(read for part in self.parts for read in part.all_reads)
        wanted.pop("pk", None)
        return tuple(wanted)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    def rows(self, pks: Sequence[int], day: date | None = None) -> list[dict[str, Any]]:
        """The rows of these primary keys, in their order."""
        return self.written(self.page(pks, day))

    def page(
        self, pks: Sequence[int], day: date | None = None, beside: tuple[str, ...] = ()
    ) -> PageOfRows:
        """What is read of the rows of these primary keys, and columns of them beside it."""
        wanted = tuple(dict.fromkeys([*self.reads, *beside]))
        apart = _Apart(self.model, wanted) if len(pks) > MANY else None
        reads = ("pk", *(apart.own if apart else wanted))
        found = columns_among(self.model._base_manager.all, "pk", reads, False)(pks)
        by_pk = {row[0]: row for row in found}
        rows = [by_pk[pk] for pk in pks if pk in by_pk]
        return apart.page(rows, day) if apart else PageOfRows(reads, rows, day)

    def written(self, page: PageOfRows) -> list[dict[str, Any]]:
        names = self.names
        return [dict(zip(names, row)) for row in self.values(page)]  # noqa: B905 - as many

    def values(self, page: PageOfRows) -> Iterator[tuple[Any, ...]]:
        return zip(*map(page.values_of, self.parts), strict=True)

    def pieces(self, rows: QuerySet, day: date | None = None) -> Iterator[PageOfRows]:
        """All rows of a question, some thousand at a time, in its order."""
        reader = _Apart(self.model, self.reads)
        found = rows.values_list("pk", *reader.own).iterator(AT_A_TIME)
        while piece := list(islice(found, AT_A_TIME)):
            yield reader.page(piece, day)

    def with_names(self) -> "Writer":
        """For a table: a column of names beside each of keys."""
        beside = ((part, part.names()) for part in self.parts)
        parts = (one for pair in beside for one in pair if one)
        return replace(self, parts=tuple(parts))

    def keep(self, names: Tree) -> "Writer":
        """Only these, in this order. Raises KeyError for what is not there."""
        own = {part.name: part for part in self.parts}
        kept = (own[name].chosen(within) if within else own[name] for name, within in names.items())
        return replace(self, parts=tuple(kept))

    def drop(self, names: Tree) -> "Writer":
        """All but these. Raises KeyError for what is not there."""
        _refuse_unknown(names, self.names)
        kept = (
            part.without(names[part.name]) if names.get(part.name) else part
            for part in self.parts
            if names.get(part.name, True)
        )
        return replace(self, parts=tuple(kept))

    def expand(self, names: Tree) -> "Writer":
        """With these keys written as what they name. Raises KeyError for what is no key."""
        _refuse_unknown(names, self.names)
        parts = (
            part.expanded(names[part.name]) if part.name in names else part for part in self.parts
        )
        return replace(self, parts=tuple(parts))


def _refuse_unknown(names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise KeyError(name)


class _Apart:
    """Reads a table alone, and the columns of each thing that it names once for all its rows."""

    def __init__(self, model: type[models.Model], reads: Iterable[str]) -> None:
        self.reads = tuple(reads)
        self.of: dict[str, list[str]] = {}
        for read in self.reads:
            name, _, rest = read.partition("__")
            if rest:
                self.of.setdefault(name, []).append(rest)
        local = [read for read in self.reads if "__" not in read]
        self.own = tuple(dict.fromkeys([*local, *self.of]))
        self.targets: dict[str, Any] = {
            name: model._meta.get_field(name).related_model for name in self.of
        }
        self.held: dict[str, dict[Any, tuple[Any, ...]]] = {
            name: {None: (None,) * len(rest)} for name, rest in self.of.items()
        }

    def page(self, piece: list[tuple[Any, ...]], day: date | None) -> PageOfRows:
        page = PageOfRows(("pk", *self.own), piece, day)
        for name, rest in self.of.items():
            ids = page.columns[name]
            held = self._held(name, rest, set(ids))
            columns = zip(*map(held.__getitem__, ids), strict=True)
            page.columns |= {
                f"{name}__{one}": column for one, column in zip(rest, columns, strict=True)
            }
        return page

    def _held(self, name: str, rest: list[str], ids: set[Any]) -> dict[Any, tuple[Any, ...]]:
        held = self.held[name]
        if wanted := ids - held.keys():
            rows = self.targets[name]._base_manager.all
            found = columns_among(rows, "pk", ("pk", *rest), False)(wanted)
            held |= {row[0]: row[1:] for row in found}
        return held


def missing_of(model: type[models.Model], parts: Iterable[Part]) -> MissingPart | None:
    """The part that tells why others are null; None where none can be without a reason."""
    parts = tuple(parts)
    is_record = issubclass(model, Described)
    if not is_record and not any(part.why for part in parts):
        return None
    of_parts = dict.fromkeys(read for part in parts if part.why for read in part.all_reads)
    return MissingPart(MISSING, tuple(of_parts) or ("pk",), parts=parts, is_record=is_record)
