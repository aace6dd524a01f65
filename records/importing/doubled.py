"""Rows of which a file has one for each key: where two say different things, neither is taken."""

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from records.importing.publisher_files import Refuse, Row, RowError

Value = TypeVar("Value")


class OnceEach(Generic[Value]):
    """What rows say, by key, until the whole file is read. A row that repeats another is refused
    alone; of two that differ nobody can tell which is right.
    """

    def __init__(self, refuse: Refuse, column: str, expected: str) -> None:
        self._refuse, self._column, self._expected = refuse, column, expected
        self._first: dict[Hashable, tuple[Row, Value]] = {}
        self._unsure: set[Hashable] = set()

    def first(self, key: Hashable) -> Value | None:
        """What the first row of the key said."""
        return self._first[key][1] if key in self._first else None

    def take(self, key: Hashable, row: Row, value: Value) -> None:
        """Raises RowRefused for a key that was given before."""
        if key not in self._first:
            self._first[key] = (row.only([self._column]), value)
            return
        if self._first[key][1] != value:
            self._unsure.add(key)
        row.refuse(self._column, self._expected)

    def sure(self) -> Iterator[Value]:
        """What was said once or alike, in the order of the file; the others are refused."""
        for key, (row, value) in self._first.items():
            if key in self._unsure:
                place, found = row.place(self._column), row.get(self._column)
                self._refuse(RowError(place, found, self._expected))
            else:
                yield value
