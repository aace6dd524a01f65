"""All the texts held, read by the rules of this package and compared with what the base holds.

What is read goes in as one batch of links of the source `sc-texts-read`, new at each reading;
links that were confirmed stay. Provisions of the Charter that a text invokes become rows of its
document, each with a citation that says where. What other sources say otherwise is cited for
editors, and nothing of theirs is changed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from legal.importers.statements import COUNCIL
from legal.models import (
    ChapterVII,
    Coding,
    Document,
    DocumentKind,
    DocumentLink,
    DocumentProvision,
    LinkKind,
    Paragraph,
    ParagraphKind,
    Provision,
    ProvisionRelation,
)
from legal.reading.acts import acts_in
from legal.reading.chapter_vii import OWN_VOICE, acting_under
from legal.reading.citations import named_in
from legal.reading.provisions import Invoked, invoked_in
from records.content.canonical import row_key
from records.content.facts import FactBatch, FactRow, fact_columns, fact_key, held_rows, path_of
from records.importing.imports import LONGEST_STATED, Import, Tell, source_content
from records.importing.publisher_files import Copy

SOURCE = source_content(
    "sc-texts-read",
    "PeaceKB: rules reading the texts of Security Council documents",
    summary="Citations with their paragraphs, acts of one resolution on another, and whether the "
    "Council acts under Chapter VII, as rules of this project read them in the texts held.",
    publisher="PeaceKB",
    note="Citations: number and year together, S/PRST/ symbols, General Assembly resolutions by "
    "session. Acts: what the Council decides in the present to extend, amend, replace or end, and "
    "the resolution named with it. Chapter VII: «acting under», «decides, under», in the "
    "preamble or an operative paragraph. Provisions: articles and chapters of the Charter by "
    "number. Coded by rule.",
)
CHARTER = "un-charter"
BY_ANOTHER_RULE = (f"{CHARTER}#VII", ProvisionRelation.ACTING_UNDER.value)  # of Chapter VII
NOT_NAMED = "not found in the text held"
NOT_SAID = "the text does not say so"
SAID = "acting under Chapter VII"
LATEST = 100_000  # above every number of a resolution
STEP = 1000  # documents between two words of progress


class DocumentText(NamedTuple):
    """A document and its paragraphs: kind, anchor and text of each."""

    slug: str
    kind: str
    number: int | None
    chapter_vii: str
    paragraphs: list[tuple[str, str, str]]


def gather(tell: Tell) -> Import:
    """Reads every text; the import holds the new links and the disagreements."""
    reading = Reading()
    tell("Reading the texts held")
    for number, text in enumerate(_texts(), start=1):
        reading.read(text)
        if number % STEP == 0:
            tell(f"Read {number:,} documents")
    return reading.finish()


def links_in(text: DocumentText, years: Mapping[int, int]) -> Iterator[tuple[str, str, str]]:
    """Kind, symbol and paragraph of each link to a document that the text names or acts on."""
    before = text.number if text.number is not None else LATEST
    for kind, anchor, words in text.paragraphs:
        named = named_in(words, years, before)
        for one in named:
            yield LinkKind.CITES.value, one.symbol, anchor
        if kind == ParagraphKind.OPERATIVE and text.kind == DocumentKind.RESOLUTION:
            for act, one in acts_in(words, named):
                yield act, one.symbol, anchor


@dataclass(frozen=True)
class ReadingAgreement:
    """How far what rules read goes with what the base holds from others: numbers of values.

    Precision and recall are true as far as what is held is.
    """

    both: int
    only_read: int
    only_held: int

    def __str__(self) -> str:
        read, held = self.both + self.only_read, self.both + self.only_held
        shares = [f"{self.both / whole:.1%}" if whole else "nothing" for whole in (read, held)]
        return f"precision {shares[0]} of {read:,} read, recall {shares[1]} of {held:,} held"


def read_all() -> "Reading":
    """The rules over all the texts held, to be measured and not published."""
    reading = Reading()
    for text in _texts():
        reading.read(text)
    return reading


class Reading:
    """The rules over one text after another."""

    def __init__(self) -> None:
        self.whole = ReadImport(SOURCE, Copy(Path("the texts held"), ""))
        self._columns = [column.name for column in fact_columns(DocumentLink)]
        self._slugs = _slugs_by_symbol()
        self._years = years_held()
        self._mentions: Counter[tuple[str, str, str, str]] = Counter()
        self.documents: set[str] = set()  # read so far
        self._chapter: Counter[str] = Counter()
        self._under_vii: set[str] = set()  # of the resolutions coded
        self._provisions = _provisions()
        self._invoked = _invoked()
        self._seen: set[tuple[str, str]] = set()
        self._unknown: Counter[str] = Counter()  # provisions invoked that the base does not hold
        self._counted: Counter[str] = Counter()  # provisions invoked, by relation

    def read(self, text: DocumentText) -> None:
        self.documents.add(text.slug)
        for kind, symbol, anchor in links_in(text, self._years):
            self._mentions[text.slug, kind, symbol, anchor] += 1
        for kind, anchor, words in text.paragraphs:
            if kind in OWN_VOICE and text.kind != DocumentKind.DRAFT:
                for invoked in invoked_in(words):
                    self._invoke(text, anchor, invoked)
        if text.kind == DocumentKind.RESOLUTION:
            anchor = acting_under(text.paragraphs)
            if anchor and text.chapter_vii != ChapterVII.NOT_CODED:
                self._under_vii.add(text.slug)
            self._compare_chapter(text, anchor)

    def _invoke(self, text: DocumentText, anchor: str, invoked: Invoked) -> None:
        """A row for a provision that the document invokes there; only resolutions act."""
        acts = text.kind == DocumentKind.RESOLUTION
        relation = invoked.relation if acts else ProvisionRelation.RECALLS.value
        article = invoked.number.partition("(")[0]
        number = invoked.number if invoked.number in self._provisions else article
        if number not in self._provisions:
            self._unknown[number] += 1
            return
        provision = f"{CHARTER}#{number}"
        row = {"provision": provision, "relation": relation, "paragraph": anchor}
        key = row_key(DocumentProvision, row)
        if (provision, relation) == BY_ANOTHER_RULE or (text.slug, key) in self._seen:
            return
        self._seen.add((text.slug, key))
        self._counted[relation] += 1
        if (text.slug, key) in self._invoked:
            self.whole.report.unchanged += 1
            return
        record, collection = f"document:{text.slug}", DocumentProvision.collection
        self.whole.add_row(record, collection, row)
        self.whole.add_row(record, "citations", {
            "field": f"{collection}/{key}", "source": self.whole.slug, "locator": anchor,
            "stated": invoked.words[:LONGEST_STATED],
        })  # fmt: skip
        self.whole.report.new += 1

    def finish(self) -> Import:
        rows = [self._row(*key, count) for key, count in self._mentions.items()]
        self._compare_links()
        self.whole.take(rows)
        self._remark()
        return self.whole

    def _row(self, document: str, kind: str, symbol: str, anchor: str, count: int) -> FactRow:
        values = {
            "document": document,
            "kind": kind,
            "to": self._slugs.get(symbol),
            "to_symbol": symbol,
            "paragraph": anchor,
            "count": count,
            "coding": Coding.BY_RULE.value,
        }
        return tuple(values[name] for name in self._columns)

    def _compare_chapter(self, text: DocumentText, anchor: str) -> None:
        """Where nobody has coded the resolution, editors left that open on purpose."""
        said = (ChapterVII.YES if anchor else ChapterVII.NO).value
        if text.chapter_vii == ChapterVII.NOT_CODED:
            self._chapter["not coded"] += 1
        elif text.chapter_vii == said:
            self._chapter["agree"] += 1
        else:
            self._chapter["differ"] += 1
            stated = SAID if anchor else NOT_SAID
            self._disagree(text.slug, "chapter_vii", stated, anchor)

    def acting(self, kind: LinkKind) -> set[str]:
        """The documents that do something of the kind to any other."""
        return {document for document, act, *_ in self._mentions if act == kind}

    def agreements(self) -> dict[str, ReadingAgreement]:
        """By what was compared: links of each kind that others hold, and Chapter VII."""
        kinds = (kind for kind in LinkKind if any(self._held_links(kind)))
        found = {str(kind.label): self._agreement(kind) for kind in kinds}
        coded = Document.objects.filter(chapter_vii=ChapterVII.YES).values_list("slug", flat=True)
        found["Chapter VII"] = _agreement(self._under_vii, self.documents.intersection(coded))
        return found

    def _agreement(self, kind: LinkKind) -> ReadingAgreement:
        """Over the documents of which others hold links of the kind."""
        theirs = {pair for pair, _ in self._held_links(kind)}
        compared = {document for document, _ in theirs}
        return _agreement({pair for pair in self._pairs(kind) if pair[0] in compared}, theirs)

    def _pairs(self, kind: LinkKind) -> set[tuple[str, str]]:
        """Document and symbol of every link read of a kind."""
        return {(slug, symbol) for slug, act, symbol, _ in self._mentions if act == kind}

    def _held_links(self, kind: LinkKind) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """(document, symbol) and (paragraph, coding) of links of others from the texts read."""
        held = DocumentLink.objects.filter(kind=kind).order_by("document", "to_symbol")
        held = held.exclude(source__slug=self.whole.slug)
        for slug, symbol, paragraph, coding in held.values_list(
            "document__slug", "to_symbol", "paragraph", "coding"
        ):
            if slug in self.documents:
                yield (slug, symbol), (paragraph, coding)

    def _compare_links(self) -> None:
        """What other sources hold of the documents read, beside what was read."""
        ours = self._pairs(LinkKind.CITES)
        for pair, (paragraph, coding) in self._held_links(LinkKind.CITES):
            if pair not in ours and coding == Coding.BY_RULE:
                row = self._row(pair[0], LinkKind.CITES.value, pair[1], paragraph, 1)
                path = path_of(DocumentLink, "document", row)
                self._disagree(pair[0], path, NOT_NAMED, "")
        agreed = self._agreement(LinkKind.CITES)
        self.whole.report.remarks.append(
            f"Citations of documents that other sources list: {agreed.both:,} agree, "
            f"{agreed.only_read:,} only here, {agreed.only_held:,} only there."
        )

    def _disagree(self, document: str, path: str, stated: str, anchor: str) -> None:
        anew = self.whole.disagree(f"document:{document}", path, stated, anchor)
        self.whole.report.changed += anew
        self.whole.report.known += not anew

    def _remark(self) -> None:
        kinds = Counter(kind for _, kind, _, _ in self._mentions)
        listed = ", ".join(f"{kinds[one]:,} {one.label.lower()}" for one in LinkKind if kinds[one])
        told = self._chapter
        self.whole.report.remarks += [
            f"{len(self.documents):,} texts read; links by paragraph: {listed or 'none'}.",
            f"Chapter VII: {told['agree']:,} agree, {told['differ']:,} differ, "
            f"{told['not coded']:,} are not coded.",
            f"Provisions of the Charter by paragraph: {self._counted['acting_under']:,} acted "
            f"under, {self._counted['recalls']:,} recalled{self._not_held()}.",
        ]

    def _not_held(self) -> str:
        numbers = ", ".join(number for number, _ in self._unknown.most_common())
        mentions = sum(self._unknown.values())
        return f"; {mentions:,} mentions of {numbers} name none that is held" if mentions else ""


def _agreement(read: Set, held: Set) -> ReadingAgreement:
    return ReadingAgreement(len(read & held), len(read - held), len(held - read))


class ReadImport(Import):
    """An import whose batch of links takes the place of the one before."""

    _batch: FactBatch | None = None

    def take(self, rows: list[FactRow]) -> None:
        held = {fact_key(DocumentLink, row): row for _, row in held_rows(DocumentLink, self.slug)}
        coding = [column.name for column in fact_columns(DocumentLink)].index("coding")
        kept = {key: row for key, row in held.items() if row[coding] == Coding.CONFIRMED}
        others = _keys_of_others(self.slug)
        fresh = {fact_key(DocumentLink, row): row for row in rows}
        fresh = {key: row for key, row in fresh.items() if key not in others} | kept
        unchanged = sum(held.get(key) == row for key, row in fresh.items())
        self.report.unchanged += unchanged
        self.report.new += len(fresh) - unchanged
        if gone := len(held.keys() - fresh.keys()):
            self.report.remarks.append(f"{gone:,} links read before are read no more.")
        if fresh != held:
            self._batch = FactBatch(DocumentLink, self.slug, list(fresh.values()))

    def batches(self) -> list[FactBatch]:
        return [self._batch] if self._batch else []


def _keys_of_others(source: str) -> set[str]:
    rows = DocumentLink.objects.exclude(source__slug=source).order_by()
    keys = rows.values_list("document__slug", "kind", "to_symbol", "paragraph").iterator()
    columns = [column.name for column in fact_columns(DocumentLink)]
    return {
        fact_key(DocumentLink, tuple(dict(zip(DocumentLink.natural_key, key, strict=True)).get(name)
                                     for name in columns))
        for key in keys
    }  # fmt: skip


def _texts() -> Iterator[DocumentText]:
    rows = Paragraph.objects.order_by("document", "rank").values_list(
        "document",
        "document__slug",
        "document__kind",
        "document__number",
        "document__chapter_vii",
        "kind",
        "anchor",
        "text",
    )
    for _, own in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[0]):
        paragraphs = list(own)
        yield DocumentText(*paragraphs[0][1:5], [row[5:] for row in paragraphs])


def _provisions() -> set[str]:
    """Numbers of the articles and chapters of the Charter that the base holds."""
    held = Provision.objects.filter(document__slug=CHARTER).order_by()
    return set(held.values_list("number", flat=True))


def _invoked() -> set[tuple[str, str]]:
    """Document and key of every provision of the Charter that a document is held to invoke."""
    held = DocumentProvision.objects.filter(provision__document__slug=CHARTER).order_by()
    columns = ("document__slug", "provision__number", "relation", "paragraph")
    return {
        (slug, row_key(DocumentProvision, {
            "provision": f"{CHARTER}#{number}", "relation": relation, "paragraph": paragraph,
        }))
        for slug, number, relation, paragraph in held.values_list(*columns)
    }  # fmt: skip


def _slugs_by_symbol() -> dict[str, str]:
    rows = Document.objects.exclude(symbol="").order_by()
    return dict(rows.values_list("symbol", "slug"))


def years_held() -> dict[int, int]:
    """Year of each resolution of the Council by number."""
    rows = Document.objects.filter(organ__slug=COUNCIL, kind=DocumentKind.RESOLUTION)
    numbered = rows.exclude(number=None).values_list("number", "year").order_by()
    return {number: year for number, year in numbered if number and year}
