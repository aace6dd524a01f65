"""Rows of the tables of missions and states, written at once as those of `rows.py` are."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from missions.clock.renewals import ShownRenewal
from missions.drawings.contributors import ByCategory, Given
from missions.drawings.periods import MonthOrYear
from missions.listing import hosts_of, leads_of
from missions.models import Mandate, Mission, Strength
from missions.tasks.showing import Stating
from organizations.members import Member
from organizations.models import MembershipKind
from peacekb.templatetags.peacekb import at, link, number_cells, perhaps, period, thousands
from peacekb.templatetags.rows import cells_of
from records.common.languages import Words, in_language
from records.common.numbers import count_of, in_figures
from records.common.periods import written
from records.reading.panels import DatedNumber

register = template.Library()

CELL = '<td data-label="{}">{}</td>'
NUMBER = '<td class="number" data-label="{}">{}</td>'
QUIET = '<span class="quiet-text">{}</span>'
SMALL = '<br><span class="small quiet-text">{}</span>'
MISSING = '<span class="missing">{}</span>'


@register.simple_tag(takes_context=True)
def mission_rows(context: template.Context, missions: Iterable[Any]) -> SafeString:
    """Each mission, with its mandate and numbers on the day where the page has read them."""
    day, on = context.get("day"), context.get("on")
    strength: Mapping[int, Strength] = context.get("strength") or {}
    where, when, led, what = _("Where"), _("When"), _("Led by"), _("What")
    until, uniformed = _("Mandate until"), _("Uniformed")
    newest: Mapping[int, Mandate] = context.get("newest") or {}
    missing = format_html(MISSING, _("not yet coded"))
    listed = [*missions]
    ids = [mission.pk for mission in listed]
    hosts, leading = hosts_of(ids), leads_of(ids)
    rows = []
    for mission in listed:
        lasting = perhaps(mission, day)
        states = ", ".join(hosts.get(mission.pk, ()))
        led_by = leading.get(mission.pk, ())
        leads = format_html_join(", ", "{}", ((link(role.actor, day),) for role in led_by))
        cells = [
            format_html('<th scope="row">{}</th>', _named(mission, day)),
            format_html(CELL, where, states),
            format_html(CELL, when, format_html("{} {}", period(mission), lasting)),
        ]
        if newest:
            held = newest.get(mission.pk)
            told = _mandate(mission, held, day, on) if held else missing
            cells.append(format_html(CELL, until, told))
        cells.append(format_html(CELL, led, leads or missing))
        cells.append(format_html(CELL, what, mission.get_type_display()))
        if strength:
            cells.append(format_html(NUMBER, uniformed, _counted(strength.get(mission.pk))))
        rows.append((SafeString("".join(cells)),))
    return format_html_join("", "<tr>{}</tr>", rows)


def _named(mission: Mission, day: date | None) -> SafeString:
    short = format_html('<a href="{}">{}</a>', at(mission, day), mission.acronym or mission.name)
    return format_html("{}<br>" + QUIET, short, mission.name) if mission.acronym else short


def _mandate(mission: Mission, mandate: Mandate, day: date | None, on: Any) -> SafeString:
    if mandate.ends_on:
        ends: SafeString | str = written(mandate.ends_on, mandate.ends_precision)
        if not mission.ends_on and mandate.ends_on < on:
            later = _("none is held after it")
            ends = format_html('{} <span class="small quiet-text">{}</span>', ends, later)
    else:
        ends = _("no end date") if mandate.open_ended else _("not known")
    document = mandate.document
    said = '{}<br><span class="small">{}</span>'
    return format_html(said, ends, link(document, day, document.symbol))


def _counted(counted: Strength | None) -> SafeString:
    if counted is None:
        return format_html(QUIET, _("no count"))
    number = "" if counted.deployed is None else in_figures(counted.deployed)
    return format_html("{}" + SMALL, number, written(counted.month, "month"))


@register.simple_tag
def state_rows(
    states: Iterable[Any],  # with `un_periods`
    day: date | None,
    columns: list[tuple[Words, dict[int, DatedNumber]]],
    lettered: bool,
) -> SafeString:
    """Each state; where they stand by the alphabet the first of a letter is its anchor."""
    code, kind, region, member = _("Code"), _("Kind"), _("Region"), _("In the United Nations")
    rows, letter = [], ""
    for state in states:
        held = _("; ").join(f"{one.get_kind_display()} {period(one)}" for one in state.un_periods)
        anchor: SafeString | str = ""
        if lettered and state.name[0] != letter:
            letter = state.name[0]
            anchor = format_html(' id="letter-{}"', letter)
        told = (
            (code, state.code),
            (kind, state.get_kind_display()),
            (region, in_language(state.subregion or state.region)),
            (member, held),
        )
        cells = format_html_join("", CELL, told)
        rows.append((anchor, link(state, day), cells, cells_of(state, columns)))
    return format_html_join("", '<tr{}><th scope="row">{}</th>{}{}</tr>', rows)


@register.simple_tag
def seat_rows(members: Iterable[Member], day: date | None) -> SafeString:
    """Each state that held a seat: its group at last, and the years of every term."""
    permanent = _("permanent)")
    rows = (
        (
            link(member.state, day),
            member.periods[-1].get_regional_group_display(),
            len(member.periods),
            ", ".join(
                f"{term.years} ({permanent}"
                if term.kind == MembershipKind.PERMANENT
                else term.years
                for term in member.periods
            ),
        )
        for member in members
    )
    return format_html_join(
        "",
        '<tr><th scope="row">{}</th><td>{}</td><td class="number">{}</td><td>{}</td></tr>',
        rows,
    )


@register.simple_tag
def given_row(
    one: Given, parts: ByCategory | None, before: MonthOrYear | None, day: date | None
) -> SafeString:
    """What a state gave to a mission: by category and beside a time before, where one is held."""
    told = [one.women_percent, *((thousands(one.before), one.change) if before else ())]
    return format_html(
        '<tr><th scope="row">{}. {}</th>{}{}{}</tr>',
        *(one.rank, link(one.state, day), number_cells([one.persons])),
        number_cells(parts.states[one.state.pk]) if parts else "",
        format_html_join("", '<td class="number">{}</td>', ((words,) for words in told)),
    )


@register.simple_tag
def renewal_rows(renewals: Iterable[ShownRenewal], day: date | None) -> SafeString:
    """Each mission with the last day that it had, and what a document did to it."""
    row = format_html(
        '<tr><th scope="row">{{}}</th><td data-label="{}" class="nowrap">{{}}</td>'
        '<td class="span" data-label="{}">{{}}</td></tr>',
        *(_("Last day before"), _("What followed")),
    )
    told = (
        (
            link(one.statement.mission, day, one.statement.mission.acronym),
            *(written(one.ended), renewed(one, day)),
        )
        for one in renewals
    )
    return format_html_join("", row, told)


@register.simple_tag
def renewed(renewal: ShownRenewal, day: date | None) -> SafeString:
    """What a document did to the last day, in words."""
    document = renewal.statement.document
    said = _("%(adopted_on)s: renewed to %(until)s,") % {
        "adopted_on": written(document.adopted_on),
        "until": written(renewal.until),
    }
    linked = link(document, day, document.symbol)
    return format_html("{}, {} {}{}", linked, said, _how_late(renewal), _rolled_over(renewal))


def _how_late(renewal: ShownRenewal) -> SafeString | str:
    if renewal.days_late > 0:
        late = format_html(' <span class="chip solid">{}</span>', _("late"))
        told = {"days_late": count_of(renewal.days_late, _("day,days"))}
        return format_html(
            "{}{}", _("%(days_late)s after the end") % told, late if renewal.is_late else ""
        )
    if renewal.on_last_day:
        return format_html('<span class="chip">{}</span>', _("on the last day"))
    told = {"days_ahead": count_of(renewal.days_ahead, _("day,days"))}
    return _("%(days_ahead)s before the end") % told


def _rolled_over(renewal: ShownRenewal) -> SafeString | str:
    if not renewal.is_roll_over:
        return ""
    told = {"days_added": count_of(renewal.days_added, _("day,days"))}
    return format_html(' <span class="chip">{}</span>', _("roll-over of %(days_added)s") % told)


@register.simple_tag
def stating_row(one: Stating, day: date | None) -> SafeString:
    """A document with what it does, and the tasks that it states, adds or ends."""
    statement, until = one.statement, one.statement.until
    ends = _("until %(until)s") % {"until": written(until)} if until else ""
    told = ((_(task), ", ".join(manners)) for task, manners in one.tasks.items())
    tasks = format_html_join(", ", '{} <span class="quiet-text">({})</span>', told)
    return format_html(
        '<tr><th scope="row" class="nowrap">{}<br><span class="quiet-text">{}</span></th>'
        '<td data-label="{}" class="span">{}{}</td><td data-label="{}" class="span">{}</td></tr>',
        link(statement.document, day, statement.document.symbol),
        written(statement.day),
        *(_("What it does"), statement.get_statement_display().lower()),
        format_html('<br><span class="quiet-text">{}</span>', ends) if ends else "",
        *(_("Tasks"), tasks or format_html(QUIET, pgettext("tasks", "none"))),
    )
