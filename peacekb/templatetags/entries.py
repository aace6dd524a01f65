"""Claims, members and links of which a page has hundreds, written at once as rows are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge.models import Claim
from knowledge.templatetags.articles import (
    claim_kind,
    roles_in_words,
    section_code,
    verdict_badge,
)
from organizations.members import Member
from organizations.models import Membership, MembershipKind
from peacekb.templatetags.peacekb import in_days, link, link_to, period
from records.models import Citation, Record
from records.models.evidence import Stance

register = template.Library()

QUIET = ' <span class="quiet-text">{}</span>'
BELOW = '<br><span class="quiet-text">{}</span>'
BADGE = '<br><span class="badge {}">{}</span>'


@register.simple_tag
def claim_entries(
    claims: Iterable[Claim | dict[str, Any]], day: date | None, anchored: bool = False
) -> SafeString:
    """What each says, how it was judged, and what it should say."""
    badge_of = cache(verdict_badge)  # there are few verdicts on hundreds of claims
    return format_html_join(
        "\n",
        "<li{}><p><span>{}{}</span> {}</p><div><p><strong>{}</strong>{}</p><p>{}</p>{}</div></li>",
        (
            (
                format_html(' id="{}"', told["code"]) if anchored else "",
                link_to("claim", told["slug"], told["code"], day),
                _section(told, day),
                badge_of(told["verdict"]),
                told["name"],
                _kind_or_roles(told),
                told["summary"],
                _corrected(told["corrected_statement"]),
            )
            for told in (one if isinstance(one, dict) else vars(one) for one in claims)
        ),
    )


def _section(told: Mapping[str, Any], day: date | None) -> SafeString | str:
    if not told.get("section_code"):
        return ""
    placed = section_code(told["article_slug"], told["section_code"], day)
    return format_html(QUIET, format_html("{} {}", _("in"), placed))


def _kind_or_roles(told: Mapping[str, Any]) -> SafeString | str:
    if kind := told.get("kind"):
        return format_html(QUIET, claim_kind(kind))
    roles = told.get("roles")
    return format_html(QUIET, roles_in_words(roles)) if roles else ""


def _corrected(statement: str) -> SafeString | str:
    if not statement:
        return ""
    said = '<p class="corrected"><strong>{}</strong> {}</p>'
    return format_html(said, _("Corrected:"), statement)


@register.simple_tag
def member_items(members: Iterable[Member], day: date | None, noted: bool = False) -> SafeString:
    """Each state, as what and when it was a member; `noted` with what is said of the first time."""
    perhaps = format_html(' <span class="badge perhaps">{}</span>', _("perhaps"))
    return format_html_join(
        "",
        '<li>{} <span class="quiet-text">{}{}</span>{}</li>',
        (
            (
                link(member.state, day),
                ", ".join(map(_held, member.periods)),
                f" ({note})" if noted and (note := member.periods[0].note) else "",
                perhaps if member.perhaps else "",
            )
            for member in members
        ),
    )


def _held(membership: Membership) -> str:
    if membership.kind == MembershipKind.MEMBER:
        return period(membership)
    return f"{membership.get_kind_display().lower()} {period(membership)}"


@register.simple_tag
def links_to(rows: Iterable[Mapping[str, Any]], day: date | None) -> SafeString:
    """Links to records of which a row has kind, slug and title."""
    links = ((link_to(one["record_kind"], one["slug"], one["title"], day),) for one in rows)
    return format_html_join(", ", "{}", links)


@register.simple_tag
def told_rows(citations: Iterable[Citation], record: Record, day: date | None) -> SafeString:
    """What each source states of a value, how far it agrees, and the rule that chose."""
    key = f"{record.record_kind}:{record.slug}"
    row = format_html(
        '<tr><td class="span">{{}}{{}}{{}}<br><a class="quiet-text"'
        ' href="{}?record={}&amp;field={{}}">{}</a></td><td data-label="{}">{{}}{{}}</td>'
        '<td data-label="{}">{{}}{{}}{{}}</td></tr>',
        *(reverse("report"), key, _("Report an error"), _("Source"), _("States")),
    )
    return format_html_join("", row, (_told(one, day) for one in citations))


def _field_of(citation: Citation) -> str:
    return "".join(part.text for part in citation.field_parts)


def _told(citation: Citation, day: date | None) -> tuple[str, ...]:
    rule = _("Rule: %(rule)s") % {"rule": citation.rule} if citation.rule else ""
    contradicts = citation.stance == Stance.CONTRADICTS
    return (
        _field_of(citation),
        format_html(BADGE, "contradicts", _("Contradicts")) if contradicts else "",
        format_html(BADGE, "perhaps", _("Not decided")) if citation.open else "",
        quote(citation.field, safe=""),
        link(citation.source, day),
        f", {citation.locator}" if citation.locator else "",
        in_days(citation.stated),
        format_html(BELOW, rule) if rule else "",
        format_html(BELOW, citation.evidence) if citation.evidence else "",
    )


@register.simple_tag
def supporting(plain: Mapping[str, list[Citation]], day: date | None) -> SafeString:
    """The sources of each value that say no more than that."""
    rows = (
        (
            f"{_('For')} {_field_of(citations[0])}" if field else _("Sources"),
            *(_(": "), format_html_join(", ", "{}{}", _sources(citations, day))),
        )
        for field, citations in plain.items()
    )
    return format_html_join("", "<p>{}{}{}.</p>", rows)


def _sources(citations: Iterable[Citation], day: date | None) -> Iterator[tuple[str, str]]:
    for one in citations:
        yield link(one.source, day), f" ({one.locator})" if one.locator else ""


@register.simple_tag
def sentence_lines(paragraphs: Mapping[int, Mapping[int, list[str]]]) -> SafeString:
    """The sentences of each paragraph, with the claims that each carries."""
    said = _("Paragraph %(paragraph)s:")
    return format_html_join(
        "",
        "<li>{} {}</li>",
        (
            (said % {"paragraph": paragraph}, _sentences(sentences))
            for paragraph, sentences in paragraphs.items()
        ),
    )


def _sentences(sentences: Mapping[int, list[str]]) -> SafeString:
    told = ((number, _carried(codes)) for number, codes in sentences.items())
    return format_html_join(_("; "), "{} → {}", told)


def _carried(codes: list[str]) -> SafeString | str:
    links = format_html_join(", ", '<a href="#{0}">{0}</a>', ((code,) for code in codes))
    return links or _("none")
