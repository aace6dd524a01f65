"""What lists of states, organizations, memberships and parties can be asked."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any, ClassVar

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from organizations.models import (
    IN_FULL,
    Chapter8Status,
    Membership,
    MembershipKind,
    Organization,
    OrganizationKind,
    OrganizationQuerySet,
    Party,
    PartyKind,
    RegionalGroup,
    State,
    StateKind,
)
from records.common.filters import (
    DayFilter,
    Decade,
    Held,
    HeldInLanguage,
    MonthField,
    MonthFilter,
    OneOf,
    Ordering,
    Span,
    named,
)
from records.common.related import column_at
from records.filters import PeriodFilter, RecordFilter, Sourced
from records.named import Named


class AtTheTime:
    """Rows of states by a membership that the state had on the day of the row.

    Each row is asked for itself, so that a page ends with its last row, and first whether its state
    was ever a member: as a case, by which no database finds rows, of which it would then put all in
    order. A first or last day that is known by its month or year counts from its
    beginning, or to its end. `when` is the column of the day.
    """

    operators: ClassVar[tuple[str, ...]] = ("not",)
    relation = ""
    when = "month"
    model: Any

    def condition(self, relation: str, value: list) -> Q:
        day = OuterRef(self.when)
        begun = Q(starts_on__lte=day) | Q(starts_on=None)
        lasting = Q(ends_on__gte=day) | Q(ends_on=None)
        held = Membership.objects.filter(self.of_member(value)).order_by()
        then = held.filter(begun & lasting, state=OuterRef("state"))
        met = When(Q(state__in=held.values("state")) & Exists(then), then=True)
        return Q(Case(met, default=False, output_field=BooleanField()))

    def not_held(self, value: list) -> Iterator[str]:
        if not Membership.objects.filter(self.of_member(value)).exists():
            yield "No membership is held such as this asks for."

    def of_member(self, value: list) -> Q:
        raise NotImplementedError


class MemberAtTheTime(AtTheTime, Named):
    def __init__(self, when: str, **kwargs) -> None:
        self.when = when
        super().__init__("organization", **kwargs)

    def of_member(self, value: list) -> Q:
        return Q(organization__in=value, kind__in=IN_FULL)


class MemberOf(Named):
    """States that were members at any time, or on the day of `as_of`."""

    def __init__(self, **kwargs) -> None:
        full = {"kind__in": IN_FULL}
        super().__init__(
            "organization", "memberships__organization", where=full, dated=True, **kwargs
        )

    def not_held(self, value: list) -> Iterator[str]:
        if not Membership.objects.filter(organization__in=value, kind__in=IN_FULL).exists():
            yield "No member of it is held."


class GaveIn(DayFilter):
    """States in the lists of contributors of those days: of any month of a year."""

    field_class = MonthField
    operators: ClassVar[tuple[str, ...]] = (*DayFilter.operators, "not")
    schema = MonthFilter.schema
    takes = "A month as 2013-12; a year stands for any of its months."

    def __init__(self, **kwargs) -> None:
        super().__init__("contribution_totals__month", where={"persons__gt": 0}, **kwargs)

    def not_held(self, value: Span) -> Iterator[str]:
        totals, _column = column_at(self.model, self.columns[0])
        if not totals._base_manager.filter(month__range=tuple(value)).exists():
            yield "No list of contributors of these days is held."


class StateFilter(RecordFilter):
    """With `as_of`, `member_of` asks for those that were members on the day."""

    facets = ("kind", "region")

    about = {"contributed": ()}  # a list that names no state says that it gave nothing
    columns = named("code", "official_name", "m49", "subregion", "note")
    old_names = {"organization": "member_of"}

    kind = OneOf("kind", StateKind, label=_("Kind"))
    successors = Named("state", "successors", label=_("Succeeded by"), in_form=False)
    region = HeldInLanguage("region", "subregion", label=_("Region"))
    member_of = MemberOf(label=_("Member of"))
    contributed = GaveIn(label=_("Contributed personnel"), in_form=False)
    ordering = Ordering({"name": ("name",), "code": ("code",)})

    class Meta(RecordFilter.Meta):
        model = State

    @classmethod
    def day_matters(cls, asked: Container[str]) -> bool:
        of_members = ("member_of", "member_of__all", "member_of__not", "member_of__isnull")
        return any(name in asked for name in of_members)  # states themselves have no period


class OrganizationFilter(RecordFilter):
    facets = ("kind", "chapter8_status", "decade")

    columns = named(
        "adopted_on",
        "adopted_precision",
        "in_force_on",
        "in_force_precision",
        "launched_on",
        "launched_precision",
        "dissolved_on",
        "dissolved_precision",
        "headquarters",
        "website",
        "note",
    )

    kind = OneOf("kind", OrganizationKind, label=_("Kind"))
    chapter8_status = OneOf("chapter8_status", Chapter8Status, label=_("Chapter VIII"))
    acronym = Held("acronym", label=_("Acronym"))
    decade = Decade("adopted_on", label=_("Decade of the founding act"))
    part_of = Named(
        "organization", "relations__other", where={"kind": "organ_of"}, label=_("Organ of")
    )
    ordering = Ordering({"name": ("name",), "acronym": ("acronym", "name")})

    class Meta(RecordFilter.Meta):
        model = Organization

    def on_day(self, organizations: OrganizationQuerySet, name: str, day: date) -> QuerySet:
        return organizations.existing_on(day)


class MembershipFilter(PeriodFilter, Sourced):
    columns = named("note")

    state = Named("state", "state", label=_("State"))
    organization = Named("organization", "organization", label=_("Organization"))
    kind = OneOf("kind", MembershipKind, label=_("Kind"))
    regional_group = OneOf("regional_group", RegionalGroup, label=_("Regional group"))
    region = HeldInLanguage("state__region", "state__subregion", label=_("Region of the state"))
    ordering = Ordering(
        {
            "organization": ("organization__name", "starts_on", "state__name"),
            "state": ("state__name", "starts_on"),
            "starts_on": ("starts_on", "state__name"),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = Membership


class PartyFilter(RecordFilter):
    facets = ("kind",)

    columns = named("note")

    kind = OneOf("kind", PartyKind, label=_("Kind"))
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Party
