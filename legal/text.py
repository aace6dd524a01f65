"""The text of a document as HTML: by a template, one of 3,000 paragraphs would take too long."""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import ParagraphKind, PlainParagraph

HEADING = '<h3 id="{anchor}">{text}</h3>'
PARAGRAPH = (
    '<div class="{marks}" id="{anchor}"><div class="no"><a href="#{anchor}"{label}>{number}</a>'
    "</div><p>{text}</p>{notes}</div>"
)
# Without a margin: some annexes have thousands of paragraphs.
PLAIN = '<p id="{anchor}" class="plain"><a class="anchor" href="#{anchor}">{number}</a> {text}</p>'
FOLDED = "<details><summary>{summary}</summary>\n{body}\n</details>"
# A preamble and annexes stand folded where they have more paragraphs than this.
LONG = {
    ParagraphKind.PREAMBULAR.value: (gettext_noop("Preamble"), 4),
    ParagraphKind.ANNEX.value: (gettext_noop("Annex"), 12),
}


def as_html(
    paragraphs: Iterable[PlainParagraph],
    under_seven: Collection[str] = (),
    notes: Mapping[str, list[SafeString]] | None = None,
) -> SafeString:
    """Every paragraph is a link to itself; `notes` says of anchors what the paragraph does."""
    parts = []
    for kind, run in groupby(paragraphs, key=lambda one: one.kind):
        lines = [_paragraph(one, under_seven, (notes or {}).get(one.anchor, [])) for one in run]
        title, most = LONG.get(kind, ("", 0))
        body = "\n".join(lines)
        is_long = title and len(lines) > most
        if is_long:
            said = _("{title}, {count} paragraphs").format(title=_(title), count=len(lines))
            body = FOLDED.format(summary=said, body=body)
        parts.append(body)
    return mark_safe("\n".join(parts))  # noqa: S308 - every part is escaped


def _paragraph(one: PlainParagraph, under_seven: Collection[str], notes: list[SafeString]) -> str:
    anchor, number, text = escape(one.anchor), escape(one.number or "¶"), escape(one.text)
    if one.kind == ParagraphKind.HEADING:
        return HEADING.format(anchor=anchor, text=text)
    is_operative = one.kind == ParagraphKind.OPERATIVE and one.number
    if not (is_operative or notes or one.anchor in under_seven):
        return PLAIN.format(anchor=anchor, number=number, text=text)
    points = one.number.count("(") if is_operative else 0
    marks = ["para", *([f"level-{min(points, 2) + 1}"] if points else [])]
    marks += ["seven"] if one.anchor in under_seven else []
    return PARAGRAPH.format(
        marks=" ".join(marks),
        anchor=anchor,
        label=f' aria-label="{_("Paragraph")} {number}"' if points else "",
        number=f"({number.rsplit('(', 1)[1]}" if points else number,
        text=text,
        notes=f'<p class="does">{"<br>".join(notes)}</p>' if notes else "",
    )
