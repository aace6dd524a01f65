"""How pages speak of articles: links to sections, verdicts by their names."""

import re
from datetime import date

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from knowledge.addresses import section_address
from knowledge.models import (
    ClaimKind,
    EvidenceStance,
    MentionRole,
    Section,
    SectionList,
    SectionTopic,
    Verdict,
)
from records.common.addresses import list_address

register = template.Library()

CODE = re.compile(r"\b[A-Z]{2}-\d{3}\b")
VERDICTS = dict(Verdict.choices)
CLAIM_KINDS = dict(ClaimKind.choices)
STANCES = dict(EvidenceStance.choices)
ROLES: dict[str, str] = {
    MentionRole.SUBJECT: gettext_noop("subject"),
    MentionRole.OBJECT: gettext_noop("object"),
    MentionRole.PLACE: gettext_noop("place"),
    MentionRole.TOPIC: gettext_noop("topic"),
    MentionRole.CHARACTERISED_AS: gettext_noop("the article’s label"),
}


@register.simple_tag
def section_link(section: Section, day: date | None = None) -> SafeString:
    """A link to a section under its code and heading, keeping the day."""
    target = section_address(section.article.slug, section.code, day)
    return format_html('<a href="{}">{} {}</a>', target, section.code, section.heading)


@register.simple_tag
def section_code(article: str, code: str, day: date | None = None) -> SafeString:
    """The same under its code alone, for rows that hold no section."""
    return format_html('<a href="{}">{}</a>', section_address(article, code, day), code)


@register.simple_tag
def verdict_badge(verdict: str) -> SafeString:
    return format_html('<span class="badge {}">{}</span>', verdict, VERDICTS[verdict])


@register.filter
def and_day(day: date | None) -> SafeString | str:
    """The day asked for, as the last of the parameters of a link."""
    return format_html("&amp;as_of={}", f"{day:%Y-%m-%d}") if day else ""


@register.filter
def claim_kind(kind: str) -> str:
    """«fact» or «list item», for rows that are no models."""
    return CLAIM_KINDS[kind].lower()


@register.filter
def claims_linked(text: str) -> SafeString:
    """A note in which the codes of claims, such as EN-045, lead to them."""
    linked = rf'<a href="{list_address("claim")}\g<0>/">\g<0></a>'
    return mark_safe(CODE.sub(linked, escape(text)))  # noqa: S308


@register.filter
def stance_label(stance: str) -> str:
    return str(STANCES[stance])


@register.filter
def roles_in_words(roles: list[str]) -> str:
    """«as subject and place», for a claim beside a record that it speaks of."""
    named = get_text_list([_(ROLES[role]) for role in roles], _("and"))
    return _("as {roles}").format(roles=named)


@register.filter
def list_of(lists: dict[tuple[int, str], SectionList], place: SectionTopic) -> SectionList | None:
    """The list that a topic is an item of in a section."""
    return lists.get((place.section_id, place.list_code))
