"""Pages of organizations, states and parties."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.filters import OrganizationFilter, PartyFilter, StateFilter
from organizations.members import Member, by_state, members_on
from organizations.models import (
    UNITED_NATIONS,
    Membership,
    MembershipKind,
    Organization,
    OrganizationRelation,
    OrganizationRelationKind,
    Party,
    State,
)
from records.common.lists import jumps, list_page
from records.common.numbers import count_of, in_figures
from records.common.periods import Precision, written
from records.common.prepared import Instances
from records.reading.beside import LINK, SOURCE, read_beside, sources_of
from records.reading.glance import Glance
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
        belonging = _members(organization, day or today)
        glance = list(_of_organization(organization, belonging, day or today))
        return _bodies(organization, day) | belonging | {"glance": glance}

    return record_page(
        request, Organization, slug, "organizations/organization_detail.html", context
    )


def _of_organization(
    organization: Organization, belonging: dict[str, Any], day: date
) -> Iterator[Glance]:
    founded, precision = founded_on(organization)
    if founded:
        yield Glance(_("Founded"), written(founded, precision))
    if organization.dissolved_on:
        yield Glance(
            _("Dissolved"), written(organization.dissolved_on, organization.dissolved_precision)
        )
    if seats := belonging["seats"]:
        yield Glance(
            _("Seats"), in_figures(len(seats)), _("held on {day}").format(day=written(day)), "seats"
        )
    if tally := belonging["members"].tally:
        value = ", ".join(count_of(number, words) for number, words in tally)
        yield Glance(_("Who belongs"), value, _("on {day}").format(day=written(day)), "members")
    if organization.headquarters:
        yield Glance(_("Headquarters"), organization.headquarters)


def founded_on(organization: Organization) -> tuple[date | None, str]:
    """The day of the founding act; where that is not known, the first day it was at work."""
    days = (
        (organization.adopted_on, organization.adopted_precision),
        (organization.in_force_on, organization.in_force_precision),
        (organization.launched_on, organization.launched_precision),
    )
    return next(((day, precision) for day, precision in days if day), (None, Precision.UNKNOWN))


NAMED = (*LINK, "acronym")
relations_of = Instances(
    lambda key: read_beside(
        OrganizationRelation.objects.filter(organization=key), other=NAMED, source=SOURCE
    )
)
relations_to = Instances(
    lambda key: read_beside(
        OrganizationRelation.objects.filter(other=key), organization=NAMED, source=SOURCE
    )
)


def _bodies(organization: Organization, day: date | None) -> dict[str, Any]:
    """Bodies around it. Successions stay, whatever the day: they say when they happened."""
    kinds = OrganizationRelationKind
    ahead, back = relations_of(organization.pk), relations_to(organization.pk)

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


periods_of = Instances(
    lambda key: read_beside(
        Membership.objects.filter(organization=key), state=LINK, source=SOURCE
    ).order_by("state__name", "starts_on", "id")
)


def _members(organization: Organization, day: date) -> dict[str, Any]:
    """Members on the day and before it; seats apart, with every term there was."""
    periods = periods_of(organization.pk)
    seats = [period for period in periods if period.is_seat]
    held = [seat for seat in seats if seat.possibly_active_on(day)]
    return {
        "members": members_on((period for period in periods if not period.is_seat), day),
        "seats": sorted(
            held, key=lambda seat: (seat.kind != MembershipKind.PERMANENT, seat.state.name)
        ),
        "terms": [Member(own[0].state, own) for own in by_state(seats)],
        "members_on": day,
        "member_sources": sources_of(periods),
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

    rows, nouns = State.objects.for_list(), _("state or territory,states and territories")
    template = "organizations/state_list.html"
    return list_page(request, StateFilter, rows, template, beside, nouns=nouns)


def by_letter(states: QuerySet) -> list[tuple[str, int]]:
    """First letters of the names and how many begin with each, in the order of the rows."""
    names = states.values_list("name", flat=True)
    return [(letter, len(list(own))) for letter, own in groupby(names, key=lambda name: name[:1])]


@require_safe
def state_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()

    def context(state: State, day: date | None) -> dict[str, Any]:
        spells = spells_of(state.pk)
        before, after = _succession(state)
        held = [spell for spell in spells if day is None or spell.possibly_active_on(day)]
        in_un = [one for one in spells if one.organization.slug == UNITED_NATIONS]
        seats = [spell for spell in spells if spell.is_seat]
        others = [spell for spell in held if not spell.is_seat]
        return {
            "un_periods": in_un,
            "seat": next((one for one in seats if one.surely_active_on(day or today)), None),
            "today": day or today,
            "memberships": [one for one in others if one.kind != MembershipKind.SUSPENDED],
            "suspensions": [one for one in others if one.kind == MembershipKind.SUSPENDED],
            "memberships_in_all": len(spells) - len(seats),
            "terms": [spell for spell in held if spell.is_seat],
            "terms_in_all": len(seats),
            "successors": after,
            "predecessors": before,
            "glance": list(_of_state(in_un, seats, day or today)),
        }

    return record_page(request, State, slug, "organizations/state_detail.html", context)


def _of_state(in_un: list[Membership], seats: list[Membership], day: date) -> Iterator[Glance]:
    begun = [one for one in in_un if one.starts_on is None or one.starts_on <= day]
    if begun:
        latest = begun[0]
        yield Glance(_("In the United Nations"), latest.get_kind_display(), latest.years)
    else:
        yield Glance(_("In the United Nations"), _("no"), _("no membership is recorded by then"))
    held = [one for one in seats if one.starts_on and one.starts_on <= day]
    if held:
        last = max(held, key=lambda one: one.starts_on or date.min)
        small = count_of(len(held), _(_("term,terms")))
        yield Glance(
            _("Seat in the Council"), f"{last.get_kind_display()}, {last.years}", small, "terms"
        )
    else:
        yield Glance(_("Seat in the Council"), _("never"))


def _succession(state: State) -> tuple[list[State], list[State]]:
    """The states before and after it: both directions in one question."""
    found = succession_of(state.pk)
    before = [one.from_state for one in found if one.to_state_id == state.pk]
    after = [one.to_state for one in found if one.from_state_id == state.pk]
    return sorted(before, key=lambda one: one.name), sorted(after, key=lambda one: one.name)


succession_of = Instances(
    lambda key: State.successors.through.objects.filter(
        Q(from_state=key) | Q(to_state=key)
    ).select_related("from_state", "to_state")
)
spells_of = Instances(
    lambda key: read_beside(
        Membership.objects.filter(state=key), organization=(*LINK, "acronym"), source=SOURCE
    ).order_by("organization__name", F("starts_on").desc(nulls_last=True), "id")
)


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, PartyFilter, Party.objects.all(), "organizations/party_list.html")


@require_safe
def party_detail(request: HttpRequest, slug: str) -> HttpResponse:
    def context(party: Party, day: date | None) -> dict[str, Any]:
        return {}

    return record_page(request, Party, slug, "organizations/party_detail.html", context)
