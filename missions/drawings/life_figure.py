"""The whole life of a mission as a figure: its drawing, its account and its rows."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from missions.decisions import UNDER_VII
from missions.drawings.life import sheet_of
from missions.life import HeadOfMissionTerm, Life
from missions.models import Mission, MissionLeader
from records.common.drawing.figure import Figure
from records.common.periods import iso
from records.common.tables import PageTable
from records.models import Source

HEAD = ("what", "which", "first_day", "last_day", "persons", "basis")


def life_figure(mission: Mission, life: Life, counted_by: Sequence[Source]) -> Figure:
    name = mission.acronym or mission.name
    asked = f"?mission={mission.slug}"
    return Figure(
        name="life",
        page=mission.get_absolute_url(),
        of=name,
        title=life.finding,
        measured=_measured(life),
        table=PageTable(HEAD, _rows(life)),
        drawn=lambda width: sheet_of(life, width, _("{name}: the whole life").format(name=name)),
        keys=list(_keys(life)),
        method=" ".join(_method(life)),
        not_shown=_(
            "civilian staff; months of which no count is held, where the line breaks or stops."
        )
        if life.panels
        else _("civilian staff."),
        sources=counted_by,
        read_from=_("the documents themselves, of mandates and ceilings"),
        also=[
            (_("Counts as JSON"), f"{reverse('strengths-list')}{asked}&page_size=1000"),
            (_("Ceilings as JSON"), f"{reverse('strength-ceilings-list')}{asked}"),
        ],
    )


def _measured(life: Life) -> str:
    parts = [
        _("mandates"),
        *([_("heads of mission")] if life.heads else []),
        *([_("persons authorized")] if life.has_ceilings else []),
        *([_("persons deployed")] if life.has_counts else []),
    ]
    said = _("{parts}, {first} to {last}.").format(
        parts=", ".join(parts), first=life.first.year, last=life.last.year
    )
    said = said[:1].upper() + said[1:]
    if life.has_ceilings and life.has_counts:
        said += " " + _("Each ceiling stands beside the counts of the same persons.")
    return said


def _keys(life: Life) -> Iterator[tuple[str, str]]:
    if life.has_seven:
        yield "seven-bar", _("under Chapter VII")
    if life.has_others:
        yield "other-bar", _("mandate not under Chapter VII")
    if life.has_counts:
        yield "line", _("deployed")
    if life.has_ceilings:
        yield "ceiling", _("authorized")
    if life.has_guesses:
        yield "line guessed", _("interpolated between two counts")


def _method(life: Life) -> Iterator[str]:
    if life.has_counts:
        yield _("Military personnel are troops and observers at the end of a month.")
    if life.has_ceilings:
        yield _(
            "A ceiling is of all military personnel, or of troops where the document gives no "
            "other."
        )
    yield _("A mandate without a last day is drawn to the day shown.")
    if life.heads:
        yield _("A head of mission whose last day is not known is drawn dashed, to the next one.")
    if any(head.is_weak for head in life.heads):
        yield _("° marks one of whom the person, the days or the source are to be confirmed.")


def _rows(life: Life) -> Iterator[tuple]:
    for one in life.decisions:
        mandate = one.mandate
        chapter = "under Chapter VII" if mandate.chapter in UNDER_VII else ""
        until = one.until if one is life.decisions[-1] else mandate.ends_on
        which = one.document.symbol or one.document.name
        yield "mandate", which, iso(mandate.starts_on), iso(until), "", chapter
    for head in life.heads:
        yield "head of mission", head.leader.person, *_days(head.leader), "", _known(head)
    for panel in life.panels:
        for step in panel.steps:
            days = (iso(step.starts_on), iso(step.ends_on))
            yield "authorized", panel.title, *days, step.persons, ""
        for point in panel.points:
            basis = "interpolated" if point.is_guessed else "counted"
            yield "deployed", panel.title, iso(point.month, "month"), "", point.persons, basis


def _days(leader: MissionLeader) -> tuple[str, str]:
    """As exactly as they are known; a last day that is not known is empty."""
    return iso(leader.starts_on, leader.starts_precision), iso(
        leader.ends_on, leader.ends_precision
    )


def _known(head: HeadOfMissionTerm) -> str:
    with override("en"):  # as all words of a file
        said = ["" if head.is_end_known else "last day not known", head.leader.weakness]
    return "; ".join(one for one in [*said, "to be confirmed" if head.is_weak else ""] if one)
