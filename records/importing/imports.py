"""Publishers' files into the base: what every importer does in the same way.

An import adds and never overwrites. What is not held goes in; what is held otherwise becomes a
citation that contradicts: open for editors, or closed where numbers of persons differ by little. A
row that cannot be read is refused and listed. All of it is one publication, and a second import of
the same file changes nothing. An edition older than the one held changes nothing at all.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from django.db import transaction

from records.common.periods import Precision
from records.common.spilling import without_spilling
from records.content.canonical import Content, contents_of
from records.content.facts import FactBatch, FactRow, fact_columns, fact_key, held_rows, path_of
from records.importing.publisher_files import Copy
from records.importing.report import Report
from records.importing.told_days import ToldDays
from records.models import Batch, Citation, Origin, Record, Source
from records.models.evidence import COPY_MARKS
from records.models.ownership import Fact, column_about
from records.writing.publishing import propose, publish

Tell = Callable[[str], None]
AUTHOR = "import"
LONGEST_STATED = 500
# What says that nobody knows contradicts nothing.
UNKNOWN = frozenset(
    {"", "unknown", "to be determined", "undetermined", "tbd", "na", "n/a", "nan", "null"}
)
WITHIN_TOLERANCE = "within tolerance"  # the rule that closes a citation
FEW_PERSONS, PERCENT = 5, 0.01


def is_tolerable(stated: int, held: int) -> bool:
    """Whether two counts of persons differ by at most 5 or 1 %, whichever is more."""
    return abs(stated - held) <= max(FEW_PERSONS, PERCENT * abs(held))


def says_nothing(value: Any) -> bool:
    """Whether a value is empty or says only that it is not known."""
    return value is None or (
        isinstance(value, str) and value.strip().casefold().replace("_", " ") in UNKNOWN
    )


def source_content(slug: str, name: str, **values: Any) -> Content:
    """A Source of which a publisher's file is a copy, for a base that has none of this slug."""
    named = {"record_kind": "source", "slug": slug, "name": name, "kind": "dataset", "owned": {}}
    return named | {"summary": f"Read from the publisher's file: {name}."} | values


class Import:
    """What the file of one source brings, gathered until it is published as a whole.

    `source` is the content of its Source record, used where the base has none of its slug.
    """

    def __init__(self, source: Content, copy: Copy) -> None:
        self.copy, self.report = copy, Report()
        self.slug: str = source["slug"]
        self._source = deepcopy(source)
        self._tables: dict[type[Fact], FactTable] = {}
        self._rows: dict[str, list[tuple[str, dict]]] = defaultdict(list)  # by mission:untaet
        self._filled: dict[str, dict[str, Any]] = defaultdict(dict)
        self._records: dict[str, Content] = {}
        self.edition: date | None = None  # day that the file itself gives, or of its newest row
        self.newest_held: date | None = None  # the same of the rows held from the source
        self.days = ToldDays()
        self.is_older = False
        self._published_on: date | None = None
        self._cited: dict[str, set[tuple[str, str, str, str]]] = {}

    def table(
        self, model: type[Fact], on: Iterable[str], persons: Collection[str] = ()
    ) -> "FactTable":
        """The rows of a table that the file brings.

        `on`: kinds of record they hang on. `persons`: columns that count persons.
        """
        if model not in self._tables:
            self._tables[model] = FactTable(self, model, tuple(on), persons)
        return self._tables[model]

    def settle_edition(self, stated: date | None = None) -> None:
        """Leaves all of an edition older than the one held: its rows may since have been mended.

        `stated` is the day of the edition as the curator gives it, before what the file says.
        """
        day = stated or self.edition
        on_record = Source.objects.filter(slug=self.slug).values_list("published_on", flat=True)
        held = on_record.first() or self.newest_held
        if day and (held is None or day >= held):
            self._published_on = day
        elif day:
            self.is_older = True
            self.report = Report(unchanged=self.report.read, remarks=[
                f"{self.copy.name} is an edition of {day}, older than the one held, of {held}: "
                "nothing was taken in and nothing waits for editors."
            ])  # fmt: skip

    def refuse_ahead(self, today: date) -> None:
        """Before editions are compared. Raises Unreadable."""
        self.days.note(self.edition or date.min, f"{self.copy.name}, the day of its edition")
        self.days.refuse_ahead(today)

    def add_record(self, content: Content) -> None:
        """A record that the base does not have."""
        self._records[f"{content['record_kind']}:{content['slug']}"] = content

    def add_row(self, record: str, collection: str, row: dict) -> None:
        """A row for a record that has none of its key: `("mission:untaet", "aliases", {…})`."""
        self._rows[record].append((collection, row))

    def fill(self, record: str, column: str, value: Any) -> None:
        """A value for a column that is empty in the base."""
        self._filled[record][column] = value

    def disagree(
        self,
        record: str,
        path: str,
        stated: str,
        locator: str = "",
        source: str = "",
        rule: str = "",
    ) -> bool:
        """Cites the file against the value held; False where a citation says so already.

        A `rule` decides for the value held, so that nothing waits for editors.
        """
        if self.is_cited(record, path, stated, source):
            return False
        source, stated = source or self.slug, stated[:LONGEST_STATED]
        row = {
            "field": path,
            "source": source,
            "locator": locator,
            "stated": stated,
            "stance": "contradicts",
            "open": not rule,
            "rule": rule,
        }
        kind, slug = record.split(":", 1)
        self._citations(source).add((kind, slug, path, stated))
        self.add_row(record, "citations", row)
        return True

    def weigh(
        self,
        record: str,
        path: str,
        agrees: bool,
        stated: str,
        locator: str = "",
        source: str = "",
        rule: str = "",
    ) -> None:
        """Counts a value that the file states, cited against the one held where they differ."""
        if agrees:
            self.report.unchanged += 1
            return
        anew = self.disagree(record, path, stated, locator, source, rule)
        self.report.changed += anew and not rule
        self.report.tolerated += anew and bool(rule)
        self.report.known += not anew or bool(rule)

    def is_cited(self, record: str, path: str, stated: str, source: str = "") -> bool:
        """Whether the source is cited with these words for the path or the row that it lies in."""
        cited = self._citations(source or self.slug)
        kind, slug = record.split(":", 1)
        row = "/".join(path.split("/")[:2])
        return any((kind, slug, one, stated[:LONGEST_STATED]) in cited for one in (path, row))

    def _citations(self, source: str) -> set[tuple[str, str, str, str]]:
        """(kind, slug, path, stated) of every citation of a source."""
        if source not in self._cited:
            columns = ("record__record_kind", "record__slug", "field", "stated")
            rows = Citation.objects.filter(source__slug=source).order_by()
            self._cited[source] = set(rows.values_list(*columns))
        return self._cited[source]

    def publish(self, tell: Tell, dry_run: bool = False) -> None:
        """Raises Refused. A dry run does all of it, then takes it back."""
        if self.is_older:
            return
        with without_spilling(), transaction.atomic():
            batches = self.batches()
            contents = self._contents(batches)
            if contents:
                tell(f"Publishing {len(contents):,} records")
                publish([self._proposal(*one) for one in contents], batches, tell)
            if dry_run:
                transaction.set_rollback(True)

    def batches(self) -> list[FactBatch]:
        """What the publication writes of fact tables."""
        return [batch for table in self._tables.values() for batch in table.batches()]

    def _contents(self, batches: list[FactBatch]) -> list[tuple[Content, int]]:
        """Each content to publish with the version it starts from."""
        by_kind: dict[str, set[str]] = defaultdict(set)
        for name in {*self._rows, *self._filled} - self._records.keys():
            kind, slug = name.split(":", 1)
            by_kind[kind].add(slug)
        by_kind["source"] |= {self.slug, *(batch.source for batch in batches)}
        contents = [(content, 0) for content in self._records.values()]
        for kind, slugs in by_kind.items():
            held = contents_of(kind, slugs)
            versions = dict(
                Record.objects.filter(record_kind=kind).values_list("slug", "version").order_by()
            )
            contents += [(content, versions[slug]) for slug, content in held.items()]
        if self.slug not in {one["slug"] for one, _ in contents if one["record_kind"] == "source"}:
            contents.append((self._source, 0))
        return [one for one in contents if self._complete(one[0], batches) or not one[1]]

    def _complete(self, content: Content, batches: list[FactBatch]) -> bool:
        """Adds what the file brings to a content; whether it brings anything."""
        name = f"{content['record_kind']}:{content['slug']}"
        for collection, row in self._rows.get(name, ()):
            content["owned"].setdefault(collection, []).append(row)
        content |= self._filled.get(name, {})
        sealed = [batch for batch in batches if name == f"source:{batch.source}"]
        for batch in sealed:
            owned = content["owned"]
            others = [one for one in owned.get("batches", []) if one["table"] != batch.model.batch]
            owned["batches"] = [*others, batch.summary()]
        is_new_copy = name == f"source:{self.slug}" and self._describe_copy(content)
        return bool(is_new_copy or sealed or name in self._rows or name in self._filled)

    def _describe_copy(self, content: Content) -> bool:
        """The hash of the file in the content of its source; whether it is news.

        A source may have several files: the column holds the hash of the last, and identifiers
        of the scheme `sha256` hold all that were imported.
        """
        codes = content["owned"].setdefault("identifiers", [])
        known = {code["value"] for code in codes if code["scheme"] == "sha256"}
        if not self.copy.sha256 or self.copy.sha256 in known | {content.get("sha256")}:
            return False
        hashes = {content.get("sha256"): "", self.copy.sha256: self.copy.name}
        for value, note in hashes.items():
            if value and value not in known:
                codes.append({"scheme": "sha256", "value": value, "note": note[:300]})
        content["sha256"] = self.copy.sha256
        self._mark_copy(content)
        if self._published_on:
            day = self._published_on.isoformat()
            content |= {"published_on": day, "published_precision": str(Precision.DAY)}
        return True

    def _mark_copy(self, content: Content) -> None:
        """By what the publisher's server and a later refresh know this copy again."""
        owned, marks = content["owned"], self.copy.marks
        kept = [code for code in owned["identifiers"] if code["scheme"] not in COPY_MARKS]
        if self.copy.accessed_on:
            content["accessed_on"] = self.copy.accessed_on.isoformat()
            named = {"note": self.copy.name[:300]}
            owned["identifiers"] = kept + [
                {"scheme": scheme, "value": value} | named for scheme, value in marks.items()
            ]

    def _proposal(self, content: Content, version: int):
        reason = f"Imported from {self.copy.name}"[:500]
        return propose(
            content, base_version=version, author=AUTHOR, origin=Origin.IMPORT, reason=reason
        )


class FactTable:
    """Rows of one fact table from a file, beside all that is held of them from any source."""

    def __init__(
        self, whole: Import, model: type[Fact], on: tuple[str, ...], persons: Collection[str] = ()
    ) -> None:
        self._import, self.model, self._on, self._persons = whole, model, on, persons
        self.columns = [column.name for column in fact_columns(model)]
        self._keys: set[str] = set()
        self._new: list[FactRow] = []
        self._filled: set[str] = set()  # sources of held rows with a value more
        self._held: dict[str, tuple[str, FactRow]] = {}  # source and row by key
        sources = Batch.objects.filter(table=model.batch).values_list("source__slug", flat=True)
        for source in sources:
            for _, row in held_rows(model, source):
                self._held[fact_key(model, row)] = (source, row)

    def row(self, **values: Any) -> FactRow:
        """A row of JSON values; references are slugs, what is left out is empty."""
        return tuple(values.get(name) for name in self.columns)

    def held(self, row: FactRow) -> tuple[str, dict[str, Any]] | None:
        """Source and values of the row held under the same key."""
        found = self._held.get(fact_key(self.model, row))
        return (found[0], dict(zip(self.columns, found[1], strict=True))) if found else None

    def at(self, column: str) -> int:
        """The place of a column in a row."""
        return self.columns.index(column)

    def has_taken(self, row: FactRow) -> bool:
        """Whether the file has given a row of this key before."""
        return fact_key(self.model, row) in self._keys

    def add(
        self,
        row: FactRow,
        columns: Iterable[str],
        locator: str = "",
        stated: Callable[[str, Any], str] = lambda column, value: str(value),
        known: bool = False,
        fills: Sequence[str] = (),
    ) -> None:
        """Takes a row in, or compares the columns that it fills with the row that is held.

        `stated` puts a column's value into the words of a citation; `known` says that a
        citation of another form tells the difference already. `fills` are a column that has a
        source of its own, and that source: put into the row held, where it has no such value. A
        count of persons that the row held does not give is not contradicted.
        Raises KeyError for a key that the file has given before.
        """
        key, report = fact_key(self.model, row), self._import.report
        if key in self._keys:
            raise KeyError(key)
        self._keys.add(key)
        self._note_days(row, key)
        if key not in self._held:
            self._new.append(row)
            report.new += 1
            return
        held = dict(zip(self.columns, self._held[key][1], strict=True))
        said = dict(zip(self.columns, row, strict=True))
        if fills and held[fills[0]] is None and said[fills[0]] is not None:
            held |= {name: said[name] for name in fills}
            source, _ = self._held[key]
            self._held[key] = (source, tuple(held.values()))
            self._filled.add(source)
            report.new += 1
        differing = [
            name
            for name in columns
            if said[name] != held[name]
            and not says_nothing(said[name])
            and not (name in self._persons and held[name] is None)
        ]
        if not differing:
            report.unchanged += 1
        elif known:
            report.known += 1
        else:
            self._cite(row, {name: (said[name], held[name]) for name in differing}, stated, locator)

    def _note_days(self, row: FactRow, key: str) -> None:
        for name, most in self.model.ahead.items():
            if told := row[self.at(name)]:
                where = f"{self._import.copy.name}, {self.model.batch} of {key}, {name}"
                self._import.days.note(date.fromisoformat(told), where, most)

    def _cite(
        self,
        row: FactRow,
        differing: dict[str, tuple[Any, Any]],
        stated: Callable[[str, Any], str],
        locator: str,
    ) -> None:
        """Cites what the file says of some columns against what is held, and counts the row."""
        record, path = self._place(self._held[fact_key(self.model, row)][1])
        opened = closed = False
        for name, (said, held) in differing.items():
            at = path if name == self.model.value_field else f"{path}/{name}"
            rule = WITHIN_TOLERANCE if self._is_tolerable(name, said, held) else ""
            anew = self._import.disagree(record, at, stated(name, said), locator, rule=rule)
            opened |= anew and not rule
            closed |= anew and bool(rule)
        self._import.report.changed += opened
        self._import.report.known += not opened
        self._import.report.tolerated += closed and not opened

    def _is_tolerable(self, column: str, said: Any, held: Any) -> bool:
        counts = isinstance(said, int) and isinstance(held, int)
        return counts and column in self._persons and is_tolerable(said, held)

    def _place(self, row: FactRow) -> tuple[str, str]:
        """The record that a row hangs on, and its path there; its source where it has none."""
        for kind in self._on:
            slug = row[self.columns.index(column_about(self.model, kind))]
            if slug:
                return f"{kind}:{slug}", path_of(self.model, kind, row)
        return f"source:{self._held[fact_key(self.model, row)][0]}", ""

    def batches(self) -> list[FactBatch]:
        """All rows, held and new, of each source whose batch changes."""
        changed = self._filled | ({self._import.slug} if self._new else set())
        rows: dict[str, list[FactRow]] = {source: [] for source in sorted(changed)}
        for source, row in self._held.values():
            if source in rows:
                rows[source].append(row)
        if self._new:
            rows[self._import.slug] += self._new
        return [FactBatch(self.model, source, some) for source, some in rows.items()]
