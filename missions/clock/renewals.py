"""How mandates were renewed: in time, on their last day, late, or by a roll-over of a few weeks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from missions.models import Mandate, MandateStatement, StatementKind

DAY = timedelta(days=1)
ROLL_OVER_DAYS = 92  # three months: longer renewals are no roll-over
LATE_DAYS = 31  # after a longer break a mandate is taken up again, or a renewal was not read
QUIET = (StatementKind.CARRIES_OVER, StatementKind.NONE)


@dataclass(frozen=True)
class Renewal:
    """A document that grants a mission a later last day than the one it had."""

    statement: MandateStatement
    ended: date  # the last day granted before it

    @property
    def until(self) -> date:
        assert self.statement.until is not None  # noqa: S101 - or it were no renewal
        return self.statement.until

    @property
    def days_ahead(self) -> int:
        """Days between the document and the end that it moved; below zero where it came late."""
        return (self.ended - self.statement.day).days

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
        return self.days_added <= ROLL_OVER_DAYS and self.statement.statement in QUIET


def renewals(missions: Iterable[int] | None = None) -> list[Renewal]:
    """Of all missions or of some, in the order of their documents.

    A renewal that follows days on which a mandate held, though no document read says so, is left
    out: it is not known what it renewed.
    """
    # What neither sets a last day nor ends the mandate renews nothing.
    setting = Q(until__isnull=False) | Q(statement=StatementKind.ENDS)
    rows = MandateStatement.objects.counting().filter(setting)
    mandates = Mandate.objects.order_by()
    if missions is not None:
        rows, mandates = rows.filter(mission__in=missions), mandates.filter(mission__in=missions)
    by_mission: dict[int, list[MandateStatement]] = defaultdict(list)
    for row in rows.select_related("mission", "document").order_by(
        "document__adopted_on", "document__number", "pk"
    ):
        by_mission[row.mission_id].append(row)
    held = defaultdict(list)
    for mission, first, last in mandates.values_list("mission", "starts_on", "ends_on"):
        held[mission].append((first, last or date.max))
    found = [one for mission, own in by_mission.items() for one in _of_mission(own, held[mission])]
    return sorted(found, key=lambda one: (one.statement.day, one.statement.mission.name))


def _of_mission(
    statements: list[MandateStatement], held: list[tuple[date, date]]
) -> Iterator[Renewal]:
    granted: date | None = None
    for one in statements:
        if one.statement == StatementKind.ENDS:
            granted = None
        elif one.until:
            if granted and one.until > granted and not _unread_between(granted, one.day, held):
                yield Renewal(one, granted)
            granted = one.until


def _unread_between(granted: date, renewed: date, held: list[tuple[date, date]]) -> bool:
    """Whether a mandate held on a day after the last one granted and before the renewal."""
    return any(max(first, granted + DAY) <= min(last, renewed - DAY) for first, last in held)
