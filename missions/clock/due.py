"""From what documents ask and grant to the days on which something is due: one pure function.

A duty is due by the day named, or so many days after the adoption of its document. One that comes
back is counted from the adoption, or from the day that it says; months are counted from that day,
and where a month is too short its last day is meant; nothing is due before the adoption. It goes on

- to the last day granted, renewals included, as the statements have it (`in_force.py`), or to the
  end of the mission where that is earlier. Of an open-ended mandate to the end of the mission, or
  for 24 months after the last document read on it: nobody has read what comes later;
- until a later document that renews the mandate (it names a last day, sets out the tasks or
  carries them over) states a duty of the same kind. A document that only adds, or asks for one
  report more, takes nothing away. Under an open-ended mandate, which nothing renews, any later
  document that states a duty of the kind replaces it. What reports are about is not coded: a
  renewal with one duty of the kind replaces all of the kind;
- to the day up to which alone it is asked.

An expiry is the last day that a document grants. What had named another one, or ended the mandate,
by that day, stands beside it.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from missions.models.tasks import StatementKind
from missions.tasks.in_force import DAY, Statement, TaskCourse, course_of
from records.common.filters import LAST_DAY

MONTHS_UNREAD = 24
RENEWING = (StatementKind.SETS_OUT, StatementKind.CARRIES_OVER)


@dataclass(frozen=True)
class Duty:
    """A duty as a document states it; `key` names its row, `day` is that of the adoption."""

    key: int
    day: date
    number: int
    kind: str
    every_months: int | None = None
    every_days: int | None = None
    within_days: int | None = None
    due: date | None = None
    counted_from: date | None = None
    until: date | None = None

    @property
    def recurs(self) -> bool:
        return bool(self.every_months or self.every_days)

    @property
    def place(self) -> tuple[date, int]:
        """Of its document among those on the mission."""
        return self.day, self.number


def due_days(
    duties: Iterable[Duty], statements: Iterable[Statement], ends_on: date | None
) -> Iterator[tuple[Duty, date]]:
    """Every day on which a duty is due, from all that is stated of one mission in one coding."""
    duties, statements = list(duties), list(statements)
    course = course_of(statements)
    for duty in duties:
        last = LAST_DAY
        if duty.recurs:
            granted = _granted_from(duty.day, course)
            last = _last_day(duty, duties, statements, granted, ends_on)
        for day in _days(duty):
            if day > last:
                break
            yield duty, day


def _days(duty: Duty) -> Iterator[date]:
    """Without an end where the duty comes back, but for the last day that lists can ask for."""
    start = duty.counted_from or duty.day
    if max(start, duty.day) > LAST_DAY:
        return
    if duty.due:
        yield duty.due
    elif duty.within_days:
        yield duty.day + timedelta(duty.within_days)
    else:
        times = 1
        while (day := _after(start, times, duty)) <= LAST_DAY:
            if day > duty.day:  # what had been due before, nobody had asked
                yield day
            times += 1


def _after(start: date, times: int, duty: Duty) -> date:
    if duty.every_months:
        return months_after(start, times * duty.every_months)
    return start + timedelta(times * (duty.every_days or 0))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one where it is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _granted_from(day: date, course: TaskCourse) -> date | None:
    """The last day granted without a break from a day on; None of an open-ended mandate."""
    pauses = [last for last, _ in (*course.lapses, *course.ends) if last >= day - DAY]
    return min(pauses, default=None)


def _last_day(
    duty: Duty,
    duties: Sequence[Duty],
    statements: Sequence[Statement],
    granted: date | None,
    ends_on: date | None,
) -> date:
    renewals = {(one.day, one.number) for one in statements if one.until or one.kind in RENEWING}
    replaced = [
        other.day - DAY
        for other in duties
        if other.kind == duty.kind
        and other.place > duty.place
        and (granted is None or other.place in renewals)
    ]
    read = max([one.day for one in statements] + [one.day for one in duties])
    ends = [day for day in (granted, ends_on) if day] or [
        months_after(min(read, LAST_DAY), MONTHS_UNREAD)
    ]
    return min(*ends, *replaced, duty.until or LAST_DAY, LAST_DAY)


def expiries(
    statements: Iterable[Statement],
) -> Iterator[tuple[Statement, date, Statement | None]]:
    """Each last day granted, and the statement that by then had named another or ended all."""
    ordered = sorted(statements, key=lambda one: (one.day, one.number))
    for at, one in enumerate(ordered, 1):
        if last := one.until:
            later = (other for other in ordered[at:] if other.day <= last)
            yield one, last, next((other for other in later if _moves(other, last)), None)


def _moves(statement: Statement, last: date) -> bool:
    return statement.kind == StatementKind.ENDS or statement.until not in (None, last)
