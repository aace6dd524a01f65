"""Published records into the index: what is matched, filtered by and shown for each kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from knowledge.models import Claim, NameEntry, SearchEntry
from legal.models import Document, Paragraph
from missions.models import Mission
from organizations.models import State
from records.common.addresses import address, public_key
from records.common.text import squeeze, words
from records.content.references import chunks
from records.models import Alias, Identifier, Record, RecordKind
from records.models.ownership import record_model
from records.writing.followers import Published

AT_ONCE = 500
LONGEST_WORD = 40

# What a reader most likely means comes first when words match several kinds.
WEIGHTS = {
    RecordKind.MISSION: 9,
    RecordKind.ORGANIZATION: 9,
    RecordKind.STATE: 8,
    RecordKind.TOPIC: 8,
    RecordKind.CONFLICT: 8,
    RecordKind.PARTY: 7,
    RecordKind.ARTICLE: 6,
    RecordKind.CASE_STUDY: 6,
    RecordKind.COMPARISON: 6,
    RecordKind.PROCESS: 6,
    RecordKind.DOCUMENT: 5,
    RecordKind.CLAIM: 4,
    RecordKind.SOURCE: 2,
}


@dataclass
class Facts:
    """What the index needs beside a record's own columns, by record id."""

    aliases: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    organizations: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def follow_publications(published: Published) -> None:
    """Brings the index to what was published, in the same transaction."""
    forget(published.withdrawn)
    for kind, ids in published.records.items():
        reindex(kind, ids)
    if Paragraph.batch in published.tables:
        texts = Paragraph.objects.order_by().values_list("document", flat=True).distinct()
        done = published.records.get(RecordKind.DOCUMENT, set())
        reindex(RecordKind.DOCUMENT, set(texts) - done)


def forget(ids: Iterable[int]) -> None:
    for chunk in chunks(sorted(ids), AT_ONCE):
        SearchEntry.objects.filter(pk__in=chunk).delete()
        NameEntry.objects.filter(record__in=chunk).delete()


def reindex(kind: str, ids: Iterable[int]) -> None:
    for chunk in chunks(sorted(ids), AT_ONCE):
        rows = list(_rows(kind, chunk))
        facts = _facts(kind, chunk)
        forget(chunk)
        SearchEntry.objects.bulk_create([_entry(row, facts) for row in rows])
        NameEntry.objects.bulk_create([name for row in rows for name in _names(row, facts)])


def _rows(kind: str, ids: list[int]) -> models.QuerySet:
    rows = record_model(kind)._default_manager.filter(pk__in=ids)
    return rows.select_related("organ") if kind == RecordKind.DOCUMENT else rows


def _entry(row: Record, facts: Facts) -> SearchEntry:
    begins, ends = _period(row)
    title = _title(row)
    also = [*facts.aliases[row.pk], *facts.codes[row.pk]]
    text = [row.summary, *_more(row)]
    return SearchEntry(
        record_id=row.pk,
        kind=row.record_kind,
        subkind=getattr(row, "kind", getattr(row, "type", "")),
        verdict=getattr(row, "verdict", ""),
        organizations=_barred(facts.organizations[row.pk]),
        regions=_barred(facts.regions[row.pk]),
        starts_on=begins,
        ends_on=ends,
        weight=WEIGHTS[row.record_kind],
        title=title,
        address=address(row.record_kind, row.slug),
        text="\n".join(filter(None, text)),
        title_words=_words([title, *also]),
        words=_words([title, *also, row.slug, *text, *facts.texts[row.pk]]),
    )


def _title(row: Record) -> str:
    acronym = getattr(row, "acronym", "")
    if acronym and acronym not in row.name:
        return f"{row.name} ({acronym})"[:500]
    return row.name


def _more(row: Record) -> list[str]:
    """Further columns whose words lead to the record."""
    names = ("corrected_statement", "subject", "situation", "note", "official_name", "headquarters")
    return [getattr(row, name, "") for name in names]


def _period(row: Record) -> tuple[date | None, date | None]:
    if hasattr(row, "starts_on"):
        return row.starts_on, row.ends_on
    return getattr(row, "adopted_on", None) or getattr(row, "signed_on", None), None


def _words(texts: Iterable[str]) -> str:
    return " ".join(word[:LONGEST_WORD] for text in texts for word in words(text))


def _barred(values: set[str]) -> str:
    return f"|{'|'.join(sorted(values))}|" if values else ""


def _names(row: Record, facts: Facts) -> Iterator[NameEntry]:
    """Every name once; symbols, acronyms and codes lead straight to the record."""
    own = row.name
    others = [
        getattr(row, "acronym", ""),
        getattr(row, "symbol", ""),
        public_key(row.record_kind, row.slug),
        *facts.aliases[row.pk],
        *facts.codes[row.pk],
    ]
    seen: set[str] = set()
    for text in (own, *others):
        squeezed = squeeze(text)[:500]
        if squeezed and squeezed not in seen:
            seen.add(squeezed)
            is_own = text == own and own not in others
            yield NameEntry(
                record_id=row.pk, text=text[:500], squeezed=squeezed, is_own_name=is_own
            )


def _facts(kind: str, ids: list[int]) -> Facts:
    facts = Facts()
    for pk, text in Alias.objects.filter(record__in=ids).values_list("record", "text"):
        facts.aliases[pk].append(text)
    for pk, value in Identifier.objects.filter(record__in=ids).values_list("record", "value"):
        if not value.isdigit():  # a bare number would lead every search for it astray
            facts.codes[pk].append(value)
    if gather := GATHERERS.get(kind):
        gather(ids, facts)
    return facts


def _mission_facts(ids: list[int], facts: Facts) -> None:
    missions = Mission.objects.filter(pk__in=ids)
    roles = missions.filter(roles__role__in=["lead", "command", "authorising"])
    led = roles.filter(roles__actor__record_kind="organization")
    for pk, slug in led.values_list("pk", "roles__actor__slug"):
        facts.organizations[pk].add(slug)
    for pk, name, region in missions.values_list("pk", "host_states__name", "host_states__region"):
        if name:
            facts.texts[pk].append(name)
        if region:
            facts.regions[pk].add(region)


def _document_facts(ids: list[int], facts: Facts) -> None:
    documents = Document.objects.filter(pk__in=ids)
    for pk, slug in documents.exclude(organ=None).values_list("pk", "organ__slug"):
        facts.organizations[pk].add(slug)
    for pk, name, region in documents.values_list("pk", "states__name", "states__region"):
        if name:
            facts.texts[pk].append(name)
        if region:
            facts.regions[pk].add(region)
    for pk, text in Paragraph.objects.filter(document__in=ids).values_list("document", "text"):
        facts.texts[pk].append(text)


def _claim_facts(ids: list[int], facts: Facts) -> None:
    mentions = Claim.objects.filter(pk__in=ids, mentions__isnull=False)
    columns = ("pk", "mentions__record__record_kind", "mentions__record__slug")
    named = mentions.values_list(*columns, "mentions__record__name", "mentions__record")
    places: dict[int, set[int]] = defaultdict(set)
    for pk, kind, slug, name, record in named:
        facts.texts[pk].append(name)
        if kind == RecordKind.ORGANIZATION:
            facts.organizations[pk].add(slug)
        if kind == RecordKind.STATE:
            places[record].add(pk)
    regions = State.objects.filter(pk__in=places).values_list("pk", "region")
    for state, region in regions:
        for pk in places[state]:
            facts.regions[pk].add(region)


def _state_facts(ids: list[int], facts: Facts) -> None:
    for pk, region in State.objects.filter(pk__in=ids).values_list("pk", "region"):
        if region:
            facts.regions[pk].add(region)


def _conflict_facts(ids: list[int], facts: Facts) -> None:
    conflicts = record_model(RecordKind.CONFLICT).objects.filter(pk__in=ids)
    for pk, name, region in conflicts.values_list("pk", "states__name", "states__region"):
        if name:
            facts.texts[pk].append(name)
        if region:
            facts.regions[pk].add(region)


GATHERERS = {
    RecordKind.MISSION: _mission_facts,
    RecordKind.DOCUMENT: _document_facts,
    RecordKind.CLAIM: _claim_facts,
    RecordKind.STATE: _state_facts,
    RecordKind.CONFLICT: _conflict_facts,
}
