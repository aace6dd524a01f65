"""How values are shown to people: days with their precision, links that keep the day, gaps."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any

from django import template
from django.contrib import admin
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from peacekb import overview
from peacekb.accounts.sealing import typing_key
from records.common.addresses import address
from records.common.keeping import until_published
from records.common.numbers import count_of, in_figures
from records.common.periods import Precision, written
from records.curation.desk import DeskPage, desk_of, pages
from records.curation.lists import ReadOnlyAdmin
from records.models import Record
from records.reading import uses
from records.reading.coverage import known_until

register = template.Library()
register.filter(count_of)
register.filter(typing_key)

ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
SOURCED = '<a class="evidence-mark" href="#evidence">{}</a>'
DISAGREE = '<a class="evidence-mark badge contradicts" href="#evidence">{}</a>'


def to_be_confirmed() -> SafeString:
    address = f"{reverse('about_data')}#to-be-confirmed"
    return format_html('<a class="badge weak" href="{}">{}</a>', address, _("to be confirmed"))


@register.filter
def day(value: date | None, precision: str = "day") -> str:
    return written(value, precision) if value else ""


@register.filter
def in_days(text: str) -> str:
    """What a source states, with days as a page writes them: «29 November 2000»."""
    return ISO_DAY.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    try:
        return written(date.fromisoformat(found[0]))
    except ValueError:  # no day of the calendar
        return found[0]


@register.filter
def period(row: Any) -> str:
    """A row with a period: «25 October 1999 to 20 May 2002», «since 1949», «2006» alone."""
    start = written(row.starts_on, row.starts_precision) if row.starts_on else ""
    by_day = row.starts_precision == Precision.DAY
    if row.ends_on:
        end = written(row.ends_on, row.ends_precision)
        if start == end:
            return start
        ends_by_day = row.ends_precision == Precision.DAY
        return _with_end(start, end, ends_by_day and (by_day or not start))
    if row.ends_precision == Precision.UNKNOWN:
        told = _("days not known")
        known = pgettext("day", "from {start}, end not known"), _("from {start}, end not known")
    else:
        told = _("beginning not known, still open")
        known = pgettext("day", "since {start}"), _("since {start}")
    return known[not by_day].format(start=start) if start else told


def _with_end(start: str, end: str, by_day: bool) -> str:
    """Other languages have other words before a day than before a month or a year."""
    if start:
        said = pgettext("days", "{start} to {end}") if by_day else _("{start} to {end}")
        return said.format(start=start, end=end)
    by_end = pgettext("day", "until {end}, beginning not known")
    return (by_end if by_day else _("until {end}, beginning not known")).format(end=end)


@register.filter
def perhaps(row: Any, day: date | None) -> SafeString | str:
    """A mark for a period that the unknown part of a date leaves open on the day asked for."""
    if day is None or row.surely_active_on(day):
        return ""
    return format_html('<span class="badge perhaps">{}</span>', _("perhaps"))


@register.filter
def at(record: Record, day: date | None) -> str:
    """The record's address, with the day asked for if there is one."""
    target = record.get_absolute_url()
    return f"{target}?as_of={day:%Y-%m-%d}" if day else target


@register.simple_tag
def link(record: Record | None, day: date | None = None, text: str = "") -> SafeString | str:
    """A link to a record that keeps the day; a source that is weak says so beside it."""
    if record is None:
        return ""
    weak = f" {to_be_confirmed()}" if getattr(record, "is_weak", False) else ""
    return SafeString(_anchor(at(record, day), text or record.name) + weak)


def _anchor(target: str, shown: str) -> str:
    """By hand: a page has hundreds."""
    return f'<a href="{escape(target)}">{conditional_escape(shown)}</a>'


@register.simple_tag
def link_to(kind: str, slug: str, text: str, day: date | None = None) -> SafeString:
    """The same from a kind and slug, for rows that hold no record."""
    target = address(kind, slug)
    asked = f"?as_of={day:%Y-%m-%d}" if day else ""
    return SafeString(_anchor(target + asked, text))


@register.filter
def thousands(value: int | None) -> str:
    return "" if value is None else in_figures(value)


@register.simple_tag
def number_cells(numbers: Iterable[int | None]) -> SafeString:
    """Cells of numbers, of which a table has hundreds; empty where none is held."""
    return SafeString("".join(f'<td class="number">{thousands(one)}</td>' for one in numbers))


@register.simple_tag(takes_context=True)
def missing(context: template.Context, field: str) -> SafeString:
    """Why a value is empty: as its gap says, else that nobody has coded it yet."""
    gap = (context.get("gaps") or {}).get(field)
    return format_html(
        '<span class="missing">{}</span>', gap.get_why_display() if gap else _("not yet coded")
    )


@register.simple_tag(takes_context=True)
def evidence(context: template.Context, field: str) -> SafeString | str:
    """A mark beside a value that sources support or contradict, leading to its citations."""
    cited = [one for one in context.get("citations") or () if one.field == field]
    if not cited:
        return ""
    if any(one.stance == "contradicts" for one in cited):
        return format_html(DISAGREE, _("sources disagree"))
    if all(one.source.is_weak for one in cited):
        return to_be_confirmed()
    return format_html(SOURCED, _("source"))


@register.simple_tag(takes_context=True)
def desk(context: dict[str, Any]) -> list[tuple[Any, Any]]:
    """The tiles of who is signed in, each with its answer."""
    return desk_of(context["request"].user)


@register.simple_tag
def desk_pages() -> Sequence[DeskPage]:
    return pages()


@register.simple_tag
def awaiting() -> list[dict[str, Any]]:
    """Tables of the admin with rows that are to be confirmed."""
    return [
        {
            "name": model._meta.verbose_name_plural,
            "rows": rows,
            "address": _list_of(model._meta),
        }
        for model, rows in until_published("awaiting", uses.awaiting)
    ]


@register.simple_tag
def only_read() -> list[tuple[str, str]]:
    """(name, address) of the tables of the admin that stand behind its menu."""
    behind = [
        model._meta
        for model, one in admin.site._registry.items()
        if isinstance(one, ReadOnlyAdmin) and not one.is_work
    ]
    return sorted((str(meta.verbose_name_plural), _list_of(meta)) for meta in behind)


def _list_of(meta: Any) -> str:
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


@register.simple_tag
def covered(table: str) -> SafeString:
    """«Data from 1947 to 2025. Coverage»: the years and coverage of a table."""
    years = overview.years_of(table)
    said = _("Data from {first} to {last}. ")
    span = said.format(first=years[0], last=years[1]) if years else ""
    target = reverse("table_coverage", args=[table])
    return format_html('{}<a href="{}">{}</a>', span, target, _("Coverage"))


@register.simple_tag
def until(table: str = "") -> date | None:
    """The last day of which a table, or the base, holds anything."""
    return known_until(table)


@register.filter
def spaced(name: str) -> str:
    """«legal bases» from `legal_bases`."""
    return _(name.replace("_", " "))


@register.filter
def joined(query: str, more: str) -> str:
    """Two parts of a query as one, with its question mark; empty without either."""
    asked = "&".join(filter(None, (query, more)))
    return f"?{asked}" if asked else ""


@register.filter
def get(mapping: dict, key: Any) -> Any:
    return mapping.get(key)
