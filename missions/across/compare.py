"""Two to four missions, or states, beside each other: the same questions asked of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from django.db.models import Count, Q, Sum

from legal.models import Vote
from legal.voting.pairs import Pair, pair
from missions.ceilings import in_force_last
from missions.models import (
    Budget,
    ContributionTotal,
    Fatality,
    Mandate,
    MandateTaskType,
    Mission,
    MissionRole,
    PersonnelCategory,
    Role,
    Strength,
    StrengthCeiling,
    TaskPeriod,
)
from organizations.models import Membership, State

ALL = PersonnelCategory.TOTAL_UNIFORMED
STRONGEST = {"execute": "acts", "secure": "acts", "assist": "assists", "monitor": "watches"}
LETTERS = {"acts": "S", "assists": "A", "watches": "M"}


@dataclass
class MissionSide:
    """What is said of one mission; empty where nothing is known."""

    mission: Mission
    leads: list[MissionRole] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)  # all, the last first
    ceilings: list[StrengthCeiling] = field(default_factory=list)  # in force last
    last: Strength | None = None
    most: Strength | None = None
    deaths: int | None = None
    malicious: int | None = None
    budget: Budget | None = None


def mission_sides(missions: list[Mission], day: date | None) -> list[MissionSide]:
    """By then, if a day is given. One question each for all missions."""
    sides = {one.pk: MissionSide(one) for one in missions}
    roles = MissionRole.objects.filter(mission__in=sides, role=Role.LEAD).select_related("actor")
    for role in roles.order_by("pk"):
        sides[role.mission_id].leads.append(role)
    mandates = Mandate.objects.filter(mission__in=sides).select_related("document")
    for mandate in (mandates.filter(starts_on__lte=day) if day else mandates).order_by(
        "-starts_on"
    ):
        sides[mandate.mission_id].mandates.append(mandate)
    _add_ceilings(sides, day)
    _add_strength(sides, day)
    _add_deaths(sides, day)
    budgets = Budget.objects.filter(mission__in=sides).select_related("source")
    for budget in (budgets.filter(starts_on__lte=day) if day else budgets).order_by("starts_on"):
        sides[budget.mission_id].budget = budget
    return [sides[one.pk] for one in missions]


def _add_ceilings(sides: dict[int, MissionSide], day: date | None) -> None:
    held: dict[int, list[StrengthCeiling]] = defaultdict(list)
    rows = StrengthCeiling.objects.counting().filter(mission__in=sides)
    for row in rows.select_related("document").order_by("pk"):
        if day is None or row.surely_active_on(day):
            held[row.mission_id].append(row)
    for mission, ceilings in held.items():
        sides[mission].ceilings = in_force_last(ceilings)


def _add_strength(sides: dict[int, MissionSide], day: date | None) -> None:
    rows = Strength.objects.filter(mission__in=sides, category=ALL).exclude(deployed=None)
    for row in (rows.filter(month__lte=day) if day else rows).order_by("month"):
        side = sides[row.mission_id]
        side.last = row
        if side.most is None or (row.deployed or 0) > (side.most.deployed or 0):
            side.most = row


def _add_deaths(sides: dict[int, MissionSide], day: date | None) -> None:
    rows = Fatality.objects.filter(mission__in=sides).order_by()
    rows = rows.filter(date__lte=day) if day else rows
    malicious = Sum("persons", filter=Q(incident_type="malicious_act"))
    for row in rows.values("mission").annotate(all=Sum("persons"), malicious=malicious):
        sides[row["mission"]].deaths = row["all"]
        sides[row["mission"]].malicious = row["malicious"] or 0


@dataclass(frozen=True)
class TaskLine:
    """A task over the missions compared: how each deals with it at some time, or on the day."""

    task: MandateTaskType
    cells: list[str]  # a key of LETTERS, or empty

    @property
    def lettered(self) -> list[tuple[str, str]]:
        return [(cell, LETTERS.get(cell, "")) for cell in self.cells]


def task_lines(missions: list[Mission], day: date | None) -> list[TaskLine]:
    """Tasks that one of them ever had, or has on the day; the strongest way of each counts."""
    periods = TaskPeriod.objects.filter(mission__in=missions)
    periods = periods.active_on(day) if day else periods
    ways: dict[tuple[int, int], set[str]] = defaultdict(set)
    for task, mission, modality in periods.order_by().values_list("task", "mission", "modality"):
        ways[task, mission].add(STRONGEST[modality])
    tasks = MandateTaskType.objects.filter(pk__in={task for task, _ in ways})
    return [
        TaskLine(task, [_strongest(ways.get((task.pk, one.pk), set())) for one in missions])
        for task in tasks.order_by("rank", "pk")
    ]


def _strongest(ways: set[str]) -> str:
    return next((way for way in LETTERS if way in ways), "")


@dataclass
class StateSide:
    """What is said of one state; None where nothing is held."""

    state: State
    un: Membership | None = None
    terms: int = 0
    votes: int = 0
    vetoes: int = 0
    last: ContributionTotal | None = None
    most: ContributionTotal | None = None
    deaths: int | None = None
    hosted: int = 0
    led: int = 0


def state_sides(states: list[State], day: date | None) -> list[StateSide]:
    sides = {one.pk: StateSide(one) for one in states}
    spells = Membership.objects.filter(state__in=sides).select_related("organization")
    for spell in (spells.filter(starts_on__lte=day) if day else spells).order_by("starts_on"):
        side = sides[spell.state_id]
        side.terms += spell.is_seat
        if spell.organization.slug == "un" and side.un is None:
            side.un = spell
    votes = Vote.objects.filter(state__in=sides)
    votes = votes.filter(document__adopted_on__lte=day) if day else votes
    for state, count in votes.order_by().values_list("state").annotate(Count("pk")):
        sides[state].votes = count
    totals = ContributionTotal.objects.filter(state__in=sides, category=ALL)
    for total in (totals.filter(month__lte=day) if day else totals).order_by("month"):
        side = sides[total.state_id]
        side.last = total
        side.most = total if side.most is None or total.persons > side.most.persons else side.most
    _count(sides, day)
    return [sides[one.pk] for one in states]


def _count(sides: dict[int, StateSide], day: date | None) -> None:
    begun = Q(hosted_missions__starts_on__lte=day) if day else Q()
    vetoed = Q(vetoes__adopted_on__lte=day) if day else Q()
    counted = State.objects.filter(pk__in=sides).annotate(
        hosted=Count("hosted_missions", filter=begun, distinct=True),
        cast=Count("vetoes", filter=vetoed, distinct=True),
    )
    for state in counted:
        sides[state.pk].hosted, sides[state.pk].vetoes = state.hosted, state.cast
    roles = MissionRole.objects.filter(actor__in=sides, role=Role.LEAD).order_by()
    roles = roles.filter(mission__starts_on__lte=day) if day else roles
    for actor, count in roles.values_list("actor").annotate(Count("mission", distinct=True)):
        sides[actor].led = count
    deaths = Fatality.objects.filter(state__in=sides).order_by()
    deaths = deaths.filter(date__lte=day) if day else deaths
    for state, persons in deaths.values_list("state").annotate(Sum("persons")):
        sides[state].deaths = persons


@dataclass(frozen=True)
class Agreed:
    """How often two of the states compared voted alike."""

    one: State
    other: State
    pair: Pair


def agreed(states: Iterable[State], day: date | None) -> list[Agreed]:
    return [Agreed(one, other, pair(one, other, day)) for one, other in combinations(states, 2)]
