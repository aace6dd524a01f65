"""What pages of organizations, states, parties and documents show of missions and conflicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from legal.models import Document
from missions.models import (
    Conflict,
    ConflictParty,
    ContributionTotal,
    Mission,
    MissionRole,
    Role,
)
from organizations.models import State
from records.common.periods import written
from records.models import Record, Source
from records.reading.panels import Cell

# A role seen from the actor that held it. Hosts and contributors have lists of their own.
SAID = {
    Role.LEAD: "Led",
    Role.COMMAND: "Commanded",
    Role.AUTHORISING: "Authorized",
    Role.SUPPORTER: "Supported",
    Role.FINANCIER: "Financed",
    Role.COUNTERPART: "Was a counterpart of",
    Role.ADVERSARY: "Was an adversary of",
}


@dataclass
class Involvement:
    """A mission and the periods in which an actor held one role in it."""

    mission: Mission
    roles: list[MissionRole] = field(default_factory=list)
    perhaps: bool = False

    @property
    def own_days(self) -> list[MissionRole]:
        """Periods that differ from the days of the mission; a decision has a day, not a period."""
        days = (self.mission.starts_on, self.mission.ends_on)
        return [
            role
            for role in self.roles
            if role.role != Role.AUTHORISING and (role.starts_on, role.ends_on) != days
        ]


@dataclass(frozen=True)
class Engagement:
    """A conflict that concerns a record, with the sides on which it took part, if any."""

    conflict: Conflict
    sides: list[str]


def on_actor(record: Record, day: date | None) -> dict[str, Any] | None:
    """Missions and conflicts in which an organization or party had a role."""
    return _shown(_roles(record), [], _engagements(record, []), day)


def on_state(state: State, day: date | None) -> dict[str, Any] | None:
    """The same for a state, with the missions that it hosted and the conflicts that concern it."""
    hosted = list(state.hosted_missions.all())
    return _shown(_roles(state), hosted, _engagements(state, state.conflicts.all()), day)


def hosting(states: Sequence[State], day: date | None) -> dict[int, Cell]:
    """Missions that each state hosted: in all, or those of the day."""
    missions = Mission.objects.active_on(day) if day else Mission.objects.all()
    hosts = missions.filter(host_states__in=states).order_by().values_list("host_states")
    return {state: Cell(number) for state, number in hosts.annotate(Count("pk"))}


def giving(states: Sequence[State], day: date | None) -> dict[int, Cell]:
    """Uniformed personnel that each gave to UN missions in the newest month published of it."""
    totals = ContributionTotal.objects.counted_last(day or timezone.localdate())
    found = totals.filter(state__in=states).values_list("state", "persons", "month")
    return {state: Cell(persons, written(month, "month")) for state, persons, month in found}


def on_document(document: Document, day: date | None) -> dict[str, Any] | None:
    """What a document did to missions, and the legal bases that rest on it."""
    actions = list(
        document.mandate_actions.select_related("mission", "actor").order_by("rank", "pk")
    )
    rest = document.legal_bases.select_related("mission", "source")
    bases = list(rest.order_by("mission__starts_on", "pk"))
    return {"actions": actions, "bases": bases} if actions or bases else None


def _roles(record: Record) -> list[MissionRole]:
    roles = MissionRole.objects.filter(actor=record).select_related("mission", "source")
    return list(roles.order_by("mission__starts_on", "mission", "starts_on", "pk"))


def _shown(
    roles: list[MissionRole], hosted: list[Mission], engaged: list[Engagement], day: date | None
) -> dict[str, Any] | None:
    if not (roles or hosted or engaged):
        return None
    held = roles if day is None else [role for role in roles if _held_on(role, day)]
    groups = [
        (said, _by_mission((role for role in held if role.role == kind), day))
        for kind, said in SAID.items()
    ]
    hosts = _by_mission((role for role in held if role.role == Role.HOST), day)
    seen = {part.mission for part in hosts}
    hosts += [
        Involvement(mission, perhaps=bool(day and not mission.surely_active_on(day)))
        for mission in hosted
        if mission not in seen and (day is None or mission.possibly_active_on(day))
    ]
    hosts.sort(key=lambda part: (part.mission.starts_on or date.max, part.mission.name))
    contributed = _by_mission((role for role in held if role.role == Role.CONTRIBUTOR), day)
    conflicts = [one for one in engaged if day is None or one.conflict.possibly_active_on(day)]
    return {
        "groups": [(said, parts) for said, parts in groups if parts],
        "hosted": hosts,
        "contributed": contributed,
        "conflicts": conflicts,
        "roles_in_all": len(roles) or len(hosted),
        "sources": _sources(held),
    }


def _held_on(role: MissionRole, day: date) -> bool:
    """A role lasts no longer than its mission, though its own last day may be unknown."""
    return role.possibly_active_on(day) and role.mission.possibly_active_on(day)


def _by_mission(roles: Iterable[MissionRole], day: date | None) -> list[Involvement]:
    parts: dict[int, Involvement] = {}
    sure = set()
    for role in roles:
        parts.setdefault(role.mission_id, Involvement(role.mission)).roles.append(role)
        if day and role.surely_active_on(day) and role.mission.surely_active_on(day):
            sure.add(role.mission_id)
    for mission, part in parts.items():
        part.perhaps = day is not None and mission not in sure
    return list(parts.values())


def _engagements(record: Record, concerning: Iterable[Conflict]) -> list[Engagement]:
    sides: dict[Conflict, list[str]] = {conflict: [] for conflict in concerning}
    parties = ConflictParty.objects.filter(actor=record).select_related("conflict")
    for party in parties.order_by("side", "pk"):
        sides.setdefault(party.conflict, []).append(party.side)
    engaged = [Engagement(conflict, [one for one in own if one]) for conflict, own in sides.items()]
    return sorted(engaged, key=lambda one: (one.conflict.starts_on or date.max, one.conflict.name))


def _sources(roles: list[MissionRole]) -> list[Source]:
    return sorted({role.source for role in roles}, key=lambda source: source.name)
