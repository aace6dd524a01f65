"""Filters that every kind of record shares, and those of sources and citations."""

from collections.abc import Callable, Container
from datetime import date
from typing import Any

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from records.common.filters import (
    DayFilter,
    ListField,
    OneOf,
    Ordering,
    StrictFilterSet,
    Text,
    TextList,
    YesNo,
    not_one_of,
)
from records.common.periods import possibly_active, surely_active
from records.models import Citation, Coverage, Record, RecordKind, Source, SourceKind
from records.models.evidence import Stance
from records.reading.names import NotOne, holding, one_called

CERTAINTY = ("certain", "perhaps", "any")


class Named(filters.Filter):
    """Rows tied to records that are given by key or name: `state=TLS,Australia`.

    `kind` is the record kind, or `*` for any, with keys as `kind:slug`. A key goes before a name;
    a name must mean one record. `apply` turns rows and ids into rows; without it the column
    `field_name` must be one of the ids.
    """

    field_class = ListField

    def __init__(
        self,
        kind: str,
        field_name: str = "",
        apply: Callable[[Any, list[int]], QuerySet] | None = None,
        **kwargs,
    ) -> None:
        self.kind, self.apply = kind, apply
        kwargs.setdefault("widget", TextList())
        super().__init__(field_name=field_name, read_all=self._read, **kwargs)

    def _read(self, given: list[str]) -> list[int]:
        keys = {text: self._key(text) for text in given}
        condition = Q()
        for kind, slug in keys.values():
            condition |= Q(record_kind=kind, slug=slug) if kind else Q(slug=slug)
        found = Record.objects.filter(condition).values_list("record_kind", "slug", "pk")
        held = {(kind, slug): pk for kind, slug, pk in found}
        ids = set(held.values())
        slugs = {slug for _, slug in held}
        for text, (kind, slug) in keys.items():
            if (kind, slug) not in held and not (not kind and slug in slugs):
                ids.add(self._called(text))
        return sorted(ids)

    def _key(self, text: str) -> tuple[str, str]:
        kind, colon, slug = text.lower().rpartition(":")
        if self.kind == "*":
            return kind, slug
        return self.kind, slug if not colon or kind == self.kind else text.lower()

    def _called(self, text: str) -> int:
        kind, colon, name = text.partition(":")
        if not colon or kind.lower() not in RecordKind.values:
            kind, name = self.kind, text
        try:
            return one_called(name.strip(), "" if kind == "*" else kind.lower()).pk
        except NotOne as error:
            raise ValidationError(str(error)) from error

    def filter(self, rows: QuerySet, ids: list[int] | None) -> QuerySet:
        if ids is None:
            return rows
        if self.apply:
            return self.apply(rows, ids)
        return rows.filter(**{f"{self.field_name}__in": ids})


def through(path: str) -> Callable[[QuerySet, list[int]], QuerySet]:
    """For `Named`: across a to-many path, `roles__actor`, without doubling rows."""

    def apply(rows: QuerySet, ids: list[int]) -> QuerySet:
        tied = rows.model._base_manager.filter(**{f"{path}__in": ids}, pk=OuterRef("pk"))
        return rows.filter(Exists(tied))

    return apply


class AsOf(StrictFilterSet):
    """Reads `as_of`: pages keep the day everywhere, the API refuses it where it changes nothing."""

    as_of = DayFilter(label="As of", method="on_day")

    class Meta:
        fields: list[str] = []  # every filter is declared; none appears by accident

    @classmethod
    def day_matters(cls, asked: Container[str]) -> bool:
        """Whether the day may change which rows are kept, beside the parameters `asked`."""
        return cls.on_day is not AsOf.on_day

    def on_day(self, rows: Any, name: str, day: date) -> QuerySet:
        return rows


class RecordFilter(AsOf):
    """What every list of records reads; `article` and `section` ask where it is named."""

    q = Text(label="Name contains", method="by_name")
    article = Named(
        "article", label="In the article", apply=through("section_mentions__section__article")
    )
    section = Text(label="In the section", method="in_section")
    in_both_articles = YesNo(label="In both articles", method="shared")

    def by_name(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Each word in one of the names, in any spelling; an acronym means what bears it."""
        return rows.filter(holding(text, rows))

    def in_section(self, rows: QuerySet, name: str, code: str) -> QuerySet:
        """A section by its code; `A6` holds `A6.1` too."""
        at = "section_mentions__section__code"
        inside = Q(**{f"{at}__iexact": code}) | Q(**{f"{at}__istartswith": f"{code}."})
        return rows.filter(Exists(rows.model._base_manager.filter(inside, pk=OuterRef("pk"))))

    def shared(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        """Records that sections of every article name."""
        articles = Record.objects.filter(record_kind=RecordKind.ARTICLE).count()
        named = Count("section_mentions__section__article", distinct=True)
        counted = rows.model._base_manager.annotate(named_in=named)
        in_all = Q(pk__in=counted.filter(named_in=articles, named_in__gt=0).values("pk"))
        return rows.filter(in_all if wanted else ~in_all)


class PeriodFilter(AsOf):
    """For lists of periods: `as_of` keeps what held that day, or perhaps did."""

    certainty = filters.ChoiceFilter(
        label="Certainty on that day",
        choices=[(word, word) for word in CERTAINTY],
        empty_label="certain",
        method="keep",
    )
    period_prefix = ""

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        sure = surely_active(day, self.period_prefix)
        certainty = self.form.cleaned_data.get("certainty") or "certain"
        if certainty == "certain":
            return rows.filter(sure)
        rows = rows.filter(possibly_active(day, self.period_prefix))
        return rows if certainty == "any" else rows.exclude(sure)

    def keep(self, rows: QuerySet, name: str, certainty: str) -> QuerySet:
        return rows  # `on_day` has read it


class SourceFilter(RecordFilter):
    kind = OneOf("kind", SourceKind, label="Kind")
    ordering = Ordering({"name": ("name",), "publisher": ("publisher", "name")})

    class Meta(RecordFilter.Meta):
        model = Source


class CitationFilter(AsOf):
    """Citations: who says a value and who says otherwise."""

    record = Named("*", "record", label="Record (kind:slug)")
    record_kind = OneOf("record__record_kind", RecordKind, label="Kind of record")
    source = Named("source", "source", label="Source")
    stance = OneOf("stance", Stance, label="Stance")
    field = Text(label="Field", method="by_field")
    open = YesNo(field_name="open", label="Waiting for a decision")
    ordering = Ordering(
        {
            "record": ("record__record_kind", "record__name", "field"),
            "checked_on": ("checked_on",),
            "id": ("id",),
        }
    )

    class Meta(AsOf.Meta):
        model = Citation

    def by_field(self, rows: QuerySet, name: str, field: str) -> QuerySet:
        """The field itself, and everything beneath it: `votes` finds `votes/fra`."""
        return rows.filter(Q(field=field) | Q(field__startswith=f"{field}/"))


class ContradictionFilter(CitationFilter):
    """The register of contradictions: every row contradicts, so `stance` is no question."""

    stance = None  # type: ignore[assignment]  # takes the filter away
    ordering = Ordering(
        {
            "record": ("record__record_kind", "record__name", "field"),
            "source": ("source__name", "record__name", "field"),
        }
    )


class Counted(filters.Filter):
    """Rows of coverage by a word that the column holds; one that none holds is refused."""

    field_class = ListField

    def __init__(self, field_name: str, **kwargs) -> None:
        kwargs.setdefault("widget", TextList())
        super().__init__(field_name=field_name, read_all=self._read, **kwargs)

    def _read(self, given: list[str]) -> list[str]:
        held = Coverage.objects.order_by(self.field_name).values_list(self.field_name, flat=True)
        known = list(held.distinct())
        for value in given:
            if value not in known:
                raise ValidationError(not_one_of(value, known))
        return given

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return rows.filter(**{f"{self.field_name}__in": value}) if value else rows


class CoverageFilter(AsOf):
    """How much is known: by table and field; a period is `all`, `1990s` or `undated`."""

    table = Counted("table", label="Table")
    field = Counted("field", label="Field")
    period = Counted("period", label="Period")
    ordering = Ordering({"table": ("table", "rank", "period"), "rows": ("rows", "table", "rank")})

    class Meta(AsOf.Meta):
        model = Coverage
