"""Mandates as periods, derived from what documents did to one mission.

Nothing here reads the database: the same actions always give the same mandates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, zip_longest

from missions.models.mandate import ActionKind, Chapter, ForceLevel
from records.common.periods import Precision

# What opens a mandate, and of several actions on one day the one that names it: first come first.
DEFINING = (
    ActionKind.ESTABLISH,
    ActionKind.AUTHORIZE_DEPLOYMENT,
    ActionKind.SET_MANDATE,
    ActionKind.EXTEND,
    ActionKind.EXPAND,
    ActionKind.ADJUST,
    ActionKind.REDUCE,
    ActionKind.AUTHORIZE_FORCE,
)
ENDING = (ActionKind.TERMINATE, ActionKind.TRANSITION)
FOUNDING = (ActionKind.ESTABLISH, ActionKind.AUTHORIZE_DEPLOYMENT)
GRANTING = (*FOUNDING, ActionKind.EXTEND)  # gives a period, open-ended where it names no end
PERIOD_KINDS = (*GRANTING, ActionKind.SET_MANDATE, ActionKind.EXPAND, ActionKind.ADJUST)


@dataclass(frozen=True)
class Action:
    """What a document did to the mission, on a day that is known.

    `until` is the last day of the period granted, or the last day on which force is authorized.
    `end_unknown` marks a period whose end the document leaves to a day not known.
    """

    document: str
    action: ActionKind
    effective_on: date
    until: date | None = None
    end_unknown: bool = False
    paragraph: str = ""
    chapter_vii: bool = False
    force_level: ForceLevel | None = None


@dataclass(frozen=True)
class MissionEnd:
    """The mission's last day; none with the precision "day" while the mission lasts."""

    ends_on: date | None = None
    precision: Precision = Precision.DAY


@dataclass(frozen=True)
class DerivedMandate:
    """One version of a mandate. `documents` are all that acted on its first day."""

    rank: int
    starts_on: date
    ends_on: date | None
    ends_precision: Precision
    open_ended: bool
    action: Action
    documents: tuple[str, ...]
    chapter: Chapter
    force_level: ForceLevel | None


@dataclass(frozen=True)
class _Term:
    """How long a mandate was granted, before the next one or an ending cuts it short."""

    until: date | None = None
    open_ended: bool = False

    def covers(self, day: date) -> bool:
        return self.open_ended or (self.until is not None and self.until >= day)


@dataclass(frozen=True)
class _Version:
    starts_on: date
    actions: tuple[Action, ...]
    term: _Term
    chapter: Chapter
    force_level: ForceLevel | None


@dataclass(frozen=True)
class _Course:
    """What every version of one mission's mandate is judged by."""

    actions: Sequence[Action]
    endings: list[date]
    chapter: Chapter
    force_level: ForceLevel | None


def derive_mandates(
    actions: Sequence[Action],
    mission_end: MissionEnd,
    *,
    chapter: Chapter = Chapter.UNSPECIFIED,
    force_level: ForceLevel | None = None,
) -> list[DerivedMandate]:
    """The mission's mandates in order of time; no two share a day.

    Actions of one day make one mandate, and a founding action brings all earlier ones to its own
    day. A mandate runs to the end of the period granted, to the eve of the next mandate or to
    the day of an ending, whichever comes first; a change without a period of its own keeps the
    one that is running, and begins nothing after an ending. An ending counts only where nothing
    grants a period on the same day: a part of a mission may pass to another. What has no end of
    its own ends with the mission.

    `chapter` and `force_level` hold until an action invokes Chapter VII or authorizes force.
    Without an action that grants a period there is no mandate.

    Raises ValueError when a period ends before it begins.
    """
    for act in actions:
        if act.until and act.until < act.effective_on:
            raise ValueError(f"{act.document} grants a period that ends before it begins.")
    days = _by_day(actions)
    course = _Course(actions, [day for day, acts in days if _ends(acts)], chapter, force_level)
    versions: list[_Version] = []
    for day, acts in days:
        version = _version(day, acts, versions[-1] if versions else None, course)
        if version:
            versions.append(version)
    return [
        _mandate(rank, version, following.starts_on if following else None, course, mission_end)
        for rank, (version, following) in enumerate(zip_longest(versions, versions[1:]), start=1)
    ]


def _by_day(actions: Sequence[Action]) -> list[tuple[date, list[Action]]]:
    """Actions by the day on which they took effect, none before the founding ones."""
    founded_on = min((act.effective_on for act in actions if act.action in FOUNDING), default=None)

    def day_of(act: Action) -> date:
        return max(act.effective_on, founded_on) if founded_on else act.effective_on

    ordered = sorted(actions, key=day_of)
    return [(day, list(acts)) for day, acts in groupby(ordered, key=day_of)]


def _ends(acts: list[Action]) -> bool:
    kinds = {act.action for act in acts}
    return not kinds.isdisjoint(ENDING) and kinds.isdisjoint(GRANTING)


def _version(
    day: date, acts: list[Action], last: _Version | None, course: _Course
) -> _Version | None:
    """The version that begins on `day`; None where nothing of weight changes."""
    defining = [act for act in acts if act.action in DEFINING]
    granting = any(act.action in GRANTING for act in defining)
    if last and any(last.starts_on <= ending < day for ending in course.endings):
        last = None
    if day in course.endings or not defining or not (granting or last):
        return None
    level = _force_on(day, course)
    only_force = all(act.action == ActionKind.AUTHORIZE_FORCE for act in defining)
    if last and only_force and level == last.force_level:
        return None
    chapter = last.chapter if last else course.chapter
    if any(act.chapter_vii for act in defining):
        chapter = Chapter.VII
    running = last.term if last and last.term.covers(day) else None
    return _Version(day, tuple(defining), _term(defining, running), chapter, level)


def _force_on(day: date, course: _Course) -> ForceLevel | None:
    """The level last authorized and not lapsed, else the one of the course."""
    in_force = [
        act
        for act in course.actions
        if act.force_level and act.effective_on <= day and (not act.until or act.until >= day)
    ]
    if not in_force:
        return course.force_level
    return sorted(in_force, key=lambda act: act.effective_on)[-1].force_level


def _term(acts: list[Action], running: _Term | None) -> _Term:
    """The period granted on one day; that of the running mandate where no action grants one."""
    untils = [act.until for act in acts if act.until and act.action in PERIOD_KINDS]
    if untils:
        return _Term(until=max(untils))
    if any(act.end_unknown for act in acts):
        return _Term()
    if any(act.action in GRANTING for act in acts):
        return _Term(open_ended=True)
    return running or _Term()


def _mandate(
    rank: int,
    version: _Version,
    next_on: date | None,
    course: _Course,
    mission_end: MissionEnd,
) -> DerivedMandate:
    ends_on, precision, open_ended = _end(version, next_on, course.endings, mission_end)
    action = min(version.actions, key=lambda act: DEFINING.index(act.action))
    return DerivedMandate(
        rank=rank,
        starts_on=version.starts_on,
        ends_on=ends_on,
        ends_precision=precision,
        open_ended=open_ended,
        action=action,
        documents=tuple(dict.fromkeys(act.document for act in version.actions)),
        chapter=version.chapter,
        force_level=version.force_level,
    )


def _end(
    version: _Version, next_on: date | None, endings: list[date], mission_end: MissionEnd
) -> tuple[date | None, Precision, bool]:
    """Last day, its precision, and whether the mandate was open-ended."""
    term = version.term
    known = [
        *([term.until] if term.until else []),
        *([next_on - timedelta(days=1)] if next_on else []),
        *[day for day in endings if day >= version.starts_on],
    ]
    if known:
        return min(known), Precision.DAY, term.open_ended
    if mission_end.ends_on and mission_end.ends_on >= version.starts_on:
        return mission_end.ends_on, mission_end.precision, term.open_ended
    if term.open_ended and mission_end == MissionEnd():
        return None, Precision.DAY, True
    return None, Precision.UNKNOWN, False
