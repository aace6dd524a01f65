"""How mandates were renewed: in time, on their last day, late, or by a roll-over of a few weeks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import starmap
from typing import NamedTuple

from missions.models import Mandate, MandateStatement, StatementKind
from records.common.prepared import InstancesAmong

DAY = timedelta(days=1)
ROLL_OVER_DAYS = 92  # three months: longer renewals are no roll-over
LATE_DAYS = 31  # after a longer break a mandate is taken up again, or a renewal was not read
QUIET = (StatementKind.CARRIES_OVER, StatementKind.NONE)
COLUMNS = ("pk", "mission", "mission__name", "coding__rank")
GRANTED = ("document__adopted_on", "statement", "until")
SHOWN = (
    *("document__adopted_on", "document__symbol", "mission__acronym"),
    *(
        f"{of}__{name}"
        for of in ("mission", "document")
        for name in ("record_kind", "slug", "name")
    ),
)


class Granted(NamedTuple):
    """What a statement says of the last day. Thousands are read, so that none is an instance."""

    key: int
    mission: int
    name: str
    rank: int  # of its coding
    day: date
    kind: str
    until: date | None


@dataclass(frozen=True)
class Renewal:
    """A document that grants a mission a later last day than the one it had."""

    granted: Granted
    ended: date  # the last day granted before it
    until: date

    @property
    def day(self) -> date:
        return self.granted.day

    @property
    def days_ahead(self) -> int:
        """Days between the document and the end that it moved; below zero where it came late."""
        return (self.ended - self.day).days

    @property
    def is_late(self) -> bool:
        return 0 < self.days_late <= LATE_DAYS

    @property
    def is_after_a_break(self) -> bool:
        return self.days_late > LATE_DAYS

    @property
    def days_late(self) -> int:
        return -self.days_ahead

    @property
    def on_last_day(self) -> bool:
        return self.days_ahead == 0

    @property
    def days_added(self) -> int:
        return (self.until - self.ended).days

    @property
    def is_roll_over(self) -> bool:
        """Three months or less, with the tasks as they were."""
        return self.days_added <= ROLL_OVER_DAYS and self.granted.kind in QUIET

    @property
    def tells_something(self) -> bool:
        return self.is_late or self.is_after_a_break or self.is_roll_over


@dataclass(frozen=True)
class ShownRenewal(Renewal):
    statement: MandateStatement


def renewals(missions: Iterable[int] | None = None) -> list[Renewal]:
    """Of all missions or of some, in the order of their documents.

    A renewal that follows days on which a mandate held, though no document read says so, is left
    out: it is not known what it renewed.
    """
    rows, mandates = MandateStatement.objects.all(), Mandate.objects.order_by()
    if missions is not None:
        rows, mandates = rows.filter(mission__in=missions), mandates.filter(mission__in=missions)
    read = rows.exclude(document__adopted_on=None)
    read = read.order_by("document__adopted_on", "document__number", "pk")
    by_coding: dict[int, dict[int, list[Granted]]] = defaultdict(lambda: defaultdict(list))
    for one in starmap(Granted, read.values_list(*COLUMNS, *GRANTED)):
        by_coding[one.mission][one.rank].append(one)
    by_mission = {mission: codings[min(codings)] for mission, codings in by_coding.items()}
    held = defaultdict(list)
    for mission, first, last in mandates.values_list("mission", "starts_on", "ends_on"):
        held[mission].append((first, last or date.max))
    found = [one for mission, own in by_mission.items() for one in _of_mission(own, held[mission])]
    return sorted(found, key=lambda one: (one.day, one.granted.name))


def shown(found: Iterable[Renewal]) -> list[ShownRenewal]:
    """Those that a page names, with mission and document."""
    found = list(found)
    statements = {one.pk: one for one in _statements([one.granted.key for one in found])}
    return [
        ShownRenewal(one.granted, one.ended, one.until, statements[one.granted.key])
        for one in found
    ]


_statements = InstancesAmong(
    lambda keys: (
        MandateStatement.objects.filter(pk__in=keys)
        .select_related("mission", "document")
        .only(*SHOWN)
        .order_by()
    )
)


def _of_mission(statements: list[Granted], held: list[tuple[date, date]]) -> Iterator[Renewal]:
    granted: date | None = None
    for one in statements:
        if one.kind == StatementKind.ENDS:
            granted = None
        elif one.until:
            if granted and one.until > granted and not _unread_between(granted, one.day, held):
                yield Renewal(one, granted, one.until)
            granted = one.until


def _unread_between(granted: date, renewed: date, held: list[tuple[date, date]]) -> bool:
    """Whether a mandate held on a day after the last one granted and before the renewal."""
    first_open, last_open = granted + DAY, renewed - DAY
    return first_open <= last_open and any(
        first <= last_open and last >= first_open for first, last in held
    )
