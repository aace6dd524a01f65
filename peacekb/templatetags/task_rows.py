"""Tasks of missions in lists and in their matrix, written at once as those of `rows.py` are."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, groupby

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from legal.models import Document
from missions.models import MandateTask, TaskPeriod
from missions.models.tasks import TaskBasis, TaskStrength
from missions.tasks.renewals import ACTS, TaskRow
from missions.tasks.showing import ParagraphLine, ShownTask
from missions.templatetags.mandates import number_alone
from peacekb.templatetags.peacekb import at, link
from records.common.numbers import count_of
from records.common.periods import written

register = template.Library()

EXTERNAL = mark_safe(' rel="external"')
NO_LONGER = mark_safe(' class="out"')
MOST_DOCUMENTS = 4  # beside a task in force; of more the page of all documents tells


@register.simple_tag
def task_items(found: Iterable[ShownTask], main: Document | None, day: date | None) -> SafeString:
    """Tasks in force: how far the mission goes in each, where it is stated, and since when."""
    return format_html_join(
        "",
        '<li><b>{}</b><span><span class="chip{}">{}</span></span>'
        '<span class="small">{}, {}{}</span></li>',
        (_shown(one, main, day) for one in found),
    )


def _shown(one: ShownTask, main: Document | None, day: date | None) -> tuple[str, ...]:
    weight = one.weight
    return (
        *(_(one.task.name), " solid" if weight is ACTS else "", _(weight.words)),
        format_html_join(_("; "), "{}{}", _stated(one.lines, main, day)),
        _("since %(since)s") % {"since": written(one.since)},
        _carried_on(len(one.carried_by)),
    )


def _carried_on(renewals: int) -> str:
    told = {"carried_by": count_of(renewals, _("renewal,renewals"))}
    return ", " + _("carried on by %(carried_by)s") % told if renewals else ""


def _stated(
    lines: list[ParagraphLine], main: Document | None, day: date | None
) -> Iterator[tuple[str, SafeString | str]]:
    """Each modality and each document is named once."""
    for _modality, of_one in groupby(lines, key=lambda line: line.period.modality):
        by_document = [list(of) for _pk, of in groupby(of_one, key=lambda line: line.document.pk)]
        said = f"{by_document[0][0].period.get_modality_display().lower()}: "
        for place in _places(by_document):
            yield said, place if isinstance(place, str) else _line(place, main, day)
            said = ""


def _places(by_document: list[list[ParagraphLine]]) -> list[ParagraphLine | str]:
    """The paragraphs of a modality; of many documents only those of the first and the last."""
    if len(by_document) <= MOST_DOCUMENTS:
        return list(chain.from_iterable(by_document))
    documents = count_of(len(by_document) - 2, _("document,documents"))
    between = _("{documents} in between").format(documents=documents)
    return [*by_document[0], between, *by_document[-1]]


def _line(line: ParagraphLine, main: Document | None, day: date | None) -> SafeString:
    stated = line.period.stated
    parts = (
        _("(encouraged)") + " " if stated.strength == TaskStrength.ENCOURAGED else "",
        f"{stated.target}, " if stated.target else "",
        _place(line, main, day),
        _how_weak(stated),
        ", " + _("until %(until)s") % {"until": written(stated.until)} if stated.until else "",
    )
    return SafeString("".join(map(conditional_escape, parts)))


@register.simple_tag
def stated_in(period: TaskPeriod, day: date | None) -> SafeString:
    """A task in force beside another day's: how, and by which paragraph."""
    stated = period.stated
    document = stated.statement.document
    return format_html(
        "{}{}{}{}{}{}",
        period.get_modality_display().lower(),
        " " + _("(encouraged)") if stated.strength == TaskStrength.ENCOURAGED else "",
        _(": "),
        link(document, day, document.symbol),
        f", {stated.paragraph}" if stated.paragraph else "",
        _how_weak(stated),
    )


def _how_weak(stated: MandateTask) -> str:
    """Of a task that does not stand in the text itself."""
    return " " + _("(by a report that it approves)") if stated.basis == TaskBasis.REPORT else ""


def _place(line: ParagraphLine, main: Document | None, day: date | None) -> SafeString:
    document, paragraph = line.document, line.period.stated.paragraph or _("the text")
    if line.address:
        of = "" if document == main else f"{document.symbol or document.name}, "
        external = EXTERNAL if line.is_external else ""
        shown = conditional_escape(f"{of}{paragraph}")
        return SafeString(f'<a href="{conditional_escape(line.address)}"{external}>{shown}</a>')
    if document == main:
        return conditional_escape(paragraph)
    return format_html("{}, {}", link(document, day, document.symbol), paragraph)


@register.simple_tag
def document_columns(documents: Iterable[Document], day: date | None) -> SafeString:
    """The heads of columns that are documents with a day: the number of each above its year."""
    dated = ((one, one.adopted_on or date.max) for one in documents)
    return format_html_join(
        "",
        '<th scope="col"><a href="{}" title="{}"><b>{}</b> <small>{}</small></a></th>',
        (
            (
                at(one, day),
                f"{one.symbol or one.name}, {written(on)}",
                number_alone(one),
                str(on.year),
            )
            for one, on in dated
        ),
    )


@register.simple_tag
def matrix_rows(rows: list[TaskRow]) -> SafeString:
    """Each task with how far the mission goes in it under each document."""
    told = (("" if row.is_in_force else NO_LONGER, _(row.task.name), row.drawn) for row in rows)
    return format_html_join("", '<tr><th scope="row"{}>{}</th>{}</tr>', told)
