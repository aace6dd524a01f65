"""What pages of organizations, states and parties show of missions and conflicts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.deaths import Deaths, counted
from missions.deaths_figure import deaths_figure
from missions.drawings.lives import DrawnMission, Lives, Stretch, lives
from missions.drawings.lives_figure import keys_of, lives_figure
from missions.models import (
    Conflict,
    ConflictParty,
    ContributionTotal,
    Mission,
    MissionRole,
    PersonnelCategory,
    Role,
)
from organizations.models import State
from records.common.drawing.figure import Figure
from records.common.numbers import count_of, in_figures
from records.common.periods import written
from records.common.prepared import Instances
from records.models import Record
from records.reading.beside import LINK, SOURCE, read_beside, sources_of
from records.reading.glance import Glance
from records.reading.panels import DatedNumber

# A role seen from the actor that held it. Hosts and contributors have lists of their own.
SAID = {
    Role.LEAD: gettext_noop("Led"),
    Role.COMMAND: gettext_noop("Commanded"),
    Role.AUTHORISING: gettext_noop("Authorized"),
    Role.SUPPORTER: gettext_noop("Gave support to"),
    Role.FINANCIER: gettext_noop("Financed"),
    Role.COUNTERPART: gettext_noop("Was a counterpart of"),
    Role.ADVERSARY: gettext_noop("Was an adversary of"),
}

# Roles drawn on one line of years; a mission is drawn in the first that was held.
DRAWN = {Role.LEAD: "fill-1", Role.COMMAND: "fill-2", Role.AUTHORISING: "other-bar"}


@dataclass
class Involvement:
    """A mission and the periods in which an actor held one role in it."""

    mission: Mission
    roles: list[MissionRole] = field(default_factory=list)
    perhaps: bool = False

    @property
    def own_days(self) -> list[MissionRole]:
        """Periods that differ from the days of the mission; a decision has a day, not a period."""
        return [role for role in self.roles if _has_own_days(role)]

    def possibly_held_on(self, day: date) -> bool:
        """Without a role the days of the mission tell: a host state need not have one."""
        held = not self.roles or any(role.possibly_active_on(day) for role in self.roles)
        return held and self.mission.possibly_active_on(day)

    def surely_held_on(self, day: date) -> bool:
        held = not self.roles or any(role.surely_active_on(day) for role in self.roles)
        return held and self.mission.surely_active_on(day)


@dataclass(frozen=True)
class Engagement:
    """A conflict that concerns a record, with the sides on which it took part, if any."""

    conflict: Conflict
    sides: list[str]


def on_actor(record: Record, day: date | None) -> dict[str, Any]:
    """Missions and conflicts in which an organization or party had a role."""
    today = day or timezone.localdate()
    roles = roles_of(record.pk)
    shown = _shown(record, roles, _engagements(record, []), day, today)
    return shown | {"glance": list(_led(roles, shown["drawn"], today))}


def on_state(state: State, day: date | None) -> dict[str, Any]:
    """The same for a state, with the missions that it hosted and the conflicts that concern it."""
    today = day or timezone.localdate()
    roles = roles_of(state.pk)
    hosts, hosted = _hosted(state, roles, today)
    sure = sum(not part.perhaps for part in hosts)
    small = [_("on {today}").format(today=written(today))]
    small += (
        [_("{sure} more perhaps").format(sure=in_figures(len(hosts) - sure))]
        if sure < len(hosts)
        else []
    )
    small += [_("{hosted} before").format(hosted=in_figures(len(hosted)))] if hosted else []
    now = Glance(_("Hosts"), count_of(sure, _("mission,missions")), _("; ").join(small), "missions")
    return _shown(state, roles, _engagements(state, conflicts_of(state.pk)), day, today) | {
        "is_state": True,
        "hosts": hosts,
        "hosted": hosted,
        "glance": [now],
    }


def _led(roles: list[MissionRole], drawn: Lives, today: date) -> Iterator[Glance]:
    """How many missions it led, where it led any; now, those that it still leads."""
    if led := [row.mission for row in drawn.rows if _(SAID[Role.LEAD]).lower() in row.words]:
        held = [one for one in roles if one.role == Role.LEAD and _surely_held_on(one, today)]
        now = len({role.mission_id for role in held})
        small = _("{now} under way on {today}").format(now=in_figures(now), today=written(today))
        yield Glance(_("Led"), count_of(len(led), _("mission,missions")), small, "missions")


def deaths_of_nationals(state: State, day: date | None) -> dict[str, Any]:
    """Nationals of a state who died in the service of missions."""
    deaths = counted(state.fatalities.all(), day)
    value = in_figures(deaths.persons) if deaths else _("none listed")
    small = (
        _("in UN service; the last {last}").format(last=written(deaths.last))
        if deaths
        else _("in UN service")
    )
    return {
        "deaths": deaths,
        "figure": _deaths_figure(state, deaths, day) if deaths else None,
        "glance": [Glance(_("Deaths of its nationals"), value, small, "deaths")],
    }


def _deaths_figure(state: State, deaths: Deaths, day: date | None) -> Figure:
    return deaths_figure(
        deaths,
        page=state.get_absolute_url(),
        of=state.name,
        measured=_("Its nationals who died in service of missions of the UN, from any cause"),
        api=f"nationality={state.code}" + (f"&as_of={day}" if day else ""),
    )


def hosting(day: date | None) -> dict[int, DatedNumber]:
    """Missions that each state hosted: in all, or those of the day."""
    missions = Mission.objects.active_on(day) if day else Mission.objects.all()
    hosts = missions.filter(host_states__isnull=False).order_by().values_list("host_states")
    return {state: DatedNumber(number) for state, number in hosts.annotate(Count("pk"))}


def giving(day: date | None) -> dict[int, DatedNumber]:
    """Uniformed personnel that each gave to UN missions in the newest month published of it."""
    totals = ContributionTotal.objects.filter(
        state=OuterRef("pk"),
        category=PersonnelCategory.TOTAL_UNIFORMED,
        month__lte=day or timezone.localdate(),
    )
    last = totals.order_by("-month")
    found = State.objects.order_by().values_list(
        "pk", Subquery(last.values("persons")[:1]), Subquery(last.values("month")[:1])
    )
    return {
        state: DatedNumber(persons, written(month, "month"))
        for state, persons, month in found
        if month
    }


hosted_by = Instances(lambda key: Mission.objects.filter(host_states=key))
conflicts_of = Instances(lambda key: Conflict.objects.filter(states=key))
sides_of = Instances(
    lambda key: (
        ConflictParty.objects.filter(actor=key).select_related("conflict").order_by("side", "pk")
    )
)
OF_MISSION = (
    *(*LINK, "acronym", "type", "never_deployed"),
    *("starts_on", "starts_precision", "ends_on", "ends_precision"),
)
roles_of = Instances(
    lambda key: read_beside(
        MissionRole.objects.filter(actor=key), mission=OF_MISSION, source=SOURCE
    ).order_by("mission__starts_on", "mission", "starts_on", "pk")
)


def _shown(
    record: Record,
    roles: list[MissionRole],
    engaged: list[Engagement],
    day: date | None,
    today: date,
) -> dict[str, Any]:
    held = roles if day is None else [role for role in roles if _held_on(role, day)]
    drawn = lives(_drawn(held, day), today)
    told = [(_(said), kind) for kind, said in SAID.items() if kind not in DRAWN]
    groups = [
        (said, _latest_first(_by_mission((role for role in held if role.role == kind), day)))
        for said, kind in told
    ]
    contributed = _by_mission((role for role in held if role.role == Role.CONTRIBUTOR), day)
    conflicts = [one for one in engaged if day is None or one.conflict.possibly_active_on(day)]
    return {
        "today": today,
        "drawn": drawn,
        "figure": _figure(record, drawn, held, day, today) if drawn.rows else None,
        "groups": [(said, parts) for said, parts in groups if parts],
        "contributed": _latest_first(contributed),
        "conflicts": conflicts,
        "conflicts_in_all": len(engaged),
        "roles_in_all": len(roles),
        "sources": sources_of(role for role in held if role.role not in DRAWN),
    }


def _figure(
    record: Record, drawn: Lives, held: list[MissionRole], day: date | None, today: date
) -> Figure:
    said = {
        "fill-1": _("led"),
        "fill-2": _("commanded, led by another"),
        "other-bar": _("authorized, run by another"),
    }
    measured = _("One bar for each mission, from its first to its last day, the latest begun first")
    if day:
        measured += _("; those under way on {day}").format(day=written(day))
    return lives_figure(
        drawn,
        today,
        page=record.get_absolute_url(),
        of=record.name,
        title=_tally(drawn),
        measured=f"{measured}.",
        keys=keys_of(drawn, said),
        method=_(
            "A mission in several roles is drawn in the first of: led, commanded, authorized. "
            "Without a known end it goes to {today}."
        ).format(today=written(today)),
        not_shown=_("what it supported, financed or gave people to."),
        sources=sources_of(role for role in held if role.role in DRAWN),
    )


def _tally(drawn: Lives) -> str:
    """«Led 3 missions, authorized 12»."""
    counted = [
        (said, number)
        for said in (_(SAID[kind]) for kind in DRAWN)
        if (number := sum(said.lower() in row.words for row in drawn.rows))
    ]
    (first, number), *others = counted
    parts = [f"{first} {count_of(number, _('mission,missions'))}"]
    parts += [f"{said.lower()} {in_figures(number)}" for said, number in others]
    return ", ".join(parts)


def _drawn(held: list[MissionRole], day: date | None) -> Iterator[DrawnMission]:
    """A row for each mission that an actor led, commanded or authorized."""
    of_mission: dict[int, list[MissionRole]] = defaultdict(list)
    for role in held:
        if role.role in DRAWN:
            of_mission[role.mission_id].append(role)
    for roles in of_mission.values():
        mission = roles[0].mission
        kinds = [kind for kind in DRAWN if any(role.role == kind for role in roles)]
        first = [role for role in roles if role.role == kinds[0]]
        yield DrawnMission(
            mission,
            [_(SAID[kind]).lower() for kind in kinds],
            [
                Stretch(mission if role.role == Role.AUTHORISING else role, DRAWN[kinds[0]])
                for role in first
            ],
            perhaps=day is not None and not any(_surely_held_on(role, day) for role in roles),
            own_days=_each_once(role for role in roles if _has_own_days(role)),
        )


def _each_once(roles: Iterable[MissionRole]) -> list[MissionRole]:
    """One of those with the same days."""
    return list({(role.starts_on, role.ends_on): role for role in roles}.values())


def _hosted(
    state: State, roles: list[MissionRole], today: date
) -> tuple[list[Involvement], list[Involvement]]:
    """Missions that it hosts, certainly or perhaps, and those that it hosted before."""
    parts = _by_mission((role for role in roles if role.role == Role.HOST), None)
    seen = {part.mission for part in parts}
    parts += [Involvement(one) for one in hosted_by(state.pk) if one not in seen]
    hosts, hosted = [], []
    for part in _latest_first(parts):
        if part.possibly_held_on(today):
            part.perhaps = not part.surely_held_on(today)
            hosts.append(part)
        elif part.mission.starts_on is None or part.mission.starts_on <= today:
            hosted.append(part)
    return hosts, hosted


def _latest_first(parts: Iterable[Involvement]) -> list[Involvement]:
    return sorted(
        parts,
        key=lambda part: (part.mission.starts_on or date.min, part.mission.name),
        reverse=True,
    )


def _has_own_days(role: MissionRole) -> bool:
    days = (role.mission.starts_on, role.mission.ends_on)
    return role.role != Role.AUTHORISING and (role.starts_on, role.ends_on) != days


def _held_on(role: MissionRole, day: date) -> bool:
    """A role lasts no longer than its mission, though its own last day may be unknown."""
    return role.possibly_active_on(day) and role.mission.possibly_active_on(day)


def _surely_held_on(role: MissionRole, day: date) -> bool:
    return role.surely_active_on(day) and role.mission.surely_active_on(day)


def _by_mission(roles: Iterable[MissionRole], day: date | None) -> list[Involvement]:
    parts: dict[int, Involvement] = {}
    sure = set()
    for role in roles:
        parts.setdefault(role.mission_id, Involvement(role.mission)).roles.append(role)
        if day and _surely_held_on(role, day):
            sure.add(role.mission_id)
    for mission, part in parts.items():
        part.perhaps = day is not None and mission not in sure
    return list(parts.values())


def _engagements(record: Record, concerning: Iterable[Conflict]) -> list[Engagement]:
    sides: dict[Conflict, list[str]] = {conflict: [] for conflict in concerning}
    for party in sides_of(record.pk):
        sides.setdefault(party.conflict, []).append(party.side)
    engaged = [Engagement(conflict, [one for one in own if one]) for conflict, own in sides.items()]
    return sorted(engaged, key=lambda one: (one.conflict.starts_on or date.max, one.conflict.name))
