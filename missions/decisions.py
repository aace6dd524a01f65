"""The decisions that made a mission's mandate: until when, and what each changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from legal.models import Document
from missions.models import (
    ActionKind,
    Chapter,
    Mandate,
    MandateAction,
    MandateStatement,
    Mission,
    PersonnelCategory,
    StatementKind,
    StrengthCeiling,
)
from records.common.numbers import in_figures
from records.common.prepared import Instances
from records.reading.beside import LINK

ROLLED_OVER_DAYS = 100  # an extension of fewer days bridges a gap
# What pages show of a document that decided: its link, its day and how it was adopted.
DOCUMENT = (
    *(*LINK, "symbol", "number", "year", "url", "adopted_on", "adopted_precision"),
    *("adoption", "in_favour", "against", "abstaining"),
)
UNDER_VII = (Chapter.VII, Chapter.VII_VIII)
SHORT: dict[str, str] = {PersonnelCategory.MILITARY: gettext_noop("military personnel")}
STATED = {
    StatementKind.SETS_OUT: gettext_noop("states the tasks anew"),
    StatementKind.ADDS: gettext_noop("adds or changes tasks"),
    StatementKind.REDUCES: gettext_noop("takes tasks away"),
    StatementKind.ENDS: gettext_noop("ends the mandate"),
}


@dataclass(frozen=True)
class Decision:
    """A version of the mandate as the document that made it has it."""

    mandate: Mandate
    until: date | None  # as granted, though a later document may have cut it short
    changes: list[str]
    before: Document | None  # whose text its own may be compared with

    @property
    def document(self) -> Document:
        return self.mandate.document


@dataclass(frozen=True)
class AlikeDecisions:
    """What does not change from decision to decision is said once."""

    count: int
    under_vii: int
    force: str  # what all of them allow; empty where they differ or nobody coded it
    by_rule: int


def decisions_of(
    mandates: Sequence[Mandate],
    statements: Iterable[MandateStatement],
    ceilings: Iterable[StrengthCeiling],
    final: Iterable[int],
) -> list[Decision]:
    """The newest first. `final` are the documents that end the mission."""
    by_document = {one.document_id: one for one in statements}
    allowed = _by_document(ceilings)
    decisions: list[Decision] = []
    before, until = None, None
    for mandate in sorted(mandates, key=lambda one: one.starts_on):
        stated = by_document.get(mandate.document_id)
        changes = [
            _stated(mandate, stated, is_first=before is None),
            *allowed.get(mandate.document_id, ()),
            *_differing(before, mandate),
            _("final") if mandate.document_id in final else "",
        ]
        until = granted(mandate, stated, until)
        other: Document | None = None
        if before and before.document_id != mandate.document_id:
            other = before.document
        decisions.append(Decision(mandate, until, [one for one in changes if one], other))
        before = mandate
    return decisions[::-1]


def granted(
    mandate: Mandate, stated: MandateStatement | None, before: date | None = None
) -> date | None:
    """The last day that the document grants, whatever came of it.

    One that grants no time leaves the day granted `before`, if it was still to come.
    """
    by_action = mandate.action.until if mandate.action else None
    by_document = (stated.until if stated else None) or by_action
    goes_on = before if before and before >= mandate.starts_on else None
    return by_document or goes_on or mandate.ends_on


def _stated(mandate: Mandate, stated: MandateStatement | None, *, is_first: bool) -> str:
    if mandate.action and mandate.action.action == ActionKind.ESTABLISH:
        sets_out = stated and stated.statement == StatementKind.SETS_OUT
        return _("sets up the mission and its tasks") if sets_out else _("sets up the mission")
    if is_first and stated and stated.statement == StatementKind.SETS_OUT:
        return _("states its tasks")
    if stated and stated.statement in STATED:
        return _(STATED[StatementKind(stated.statement)])
    if stated and stated.statement == StatementKind.CARRIES_OVER:
        days = (stated.until - stated.day).days if stated.until else ROLLED_OVER_DAYS
        if days < ROLLED_OVER_DAYS:
            said = ngettext("rolls over for {days} day", "rolls over for {days} days", days)
            return said.format(days=days)
        return _("extends, with the tasks as before")
    return mandate.action.get_action_display().lower() if mandate.action else ""


def _by_document(ceilings: Iterable[StrengthCeiling]) -> Mapping[int, list[str]]:
    """By document the ceilings that it set or moved: «troops 17,000 → 12,500»."""
    moved: dict[int, list[str]] = defaultdict(list)
    ordered = sorted(ceilings, key=lambda one: (one.category, one.starts_on))
    for _category, held in groupby(ordered, key=lambda one: one.category):
        before: StrengthCeiling | None = None
        for one in held:
            short = SHORT.get(one.category)
            name = _(short) if short else one.get_category_display().lower()
            if before is None:
                moved[one.document_id].append(f"{name} {in_figures(one.persons)}")
            elif before.persons != one.persons:
                moved[one.document_id].append(
                    f"{name} {in_figures(before.persons)} → {in_figures(one.persons)}"
                )
            before = one
    return moved


def _differing(before: Mandate | None, mandate: Mandate) -> list[str]:
    if before is None:
        return []
    chapter = mandate.chapter != before.chapter and mandate.chapter != Chapter.UNSPECIFIED
    force = mandate.force_level != before.force_level and mandate.force_level
    return [
        _("now under {chapter}").format(chapter=mandate.get_chapter_display()) if chapter else "",
        _("now: {force}").format(force=mandate.get_force_level_display().lower()) if force else "",
    ]


def alike(mandates: Sequence[Mandate]) -> AlikeDecisions:
    allowed = {one.get_force_level_display() for one in mandates}
    return AlikeDecisions(
        len(mandates),
        sum(one.chapter in UNDER_VII for one in mandates),
        allowed.pop().lower() if len(allowed) == 1 else "",
        sum(bool(one.action and one.action.coding == "by_rule") for one in mandates),
    )


def final_documents(mission: Mission, day: date) -> dict[int, tuple[date, Document]]:
    """By id, the documents of a day that end the mission, with the day from which they do."""
    ending = ((one, one.document) for one in endings_of(mission.pk))
    return {
        document.pk: (action.effective_on, document)
        for action, document in ending
        if document.adopted_on and document.adopted_on <= day
    }


endings_of = Instances(
    lambda key: MandateAction.objects.filter(
        mission=key, action=ActionKind.TERMINATE
    ).select_related("document")
)
