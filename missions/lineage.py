"""Chains of missions: what came before, what after, and that no chain bites its tail."""

from collections import defaultdict
from collections.abc import Iterator

from missions.models import MissionRelation
from missions.models.relations import SUCCESSIONS
from records.content.problems import Problem, Refused
from records.models import RecordKind
from records.writing.followers import Published


def succession_cycles() -> Iterator[list[str]]:
    """The slugs of each circle of successions, from a mission back to itself."""
    after: dict[str, list[str]] = defaultdict(list)
    pairs = MissionRelation.objects.filter(kind__in=SUCCESSIONS).order_by("id")
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
