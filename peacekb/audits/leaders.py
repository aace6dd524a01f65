"""Who led missions: what the evidence of a row owes, and posts that two held at once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from missions.models import LeaderEvidence, MissionLeader
from records.common.periods import first_unit_ending, last_unit_begun, written
from records.models import SourceKind
from records.models.evidence import WEAK
from records.reading.uses import awaiting


def leaders_evidence() -> Iterator[str]:
    """Who led is found in a source or recalled, and the source of the row says the same."""
    rows = MissionLeader.objects.select_related("mission", "source")
    for leader in rows.order_by("mission__slug", "post", "starts_on", "person"):
        kind = leader.source.kind
        if (leader.evidence == LeaderEvidence.RECALLED) != (kind == SourceKind.KNOWLEDGE):
            yield f"{leader}: {leader.evidence}, by a source that is {leader.source.kind}."
        if kind in WEAK and (leader.address or leader.locator):
            yield f"{leader}: a page that is no authority is named to readers."


def posts_held_twice() -> Iterator[str]:
    """Two in one post at once, each date read as narrowly as it may be: acting, or an error."""
    held: dict[tuple[int, str], list[MissionLeader]] = defaultdict(list)
    rows = MissionLeader.objects.exclude(starts_on=None).exclude(ends_on=None)
    for leader in rows.select_related("mission").order_by(
        "mission__slug", "post", "starts_on", "person"
    ):
        held[leader.mission_id, leader.post].append(leader)
    for terms in held.values():
        for one, other in combinations(terms, 2):
            begins = max(_surely_begun(one), _surely_begun(other))
            ends = min(_surely_lasts(one), _surely_lasts(other))
            if begins < ends:
                yield f"{one}, and {other}: from {written(begins)} to {written(ends)}."


def _surely_begun(term: MissionLeader) -> date:
    return first_unit_ending(term.starts_on or date.max, term.starts_precision)


def _surely_lasts(term: MissionLeader) -> date:
    return last_unit_begun(term.ends_on or date.min, term.ends_precision)


def to_be_confirmed() -> Iterator[str]:
    """What rests on general knowledge or on pages that are no authority, by table."""
    for model, rows in awaiting():
        yield f"{model._meta.verbose_name_plural}: {rows:,} of {model._base_manager.count():,}."
