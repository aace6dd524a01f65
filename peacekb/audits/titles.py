"""Audit of titles: what they say of other records is true of those."""

import re
from collections.abc import Iterator

from legal.models import Document, DocumentKind, Resolution

NUMBER_AND_YEAR = re.compile(r"(?<![\d/])(\d{1,4}) \(((?:19|20)\d\d)\)")


def resolutions_named() -> Iterator[str]:
    """A number of the Council stands with the year in which that resolution was adopted.

    Numbers that the Council has not reached may be the Assembly's. What a presidential statement
    was made on is printed in it, misprints included.
    """
    held = Resolution.objects.filter(organ__slug="un-sc").order_by()
    years = dict(held.values_list("number", "year"))
    named = Document.objects.exclude(kind=DocumentKind.PRESIDENTIAL_STATEMENT)
    for slug, *texts in named.order_by("slug").values_list("slug", "name", "summary"):
        found = {one for text in texts for one in NUMBER_AND_YEAR.findall(text)}
        for number, year in sorted(found):
            true = years.get(int(number), int(year))
            if true != int(year):
                yield f"document {slug}: it names {number} ({year}), which is of {true}."
