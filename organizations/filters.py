"""What lists of states, organizations, memberships and parties can be asked."""

from collections.abc import Container
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from organizations.models import (
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
from records.common.filters import OneOf, Ordering, Text
from records.common.periods import surely_active
from records.filters import Named, PeriodFilter, RecordFilter


class StateFilter(RecordFilter):
    """With `as_of`, `organization` asks for those that were members on the day."""

    kind = OneOf("kind", StateKind, label="Kind")
    region = Text(label="Region", method="in_region")
    organization = Named("organization", label="Member of", method="in_organization")
    ordering = Ordering({"name": ("name",), "code": ("code",)})

    class Meta(RecordFilter.Meta):
        model = State

    def in_region(self, states: QuerySet, name: str, region: str) -> QuerySet:
        return states.filter(Q(region__iexact=region) | Q(subregion__iexact=region))

    def in_organization(self, states: QuerySet, name: str, ids: list[int]) -> QuerySet:
        periods = Membership.objects.filter(state=OuterRef("pk"), organization__in=ids)
        if day := self.form.cleaned_data.get("as_of"):
            periods = periods.filter(surely_active(day))
        return states.filter(Exists(periods))

    @classmethod
    def day_matters(cls, asked: Container[str]) -> bool:
        return "organization" in asked  # states themselves have no period


class OrganizationFilter(RecordFilter):
    kind = OneOf("kind", OrganizationKind, label="Kind")
    chapter8_status = OneOf("chapter8_status", Chapter8Status, label="Chapter VIII")
    acronym = Text(field_name="acronym", lookup_expr="iexact", label="Acronym")
    part_of = Named("organization", method="organs_of", label="Organ of")
    ordering = Ordering({"name": ("name",), "acronym": ("acronym", "name")})

    class Meta(RecordFilter.Meta):
        model = Organization

    def organs_of(self, organizations: QuerySet, name: str, ids: list[int]) -> QuerySet:
        organs = Organization.objects.filter(
            relations__kind="organ_of", relations__other__in=ids, pk=OuterRef("pk")
        )
        return organizations.filter(Exists(organs))

    def on_day(self, organizations: OrganizationQuerySet, name: str, day: date) -> QuerySet:
        return organizations.existing_on(day)


class MembershipFilter(PeriodFilter):
    state = Named("state", "state", label="State")
    organization = Named("organization", "organization", label="Organization")
    kind = OneOf("kind", MembershipKind, label="Kind")
    regional_group = OneOf("regional_group", RegionalGroup, label="Regional group")
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
    kind = OneOf("kind", PartyKind, label="Kind")
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Party
