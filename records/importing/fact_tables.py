"""Rows of one fact table from a file, compared with the rows that are held."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from records.content.facts import FactBatch, FactRow, fact_columns, fact_key, held_rows, path_of
from records.models import Batch
from records.models.ownership import Fact, column_about

if TYPE_CHECKING:
    from records.importing.imports import Import

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


class FactTable:
    """Rows of one fact table from a file, beside all that is held of them from any source."""

    def __init__(
        self, whole: "Import", model: type[Fact], on: tuple[str, ...], persons: Collection[str] = ()
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
            at = path if name == self.model.value_field or not path else f"{path}/{name}"
            rule = WITHIN_TOLERANCE if self._is_tolerable(name, said, held) else ""
            words = stated(name, said) if path else f"{name}: {stated(name, said)}"
            anew = self._import.disagree(record, at, words, locator, rule=rule)
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
