"""The text of a document with what each paragraph does in its margin."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from legal.meeting_symbols import is_meeting
from legal.meetings import address_of
from legal.models import PlainParagraph
from legal.text import as_html

register = template.Library()


@register.simple_tag
def document_text(
    paragraphs: Iterable[PlainParagraph],
    under_seven: Collection[str],
    link_notes: Mapping[str, list[SafeString]],
    panels: Iterable[Mapping[str, Any]],
) -> SafeString:
    """A panel of an upper floor may bring `notes`: what it knows of a paragraph, by anchor."""
    notes: dict[str, list[SafeString]] = defaultdict(list)
    for told in (*(panel.get("notes", {}) for panel in panels), link_notes):
        for anchor, lines in told.items():
            notes[anchor] += lines
    return as_html(paragraphs, under_seven, notes)


@register.simple_tag
def meeting_link(meeting: str, day: date | None = None) -> SafeString | str:
    """To the page of a meeting, with the day; a letter that reported a vote has none."""
    if not is_meeting(meeting):
        return meeting
    asked = f"?as_of={day:%Y-%m-%d}" if day else ""
    return format_html('<a href="{}{}">{}</a>', address_of(meeting), asked, meeting)
