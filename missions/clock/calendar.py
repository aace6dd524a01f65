"""What the page of the clock shows: months ahead, and what became of the ends behind."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from missions.clock.due import months_after
from missions.clock.renewals import ShownRenewal, renewals, shown
from missions.models import ClockKind, DueDay
from missions.models.duties import DueDayQuerySet

MONTHS_AHEAD = 12
MONTHS_BEHIND = 6


@dataclass(frozen=True)
class Month:
    """The days of a month on which something is due, in order."""

    first: date
    due: list[DueDay] = field(default_factory=list)

    @property
    def ends(self) -> int:
        return sum(one.kind == ClockKind.EXPIRY for one in self.due)

    @property
    def reports(self) -> int:
        return len(self.due) - self.ends


def months_ahead(rows: DueDayQuerySet, day: date) -> list[Month]:
    """The next twelve months, empty ones too, by what documents of that day ask and grant."""
    last = months_after(day, MONTHS_AHEAD)
    known = rows.known_on(day).filter(day__gte=day, day__lte=last).for_pages()
    found = {
        first: list(own)
        for first, own in groupby(known.order_by("day", "mission__name", "pk"), key=_month)
    }
    start = day.replace(day=1)
    firsts = [months_after(start, number) for number in range(MONTHS_AHEAD + 1)]
    return [Month(first, found.get(first, [])) for first in firsts]


def _month(one: DueDay) -> date:
    return one.day.replace(day=1)


@dataclass(frozen=True)
class Ended:
    """A last day that has passed, and what followed, as far as documents held say."""

    due: DueDay
    renewal: ShownRenewal | None
    is_read: bool  # whether the base reaches that day


def ends_behind(rows: DueDayQuerySet, day: date, until: date | None) -> list[Ended]:
    """Mandates whose last day fell in the six months before, the latest first.

    The base reaches `until`.
    """
    first = months_after(day, -MONTHS_BEHIND)
    ends = list(
        rows.known_on(day)
        .filter(kind=ClockKind.EXPIRY, day__gte=first, day__lt=day)
        .for_pages()
        .order_by("-day", "mission__name", "pk")
    )
    moved = rows.filter(
        kind=ClockKind.EXPIRY, followed_by__adopted_on__gte=first, followed_by__adopted_on__lte=day
    )
    ends += [one for one in moved.for_pages() if one not in ends]
    asked = {(one.mission_id, one.day) for one in ends}
    found = [one for one in renewals({mission for mission, _ in asked}) if one.day <= day]
    renewed = shown(one for one in found if (one.granted.mission, one.ended) in asked)
    by_end = {(one.granted.mission, one.ended): one for one in renewed}
    told = [
        Ended(one, by_end.get((one.mission_id, one.day)), bool(until and one.day <= until))
        for one in ends
    ]
    return sorted(told, key=_happened, reverse=True)


def _happened(ended: Ended) -> tuple[date, str]:
    """The day on which it was decided, or on which nothing was."""
    return ended.renewal.day if ended.renewal else ended.due.day, ended.due.mission.name


def busiest(months: list[Month]) -> Month | None:
    """The month in which most mandates end, if any does."""
    counted = Counter({month.first: month.ends for month in months})
    first, most = counted.most_common(1)[0]
    return next(month for month in months if month.first == first) if most else None
