"""For how many rows a list knows what it was asked for: no hits may mean that nobody has looked.

A filter says in its FilterSet what it is `About`; that a value is known follows from the model, by
the rule of `coverage`. An empty answer counts among the rows that fit the rest of the question: one
query for each parameter at most, and one more where nothing fits the rest. Any other answer reads
what publishing has counted, with one query in all; one that no filter narrowed asks nothing. Where
a list holds or hangs on a part of a table only (resolutions, links of documents), that part is
counted, records being few: publishing has counted the whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django_filters.constants import EMPTY_VALUES

from records.common.keeping import until_published
from records.common.languages import Words
from records.common.numbers import count_of, in_figures, nouns
from records.common.text import table_name
from records.models import Coverage
from records.models.coverage import ALL
from records.reading.coverage import NO_VALUE, fields_counted, may_be_empty, settled
from records.reading.labels import label_of

AMONG_ANSWER = "answer"  # of groups: the rows of the answer
MEASURED = "measured"
# A line above a full list is for columns of which much is missing; on each list nobody reads it.
WORTH_SAYING = 0.9

Model = type[models.Model]


class About:
    """What a filter asks: columns by their paths, any of which may answer.

    `where` is what related rows must be besides, `none_if` says when a row rightly has none, and
    `when` is what must stand in the value asked. Where several columns may answer, `label` says
    what they are together. Publishing counts one column, and of rows those `counted_apart`.
    """

    def __init__(
        self,
        *paths: str,
        where: dict[str, Any] | None = None,
        none_if: Q | None = None,
        when: str = "",
        label: Words = "",
    ) -> None:
        self.paths, self.where, self.none_if = paths, where or {}, none_if
        self.when, self.label = when, label

    def place_in(self, model: Model) -> "CoveredField | None":
        """The column or relation that may be empty; None where every row is known."""
        counted = model._meta.concrete_model or model  # coverage counts documents, not resolutions
        places = [_place(counted, path, self.where) for path in self.paths]
        if not places or None in places:
            return None
        first = places[0]
        assert first is not None  # noqa: S101 - said above
        is_one = len(set(places)) == 1 and not self.none_if
        is_counted = first.is_counted and is_one and first.field in fields_counted(first.model)
        return replace(first, is_counted=is_counted, called=str(self.label))

    def beyond(self, above: str) -> "About":
        """The same, asked of the rows that foreign keys lead to."""
        return About(*(path.removeprefix(f"{above}__") for path in self.paths), where=self.where)

    def known_in(self, model: Model) -> Q:
        found = self.none_if or Q(pk__in=())
        for path in self.paths:
            found |= _known(model, path, self.where)
        return found


@dataclass(frozen=True)
class CoveredField:
    """A field of coverage: a column, or the rows of a relation, or some of them."""

    model: Model
    field: str
    is_many: bool
    is_counted: bool = True  # whether publishing counts just these
    called: str = ""
    above: str = ""  # the foreign keys by which the rows of a list lead to the model

    @property
    def table(self) -> str:
        return table_name(self.model)

    @property
    def label(self) -> str:
        label = self.called or label_of(self.model, self.field)
        if self.is_many or self.called:
            return label
        is_day = isinstance(self.model._meta.get_field(self.field), models.DateField)
        if not is_day:
            return label
        return _("The day “{name}”").format(name=label[:1].lower() + label[1:])


@dataclass(frozen=True)
class KnownCount:
    """How many of some rows have a value where a parameter asks for one.

    The rows are those that fit the rest of the question; where none does, those that fit what it
    asks of columns that are never empty; of an answer that has rows, those of the whole table.
    """

    parameter: str
    place: CoveredField
    known: int
    of: int
    among: str  # "rest", "complete", "table", "answer" or "measured"
    rows: Model  # of which they are

    def as_json(self) -> dict[str, Any]:
        return {
            "parameter": self.parameter,
            "table": self.place.table,
            "field": self.place.field,
            "known": self.known,
            "of": self.of,
            "among": self.among,
        }

    @property
    def sentence(self) -> str:
        rows = count_of(self.of, nouns(self.rows))
        fit = _("that fits") if self.of == 1 else _("that fit")
        among = {
            "rest": _("the {rows} {fit} the rest."),
            "complete": _("the {rows} {fit} what is asked of columns without gaps."),
            "table": _("{rows}; the others cannot be found this way."),
            AMONG_ANSWER: "{rows}; the others are in no group.",
            MEASURED: "{rows}; the others are left out.",
        }[self.among]
        said = _("{what} are known for {known} of {rows}")
        if not self.place.is_many:
            said = _("{what} is known for {known} of {rows}")
        return said.format(
            what=self.place.label,
            known=in_figures(self.known),
            rows=among.format(rows=rows, fit=fit),
        )


@dataclass(frozen=True)
class Wanted:
    """A parameter that has a value, and one thing that it is about."""

    parameter: str
    about: About
    place: CoveredField
    group: tuple[CoveredField, str]  # what the parameter is about first, and whose row it asks


def measured(filterset: Any, is_exact: bool) -> list[KnownCount]:
    """Of each column that a valid FilterSet is asked: among the rows that fit the rest, or kept."""
    asked = list(_asked(filterset))
    if is_exact:
        return list(_among_others(filterset, asked))
    return [*_in_tables(filterset, asked), *_in_parts(filterset, asked)]


def worth_saying(told: Iterable[KnownCount], count: int) -> list[KnownCount]:
    """What an answer of so many rows should warn of: of an empty one each gap, else great ones."""
    least = WORTH_SAYING if count else 1
    return [one for one in told if one.known < least * one.of]


def never_empty(filterset: Any) -> list[str]:
    """The parameters asked whose columns every row has."""
    model = filterset.queryset.model
    return [
        name
        for name, value in filterset.form.cleaned_data.items()
        if value not in EMPTY_VALUES
        and (about := filterset.about_of(name))
        and not any(one.place_in(model) for one in about)
    ]


def _asked(filterset: Any) -> Iterator[Wanted]:
    for name, value in filterset.form.cleaned_data.items():
        if value in EMPTY_VALUES or _asks_for_nothing(value):
            continue
        text = " ".join(filterset.data.getlist(name))
        row, group = getattr(filterset.filters[name], "row", ""), None
        for about in filterset.about_of(name):
            place = about.place_in(filterset.queryset.model)
            if place and re.search(about.when, text):
                group = group or (place, row)
                yield Wanted(name, about, place, group)


def _asks_for_nothing(value: Any) -> bool:
    """`chapter_vii=not_coded` wants the very rows that are not known."""
    return isinstance(value, list) and any(one in NO_VALUE for one in value)


def _in_tables(filterset: Any, asked: Iterable[Wanted]) -> Iterator[KnownCount]:
    """Of fields of a whole table, by what publishing has counted."""
    counted = [one for one in asked if one.place.is_counted and not _part(filterset, one)]
    wanted = Q()
    for one in counted:
        wanted |= Q(table=one.place.table, field=one.place.field)
    rows = Coverage.objects.filter(wanted, period=ALL) if counted else ()
    held = {(row.table, row.field): row for row in rows}
    for one in counted:
        if row := held.get((one.place.table, one.place.field)):
            known = row.known + row.not_applicable
            yield KnownCount(one.parameter, one.place, known, row.rows, "table", one.place.model)


def _in_parts(filterset: Any, asked: Iterable[Wanted]) -> Iterator[KnownCount]:
    """Of fields of a part of a table; one query for each part."""
    parts: dict[str, list[Wanted]] = {}
    for one in asked:
        if one.place.is_counted and _part(filterset, one):
            beyond = one.about.beyond(one.place.above)
            parts.setdefault(one.place.above, []).append(replace(one, about=beyond))
    for above, together in parts.items():
        yield from _counted_of_part(filterset.queryset.model, above, together)


def _counted_of_part(model: Model, above: str, asked: list[Wanted]) -> list[KnownCount]:
    """It depends on what is asked, and not on the values: counted once for all readers."""

    def counted() -> list[KnownCount]:
        rows = model._default_manager.all()
        if above:
            named = Exists(rows.filter(**{above: OuterRef("pk")}))
            rows = asked[0].place.model._base_manager.filter(named)
        return list(_counted(rows, asked, "table"))

    columns = tuple((one.parameter, one.place, one.about.paths) for one in asked)
    return until_published(("part", model, above, columns), counted)


def _part(filterset: Any, one: Wanted) -> bool:
    """Whether a list has less than the table of the field: a proxy's rows, or what it hangs on."""
    return bool(one.place.above or filterset.queryset.model._meta.proxy)


def _among_others(filterset: Any, asked: list[Wanted]) -> Iterator[KnownCount]:
    """Of columns, among the rows that fit what is asked of the others.

    Parameters that ask the same row are left out together: missions whose legal basis is unknown
    fit neither its kind nor its status. Who led and who commanded are rows of their own.
    """
    unfit: list[Wanted] = []
    for group in dict.fromkeys(one.group for one in asked):
        together = [one for one in asked if one.group == group]
        found = _among_rest(filterset, together)
        unfit += [] if found else together
        yield from found
    if unfit:
        rest = rows_without(filterset, {one.parameter for one in asked})
        yield from _counted(rest, unfit, "complete")


def _among_rest(filterset: Any, together: list[Wanted]) -> list[KnownCount]:
    """Where nothing else is asked these are all rows, counted once for all readers."""
    names = tuple(dict.fromkeys(one.parameter for one in together))

    def counted() -> list[KnownCount]:
        return list(_counted(rows_without(filterset, names), together, "rest"))

    given = filterset.form.cleaned_data.items()
    others = {name for name, value in given if value not in EMPTY_VALUES} - {*names, "ordering"}
    if others:
        return counted()
    fields = tuple((one.parameter, one.place) for one in together)  # which a value may decide
    return until_published(("rest", type(filterset), fields), counted)


def _counted(rows: QuerySet, asked: list[Wanted], among: str) -> Iterator[KnownCount]:
    """One query; nothing where there are no rows to count among."""
    model = rows.model
    counts = {
        f"known_{at}": Count("pk", filter=one.about.known_in(model)) for at, one in enumerate(asked)
    }
    fitting = model._base_manager.filter(pk__in=rows.order_by().values("pk"))
    told = fitting.aggregate(of=Count("pk"), **counts)
    for at, one in enumerate(asked if told["of"] else ()):
        yield KnownCount(one.parameter, one.place, told[f"known_{at}"], told["of"], among, model)


def rows_without(filterset: Any, without: Iterable[str]) -> QuerySet:
    """The rows that the FilterSet finds without some parameters."""
    return rows_asked(filterset, dict.fromkeys(without))


def rows_asked(filterset: Any, otherwise: Mapping[str, Any]) -> QuerySet:
    """The rows that the FilterSet finds where some parameters have other values."""
    form = filterset.form
    given = form.cleaned_data
    form.cleaned_data = given | otherwise
    try:
        return filterset.filter_queryset(filterset.queryset.all())
    finally:
        form.cleaned_data = given


def _place(model: Model, path: str, where: dict[str, Any], above: str = "") -> CoveredField | None:
    """The first step of a path that a row may be without."""
    hop, _, rest = path.partition("__")
    field: Any = model._meta.get_field(hop)
    if field.one_to_many:
        related = field.related_model
        apart = [name for name, rows in related.counted_apart.items() if rows == where]
        name = next(iter(apart), table_name(related))
        is_counted = bool(apart) or not where
        return CoveredField(model, name, True, is_counted, above=above)
    if field.many_to_many:
        return CoveredField(model, hop, True, not where, above=above)
    if may_be_empty(field):
        return CoveredField(model, hop, False, not where, above=above)
    further = f"{above}__{hop}" if above else hop
    return _place(field.related_model, rest, where, further) if rest else None


def _known(model: Model, path: str, where: dict[str, Any]) -> Q:
    """That the path leads to a value: through a relation, that one of its rows has it."""
    hop, _, rest = path.partition("__")
    field: Any = model._meta.get_field(hop)
    if field.many_to_many:
        link, here, there = _link(field)
        rest = f"{there}__{rest}" if rest else ""
        return _has_row(link, here, rest, where)
    if field.one_to_many:
        return _has_row(field.related_model, field.field.name, rest, where)
    if not rest:
        return settled(model, field)
    above = field.related_model  # found first: missions are few where their figures are many
    rows = above._base_manager.filter(_known(above, rest, where))
    return Q(**{f"{hop}__in": rows.values("pk")})


def _has_row(model: Model, owner: str, path: str, where: dict[str, Any]) -> Q:
    rows = model._base_manager.filter(**{owner: OuterRef("pk")}, **where)
    return Q(Exists(rows.filter(_known(model, path, {})) if path else rows))


def _link(field: Any) -> tuple[Model, str, str]:
    """The table between two records, with its columns for this end and for the other."""
    forward = field if field.concrete else field.field
    ends = forward.m2m_field_name(), forward.m2m_reverse_field_name()
    here, there = ends if field.concrete else reversed(ends)
    return forward.remote_field.through, here, there
