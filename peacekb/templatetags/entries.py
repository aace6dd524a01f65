"""Claims, members and links of which a page has hundreds, written at once as rows are."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
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
from peacekb.templatetags.peacekb import link, link_to, period

register = template.Library()

QUIET = ' <span class="quiet-text">{}</span>'


@register.simple_tag
def claim_entries(
    claims: Iterable[Claim | dict[str, Any]], day: date | None, anchored: bool = False
) -> SafeString:
    """What each says, how it was judged, and what it should say."""
    return format_html_join(
        "\n",
        "<li{}><p><span>{}{}</span> {}</p><div><p><strong>{}</strong>{}</p><p>{}</p>{}</div></li>",
        (
            (
                format_html(' id="{}"', told["code"]) if anchored else "",
                link_to("claim", told["slug"], told["code"], day),
                _section(told, day),
                verdict_badge(told["verdict"]),
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
