"""Filters that every kind of record shares."""

from collections.abc import Container
from datetime import date
from functools import cache
from typing import Any, ClassVar

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from records.account.account import Found, account_of, account_of_record, columns_read
from records.account.other_times import under_others
from records.account.sources import Columns
from records.common.filters import (
    Empty,
    Held,
    Not,
    OnDay,
    StrictFilterSet,
    Text,
    Turned,
    YesNo,
    named,
    not_one_of,
)
from records.common.held_in import HeldIn
from records.common.keeping import until_published
from records.common.periods import possibly_active, surely_active
from records.models import Record, RecordKind
from records.models.evidence import WEAK, Source
from records.named import Keys, Named
from records.reading.coverage import all_models
from records.reading.known import About, KnownCount, measured, worth_saying
from records.reading.names import holding

CERTAINTY = {"certain": _("certain"), "perhaps": _("perhaps"), "any": _("any")}


class AsOf(StrictFilterSet):
    """Reads `as_of`: pages keep the day everywhere, the API refuses it where it changes nothing."""

    # Of filters that are about more, less or another thing than their column: what that is.
    about: ClassVar[dict[str, tuple[About, ...]]] = {"as_of": (), "ordering": ()}

    # Of the records on which rows hang: which rightly have none, and of which only some are held.
    rightly_without: ClassVar[Q] = Q(pk__in=())
    held_in_part: ClassVar[Q] = Q()

    as_of = OnDay(label=_("As of"), method="on_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: dict[bool, list[KnownCount]] = {}

    class Meta:
        fields: list[str] = []  # every filter is declared; none appears by accident

    @classmethod
    def about_of(cls, name: str) -> tuple[About, ...]:
        """What a filter asks; nothing where no row can be without an answer."""
        asked = cls.base_filters[name]
        if isinstance(asked, Empty | Not):  # what is not known, or left out, is wanted
            return ()
        plain = name.rpartition("__")[0] if isinstance(asked, Turned) else name
        for base in cls.__mro__:
            if plain in vars(base).get("about", {}):
                return vars(base)["about"][plain]
        columns = getattr(asked, "columns", ()) or (asked.field_name,)
        return (About(*columns, where=getattr(asked, "where", None)),)

    def known(self, count: int) -> list[KnownCount]:
        """Of what was asked, what is not known for all rows; `count` of them were found."""
        return worth_saying(self.measured(is_exact=not count), count)

    def measured(self, is_exact: bool) -> list[KnownCount]:
        """Of each column asked, how many rows have a value; counted once for each question."""
        if is_exact not in self.told:
            self.told[is_exact] = measured(self, is_exact)
        return self.told[is_exact]

    def at_other_times(self) -> list[str]:
        """Sentences on rows of what was asked that stand under other keys."""
        return [text for _, text in under_others(self)]

    @classmethod
    @cache
    def account_reads(cls) -> tuple[str, ...]:
        return columns_read(cls)

    def account(self, count: int, shown: Columns, is_full: bool) -> dict[str, Any]:
        """Of an answer of the API that has so many rows, and shows some."""
        return account_of(self, Found(count, shown), is_full)

    @classmethod
    def account_of_record(cls, pk: int, key: str, day: date | None) -> dict[str, Any]:
        return account_of_record(cls._meta.model, pk, key, day)

    def unmatched(self) -> list[str]:
        """Keys that were asked for and that no record bears."""
        return []

    @classmethod
    def day_matters(cls, asked: Container[str]) -> bool:
        """Whether the day may change which rows are kept, beside the parameters `asked`."""
        return cls.on_day is not AsOf.on_day

    def on_day(self, rows: Any, name: str, day: date) -> QuerySet:
        return rows

    @classmethod
    def is_counted(cls) -> bool:
        """Whether coverage counts the table; of what is derived it does not."""
        return cls._meta.model._meta.concrete_model in all_models()

    def there_on_day(self, prefix: str) -> Q:
        day = self.given("as_of")
        return surely_active(day, prefix) if day else Q()


class OfWeakSource(YesNo):
    """Rows whose source is one on which nothing should rest alone."""

    def __init__(self, column: str) -> None:
        super().__init__(column, label=_("Source is weak"), in_form=False)

    def condition(self, relation: str, value: bool) -> Q:
        """Sources are few: their numbers are looked up first, and rows by an index of theirs."""
        of = self.columns[0].removesuffix("__kind")
        weak = Q(**{f"{of}__in": until_published("weak sources", _weak_sources)})
        return weak if value else ~weak


def _weak_sources() -> list[int]:
    return list(Source.objects.filter(kind__in=WEAK).order_by("pk").values_list("pk", flat=True))


class Sourced(AsOf):
    """Rows with a source of their own."""

    source = Named("source", "source", label=_("Source"), in_form=False)
    source_is_weak = OfWeakSource("source__kind")


class RecordFilter(AsOf):
    """What every list of records reads; `article` and `section` ask where it is named."""

    about = {"q": (), "key": (), "article": (), "section": (), "in_both_articles": ()}
    columns = named("name", "summary", "version", "updated_at")

    key = Keys("slug", label=_("Key"), in_form=False)
    q = Text(label=_("Name contains"), method="by_name")
    article = Named("article", "section_mentions__section__article", label=_("In the article"))
    section = Held("section_mentions__section__code", beneath=".", label=_("In the section"))
    in_both_articles = YesNo(label=_("In both articles"), method="shared")

    def unmatched(self) -> list[str]:
        asked = [*(self.given("key") or ()), *(self.given("key__not") or ())]
        named = Record.objects.filter(slug__in={key.lower() for key in asked})  # by their index
        rows = self.queryset.filter(pk__in=named.values("pk")) if asked else named.none()
        held = set(rows.order_by().values_list("slug", flat=True))
        return [key for key in asked if key.lower() not in held]

    def by_name(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Each word in one of the names, in any spelling; an acronym means what bears it."""
        return rows.filter(holding(text, rows))

    def shared(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        """Records that sections of every article name."""
        articles = Record.objects.filter(record_kind=RecordKind.ARTICLE).count()
        named = Count("section_mentions__section__article", distinct=True)
        counted = rows.model._base_manager.annotate(named_in=named)
        in_all = Q(pk__in=counted.filter(named_in=articles, named_in__gt=0).values("pk"))
        return rows.filter(in_all if wanted else ~in_all)


class CertaintyField(filters.fields.ChoiceField):
    def validate(self, value: str) -> None:
        """Raises ValidationError with the nearest word."""
        if value and not self.valid_value(value):
            raise ValidationError(not_one_of(value, CERTAINTY))


class CertaintyFilter(filters.ChoiceFilter):
    field_class = CertaintyField


class PeriodFilter(AsOf):
    """For lists of periods: `as_of` keeps what held that day, or perhaps did."""

    about = {"certainty": ()}
    columns = named("starts_on", "starts_precision", "ends_on", "ends_precision")

    certainty = CertaintyFilter(
        label=_("Certainty on that day"),
        choices=list(CERTAINTY.items()),
        empty_label=_("certain"),
        method="keep",
    )
    held_in = HeldIn("starts_on", label=_("Held on a day of the year"))
    doubted = False  # while what is possible is looked for
    meant = ""  # another certainty than the one asked for, while its rows are looked for

    def perhaps(self) -> QuerySet:
        self.meant = "perhaps"
        try:
            return self.filter_queryset(self.queryset.all())
        finally:
            self.meant = ""

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        certainty = self.meant or self.given("certainty") or "certain"
        if not self.given("as_of") or certainty == "certain":
            return super().filter_queryset(rows)
        sure = super().filter_queryset(rows)
        self.doubted = True
        possible = super().filter_queryset(rows)
        self.doubted = False
        if certainty == "any":
            return possible
        return possible.exclude(pk__in=sure.order_by().values("pk"))

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(self.there_on_day(""))

    def there_on_day(self, prefix: str) -> Q:
        day = self.given("as_of")
        if not day or not self.doubted:
            return super().there_on_day(prefix)
        return possibly_active(day, prefix)

    def keep(self, rows: QuerySet, name: str, certainty: str) -> QuerySet:
        return rows  # `filter_queryset` has read it
