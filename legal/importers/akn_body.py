"""The text of a document in Akoma Ntoso: preamble, paragraphs, lists, tables, annexes.

The walk goes by the names of elements wherever they stand, since files that are not well-formed
come out of recovery with blocks nested in one another.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from lxml import etree

from legal.importers.outline import BULLETS
from legal.importers.passages import Passages, plain

Element: TypeAlias = etree._Element
LEFT_OUT = frozenset({"meta", "coverPage", "preface", "notes", "authorialNote", "references"})
TITLE = re.compile(r"(Statement by the President of the Security Council|Corrigendum)\Z", re.I)
ANNEX_TITLE = re.compile(r"(Annex|Appendix|Enclosure)\b", re.I)
PART = re.compile(r"([A-H]|[IVX]{1,5})\.?\Z")
CELL_BREAK = " | "


def name_of(element: Element) -> str:
    """The element's own name; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Those of the names given, or all elements."""
    for child in element:
        if (name := name_of(child)) and (not names or name in names):
            yield child


def text_of(element: Element) -> str:
    """All its text but that of footnotes, on one line."""
    return plain("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if name_of(child) not in ("", "authorialNote"):
            yield from _pieces(child)
        yield child.tail or ""


def read_body(root: Element, passages: Passages) -> None:
    """Takes all the text that is part of the document."""
    _Body(passages).blocks(root)


class _Body:
    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._in_preamble = False
        self._in_attachment = False

    def blocks(self, element: Element) -> None:
        for child in children(element):
            self._block(child)

    def _block(self, element: Element) -> None:
        name = name_of(element)
        if name in LEFT_OUT:
            return
        if handler := _HANDLERS.get(name):
            handler(self, element)
        elif name in ("p", "span", "docTitle"):
            self._loose(element)
        else:
            self.blocks(element)

    def _preamble(self, element: Element) -> None:
        self._in_preamble = True
        self.blocks(element)
        self._in_preamble = False

    def _attachment(self, element: Element) -> None:
        self._passages.begin_annex()
        self._in_attachment = True
        self.blocks(element)
        self._in_attachment = False

    def _formula(self, element: Element) -> None:
        self._passages.formula(text_of(element))

    def _alinea(self, element: Element) -> None:
        for text in _texts(element):
            self._passages.preambular(text)

    def _container(self, element: Element) -> None:
        if next(children(element, "table", "blockList"), None) is not None:
            self.blocks(element)
        elif self._in_preamble:
            self._passages.preambular(text_of(element))
        else:
            self._heading(text_of(element))

    def _loose(self, element: Element) -> None:
        """A line in no paragraph: a title, or part of the preamble."""
        if self._in_preamble:
            self._passages.preambular(text_of(element))
        else:
            self._heading(text_of(element))

    def _cross_heading(self, element: Element) -> None:
        if element.get("refersTo") == "#preamble":
            self._passages.preambular(text_of(element))
        else:
            self._heading(text_of(element))

    def _section(self, element: Element) -> None:
        for mark in children(element, "num"):
            self._heading(text_of(mark))
        for child in children(element):
            if name_of(child) != "num":
                self._block(child)

    def _heading(self, text: str) -> None:
        if not text or TITLE.match(text):
            return
        if part := PART.match(text):
            self._passages.begin_part(part[1])
        if ANNEX_TITLE.match(text) and not self._in_attachment:
            self._passages.begin_annex()
        self._passages.heading(text)

    def _row(self, element: Element) -> None:
        cells = [text_of(cell) for cell in children(element, "td", "th")]
        self._passages.at((), CELL_BREAK.join(cell for cell in cells if cell))

    def _paragraph(self, element: Element) -> None:
        mark = _mark(element)
        if not list(_contents(element)):
            title = [text_of(one) for one in children(element) if name_of(one) != "num"]
            self._heading(" ".join(filter(None, [mark, *title, plain(element.text or "")])))
            return
        bullet = mark in BULLETS and bool(mark)
        self._contents(element, self._passages.place(mark), bullet)

    def _contents(self, element: Element, marks: tuple[str, ...], bullet: bool) -> None:
        """What a paragraph or point holds; the first text stands behind its marks."""
        fresh = True
        for child in children(element):
            name = name_of(child)
            if name in ("content", "intro", "p", "wrapUp", "alinea", "listIntroduction"):
                for text in _texts(child):
                    self._passages.at(marks if fresh else (), text, item=bullet and fresh)
                    fresh = False
            elif name in ("list", "sublist", "blockList"):
                fresh = self._list(child, marks, fresh, bullet)
            elif name in ("heading", "subheading"):
                self._passages.heading(text_of(child))
            elif name in ("point", "item"):
                self._point(child, marks)
            elif name != "num":
                self._block(child)

    def _list(self, element: Element, marks: tuple[str, ...], fresh: bool, bullet: bool) -> bool:
        """Its points; a list within the list belongs to the point before it."""
        last = marks
        for child in children(element):
            name = name_of(child)
            if name in ("intro", "listIntroduction", "wrapUp"):
                for text in _texts(child):
                    self._passages.at(marks if fresh else (), text, item=bullet and fresh)
                    fresh = False
            elif name in ("point", "item"):
                last = self._point(child, marks)
                fresh = False
            elif name in ("list", "sublist"):
                self._list(child, last, False, False)
            elif name not in ("num", ""):
                self._block(child)
        return fresh

    def _point(self, element: Element, above: tuple[str, ...]) -> tuple[str, ...]:
        mark = _mark(element)
        bullet = bool(mark) and mark in BULLETS
        marks = (*above, mark) if mark and not bullet else ()
        self._contents(element, marks, bullet)
        return marks or above

    def _block_list(self, element: Element) -> None:
        """A list in the preamble."""
        for child in children(element):
            if name_of(child) == "item":
                text = " ".join([_mark(child), *_texts(child)])
                self._passages.preambular(text)
            else:
                self._passages.preambular(text_of(child))


def _mark(element: Element) -> str:
    return next((text_of(one) for one in children(element, "num")), "")


def _contents(element: Element) -> Iterable[Element]:
    return (
        one
        for one in children(element)
        if name_of(one) not in ("num", "heading", "subheading", "span", "docTitle", "a")
    )


def _texts(element: Element) -> list[str]:
    """The text of each of its paragraphs, or its own where it has none."""
    inner = list(children(element, "p"))
    if not inner:
        return [text_of(element)]
    return [text_of(one) for one in inner]


_HANDLERS: dict[str, Callable[[_Body, Element], None]] = {
    "preamble": _Body._preamble,
    "attachment": _Body._attachment,
    "formula": _Body._formula,
    "alinea": _Body._alinea,
    "container": _Body._container,
    "crossHeading": _Body._cross_heading,
    "section": _Body._section,
    "tr": _Body._row,
    "paragraph": _Body._paragraph,
    "blockList": _Body._block_list,
}
