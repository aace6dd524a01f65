"""From what documents state to the tasks in force from day to day: one pure function.

Documents apply in the order of their days, and of their numbers within a day. One that sets out
the tasks replaces all; one that adds or reduces changes some; one that carries over, or says
nothing, leaves them. An end applies from the day of the document, or after the day until which it
says; until then documents that follow apply as ever, and one that names another last day or sets
out the tasks anew takes the end back. When the last day granted has passed and nothing has
followed, the mandate has lapsed: what was in force is not, until a document takes it up again. A
document governs from its first day, so that what gives way ends on the day before. No task
outlives its operation. A task with a last day of its own ends with it, whoever carries over the
rest. What an end leaves for the withdrawal, until a day, is in force from the end to that day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from missions.models.tasks import StatementKind, TaskChange

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stated:
    """A line of a document on a task; `key` names the row that it was read from."""

    key: int
    task: int
    modality: str
    change: str = TaskChange.STATED.value
    until: date | None = None  # its own last day, where it has one


@dataclass(frozen=True)
class Statement:
    """What a document does to the tasks of a mission; `day` is that of its adoption."""

    day: date
    number: int
    kind: str
    until: date | None = None
    tasks: Sequence[Stated] = ()
    key: int = 0  # of the row that it was read from, where one is asked for


@dataclass(frozen=True)
class TaskSpan:
    """A line in force from its first day to its last; None while nothing ends it."""

    stated: Stated
    since: date  # the first day of the unbroken run of the task, whichever document states it
    starts_on: date
    ends_on: date | None


@dataclass
class TaskCourse:
    """What the statements come to."""

    spans: list[TaskSpan] = field(default_factory=list)
    lapses: list[tuple[date, date | None]] = field(default_factory=list)  # the last day, the next
    ends: list[tuple[date, date | None]] = field(default_factory=list)  # the same, by a document

    def lapsed_on(self, day: date) -> date | None:
        """The last day granted, where it had passed by `day` and nothing had followed."""
        return _last_before(day, self.lapses)

    def over_on(self, day: date) -> date | None:
        """The last day in force, where a document had ended it by `day` and nothing followed."""
        return _last_before(day, self.ends)


def _last_before(day: date, pauses: Iterable[tuple[date, date | None]]) -> date | None:
    for last, following in pauses:
        if last < day and (following is None or day < following):
            return last
    return None


Lines = tuple[Stated, ...]
Segment = tuple[date, date | None, Lines]  # first day, last day, and what is in force between


def course_of(statements: Iterable[Statement], closed_on: date | None = None) -> TaskCourse:
    """The tasks in force on every day, from the statements on one mission in one coding.

    `closed_on` is the last day of the operation, where it has one: no task outlives it.
    """
    heard = (one for one in statements if closed_on is None or one.day <= closed_on)
    ordered = sorted(heard, key=lambda one: (one.day, one.number))
    course, segments = TaskCourse(), list[Segment]()
    lines: Lines = ()
    left: Lines = ()  # what an end leaves for the withdrawal
    granted: date | None = None  # the last day granted
    is_ending = False  # that day is an end by a document
    for one, following in zip(ordered, [*ordered[1:], None], strict=False):
        if granted and granted < one.day:
            lines, granted, is_ending = left if is_ending else lines, None, False
        if one.kind == StatementKind.ENDS:
            granted, is_ending = max(one.until or one.day - DAY, one.day - DAY), True
            left = tuple(line for line in one.tasks if line.until)
        else:
            lines = _applied(one, lines)
            if one.until or (is_ending and one.kind == StatementKind.SETS_OUT):
                granted, is_ending = one.until, False
        last = following.day - DAY if following else closed_on
        if granted and (last is None or granted < last or (not following and granted == last)):
            pauses = course.ends if is_ending else course.lapses
            pauses.append((granted, following.day if following else None))
            segments.append((one.day, granted, lines))
            if is_ending:
                until = following.day - DAY if following else None
                segments.append((granted + DAY, until, left))
            continue
        if closed_on and not following:
            course.ends.append((closed_on, None))
        segments.append((one.day, last, lines))
    course.spans = list(_spans(part for one in segments for part in _cut(one)))
    return course


def _applied(one: Statement, lines: Lines) -> Lines:
    if one.kind in (StatementKind.CARRIES_OVER, StatementKind.NONE):
        return lines
    kept = () if one.kind == StatementKind.SETS_OUT else lines
    ended = {(line.task, line.modality) for line in one.tasks if line.change == TaskChange.ENDED}
    stated = tuple(line for line in one.tasks if line.change != TaskChange.ENDED)
    return (*(line for line in kept if (line.task, line.modality) not in ended), *stated)


def _cut(segment: Segment) -> Iterator[Segment]:
    """In parts, each of which ends where lines have a last day of their own."""
    first, last, lines = segment
    while True:
        lines = tuple(line for line in lines if line.until is None or line.until >= first)
        own = min((line.until for line in lines if line.until), default=None)
        if own is None or (last is not None and last <= own):
            yield first, last, lines
            return
        yield first, own, lines
        first = own + DAY


def _spans(segments: Iterable[Segment]) -> Iterator[TaskSpan]:
    """Joins what goes on from one segment to the next."""
    begun: dict[Stated, date] = {}
    runs: dict[tuple[int, str], date] = {}
    until: date | None = None
    for first, last, lines in segments:
        if last is not None and last < first:
            continue  # another document of the same day governs
        follows = until is not None and until + DAY == first
        before, runs_before = (begun, runs) if follows else ({}, {})
        yield from _closed(begun, runs, set(lines) if follows else set(), until)
        begun = {line: before.get(line, first) for line in lines}
        pairs = {(line.task, line.modality) for line in lines}
        runs = {pair: runs_before.get(pair, first) for pair in pairs}
        until = last
    yield from _closed(begun, runs, set(), until)


def _closed(
    begun: dict[Stated, date],
    runs: dict[tuple[int, str], date],
    going_on: set[Stated],
    last: date | None,
) -> Iterator[TaskSpan]:
    for line, first in begun.items():
        if line not in going_on:
            yield TaskSpan(line, runs[line.task, line.modality], first, last)
