"""Texts that an editor reads beside a form; upper apps say what is held of them."""

from collections.abc import Callable
from dataclasses import dataclass

from records.content.canonical import Content


@dataclass(frozen=True)
class OpenableText:
    """A text that can be opened. `key` is posted back."""

    key: str
    title: str


@dataclass(frozen=True)
class CitableParagraph:
    """A paragraph that can be picked, and how it is cited. `source` is a slug."""

    key: str
    locator: str
    words: str
    source: str


@dataclass(frozen=True)
class Shelf:
    """What an app holds: the texts that a record names, and the paragraphs of one by its key."""

    texts_of: Callable[[Content], list[OpenableText]]
    paragraphs_of: Callable[[str], list[CitableParagraph]]


_shelves: list[Shelf] = []


def add_shelf(shelf: Shelf) -> None:
    _shelves.append(shelf)


def texts_of(content: Content) -> list[OpenableText]:
    return [text for shelf in _shelves for text in shelf.texts_of(content)]


def paragraphs_of(key: str) -> list[CitableParagraph]:
    return [paragraph for shelf in _shelves for paragraph in shelf.paragraphs_of(key)]
