"""Pages of organizations, states and parties."""

from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organizations.filters import OrganizationFilter, PartyFilter, StateFilter
from organizations.members import Member, by_state, members_on
from organizations.models import (
    UNITED_NATIONS,
    Membership,
    MembershipKind,
    Organization,
    OrganizationRelationKind,
    Party,
    State,
)
from records.common.lists import jumps, list_page
from records.reading.pages import record_page
from records.reading.panels import columns_of


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    rows = Organization.objects.for_list()
    return list_page(request, OrganizationFilter, rows, "organizations/organization_list.html")


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()

    def context(organization: Organization, day: date | None) -> dict[str, Any]:
        return _bodies(organization, day) | _members(organization, day or today)

    rows = Organization.objects.all()
    return record_page(request, rows, slug, "organizations/organization_detail.html", context)


def _bodies(organization: Organization, day: date | None) -> dict[str, Any]:
    """Bodies around it. Successions stay, whatever the day: they say when they happened."""
    kinds = OrganizationRelationKind
    ahead = list(organization.relations.select_related("other", "source"))
    back = list(organization.relations_from.select_related("organization", "source"))

    def held(relations: list, kind: str) -> list:
        return [
            one
            for one in relations
            if one.kind == kind and (day is None or one.possibly_active_on(day))
        ]

    return {
        "parents": held(ahead, kinds.ORGAN_OF),
        "organs": sorted(held(back, kinds.ORGAN_OF), key=lambda one: one.organization.name),
        "partners": held(ahead, kinds.PARTNER_OF),
        "partners_from": held(back, kinds.PARTNER_OF),
        "successors": [one for one in ahead if one.kind == kinds.SUCCEEDED_BY],
        "predecessors": [one for one in back if one.kind == kinds.SUCCEEDED_BY],
    }


def _members(organization: Organization, day: date) -> dict[str, Any]:
    """Members on the day and before it; seats apart, with every term there was."""
    rows = organization.memberships.select_related("state", "source")
    periods = list(rows.order_by("state__name", "starts_on", "id"))
    seats = [period for period in periods if period.is_seat]
    held = [seat for seat in seats if seat.possibly_active_on(day)]
    return {
        "members": members_on((period for period in periods if not period.is_seat), day),
        "seats": sorted(
            held, key=lambda seat: (seat.kind != MembershipKind.PERMANENT, seat.state.name)
        ),
        "terms": [Member(state, own) for state, own in by_state(seats).items()],
        "members_on": day,
        "member_sources": sorted({one.source for one in periods}, key=lambda source: source.name),
    }


@require_safe
def state_list(request: HttpRequest) -> HttpResponse:
    """With letters to jump to while the order is that of names."""
    by_name = request.GET.get("ordering", "") in ("", "name")

    def beside(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
        shown = list(page.object_list)
        return {
            "states": shown,
            "columns": columns_of("state", shown, day),
            "letters": jumps(by_letter(found)) if by_name else [],
        }

    rows, nouns = State.objects.for_list(), "state or territory,states and territories"
    template = "organizations/state_list.html"
    return list_page(request, StateFilter, rows, template, beside, nouns=nouns)


def by_letter(states: QuerySet) -> list[tuple[str, int]]:
    """First letters of the names and how many begin with each, in the order of the rows."""
    names = states.values_list("name", flat=True)
    return [(letter, len(list(own))) for letter, own in groupby(names, key=lambda name: name[:1])]


@require_safe
def state_detail(request: HttpRequest, slug: str) -> HttpResponse:
    def context(state: State, day: date | None) -> dict[str, Any]:
        spells = list(_spells(state))
        held = [spell for spell in spells if day is None or spell.possibly_active_on(day)]
        seats = sum(spell.is_seat for spell in spells)
        return {
            "un_periods": [one for one in spells if one.organization.slug == UNITED_NATIONS],
            "memberships": [spell for spell in held if not spell.is_seat],
            "memberships_in_all": len(spells) - seats,
            "terms": [spell for spell in held if spell.is_seat],
            "terms_in_all": seats,
            "successors": state.successors.all(),
            "predecessors": state.predecessors.all(),
        }

    rows = State.objects.all()
    return record_page(request, rows, slug, "organizations/state_detail.html", context)


def _spells(state: State):
    spells = Membership.objects.filter(state=state).select_related("organization", "source")
    return spells.order_by("organization__name", "starts_on", "id")


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, PartyFilter, Party.objects.all(), "organizations/party_list.html")


@require_safe
def party_detail(request: HttpRequest, slug: str) -> HttpResponse:
    def context(party: Party, day: date | None) -> dict[str, Any]:
        return {}

    rows = Party.objects.all()
    return record_page(request, rows, slug, "organizations/party_detail.html", context)
