"""Publishers' files into the base: what every importer does in the same way.

An import adds and never overwrites. What is not held goes in; what is held otherwise becomes a
citation that contradicts: open for editors, or closed where numbers of persons differ by little. A
row that cannot be read is refused and listed. All of it is one publication, and a second import of
the same file changes nothing. An edition older than the one held changes nothing at all.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from copy import deepcopy
from datetime import date
from typing import Any

from django.db import transaction

from records.common.periods import Precision
from records.common.spilling import without_spilling
from records.content.canonical import Content, contents_of
from records.content.facts import FactBatch
from records.importing.fact_tables import FactTable
from records.importing.publisher_files import Copy
from records.importing.report import Tally
from records.importing.told_days import ToldDays
from records.models import Citation, Origin, Record, Source
from records.models.evidence import COPY_MARKS
from records.models.ownership import Fact
from records.writing.publishing import propose, publish

Tell = Callable[[str], None]
AUTHOR = "import"
LONGEST_STATED = 500


def source_content(slug: str, name: str, **values: Any) -> Content:
    """A Source of which a publisher's file is a copy, for a base that has none of this slug."""
    named = {"record_kind": "source", "slug": slug, "name": name, "kind": "dataset", "owned": {}}
    return named | {"summary": f"Read from the publisher's file: {name}."} | values


class Import:
    """What the file of one source brings, gathered until it is published as a whole.

    `source` is the content of its Source record, used where the base has none of its slug.
    """

    def __init__(self, source: Content, copy: Copy) -> None:
        self.copy, self.report = copy, Tally()
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
    ) -> FactTable:
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
            self.report = Tally(unchanged=self.report.read, remarks=[
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
            contents = self.contents(batches)
            if contents:
                tell(f"Publishing {len(contents):,} records")
                publish([self._proposal(*one) for one in contents], batches, tell)
            if dry_run:
                transaction.set_rollback(True)

    def batches(self) -> list[FactBatch]:
        """What the publication writes of fact tables."""
        return [batch for table in self._tables.values() for batch in table.batches()]

    def contents(self, batches: list[FactBatch]) -> list[tuple[Content, int]]:
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
            batch.seal_in(content)
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
