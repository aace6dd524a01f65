"""A record in the words of other programs: schema.org, BibTeX, RIS and CSL-JSON."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework import renderers

from records.reading.citing import FORMS, record_cited
from records.reading.linked_data import linked_data

JSON_LD = "jsonld"
CITED_AS = {"bib": "bib", "ris": "ris", "csl": "json"}
CONTENT_TYPES = {JSON_LD: "application/ld+json"} | {
    suffix: FORMS[form] for suffix, form in CITED_AS.items()
}


def _renderer(suffix: str, content_type: str) -> type[renderers.BaseRenderer]:
    """For the choice of a format; the view writes the file."""
    names = {"format": suffix, "media_type": content_type.partition(";")[0], "charset": None}
    return type(f"{suffix}Renderer", (renderers.BaseRenderer,), names)


RENDERERS = [_renderer(*one) for one in CONTENT_TYPES.items()]


def record_file(request: HttpRequest, record: Any, day: date | None, suffix: str) -> HttpResponse:
    """Of a record with its hash; with a day, of its page as of that day."""
    cited = record_cited(request, record, record.content_hash, day)
    form = CITED_AS.get(suffix)
    text = cited.in_form(form) if form else linked_data(record, cited)
    answer = HttpResponse(text, content_type=CONTENT_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{cited.key}.{suffix}"'
    return answer
