"""A search as page and API read it: strict parameters, and everything the answer shows."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge.models import SearchEntry, Verdict
from knowledge.search.indexing import REGIONS
from knowledge.search.query import SearchQuery, parse
from knowledge.search.searching import Narrowing, matches, named
from knowledge.search.snippets import hit_by, hits, snippet
from knowledge.search.suggestions import suggestion
from legal.meetings import address_of, meeting_called
from legal.models import Paragraph
from organizations.models import State
from records.common.filters import (
    LONGEST_VALUE,
    DayField,
    ListField,
    RefuseUnknown,
    held_words,
)
from records.common.languages import labels
from records.common.prepared import InstancesAmong
from records.common.spellings import Via
from records.common.text import fold, nearest
from records.filters import CERTAINTY
from records.models import RecordKind
from records.models.ownership import searched_models
from records.reading.names import Called, NotOne, each_one_called

DECADE = re.compile(r"\A(1[89]|20|21)\d0s\Z")
SNIPPETS_FROM_TEXT = 50
HITS_PER_PAGE = 20  # a hit with its snippet takes the room of two rows of a list


def _listed(name: str, allowed: Iterable[str]):
    """Reads words that are allowed, whatever their case and accents."""
    known = {fold(word): word for word in allowed}

    def read(given: list[str]) -> list[str]:
        for value in given:
            if fold(value) not in known:
                like = nearest(value, known.values())
                hint = f" Did you mean '{like}'?" if like else ""
                listed = ", ".join(known.values())
                raise ValidationError(f"There is no {name} '{value[:60]}', but {listed}.{hint}")
        return [known[fold(value)] for value in given]

    return read


def _decades(given: list[str]) -> list[str]:
    for value in given:
        if not DECADE.match(value):
            raise ValidationError("Expected a decade written 1990s.")
    return given


def _organizations(given: list[str]) -> list[str]:
    try:
        return [one.slug for one in each_one_called(given, RecordKind.ORGANIZATION).values()]
    except NotOne as error:
        raise ValidationError(str(error)) from error


def _regions(given: list[str]) -> list[str]:
    return _listed("region", held_words(State, REGIONS))(given)


def _subkinds(given: list[str]) -> list[str]:
    return _listed("subkind", held_words(SearchEntry, ["subkind"]))(given)


def kinds() -> dict[str, str]:
    """The kinds of results: of records, and of rows that are results of their own."""
    rows = {model for kind in RecordKind.values for model in searched_models(kind)}
    named = {
        model._meta.model_name: _(str(model._meta.verbose_name)).capitalize()
        for model in rows
        if model.searched.as_rows
    }
    return labels(RecordKind) | named


class SearchForm(RefuseUnknown):
    """Every parameter of a search; `words=yes` keeps a name from leading to its record."""

    also = frozenset({"page", "page_size", "meta"})

    q = forms.CharField(max_length=LONGEST_VALUE, required=False)
    kind = ListField(read_all=lambda given: _listed("kind", kinds())(given), required=False)
    subkind = ListField(read_all=_subkinds, required=False)
    organization = ListField(read_all=_organizations, required=False)
    region = ListField(read_all=_regions, required=False)
    decade = ListField(read_all=_decades, required=False)
    verdict = ListField(read_all=_listed("verdict", Verdict.values), required=False)
    as_of = DayField(required=False)
    certainty = forms.ChoiceField(choices=[(one, one) for one in CERTAINTY], required=False)
    words = forms.ChoiceField(choices=[("yes", "yes")], required=False)

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        if asked.get("certainty") and not asked.get("as_of"):
            self.add_error("certainty", "It needs a day: as_of=1999-10-25.")
        return asked

    def narrowing(self) -> Narrowing:
        asked = self.cleaned_data
        names = ("kind", "subkind", "organization", "region", "decade", "verdict")
        lists = {name: asked[name] or [] for name in names}
        return Narrowing(**lists, day=asked["as_of"], certainty=asked["certainty"] or "certain")


@dataclass
class SearchAnswer:
    """What a search found. Of the `keys` of its entries, page and API read what they show."""

    text: str
    query: SearchQuery
    keys: list[int]
    facets: dict[str, list[tuple[str, int]]]
    candidates: list[Called] = field(default_factory=list)
    suggestion: str | None = None
    meeting: str = ""  # the symbol of the meeting that it names

    @property
    def leads_to(self) -> str | None:
        """The address of the one thing that a symbol, acronym or other name means.

        Names of several, own names, guesses and bare numbers are offered instead; a meeting goes
        before the documents that were decided there.
        """
        if self.meeting:
            return address_of(self.meeting)
        if len(self.candidates) != 1 or self.text.isdecimal():
            return None
        (only,) = self.candidates
        return None if only.is_guess or only.via == Via.NAME else only.address


def answer(form: SearchForm) -> SearchAnswer:
    """Asks the index for a valid form."""
    text = form.cleaned_data["q"].strip()
    query = parse(text)
    candidates = named(text) if text else []
    found = matches(query, form.narrowing(), candidates)
    told = SearchAnswer(
        text, query, found.keys, found.facets, candidates, meeting=meeting_called(text)
    )
    if not query.is_empty and not found.keys and not candidates:
        told.suggestion = suggestion(query)
    return told


_entries = InstancesAmong(
    lambda keys: SearchEntry.objects.filter(pk__in=keys).defer("title_words", "words")
)


def shown(keys: list[int], query: SearchQuery) -> list[tuple[SearchEntry, SafeString]]:
    """Each entry with its snippet; for a document whose own columns lack the words its paragraph
    that holds them."""
    held = {row.pk: row for row in _entries(keys)}
    rows = [held[key] for key in keys]
    is_hit = hit_by(query)
    read = {row.pk: (row.text, hits(row.text, is_hit)) for row in rows}
    lacking = {
        row.record_id: row.pk
        for row in rows[:SNIPPETS_FROM_TEXT]
        if row.kind == RecordKind.DOCUMENT and not read[row.pk][1]
    }
    for document, text in _paragraphs(lacking, query):
        read[lacking[document]] = text, hits(text, is_hit)
    return [(row, snippet(*read[row.pk])) for row in rows]


def _paragraphs(documents: Collection[int], query: SearchQuery) -> Iterator[tuple[int, str]]:
    """Of each document the paragraph with the most of the words, if any has one."""
    if not documents:
        return
    wanted = {form for term in query.terms for form in (*term.words, *term.forms)}
    paragraphs = Paragraph.objects.filter(document__in=documents).order_by("document", "rank")
    held: dict[int, list[str]] = defaultdict(list)
    for pk, text in paragraphs.values_list("document", "text"):
        held[pk].append(text)
    for pk, texts in held.items():
        if found := _best(texts, wanted):
            yield pk, found


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
        "key": row.address.partition("#")[0].strip("/").rpartition("/")[2],
        "title": row.title,
        "snippet": str(piece),
        "verdict": row.verdict or None,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "page": row.page,
        "api": row.api,
    }
