"""What a row of the list of missions shows beside the mission itself, by the mission's id.

The list is the page that most open, and each of these questions is put into SQL once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from missions.models import Mandate, Mission, MissionRole, Role
from records.common.fields import table_between
from records.common.prepared import Among, InstancesAmong

SHOWN_OF_LEADS = ("mission", *(f"actor__{name}" for name in ("record_kind", "slug", "name")))
SHOWN_OF_MANDATES = (
    *("mission", "ends_on", "ends_precision", "open_ended"),
    *(f"document__{name}" for name in ("record_kind", "slug", "name", "symbol")),
)
HOSTS = Among(
    lambda missions: (
        table_between(Mission._meta.get_field("host_states"))
        ._default_manager.filter(mission__in=missions)
        .order_by("state__name")
        .values_list("mission", "state__name")
    )
)
LEADS = InstancesAmong(
    lambda missions: (
        MissionRole.objects.filter(role=Role.LEAD, mission__in=missions)
        .select_related("actor")
        .only(*SHOWN_OF_LEADS)
    )
)
BEGUN = Among(
    lambda missions: (
        Mandate.objects.filter(mission__in=missions, starts_on__isnull=False)
        .order_by("starts_on")
        .values_list("mission", "starts_on", "pk")
    )
)
MANDATES = InstancesAmong(
    lambda ids: (
        Mandate.objects.filter(pk__in=ids).select_related("document").only(*SHOWN_OF_MANDATES)
    )
)


def hosts_of(missions: Iterable[int]) -> dict[int, list[str]]:
    return _by_mission(HOSTS([*missions]))


def leads_of(missions: Iterable[int]) -> dict[int, list[MissionRole]]:
    return _by_mission((role.mission_id, role) for role in LEADS([*missions]))


def newest_mandates(missions: Iterable[int], day: date) -> dict[int, Mandate]:
    """Of each the one that began last by the day."""
    begun = {mission: pk for mission, starts_on, pk in BEGUN([*missions]) if starts_on <= day}
    return {mandate.mission_id: mandate for mandate in MANDATES(begun.values())}


def _by_mission(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for mission, one in pairs:
        found[mission].append(one)
    return found
