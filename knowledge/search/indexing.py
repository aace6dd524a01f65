"""Published records into the index: what is matched, filtered by and shown for each kind."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet

from knowledge.models import Claim, SearchEntry
from knowledge.search.endings import bases
from knowledge.search.query import GRADES, MARK
from knowledge.search.version import stamp
from legal.models import Document
from missions.models import Conflict, Mission
from organizations.models import State
from records.common.addresses import path_of
from records.common.comparing import by_record, say_the_same
from records.common.fields import target_of
from records.common.languages import in_english
from records.common.prepared import Among, InstancesAmong
from records.common.text import composed, words
from records.content.inserting import insert
from records.content.references import chunks
from records.models import Alias, Described, Identifier, Record, RecordKind
from records.models.ownership import fact_models, record_model, searched_models
from records.reading.name_index import rows_searched
from records.writing.followers import Published

AT_ONCE = 500
LONGEST_WORD = 40
# A word of capitals is an acronym: UNOPS is no plural.
DIGIT = re.compile(r"\d")
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")

# What a word in the title is worth: what a reader most likely means comes first.
WEIGHTS: dict[str, int] = {
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
OF_ROWS = 5
IN_OTHER_NAME, IN_COLUMN, IN_TEXT = 4, 2, 1
MOST_FROM_TEXT = 8  # so that a long text is not worth more than a title

REGIONS = ("region", "subregion")

ALIASES = Among(lambda ids: Alias.objects.filter(record__in=ids).values_list("record", "text"))
CODES = Among(lambda ids: Identifier.objects.filter(record__in=ids).values_list("record", "value"))


@dataclass
class Facts:
    """What the index needs beside a record's own columns, by record id."""

    names: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    organizations: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))


def follow_publications(published: Published) -> None:
    """Brings the index to what was published, in the same transaction."""
    stamp(only_first=True)
    forget(published.withdrawn)
    for kind, ids in published.records.items():
        forget(published.changed(kind))
        write(kind, ids)
    for kind, ids in _telling_of(published).items():
        reindex(kind, ids - published.records.get(kind, set()))
    for model in fact_models():
        if model.searched and (slugs := published.found_in.get(model.batch)):
            about = target_of(model, model.searched.record)
            if issubclass(about, Described):
                done = published.records.get(about.RECORD_KIND, set())
                reindex(about.RECORD_KIND, _ids(about, slugs) - done)


def _ids(model: type[Described], slugs: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(sorted(slugs), AT_ONCE):
        found.update(model._default_manager.filter(slug__in=chunk).values_list("pk", flat=True))
    return found


def _telling_of(published: Published) -> dict[str, set[int]]:
    """Records whose entries hold the name or region of what was published anew."""
    told: dict[str, set[int]] = defaultdict(set)
    for kind in published.records:
        for chunk in chunks(sorted(published.changed(kind)), AT_ONCE):
            telling: list[tuple[type[Described], str]] = [(Claim, "mentions__record")]
            if kind == RecordKind.STATE:
                telling += [(Mission, "host_states"), (Document, "states"), (Conflict, "states")]
            for model, path in telling:
                rows = model._default_manager.filter(**{f"{path}__in": chunk}).order_by()
                told[model.RECORD_KIND].update(rows.values_list("pk", flat=True))
    return told


def forget(ids: Iterable[int]) -> None:
    for chunk in chunks(sorted(ids), AT_ONCE):
        SearchEntry.objects.filter(record__in=chunk).delete()


def reindex(kind: str, ids: Iterable[int]) -> None:
    forget(ids)
    write(kind, ids)


def write(kind: str, ids: Iterable[int]) -> None:
    """Writes the entries of records of a kind, of which there are none."""
    for chunk in chunks(sorted(ids), AT_ONCE):
        insert(SearchEntry, _written(kind, chunk))


def differences() -> Iterator[str]:
    """Records whose entries are not as they would be written now."""
    for kind in RecordKind.values:
        ids = list(Record.objects.filter(record_kind=kind).order_by().values_list("pk", flat=True))
        for chunk in chunks(ids, AT_ONCE):
            held, anew = (
                by_record(map(_in_order, rows))
                for rows in (SearchEntry.objects.filter(record__in=chunk), _written(kind, chunk))
            )
            for pk in chunk:
                if not say_the_same(held[pk], anew[pk]):
                    slug = Record.objects.get(pk=pk).slug
                    yield f"The search entry of {kind} {slug} is not what indexing gives."


def _in_order(entry: SearchEntry) -> SearchEntry:
    """In what order the texts of other rows follow one another, the database chooses."""
    entry.words = " ".join(sorted(entry.words.split()))
    return entry


def _written(kind: str, ids: list[int]) -> list[SearchEntry]:
    records = _records_of(kind)(ids)
    facts = _facts(kind, ids)
    with in_english():  # in which the words for values are found, whoever publishes
        return [entry for record in records for entry in _entries(record, facts)]


@cache
def _records_of(kind: str) -> InstancesAmong:
    return InstancesAmong(lambda ids: record_model(kind)._default_manager.filter(pk__in=ids))


def _entries(record: Described, facts: Facts) -> Iterator[SearchEntry]:
    """The entry of a record, and those of its rows that are results."""
    title, weight = _title(record), WEIGHTS[record.record_kind]
    names = facts.names[record.pk]
    columns = [record.summary, *(getattr(record, name) for name in record.searched_columns)]
    entry = SearchEntry(
        record_id=record.pk,
        kind=record.record_kind,
        subkind=getattr(record, "kind", getattr(record, "type", "")),
        verdict=getattr(record, "verdict", ""),
        organizations=_barred(facts.organizations[record.pk]),
        regions=_barred(facts.regions[record.pk]),
        title=title,
        address=path_of(record.record_kind, record.slug),
        text=composed("\n".join(filter(None, columns))),
        **record.held(),
    )
    written = [*columns, record.slug]
    _write_words(entry, weight, [title], names, written, facts.texts[record.pk])
    yield entry
    for row in facts.rows[record.pk]:
        yield _row_entry(row, entry, title, names)


def _row_entry(row: Any, above: SearchEntry, title: str, names: list[str]) -> SearchEntry:
    columns = [getattr(row, name) for name in row.searched.columns]
    inherited = ("record_id", "organizations", "regions", "starts_on", "starts_precision")
    entry = SearchEntry(
        **{name: getattr(above, name) for name in (*inherited, "ends_on", "ends_precision")},
        anchor=row.anchor,
        kind=row._meta.model_name,
        title=composed(str(row))[:500],
        address=f"{above.address}#{row.anchor}",
        text=composed("\n".join(filter(None, columns))),
    )
    # With a number in its name, a search for the record would find all its rows.
    inherited_names = [name for name in (title, *names) if not DIGIT.search(name)]
    titles = [row.title, *columns[:1]]
    if row.searched.named_with:
        _write_words(entry, OF_ROWS, titles, inherited_names, columns, [])
    else:
        _write_words(entry, OF_ROWS, titles, [], columns, [title, *names])
    return entry


def _write_words(
    entry: SearchEntry,
    weight: int,
    titles: list[str],
    names: list[str],
    columns: list[str],
    texts: list[str],
) -> None:
    """The words by which the entry is found, and beside them what each is worth."""
    parts = [(titles, weight), (names, IN_OTHER_NAME), (columns, IN_COLUMN), (texts, IN_TEXT)]
    found = [(_words(texts), worth) for texts, worth in parts]
    acronyms = {
        word.lower() for texts, _ in parts for text in texts for word in CAPITALS.findall(text)
    }
    points: Counter[str] = Counter()
    for each, worth in found:
        for word, times in Counter(each).items():
            points[word] += worth * times if worth != IN_TEXT else min(times, MOST_FROM_TEXT)
    in_title = found[0][0] + found[1][0]
    entry.title_words = " ".join([*in_title, *_bases(in_title, acronyms)])
    everywhere = [word for each, _ in found for word in each]
    marks = _bases(points, acronyms) + _grades(points, acronyms)
    entry.words = " ".join([*everywhere, *marks])


def _words(texts: Iterable[str]) -> list[str]:
    return [word[:LONGEST_WORD] for text in texts for word in words(text)]


def _bases(found: Iterable[str], acronyms: set[str]) -> list[str]:
    """Marked, so that a phrase never finds them."""
    seen = {base for word in found if word not in acronyms for base in bases(word)}
    return [f"{MARK}{base}" for base in sorted(seen)]


def _grades(points: Counter[str], acronyms: set[str]) -> list[str]:
    """`qx3veto`: the word, with its forms, is worth grade 3 here."""
    summed = points.copy()
    for word, worth in points.items():
        if word not in acronyms:
            for base in bases(word):
                summed[base] += worth
    return [
        f"{MARK}{min(worth.bit_length() - 2, GRADES[0])}{word}"
        for word, worth in summed.items()
        if worth >= 4
    ]


def _title(record: Record) -> str:
    acronym = getattr(record, "acronym", "")
    if acronym and acronym not in record.name:
        return composed(f"{record.name} ({acronym})")[:500]
    return composed(record.name)


def _barred(values: set[str]) -> str:
    return f"|{'|'.join(sorted(values))}|" if values else ""


def _facts(kind: str, ids: list[int]) -> Facts:
    facts = Facts()
    for pk, text in ALIASES(ids):
        facts.names[pk].append(text)
    for pk, value in CODES(ids):
        if not value.isdigit():  # a bare number would lead every search for it astray
            facts.names[pk].append(value)
    for model in searched_models(kind):
        _read_rows(model, ids, facts)
    if gather := GATHERERS.get(kind):
        gather(ids, facts)
    return facts


def _read_rows(model: Any, ids: list[int], facts: Facts) -> None:
    """The rows that say that they are searched: results, or further text of their record."""
    owner = model._meta.get_field(model.searched.record)
    if model.searched.as_rows:
        for row in rows_searched(model)(ids):
            facts.rows[getattr(row, owner.attname)].append(row)
        return
    for pk, *texts in _texts_of(model)(ids):
        facts.texts[pk] += filter(None, texts)


@cache
def _texts_of(model: Any) -> Among:
    owner = model._meta.get_field(model.searched.record)

    def rows(ids: list[int]) -> QuerySet:
        held = model._default_manager.filter(**{f"{owner.name}__in": ids})
        return held.values_list(owner.attname, *model.searched.columns)

    return Among(rows)


def _states_of(model: type[Described], path: str) -> Among:
    columns = [f"{path}__{column}" for column in ("name", *REGIONS)]
    return Among(lambda ids: model._default_manager.filter(pk__in=ids).values_list("pk", *columns))


STATES_OF_MISSIONS = _states_of(Mission, "host_states")
STATES_OF_DOCUMENTS = _states_of(Document, "states")
STATES_OF_CONFLICTS = _states_of(Conflict, "states")
LED = Among(
    lambda ids: (
        Mission.objects.filter(pk__in=ids)
        .filter(roles__role__in=["lead", "command", "authorising"])
        .filter(roles__actor__record_kind="organization")
        .values_list("pk", "roles__actor__slug")
    )
)
ORGANS = Among(
    lambda ids: (
        Document.objects.filter(pk__in=ids).exclude(organ=None).values_list("pk", "organ__slug")
    )
)
REGIONS_OF_STATES = Among(lambda ids: State.objects.filter(pk__in=ids).values_list("pk", *REGIONS))


def _add_states(rows: Iterable[tuple[Any, ...]], facts: Facts) -> None:
    """Names and regions of the states of records, for words and for narrowing."""
    for pk, name, *regions in rows:
        facts.texts[pk] += filter(None, [name])
        facts.regions[pk].update(filter(None, regions))


def _mission_facts(ids: list[int], facts: Facts) -> None:
    for pk, slug in LED(ids):
        facts.organizations[pk].add(slug)
    _add_states(STATES_OF_MISSIONS(ids), facts)


def _document_facts(ids: list[int], facts: Facts) -> None:
    for pk, slug in ORGANS(ids):
        facts.organizations[pk].add(slug)
    _add_states(STATES_OF_DOCUMENTS(ids), facts)


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
    for state, *regions in REGIONS_OF_STATES(list(places)):
        for pk in places[state]:
            facts.regions[pk].update(filter(None, regions))


def _state_facts(ids: list[int], facts: Facts) -> None:
    for pk, *regions in REGIONS_OF_STATES(ids):
        facts.regions[pk].update(filter(None, regions))


def _conflict_facts(ids: list[int], facts: Facts) -> None:
    _add_states(STATES_OF_CONFLICTS(ids), facts)


GATHERERS: dict[str, Callable[[list[int], Facts], None]] = {
    RecordKind.MISSION: _mission_facts,
    RecordKind.DOCUMENT: _document_facts,
    RecordKind.CLAIM: _claim_facts,
    RecordKind.STATE: _state_facts,
    RecordKind.CONFLICT: _conflict_facts,
}
