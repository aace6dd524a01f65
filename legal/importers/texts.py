"""Texts of documents into the base: paragraphs, sponsors, subjects, and what files say otherwise.

A document has its text from one source. Where a later copy of the same source reads otherwise, a
citation tells the first paragraph that does; the text of another source is left aside.
"""

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Count

from legal.importers import akomantoso, jsontexts, plaintexts
from legal.importers.akomantoso import NotADocument, NotEnglish, OfficialText
from legal.importers.comparing import COLUMNS, FILLED, GivenValue, sayings
from legal.importers.concerned import Matters, StatesConcerned
from legal.importers.council import COUNCIL, Council
from legal.importers.passages import OPERATIVE, ReadPassage
from legal.importers.sponsors import ALSO, SponsorRows
from legal.importers.statements import new_record
from legal.models import Document, DocumentKind, Outcome, Paragraph, Subject
from organizations.models import Organization
from organizations.naming import StateNames
from records.content.canonical import Content
from records.content.facts import FactRow
from records.importing.archives import copy_of_archive, files_in
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Copy, RowError, copy_of
from records.importing.streams import Unreadable, unpacked

LINES = (".jsonl", ".jsonl.gz")
LONGEST_LINE = 4_000_000  # bytes
LONGEST_TERM = 500
PROCEEDINGS = re.compile(r"S/\d+\Z")  # the index of a year
STEP = 500  # documents between two words of progress
TERMS = "Source: United Nations. Terms of the United Nations: made available without warranty."
SOURCES = {
    "unxml": source_content(
        "unxml",
        "Security Council documents in UN XML, 2000 to 2026",
        summary="Structured texts of resolutions, presidential statements and drafts not adopted.",
        publisher="United Nations, Department for General Assembly and Conference Management",
        url="https://github.com/UNxml/SCresolutions",
        licence=TERMS,
    ),
    "cr-unsc": source_content(
        "cr-unsc",
        "Corpus of Resolutions: UN Security Council (CR-UNSC)",
        summary="Hand-revised texts of the resolutions of 1946 to 1994.",
        publisher="Sean Fobbe, Lorenzo Gasbarri and Niccolò Ridi",
        url="https://github.com/SeanFobbe/cr-unsc",
        licence="CC0 1.0. Source: United Nations.",
    ),
    "pvs-texts": source_content(
        "pvs-texts",
        "Texts of Security Council resolutions, 1983 to 1999",
        summary="Texts of resolutions that the other collections lack, without annexes.",
        publisher="Felix Haass",
        url="https://github.com/felixhaass/pvs_securitycouncil",
        licence=f"MIT (repository). {TERMS}",
    ),
}

Reading = tuple[str, Callable[[], OfficialText]]  # where it stands, and how to read it


def gather(path: Path, tell: Tell) -> Import:
    """All that a checkout, an archive or a file of lines brings. Raises Unreadable."""
    tell(f"Reading {path.name}")
    if path.name.endswith(LINES):
        source, whole = _source_of(path), copy_of(path)
        texts = TextImport(Import(SOURCES[source], whole), compares=source != "unxml")
        readings = _lines(path, source)
    else:
        texts = TextImport(_of_archive(copy_of_archive(path)))
        refuse = texts.whole.report.refuse
        readings = (
            (entry.name, partial(akomantoso.read, entry.data, entry.name))
            for entry in files_in(path, ".xml", refuse)
        )
    for number, (where, read) in enumerate(readings, start=1):
        texts.take(where, read)
        if number % STEP == 0:
            tell(f"Read {number:,} documents")
    texts.say_what_about()
    texts.remark()
    return texts.whole


def _of_archive(copy: Copy) -> Import:
    return Import(SOURCES["unxml"], copy)


def _source_of(path: Path) -> str:
    """Which collection a file of lines is, by the keys of its first. Raises Unreadable."""
    with unpacked(path) as stream:
        try:
            first = json.loads(stream.readline(LONGEST_LINE))
        except (ValueError, RecursionError, EOFError, gzip.BadGzipFile, zlib.error):
            first = None
    if isinstance(first, dict) and {"symbol", "paragraphs"} <= first.keys():
        return "unxml"
    if not isinstance(first, dict) or not {"symbol", "number"} <= first.keys():
        raise Unreadable(f"{path.name}: its first line is no JSON object with number and symbol.")
    return "pvs-texts" if "encoding" in first else "cr-unsc"


def _lines(path: Path, source: str) -> Iterator[Reading]:
    reader = jsontexts.read if source == "unxml" else plaintexts.read
    with unpacked(path) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            where = f"{path.name}, line {number}"
            yield where, partial(_read_line, reader, line, where)


def _read_line(
    reader: Callable[[dict[str, Any], str], OfficialText], line: bytes, where: str
) -> OfficialText:
    return reader(_object(line), where)


def _object(line: bytes) -> dict[str, Any]:
    """Raises NotADocument."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotADocument(f"a JSON object of at most {LONGEST_LINE:,} bytes in UTF-8")
    return found


class TextImport:
    """Documents into one import. `compares`: texts held from the same source are read again."""

    def __init__(self, whole: Import, compares: bool = True) -> None:
        self.whole, self._compares = whole, compares
        self._paragraphs = whole.table(Paragraph, on=["document"])
        self._sponsors = SponsorRows(whole)
        self._subjects = whole.table(Subject, on=["document"])
        self._names = StateNames(ALSO)
        if not Organization.objects.filter(slug=COUNCIL).exists():
            raise Unreadable(
                f"The base holds no organization '{COUNCIL}': load the fixtures first."
            )
        self._held = _held_documents()
        self._slugs = set(Document.objects.values_list("slug", flat=True).order_by())
        self._texts = _held_texts()
        self._council = Council()
        self._matters, self._concerned = Matters(), StatesConcerned()
        self._situations = dict(Document.objects.values_list("symbol", "situation").order_by())
        self._new: list[tuple[Content, OfficialText]] = []
        self._given: dict[str, str] = {}  # file by symbol
        self._counts: Counter[str] = Counter()

    def take(self, where: str, read: Callable[[], OfficialText]) -> None:
        """One document; what cannot be taken is refused with the reason."""
        try:
            self.take_text(where, read())
        except NotEnglish:
            self.whole.report.leave("documents in other languages than English")
        except NotADocument as problem:
            self.whole.report.refuse(RowError(where, "", str(problem)))

    def take_text(self, where: str, text: OfficialText) -> Content | None:
        """The record that is made for it; None where it is held. Raises NotADocument."""
        if before := self._given.get(text.symbol):
            raise NotADocument(f"a document not given already in {before}")
        self._given[text.symbol] = where
        document, made = self._document(text)
        self._matters.learn(text.agenda, self._situations.get(text.symbol, ""))
        self._counts[text.kind] += 1
        self._counts["recovered"] += bool(text.fault)
        if text.remark:
            self.whole.report.remarks.append(f"{where}: {text.remark}")
        self._take_text(document, text)
        self._sponsors.take(document, text.sponsors, self._names, text.file, text.file)
        self._take_subjects(document, text)
        return made

    def say_what_about(self) -> None:
        """Situation and states of the new records, once all resolutions of the file are read.

        An item such as «The situation in the Middle East» has no situation and names no state;
        then the headings of the index of the Council's proceedings may, or the text.
        """
        for content, text in self._new:
            day = date.fromisoformat(content["adopted_on"])
            item = text.agenda or content["subject"]
            situation = self._matters.situation(item)
            headings = [term for name, term in text.subjects if PROCEEDINGS.match(name)]
            told = f"{item} / {content['subject']}"
            states = self._concerned.by(situation, told, day)
            if not states and not situation:
                said = [one.text for one in text.passages if one.kind == OPERATIVE]
                indexed = " / ".join(headings).replace("--", " / ")
                states = self._concerned.by("", indexed, day)
                states = states or self._concerned.in_most(said, day)
            content |= {"situation": situation, "states": states}

    def remark(self) -> None:
        """What was read, in words, before all else that the report remarks."""
        kinds = [
            f"{self._counts[kind]:,} {label}s"
            for kind, label in (
                (DocumentKind.RESOLUTION, "resolution"),
                (DocumentKind.PRESIDENTIAL_STATEMENT, "presidential statement"),
                (DocumentKind.DRAFT, "draft"),
            )
            if self._counts[kind]
        ]
        told = {
            "records": "{:,} of them are new records",
            "recovered": "{:,} files were not well-formed; what could be recovered was taken",
            "elsewhere": "{:,} documents keep the text that they have from another source",
        }
        remarks = [f"Read: {', '.join(kinds) or 'nothing'}."]
        remarks += [f"{said.format(self._counts[name])}." for name, said in told.items()
                    if self._counts[name]]  # fmt: skip
        self.whole.report.remarks[:0] = remarks

    def _document(self, text: OfficialText) -> tuple[str, Content | None]:
        """The slug of its document, and the record that is made where there is none."""
        held = self._held.get(text.symbol)
        if held is None:
            content = new_record(text, self.whole.slug, self._vetoed_by(text))
            if content["slug"] in self._slugs:
                raise NotADocument(f"another symbol than that of {content['slug']}, which is held")
            self.whole.add_record(content)
            self._new.append((content, text))
            self.whole.report.new += 1
            self._counts["records"] += 1
            return content["slug"], content
        if held["kind"] != text.kind:
            raise NotADocument(f"a {held['kind']} as the base has it, not a {text.kind}")
        for saying in sayings(text, held):
            self._compare(held, saying)
        return held["slug"], None

    def _vetoed_by(self, text: OfficialText) -> list[str]:
        day = text.adopted_on or text.issued_on
        ballot = text.ballots.get("no")
        if not day or not ballot or text.outcome.lower() != Outcome.VETOED.value[:4]:
            return []
        permanent = self._council.permanent_members(date.fromisoformat(day))
        named = (self._names.one(name, among=permanent) for name in ballot.members)
        return [state for state in named if state]

    def _compare(self, held: dict[str, Any], saying: GivenValue) -> None:
        ours, record = held[saying.column], f"document:{held['slug']}"
        ours = ours.isoformat() if isinstance(ours, date) else ours
        report = self.whole.report
        if saying.value == ours:
            report.unchanged += 1
        elif ours in ("", None) and saying.column in FILLED:
            held[saying.column] = saying.value
            self.whole.fill(record, saying.column, saying.value)
            self.whole.add_row(record, "citations", _support(saying, self.whole.slug))
            report.new += 1
        elif self.whole.disagree(record, saying.column, saying.stated, saying.locator):
            report.changed += 1
        else:
            report.known += 1

    def _take_text(self, document: str, text: OfficialText) -> None:
        rows = [self._row(document, rank, one) for rank, one in enumerate(text.passages, start=1)]
        source, count = self._texts.get(document, ("", 0))
        if not count:
            for row in rows:
                self._paragraphs.add(row, columns=())
        elif source != self.whole.slug or not self._compares:
            self._counts["elsewhere"] += source != self.whole.slug
            self.whole.report.unchanged += 1
        else:
            self._compare_text(document, text.passages, rows, count)

    def _row(self, document: str, rank: int, one: ReadPassage) -> FactRow:
        return self._paragraphs.row(
            document=document,
            rank=rank,
            kind=one.kind,
            number=one.number,
            anchor=one.anchor,
            text=one.text,
        )

    def _compare_text(
        self, document: str, passages: list[ReadPassage], rows: list[FactRow], count: int
    ) -> None:
        """Tells the first paragraph that reads otherwise: after one that is put in, all would."""
        report = self.whole.report
        differing = next((at for at, row in enumerate(rows) if not self._is_held(row)), len(rows))
        report.unchanged += differing
        if differing == len(rows) == count:
            return
        rank = min(differing, count - 1, len(rows) - 1) + 1
        stated = passages[rank - 1].text if differing < len(rows) else "the text ends here"
        anew = self.whole.disagree(
            f"document:{document}", f"paragraphs/{rank}/text", stated, passages[rank - 1].anchor
        )
        report.changed += anew
        report.known += not anew

    def _is_held(self, row: FactRow) -> bool:
        held = self._paragraphs.held(row)
        return held is not None and self._paragraphs.row(**held[1]) == row

    def _take_subjects(self, document: str, text: OfficialText) -> None:
        for thesaurus, term in text.subjects:
            if len(term) > LONGEST_TERM or len(thesaurus) > 20:
                expected = f"a subject of at most {LONGEST_TERM} characters"
                self.whole.report.refuse(RowError(text.file, term, expected))
                continue
            row = self._subjects.row(document=document, thesaurus=thesaurus, term=term)
            self._subjects.add(row, columns=())


def _support(saying: GivenValue, source: str) -> dict[str, Any]:
    return {
        "field": saying.column,
        "source": source,
        "locator": saying.locator,
        "stated": saying.stated,
    }


def _held_documents() -> dict[str, dict[str, Any]]:
    """The columns to compare, by symbol, of the Council's documents."""
    rows = Document.objects.filter(organ__slug=COUNCIL).exclude(symbol="").order_by()
    return {row.pop("symbol"): row for row in rows.values("symbol", *COLUMNS)}


def _held_texts() -> dict[str, tuple[str, int]]:
    """Source and number of the paragraphs held, by document."""
    rows = Paragraph.objects.values_list("document__slug", "source__slug").order_by()
    return {slug: (source, count) for slug, source, count in rows.annotate(count=Count("pk"))}
