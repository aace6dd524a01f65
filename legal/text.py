"""The text of a document as HTML: by a template, one of 3,000 paragraphs would take too long."""

from collections.abc import Iterable

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

from legal.models import ParagraphKind

HEADING = '<h3 id="{anchor}">{text}</h3>'
PARAGRAPH = (
    '<p id="{anchor}" class="{kind}"><a class="anchor" href="#{anchor}">{mark}</a> {text}</p>'
)


def as_html(paragraphs: Iterable[tuple[str, str, str, str]]) -> SafeString:
    """From (kind, number, anchor, text) of each; every paragraph is a link to itself."""
    lines = [
        (HEADING if kind == ParagraphKind.HEADING else PARAGRAPH).format(
            kind=kind, anchor=escape(anchor), mark=escape(number or "¶"), text=escape(text)
        )
        for kind, number, anchor, text in paragraphs
    ]
    return mark_safe("\n".join(lines))  # noqa: S308 - every part is escaped
