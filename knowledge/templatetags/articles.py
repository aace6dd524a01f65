"""How pages speak of articles: links to sections, verdicts by their names."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from knowledge.addresses import section_address
from knowledge.models import ClaimKind, Section, Verdict

register = template.Library()

VERDICTS = dict(Verdict.choices)
CLAIM_KINDS = dict(ClaimKind.choices)


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
def claim_kind(kind: str) -> str:
    """«fact» or «list item», for rows that are no models."""
    return CLAIM_KINDS[kind].lower()
