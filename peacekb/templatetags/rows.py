"""Rows of which a page has dozens, written at once: node by node they cost most of its time."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from legal.models import Document
from missions.across.task_years import TaskCount
from missions.across.timeline import MissionRow
from missions.counts import Count
from missions.decisions import Decision
from missions.drawings.lives import DrawnMission, Lives
from missions.drawings.spans import PeriodBar
from missions.mission_page import PostHeld
from missions.models import (
    CeilingBasis,
    MissionLeader,
    MissionRole,
    StrengthCeiling,
)
from missions.models.leaders import DatesRecalled, LeaderEvidence
from missions.panels import Involvement
from missions.templatetags.mandates import vote_in_short
from missions.votes import VotingMember
from peacekb.templatetags.layout import with_day
from peacekb.templatetags.peacekb import link, link_to, perhaps, period
from records.common.languages import Words
from records.common.numbers import in_figures
from records.common.periods import written
from records.models import Record
from records.reading.panels import DatedNumber

register = template.Library()


# Rows are formatted twice: once a table with the labels of its cells, then each with its own.
TERM = '<tr id="{{}}">{{}}<td data-label="{}">{{}} {{}}{{}}</td><td data-label="{}">{{}}</td></tr>'
DECIDED = (
    '<tr><th scope="row">{{}}</th><td data-label="{}">{{}}</td><td data-label="{}">{{}}</td>'
    '<td data-label="{}">{{}}</td><td data-label="{}">{{}}{{}}{{}}</td></tr>'
)
ALLOWED = (
    '<tr><th scope="row">{{}}</th><td data-label="{}">{{}}</td>'
    '<td data-label="{}" class="number">{{}}</td>'
    '<td data-label="{}" class="span">{{}}{{}}{{}}{{}}</td></tr>'
)


@register.simple_tag
def post_rows(posts: Iterable[PostHeld], day: date | None) -> SafeString:
    """The latest term in each post."""
    heads = format_html('<th scope="row">{{}}</th><td data-label="{}">{{}}</td>', _("Person"))
    latest = ((one.latest, (one.label, _person(one.latest, day))) for one in posts)
    return _terms(((leader, format_html(heads, *told)) for leader, told in latest), day)


@register.simple_tag
def leader_rows(leaders: Iterable[MissionLeader], day: date | None) -> SafeString:
    """Terms in one post."""
    head = '<th scope="row">{}</th>'
    return _terms(((one, format_html(head, _person(one, day))) for one in leaders), day)


def _terms(told: Iterable[tuple[MissionLeader, SafeString]], day: date | None) -> SafeString:
    rows = (
        (
            *(leader.anchor, heads, period(leader), perhaps(leader, day), _how_dated(leader)),
            _("recalled") if leader.evidence == LeaderEvidence.RECALLED else _source(leader, day),
        )
        for leader, heads in told
    )
    return format_html_join("", format_html(TERM, _("In post"), _("Source")), rows)


def _how_dated(leader: MissionLeader) -> SafeString | str:
    if leader.dates_recalled == DatesRecalled.NONE:
        return ""
    return _recalled(leader.get_dates_recalled_display())


def _person(leader: MissionLeader, day: date | None) -> SafeString:
    recalled = leader.evidence == LeaderEvidence.RECALLED
    parts = (
        conditional_escape(leader.person),
        _recalled(_("Recalled")) if recalled else "",
        _beside(" ", link(leader.nationality, day)),
        _beside(" ", _("acting") if leader.acting else ""),
        _beside("<br>", leader.note),
    )
    return SafeString("".join(parts))


def _source(leader: MissionLeader, day: date | None) -> SafeString:
    where: SafeString | str = leader.locator
    if leader.locator and leader.address:
        where = format_html('<a href="{}" rel="external">{}</a>', leader.address, leader.locator)
    source = leader.source
    named = (
        format_html("{}{}", source.name, _recalled(_("To be confirmed")))
        if source.is_weak
        else link(source, day)
    )
    return format_html("{}{}", named, _beside("<br>", where))


def _recalled(title: str) -> SafeString:
    return SafeString(f'<span class="recalled" title="{conditional_escape(title)}">°</span>')


def _beside(between: str, words: str) -> SafeString | str:
    """Quiet words, where there are any; by hand, as a table of leaders has hundreds."""
    if not words:
        return ""
    return SafeString(f'{between}<span class="quiet-text">{conditional_escape(words)}</span>')


QUIET = '<span class="quiet-text">{}</span>'


@register.simple_tag
def life_row(row: DrawnMission, lives: Lives, day: date | None) -> SafeString:
    """A mission on the line of years: its name, its days in words and its bars."""
    mission = row.mission
    words = ", ".join(row.words) if lives.tells_words else ""
    return format_html(
        '<tr><th scope="row">{}<span class="quiet-text narrow-only">{}{}</span></th>'
        "<td>{}{}{}{}{}</td><td>{}</td></tr>",
        link(mission, day, mission.acronym),
        mission.years,
        f", {words}" if words else "",
        period(mission),
        format_html(BADGE, "none", _("Never deployed")) if mission.never_deployed else "",
        format_html(BADGE, "perhaps", _("perhaps")) if row.perhaps else "",
        format_html("<br>{}", words) if words else "",
        format_html_join("", "<br>{}", ((_in_role(period(held)),) for held in row.own_days)),
        _bars(row, lives) if row.bars else format_html(MISSING, _("days not known")),
    )


@register.simple_tag
def timeline_row(row: MissionRow, width: float, height: float, day: date | None) -> SafeString:
    """A mission on the line of time of all missions."""
    mission = row.mission
    return format_html(
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
        link(mission, day, mission.acronym),
        period(mission),
        _on_the_line(row.bar, width, height)
        if row.bar
        else format_html(MISSING, _("days not known")),
    )


def _on_the_line(bar: PeriodBar, width: float, height: float) -> SafeString:
    look = "other-bar" if bar.faint else "fill-1" if bar.open else "fill-2"
    return SafeString(
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{look}" x="{bar.x}" width="{bar.width}"/></svg>'
    )


@register.simple_tag
def count_rows(counts: Iterable[Count], kind: str, day: date | None) -> SafeString:
    """Persons counted of missions or of what has no record, with bars."""
    kind = kind or "mission"
    return format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="number">{}</td><td class="bar-cell">'
        '<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar" width="{}" height="10"/></svg></td></tr>',
        (
            (
                link_to(kind, one.slug, one.label, day) if one.slug else one.label,
                in_figures(one.persons),
                str(one.percent),
            )
            for one in counts
        ),
    )


@register.simple_tag
def decided_rows(decisions: Iterable[Decision], day: date | None, compared: bool) -> SafeString:
    """Versions of a mandate: their document, how long, by what vote, and what each changed."""
    labels = _("Document"), _("Granted until"), _("Vote"), _("What it changed")
    comparing = reverse("compare_documents") if compared else ""
    rows = (_decided(one, day, comparing) for one in decisions)
    return format_html_join("", format_html(DECIDED, *labels), rows)


def _decided(one: Decision, day: date | None, comparing: str) -> tuple[str, ...]:
    mandate, document = one.mandate, one.document
    until = written(one.until) if one.until else _("not known")
    return (
        written(mandate.starts_on, mandate.starts_precision),
        link(document, day, document.symbol),
        _("open-ended") if mandate.open_ended else until,
        vote_in_short(document),
        _("; ").join(one.changes) or _("nothing that is coded"),
        _compared(comparing, one.before, document, day) if comparing and one.before else "",
        _beside("<br>", mandate.roe_note),
    )


def _compared(comparing: str, before: Document, document: Document, day: date | None) -> SafeString:
    target = with_day(comparing, day, {"a": before.slug, "b": document.slug})
    return format_html('<br><a href="{}">{}</a>', target, _("Compare with the one before"))


@register.simple_tag
def vote_cells(member: VotingMember) -> SafeString:
    """What a member did at each decision."""
    letters = [cell.letter for cell in member.cells]
    return SafeString("".join(f'<td class="{one}">{one}</td>' if one else EMPTY for one in letters))


@register.simple_tag
def shaded_cells(cells: list[TaskCount]) -> SafeString:
    """How many missions had a task in each year, the darker the more."""
    return SafeString("".join(f'<td class="q{one.shade}">{one.number}</td>' for one in cells))


@register.simple_tag
def ceiling_rows(ceilings: Iterable[StrengthCeiling], day: date | None) -> SafeString:
    """How many persons of a category each document allowed, and when."""
    row = format_html(ALLOWED, _("In force"), _("Persons"), _("Document"))
    return format_html_join("", row, (_allowed(one, day) for one in ceilings))


def _allowed(ceiling: StrengthCeiling, day: date | None) -> tuple[str, ...]:
    document, paragraph = ceiling.document, ceiling.paragraph
    computed = ceiling.basis == CeilingBasis.COMPUTED
    return (
        ceiling.get_category_display(),
        period(ceiling),
        in_figures(ceiling.persons),
        link(document, day, document.symbol),
        ", " + _("paragraph %(paragraph)s") % {"paragraph": paragraph} if paragraph else "",
        format_html(BADGE, "plain", _("computed")) if computed else "",
        _beside("<br>", ceiling.note),
    )


@register.simple_tag
def took_part(roles: list[MissionRole], day: date | None) -> SafeString:
    """Those who held a role."""
    told = ((link(role.actor, day), perhaps(role, day)) for role in roles)
    return format_html_join(", ", "{}{}", told)


@register.simple_tag
def contributed_to(part: Involvement, day: date | None) -> SafeString:
    """A mission, and when it was contributed to."""
    return format_html(
        "{} {}{}",
        link(part.mission, day, part.mission.acronym),
        format_html(QUIET, ", ".join(map(period, part.roles))),
        format_html(BADGE, "perhaps", _("perhaps")) if part.perhaps else "",
    )


EMPTY = "<td></td>"
BADGE = ' <span class="badge {}">{}</span>'
MISSING = '<span class="missing">{}</span>'


def _in_role(held: str) -> str:
    return _("in this role {held}").format(held=held)


def _bars(row: DrawnMission, lives: Lives) -> SafeString:
    drawn = (
        f'<rect class="{fill}{" vague" if bar.faint else ""}" x="{bar.x}" width="{bar.width}"/>'
        for bar, fill in row.bars
    )
    return SafeString(
        f'<svg viewBox="0 0 {lives.width} {lives.height}" preserveAspectRatio="none"'
        f' aria-hidden="true">{"".join(drawn)}</svg>'
    )


@register.simple_tag
def cells_of(record: Record, columns: list[tuple[Words, dict[int, DatedNumber]]]) -> SafeString:
    """What columns from above say of a record of a list."""
    told = ((label, _cell(cells.get(record.pk))) for label, cells in columns)
    return format_html_join("", '<td class="number" data-label="{}">{}</td>', told)


def _cell(cell: DatedNumber | None) -> SafeString | str:
    if cell is None:
        return ""
    when = '{}<br><span class="small quiet-text">{}</span>'
    number = in_figures(cell.number)
    return format_html(when, number, cell.when) if cell.when else number
