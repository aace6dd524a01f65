"""Chains of missions: what came before, what after, and that no chain bites its tail."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from missions.models import Mission, MissionRelation
from missions.models.relations import SUCCESSIONS
from records.content.problems import Problem, Refused
from records.models import RecordKind
from records.writing.followers import Published


@dataclass(frozen=True)
class LineageLink:
    """A relation on the chain of a mission; `steps` lie between it and the mission's other end.

    Below zero before the mission, above after it, zero for what stood beside it.
    """

    relation: MissionRelation
    steps: int

    @property
    def other(self) -> Mission:
        """The mission that the chain reaches by it."""
        return self.relation.predecessor if self.steps < 0 else self.relation.successor


def chain_of(mission: Mission) -> list[LineageLink]:
    """All that came before and after, over any number of steps; what stood beside it alone.

    Successions are few: they are read once, however long the chain.
    """
    beside = Q(predecessor=mission) | Q(successor=mission)
    rows = MissionRelation.objects.filter(Q(kind__in=SUCCESSIONS) | beside)
    before, after = defaultdict(list), defaultdict(list)
    found = []
    for row in rows.select_related("predecessor", "successor", "source").order_by("date", "pk"):
        if row.kind in SUCCESSIONS:
            before[row.successor_id].append(row)
            after[row.predecessor_id].append(row)
        else:
            found.append(LineageLink(row, 0))
    for relations, sign in ((before, -1), (after, 1)):
        found += _links_from(mission.pk, relations, sign)
    return sorted(found, key=lambda link: link.steps)


def _links_from(
    start: int, relations: dict[int, list[MissionRelation]], sign: int
) -> Iterator[LineageLink]:
    reached, steps = {start}, 0
    while reached:
        steps += sign
        links = [
            LineageLink(row, steps) for one in sorted(reached) for row in relations.pop(one, ())
        ]
        yield from links
        reached = {link.other.pk for link in links}


def succession_cycles() -> Iterator[list[str]]:
    """The slugs of each circle of successions, from a mission back to itself."""
    after: dict[str, list[str]] = defaultdict(list)
    pairs = MissionRelation.objects.successions().order_by("id")
    for earlier, later in pairs.values_list("predecessor__slug", "successor__slug"):
        after[earlier].append(later)
    settled: set[str] = set()
    for start in list(after):
        yield from _circles_from(start, after, [], settled)


def _circles_from(
    slug: str, after: dict[str, list[str]], path: list[str], settled: set[str]
) -> Iterator[list[str]]:
    if slug in path:
        yield path[path.index(slug) :]
        return
    if slug in settled:
        return
    for later in after.get(slug, ()):
        yield from _circles_from(later, after, [*path, slug], settled)
    settled.add(slug)


def refuse_cycles(published: Published) -> None:
    """A follower of publishing: no constraint can see a circle through several rows."""
    if RecordKind.MISSION not in published.records:
        return
    problems = [
        Problem(f"mission:{slugs[0]}", "relations", f"Succession in a circle: {', '.join(slugs)}.")
        for slugs in succession_cycles()
    ]
    if problems:
        raise Refused(problems)
