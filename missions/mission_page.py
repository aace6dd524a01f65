"""What the page of a mission shows; with a day, what held then and what had come before it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.panels import events_of
from legal.voting.positions import permanent_terms
from missions.answer import answer_on, lasted
from missions.ceilings import in_force_last, without_ceiling
from missions.decisions import DOCUMENT, alike, decisions_of, final_documents
from missions.drawings.deaths import deaths_shown
from missions.drawings.decided import renewals_figure, votes_figure
from missions.drawings.life_figure import life_figure
from missions.drawings.lineage import lineage_of, relations_of
from missions.glance import glance_of, years_paid
from missions.life import counting_sources, counts_of, is_counted, life_of
from missions.models import (
    CeilingCoding,
    Conflict,
    DueDay,
    LegalBasis,
    Mandate,
    Mission,
    MissionActivity,
    MissionLeader,
    MissionRole,
    Post,
    Role,
    StrengthCeiling,
)
from missions.small_map import small_map
from missions.tasks.renewals import renewals_of, spans_of
from missions.tasks.showing import read_statements, tasks_on
from missions.votes import votes_on
from organizations.models import State
from records.common.numbers import count_of
from records.common.prepared import Instances
from records.common.text import fold
from records.models import Record
from records.reading.beside import LINK, SOURCE, read_beside
from records.reading.own_rows import Question, own_rows

DECISIONS_SHOWN = 6  # earlier ones are folded
RENEWALS_SHOWN = 20  # columns that a page has room for; the rest stands on its own page
VOTES_SHOWN = 30
DUE_SHOWN = 6
ROLES_SHOWN = 12  # of more in one role a line alone is open
SHOWN_FIRST = (Role.AUTHORISING, Role.LEAD, Role.COMMAND)
# The others, in one number and in many.
ROLES_COUNTED = {
    Role.CONTRIBUTOR: gettext_noop("contributor,contributors"),
    Role.HOST: gettext_noop("host,hosts"),
    Role.SUPPORTER: gettext_noop("supporter,supporters"),
    Role.FINANCIER: gettext_noop("financier,financiers"),
    Role.COUNTERPART: gettext_noop("counterpart,counterparts"),
    Role.ADVERSARY: gettext_noop("adversary,adversaries"),
}

OWN_ROWS: dict[str, Question] = {
    "hosts": lambda key: State.objects.filter(hosted_missions=key),
    "conflicts": lambda key: Conflict.objects.filter(missions=key),
    "activities": lambda key: MissionActivity.objects.filter(mission=key),
    "budgets": years_paid,
    "spans": spans_of,
    "permanent": lambda _key: permanent_terms(),
    "counting": counting_sources,
}


def _mandates(mission: int) -> QuerySet:
    rows = Mandate.objects.filter(mission=mission).order_by("starts_on")
    return read_beside(
        rows, document=DOCUMENT, action=("action", "coding", "effective_on", "until")
    )


def _ceilings(mission: int) -> QuerySet:
    return read_beside(
        StrengthCeiling.objects.filter(mission=mission).counting(), document=DOCUMENT
    )


mandates_of, ceilings_of = Instances(_mandates), Instances(_ceilings)
roles_of = Instances(
    lambda key: read_beside(MissionRole.objects.filter(mission=key), actor=LINK, source=SOURCE)
)
leaders_of = Instances(
    lambda key: read_beside(
        MissionLeader.objects.filter(mission=key), nationality=LINK, source=SOURCE
    )
)
due_of = Instances(lambda key, day: DueDay.objects.filter(mission=key).next_on(day))
bases_of = Instances(
    lambda key: LegalBasis.objects.filter(mission=key).select_related("document", "source")
)


def mission_context(mission: Mission, asked: date | None, today: date) -> dict[str, Any]:
    day = asked or today
    mandates = [one for one in mandates_of(mission.pk) if one.starts_on <= day]
    statements = read_statements(mission.pk)
    known = [one for one in statements if one.day <= day]
    ceilings = ceilings_of(mission.pk)
    bounds = [one for one in ceilings if asked is None or one.surely_active_on(day)]
    roles = [one for one in roles_of(mission.pk) if not asked or one.possibly_active_on(day)]
    leaders = leaders_of(mission.pk)
    relations = relations_of(mission)
    due = due_of(mission.pk, day)
    ends = final_documents(mission, day)
    decisions = decisions_of(mandates, known, ceilings, ends)
    counts = counts_of(mission, day)
    life = life_of(mission, decisions, leaders, ceilings, counts, day)
    last = in_force_last(bounds)
    beside = own_rows(mission)
    counted_by = [one for one in beside["counting"] if one.pk in counts.sources]
    deaths = deaths_shown(mission, asked)
    tasks = tasks_on(mission, day, statements)
    documents = [one.document_id for one in mandates]
    renewals = renewals_of(mission, known, documents, day, RENEWALS_SHOWN, beside["spans"])
    votes = votes_on((one.document for one in mandates), VOTES_SHOWN, beside["permanent"])
    return {
        "shown_day": day,
        "host_states": beside["hosts"],
        "small_map": small_map(mission, beside["hosts"], day),
        "conflicts": beside["conflicts"],
        "activities": beside["activities"],
        "legal_bases": bases_of(mission.pk),
        "events": events_of(mission.pk),
        "answer": answer_on(mission, day, mandates, known, due, ends, roles, relations),
        "lasted": lasted(mission, day),
        "leads": [one for one in roles if one.role == Role.LEAD],
        "leading": [one for one in roles if one.role in SHOWN_FIRST],
        "roles": by_role(one for one in roles if one.role not in SHOWN_FIRST),
        "posts": by_post(one for one in leaders if not asked or one.possibly_active_on(day)),
        "leaders_in_all": len(leaders),
        "weak_sources": {one.source for one in leaders if one.source.is_weak},
        "decisions": decisions[:DECISIONS_SHOWN],
        "earlier_decisions": decisions[DECISIONS_SHOWN:],
        "alike": alike(mandates),
        "tasks": tasks,
        "renewals": renewals,
        "renewals_figure": renewals_figure(mission, renewals, tasks.coding) if renewals else None,
        "votes": votes,
        "votes_figure": votes_figure(mission, votes) if votes else None,
        "due": due[:DUE_SHOWN],
        "ceilings": last,
        "earlier_ceilings": [one for one in bounds if one not in last],
        "without_ceiling": without_ceiling(mission, ceilings, today) if ceilings else [],
        "ceilings_in_all": len(ceilings),
        "ceilings_by_rule": sum(one.coding == CeilingCoding.BY_RULE for one in bounds),
        "glance": glance_of(mission, ceilings, counts.months, deaths, beside["budgets"], day),
        "life": life_figure(mission, life, counted_by) if life else None,
        "counted": is_counted(counts),
        "deaths": deaths,
        "lineage": lineage_of(mission, relations, asked),
    }


@dataclass
class RoleGroup:
    """Those who took part in one role, under what the note says of them, and the sources."""

    counted: str
    held: dict[str, list[MissionRole]] = field(default_factory=dict)
    sources: dict[int, Record] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(roles) for roles in self.held.values())

    @property
    def said(self) -> str:
        return count_of(self.count, _(self.counted))

    @property
    def is_long(self) -> bool:
        return self.count > ROLES_SHOWN


def by_role(roles: Iterable[MissionRole]) -> list[RoleGroup]:
    """In the order of the enumeration, by name; what further sources say is left to the API."""
    parts: dict[str, RoleGroup] = {}
    for role in sorted(roles, key=lambda one: fold(one.actor.name)):
        part = parts.setdefault(role.role, RoleGroup(ROLES_COUNTED[Role(role.role)]))
        note = role.note.partition("Also in:")[0].strip(" ;.")
        part.held.setdefault(note, []).append(role)
        part.sources[role.source_id] = role.source
    return [parts[name] for name in Role.values if name in parts]


@dataclass
class PostHeld:
    """Those who held a post, the latest first."""

    label: str
    leaders: list[MissionLeader]

    @property
    def latest(self) -> MissionLeader:
        return self.leaders[0]

    @property
    def earlier(self) -> list[MissionLeader]:
        return self.leaders[1:]


def by_post(leaders: Iterable[MissionLeader]) -> list[PostHeld]:
    """In the order of the enumeration."""
    parts: dict[str, list[MissionLeader]] = {}
    for leader in leaders:
        parts.setdefault(leader.post, []).append(leader)
    for held in parts.values():
        held.sort(key=_when_held, reverse=True)
    return [PostHeld(str(post.label), parts[post]) for post in Post if post in parts]


def _when_held(leader: MissionLeader) -> tuple[int, date, date]:
    """Of those who began in one year whoever left last is the later: many starts are known to
    the year alone, and many ends not at all."""
    start = leader.starts_on or leader.ends_on or date.min
    return start.year, leader.ends_on or date(start.year, 12, 31), start
