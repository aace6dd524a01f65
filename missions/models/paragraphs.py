"""Paragraphs of documents, as people write them."""

import re

from django.utils.translation import gettext as _

# A letter before the number is that of a list or a heading on which the numbering runs on.
OPERATIVE = re.compile(
    r"(?:(?P<part>[a-z]+)-)?op(?:[a-z]+-)?"
    r"(?P<number>[0-9]+)(?P<points>(?:-[a-z]+)*?)(?P<last>-(?:item|p)[0-9]+)?"
)
ANNEX = re.compile(r"annex(?P<annex>[0-9]+)-(?P<passage>[0-9]+)")
POINT = re.compile(r"op(?P<point>[a-z])")  # of a text whose paragraphs have no numbers


def in_words(anchor: str) -> str:
    """«paragraph 4 (d) (i), point 2» of `op4-d-i-item2`; an anchor of another form as it is."""
    if annex := ANNEX.fullmatch(anchor):
        return _("annex {annex}, passage {passage}").format(**annex.groupdict())
    if found := OPERATIVE.fullmatch(anchor):
        points = [f"({point})" for point in found["points"].split("-")[1:]]
        part = _("part {part}, ").format(part=found["part"].upper()) if found["part"] else ""
        paragraph = " ".join([_("paragraph"), found["number"], *points])
        return f"{part}{paragraph}{_last_point(found['last'])}"
    if alone := POINT.fullmatch(anchor):
        return _("point ({point})").format(**alone.groupdict())
    return anchor


def _last_point(anchor: str | None) -> str:
    """What has no number of its own: a point of a list, or what follows the numbered part."""
    if not anchor:
        return ""
    rank = anchor.lstrip("-itemp")
    said = _(", point {rank}") if anchor.startswith("-item") else _(", passage {rank}")
    return said.format(rank=rank)
