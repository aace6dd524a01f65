"""The answer at the head of a mission's page: the mandate in force on a day, or why none is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Document
from missions.decisions import granted
from missions.models import (
    ClockKind,
    DueDay,
    Mandate,
    MandateStatement,
    Mission,
    MissionRelation,
    MissionRole,
    Role,
    StatementKind,
)
from missions.models.relations import SUCCESSIONS
from records.common.numbers import count_of
from records.common.periods import Precision

Ends = Mapping[int, tuple[date, Document]]


class StatusOnDay(StrEnum):
    """How a mission stands on a day."""

    NEVER = gettext_noop("Never deployed")
    NOT_BEGUN = gettext_noop("Not yet begun")
    NOW = gettext_noop("Under way")
    PERHAPS = gettext_noop("Perhaps under way")
    ENDED = gettext_noop("Ended")


def status_on(mission: Mission, day: date) -> StatusOnDay:
    if mission.never_deployed:
        return StatusOnDay.NEVER
    if mission.starts_on and day < mission.starts_on:
        return StatusOnDay.NOT_BEGUN
    if mission.ends_on and mission.ends_on < day:
        return StatusOnDay.ENDED
    return StatusOnDay.NOW if mission.surely_active_on(day) else StatusOnDay.PERHAPS


@dataclass(frozen=True)
class MissionAnswer:
    """What a reader came for. `mandate` is the one in force, or else the last that was."""

    status: StatusOnDay
    in_force: bool
    mandate: Mandate | None = None
    document: Document | None = None  # that grants the last day, or ended the mission
    until: date | None = None
    is_final: bool = False
    deciders: list[MissionRole] = field(default_factory=list)
    successors: list[MissionRelation] = field(default_factory=list)

    @property
    def changed_by(self) -> Document | None:
        """What later changed the mandate without granting more time."""
        changed = self.mandate and self.mandate.document != self.document
        return self.mandate.document if self.mandate and changed else None


def answer_on(
    mission: Mission,
    day: date,
    mandates: Sequence[Mandate],
    statements: Sequence[MandateStatement],
    due: Sequence[DueDay],
    ends: Ends,
    roles: Sequence[MissionRole],
    relations: Sequence[MissionRelation],
) -> MissionAnswer:
    """From mandates, statements and ends of that day or before."""
    status = status_on(mission, day)
    deciders = [one for one in roles if one.role == Role.AUTHORISING]
    now = next((one for one in mandates if one.surely_active_on(day)), None)
    if now and status != StatusOnDay.ENDED:
        granting, until = _grant(now, due, statements)
        return MissionAnswer(status, True, now, granting, until, granting.pk in ends, deciders)
    within = [one for one in mandates if not mission.ends_on or one.starts_on <= mission.ends_on]
    last = max(within, key=lambda one: one.starts_on, default=None)
    until = _grant(last, (), statements)[1] if last else None
    if status != StatusOnDay.ENDED:
        return MissionAnswer(status, False, last, until=until, deciders=deciders)
    after = [one for one in relations if one.predecessor_id == mission.pk]
    followed = [one for one in after if one.kind in SUCCESSIONS]
    document = _ended_by(statements, ends)
    return MissionAnswer(
        status, False, last, document, until, deciders=deciders, successors=followed
    )


def _grant(
    mandate: Mandate, due: Sequence[DueDay], statements: Sequence[MandateStatement]
) -> tuple[Document, date | None]:
    """The document that grants the last day, and the day; the clock knows what came later."""
    expiry = next((one for one in due if one.kind == ClockKind.EXPIRY), None)
    if expiry:
        return expiry.document, expiry.day
    stated = next((one for one in statements if one.document_id == mandate.document_id), None)
    return mandate.document, None if mandate.open_ended else granted(mandate, stated)


def _ended_by(statements: Sequence[MandateStatement], ends: Ends) -> Document | None:
    ending = [one.document for one in statements if one.statement == StatementKind.ENDS]
    named = [document for _, document in ends.values()]
    return max(ending or named, key=lambda one: one.adopted_on or date.min, default=None)


def lasted(mission: Mission, day: date) -> str:
    """«14 years, 11 months» from its first day to its last, or to `day`; empty if not known."""
    last = min(mission.ends_on or day, day)
    open_end = mission.ends_on is None and mission.ends_precision == Precision.UNKNOWN
    if mission.starts_on is None or open_end or last < mission.starts_on:
        return ""
    months = (last.year - mission.starts_on.year) * 12 + last.month - mission.starts_on.month
    months -= last.day < mission.starts_on.day
    parts = [(months // 12, _("year,years")), (months % 12, _("month,months"))]
    counted = ", ".join(count_of(number, unit) for number, unit in parts if number)
    is_vague = Precision.YEAR in (mission.starts_precision, mission.ends_precision)
    said = _("about {time}") if is_vague else "{time}"
    return said.format(time=counted or _("less than a month"))
