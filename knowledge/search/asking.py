"""A search as page and API read it: strict parameters, and everything the answer shows."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from knowledge.models import SearchEntry, Verdict
from knowledge.search.query import Query, parse
from knowledge.search.searching import Candidate, Narrowing, facets, matches, named
from knowledge.search.snippets import snippet
from knowledge.search.suggestions import suggestion
from legal.models import Paragraph
from organizations.models import State
from records.common.filters import LONGEST_VALUE, DayField, ListField, RefuseUnknown
from records.common.text import fold, nearest, words
from records.models import Record, RecordKind

DECADE = re.compile(r"\A(1[89]|20|21)\d0s\Z")
SNIPPETS_FROM_TEXT = 50


def _listed(name: str, allowed: list[str]):
    def read(given: list[str]) -> list[str]:
        for value in given:
            if value not in allowed:
                like = nearest(value, allowed)
                hint = f" Did you mean '{like}'?" if like else ""
                raise ValidationError(f"There is no {name} '{value[:60]}'.{hint}")
        return given

    return read


def _decades(given: list[str]) -> list[str]:
    for value in given:
        if not DECADE.match(value):
            raise ValidationError("Expected a decade written 1990s.")
    return given


def _organizations(given: list[str]) -> list[str]:
    slugs = Record.objects.filter(record_kind=RecordKind.ORGANIZATION)
    known = set(slugs.filter(slug__in=given).values_list("slug", flat=True))
    if unknown := [value for value in given if value not in known]:
        return _listed("organization", list(slugs.values_list("slug", flat=True)))(unknown)
    return given


def _regions(given: list[str]) -> list[str]:
    regions = State.objects.exclude(region="").values_list("region", flat=True).distinct()
    return _listed("region", list(regions))(given)


class SearchForm(RefuseUnknown):
    """Every parameter of a search; `words=yes` keeps a name from leading to its record."""

    also = frozenset({"page", "page_size"})

    q = forms.CharField(max_length=LONGEST_VALUE, required=False)
    kind = ListField(read_all=_listed("kind", RecordKind.values), required=False)
    subkind = ListField(read_all=lambda given: given, required=False)
    organization = ListField(read_all=_organizations, required=False)
    region = ListField(read_all=_regions, required=False)
    decade = ListField(read_all=_decades, required=False)
    verdict = ListField(read_all=_listed("verdict", Verdict.values), required=False)
    as_of = DayField(required=False)
    words = forms.ChoiceField(choices=[("yes", "yes")], required=False)

    def narrowing(self) -> Narrowing:
        asked = self.cleaned_data
        names = ("kind", "subkind", "organization", "region", "decade", "verdict")
        return Narrowing(**{name: asked[name] or [] for name in names}, day=asked["as_of"])


@dataclass
class Answer:
    """What a search found. `rows` are not read yet: page and API cut out what they show."""

    text: str
    query: Query
    rows: QuerySet[SearchEntry]
    facets: dict[str, list[tuple[str, int]]]
    candidates: list[Candidate] = field(default_factory=list)
    suggestion: str | None = None

    @property
    def leads_to(self) -> Record | None:
        """The one record that a symbol, acronym or other name means; no name of several."""
        others = [one for one in self.candidates if not one.is_own_name]
        return others[0].record if len(others) == len(self.candidates) == 1 else None


def answer(form: SearchForm) -> Answer:
    """Asks the index for a valid form."""
    text = form.cleaned_data["q"].strip()
    query = parse(text)
    rows = matches(query, form.narrowing())
    counted = facets(rows)
    found = Answer(text, query, rows, counted, candidates=named(text) if text else [])
    if not query.is_empty and not any(count for _, count in counted["kind"]):
        found.suggestion = suggestion(query)
    return found


def shown(rows: list[SearchEntry], query: Query) -> list[tuple[SearchEntry, SafeString]]:
    """Each entry with its snippet; for a document the paragraph that holds the words."""
    held = SearchEntry.objects.filter(pk__in=[row.pk for row in rows]).only("text", "address")
    long = {row.pk: row for row in held}
    for row in rows:
        row.text, row.address = long[row.pk].text, long[row.pk].address
    texts = _paragraphs(rows, query)
    return [(row, snippet(texts.get(row.pk, row.text), query)) for row in rows]


def _paragraphs(rows: list[SearchEntry], query: Query) -> dict[int, str]:
    """The paragraph with the most of the words, for documents whose own columns lack them."""
    wanted = {word for term in query.terms for word in term.words}
    lacking = [
        row.pk
        for row in rows[:SNIPPETS_FROM_TEXT]
        if row.kind == RecordKind.DOCUMENT and not wanted & set(words(row.text))
    ]
    if not lacking:
        return {}
    paragraphs = Paragraph.objects.filter(document__in=lacking).order_by("document", "rank")
    held: dict[int, list[str]] = defaultdict(list)
    for pk, text in paragraphs.values_list("document", "text"):
        held[pk].append(text)
    return {pk: found for pk, texts in held.items() if (found := _best(texts, wanted))}


def _best(texts: list[str], wanted: set[str]) -> str:
    """The first with the most of the words. Folding is dear: only where no text has any plainly."""
    for read in (str.casefold, fold):
        best, most = "", 0
        for text in texts:
            plain = read(text)
            hits = sum(word in plain for word in wanted)
            if hits > most:
                best, most = text, hits
            if most == len(wanted):
                break
        if best:
            return best
    return ""


def as_json(row: SearchEntry, piece: SafeString) -> dict[str, Any]:
    """A hit as the API shows it; the snippet marks hits with `<mark>`."""
    return {
        "record_kind": row.kind,
        "kind": row.subkind,
        "slug": row.address.strip("/").rpartition("/")[2],
        "title": row.title,
        "snippet": str(piece),
        "verdict": row.verdict or None,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "page": row.address,
    }
