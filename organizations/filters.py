"""What lists of states, organizations, memberships and parties can be asked."""

from collections.abc import Container
from datetime import date

from django.db.models import QuerySet
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
from records.common.filters import Decade, Held, OneOf, Ordering
from records.filters import Named, PeriodFilter, RecordFilter


class StateFilter(RecordFilter):
    """With `as_of`, `organization` asks for those that were members on the day."""

    facets = ("kind", "region")

    kind = OneOf("kind", StateKind, label=_("Kind"))
    region = Held("region", "subregion", label=_("Region"))
    organization = Named(
        "organization",
        "memberships__organization",
        where={"kind__in": IN_FULL},
        dated=True,
        label=_("Member of"),
    )
    ordering = Ordering({"name": ("name",), "code": ("code",)})

    class Meta(RecordFilter.Meta):
        model = State

    @classmethod
    def day_matters(cls, asked: Container[str]) -> bool:
        return "organization" in asked  # states themselves have no period


class OrganizationFilter(RecordFilter):
    facets = ("kind", "chapter8_status", "decade")

    kind = OneOf("kind", OrganizationKind, label=_("Kind"))
    chapter8_status = OneOf("chapter8_status", Chapter8Status, label=_("Chapter VIII"))
    acronym = Held("acronym", label=_("Acronym"))
    decade = Decade("adopted_on", label=_("Founding act of the"))
    part_of = Named(
        "organization", "relations__other", where={"kind": "organ_of"}, label=_("Organ of")
    )
    ordering = Ordering({"name": ("name",), "acronym": ("acronym", "name")})

    class Meta(RecordFilter.Meta):
        model = Organization

    def on_day(self, organizations: OrganizationQuerySet, name: str, day: date) -> QuerySet:
        return organizations.existing_on(day)


class MembershipFilter(PeriodFilter):
    state = Named("state", "state", label=_("State"))
    organization = Named("organization", "organization", label=_("Organization"))
    kind = OneOf("kind", MembershipKind, label=_("Kind"))
    regional_group = OneOf("regional_group", RegionalGroup, label=_("Regional group"))
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

    kind = OneOf("kind", PartyKind, label=_("Kind"))
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Party
