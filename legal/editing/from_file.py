"""A document in a file of the publisher's, as the page that takes it in shows it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from django.core import signing

from legal.importers import akomantoso
from legal.importers.akomantoso import NotADocument, OfficialText
from legal.importers.statements import totals_of
from legal.importers.texts import SOURCES, TextImport
from legal.models import Document, DocumentKind, LinkKind
from legal.models.document import tallied
from legal.reading.texts import DocumentText, links_in, years_held
from legal.symbols import COUNCIL
from records.importing.imports import Import
from records.importing.publisher_files import Copy

MOST_BYTES = 2_000_000  # the longest of 2,321 published files has 1.5 MB
SOURCE = SOURCES["unxml"]
TALLIED = ("in_favour", "against", "abstaining")
# What begins like this is no document in XML.
OTHERS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "an archive or an Office document: choose the XML file within it",
    b"\x1f\x8b": "a packed file: unpack it first",
    b"\xfd7zXZ": "a packed file: unpack it first",
    b"\x89PNG": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"<!doctype html": "a page in HTML",
    b"<html": "a page in HTML",
    b"{": "JSON, not XML",
    b"[": "JSON, not XML",
}


@dataclass(frozen=True)
class DocumentFile:
    """A file that was read; `held` is its document, where the base has it."""

    name: str
    data: bytes
    text: OfficialText
    held: Document | None

    @classmethod
    def read(cls, name: str, data: bytes) -> Self:
        """Raises NotADocument."""
        begins = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        for sign, what in OTHERS.items():
            if begins.startswith(sign.lower()):
                raise NotADocument(f"a document in Akoma Ntoso XML; this is {what}")
        text = akomantoso.read(data, name)
        held = Document.objects.filter(organ__slug=COUNCIL, symbol=text.symbol).first()
        if held and held.paragraphs.exists():
            raise NotADocument(f"a document without a text: that of {text.symbol} is held already")
        return cls(name, data, text, held)

    @classmethod
    def carried_in(cls, word: str) -> Self:
        """Raises signing.BadSignature for what this base has not signed, and NotADocument."""
        name, data = signing.loads(word, salt=__name__)
        return cls.read(name, data.encode("latin-1"))

    @property
    def carried(self) -> str:
        """The whole file in a word, from one step of a page to the next."""
        whole = [self.name, self.data.decode("latin-1")]
        return signing.dumps(whole, salt=__name__, compress=True)

    def saying(self, text: OfficialText) -> Self:
        """The same file as if it said this."""
        return replace(self, text=text)

    def importing(self) -> TextImport:
        copy = Copy(Path(self.name), hashlib.sha256(self.data).hexdigest())
        return TextImport(Import(SOURCE, copy))

    @property
    def told(self) -> Iterator[tuple[str, str, str]]:
        """What it is, what the file says of it, and what the base holds."""
        text, held = self.text, self.held
        pairs = [
            ("Title", text.title or text.agenda, held.name if held else ""),
            ("Adopted on", text.adopted_on or text.issued_on, held.adopted_on if held else ""),
            ("Meeting", text.meeting, held.meeting if held else ""),
            ("Draft", text.draft_symbol, held.draft_symbol if held else ""),
            ("Outcome", text.outcome, held.get_outcome_display() if held else ""),
            ("Votes", tallied(_votes(text)), held.tally if held else ""),
            ("Chapter VII", "marked" if text.chapter_vii else "not marked",
             held.get_chapter_vii_display() if held else ""),
            ("Sponsors", text.sponsors, ""),
        ]  # fmt: skip
        for what, said, ours in pairs:
            yield what, str(said or ""), str(ours or "")

    def links(self) -> dict[str, list[str]]:
        """By kind of link, in words, the symbols of what the text names or acts on, by rule."""
        text = self.text
        rows = [(one.kind, one.anchor, one.text) for one in text.passages]
        number = int(text.symbol.split("/")[2].split()[0]) if self.is_resolution else None
        named = links_in(DocumentText("", text.kind, number, "", rows), years_held())
        found: dict[str, dict[str, None]] = {str(one.label): {} for one in LinkKind}
        for kind, symbol, _ in named:
            found[str(LinkKind(kind).label)][symbol] = None
        return {label: list(symbols) for label, symbols in found.items() if symbols}

    @property
    def is_resolution(self) -> bool:
        return self.text.kind == DocumentKind.RESOLUTION


def _votes(text: OfficialText) -> list[int | None]:
    totals = totals_of(text)
    return [totals.get(name, 0) if totals else None for name in TALLIED]
