"""What an edit adds or changes, and what says so: contents in, questions and contents out.

A value needs a citation that came or was looked at in the same edit, or a row that names its source
itself. What was cited for the value before is asked about: does it say the new value too, or the
old one still?
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from records.content.canonical import Content, row_key
from records.content.merging import Place, follow
from records.models import Citation
from records.models.evidence import Stance
from records.models.ownership import record_model
from records.reading.diff import RowChange, difference
from records.reading.labels import Model, Row, day_column, owned_model

CITATIONS = Citation.collection
# Columns that say nothing about the world: our own words, our order, how sure we are.
OURS = frozenset({"summary", "note", "rank", "confidence", "coding", "gist", "lead"})
FRAME = frozenset({"record_kind", "slug", "owned"})  # of a content, beside its columns
WHOLE_RECORD = ""


@dataclass(frozen=True)
class Value:
    """A value, or a row, that an edit adds or changes. `path` is as in a citation, by its new key.

    `columns` are those that changed; of a new row or record none are named.
    """

    path: str
    before: Row | None
    after: Row
    columns: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The path of its row; for a record's own column the column."""
        return "/".join(self.path.split("/")[:2])


@dataclass
class EvidenceQuestion:
    """What is still to be said of a value before it can be published."""

    value: Value
    is_proven: bool
    standing: list[Row] = field(default_factory=list)  # what was cited for it before


@dataclass(frozen=True)
class Saying:
    """Where an editor read a value."""

    source: str  # its slug
    locator: str = ""
    stated: str = ""

    def citation(self, path: str) -> Row:
        said = {"source": self.source, "locator": self.locator, "stated": self.stated}
        return {"field": path} | {name: text for name, text in said.items() if text}


@dataclass(frozen=True)
class EvidenceAnswer:
    """Of a citation that stood before: whether it says the new value; else why it is not taken."""

    says_new: bool
    rule: str = ""


def lacking_values(held: Content, cited: Sequence[Row]) -> list[Value]:
    """What is held and nothing supports: neither a citation of it nor of the record as a whole."""
    kind = held["record_kind"]
    model = record_model(kind)
    if not model.needs_evidence(held) or _rows_prove(kind, {"owned": {}}, held):
        return []
    columns = _telling(model, (name for name in held if name not in FRAME), held)
    found = [Value(name, None, held, (name,)) for name in columns]
    for collection, rows in held["owned"].items():
        owned = owned_model(kind, collection)
        if owned is not None:
            bare = [row for row in rows if _names_no_place(owned, row)]
            found += [Value(f"{collection}/{row_key(owned, row)}", None, row) for row in bare]
    return [value for value in found if not any(_proves(row, value) for row in cited)]


def _names_no_place(model: Any, row: Row) -> bool:
    """Whether a row needs evidence and does not say itself where it is known from."""
    return model.known_from is not None and not any(row.get(name) for name in model.known_from)


def changed_values(base: Content, said: Content, moved: Mapping[Place, str]) -> list[Value]:
    """What needs evidence of all that an edit adds and changes; what it empties needs none."""
    kind = said["record_kind"]
    model = record_model(kind)
    if model.known_from is None:
        return []
    if not base["slug"]:
        return [Value(WHOLE_RECORD, None, said)]
    changed = difference(base, said)
    columns = _telling(model, changed.fields, said)
    found = [Value(name, base, said, (name,)) for name in columns]
    old_keys = {(collection, new): old for (collection, old), new in moved.items()}
    for row in changed.rows:
        found += _row_value(kind, row, base, old_keys)
    return found


def own_values(
    base: Content, theirs: Content, said: Content, moved: Mapping[Place, str]
) -> list[Value]:
    """What is to be proven of an edit into which came what others published meanwhile: that is
    theirs, with their own evidence.
    """
    found = changed_values(base, said, moved)
    if theirs is base:
        return found
    unlike_theirs = {value.place for value in changed_values(theirs, said, moved)}
    return [value for value in found if value.place in unlike_theirs]


def _row_value(
    kind: str, change: RowChange, base: Content, old_keys: Mapping[Place, str]
) -> Iterator[Value]:
    model, after = owned_model(kind, change.collection), change.after
    if model is None or after is None or model.known_from is None:
        return
    key, before, columns = row_key(model, after), change.before, change.fields
    path = f"{change.collection}/{key}"
    if before is None and (old := old_keys.get((change.collection, key))):
        before = _row_at(model, base, old)
        columns = tuple(name for name in after if after[name] != (before or {}).get(name))
    if before is None:
        if _names_no_place(model, after):
            yield Value(path, None, after)
        return
    telling = _telling(model, columns, after)
    if not telling or set(telling) & set(model.known_from):
        return
    at = f"{path}/{telling[0]}" if len(telling) == 1 else path
    yield Value(at, before, after, telling)


def _row_at(model: Any, content: Content, key: str) -> Row | None:
    rows = content["owned"].get(model.collection, ())
    return next((row for row in rows if row_key(model, row) == key), None)


def _telling(model: Model, columns: Iterable[str], row: Row) -> tuple[str, ...]:
    """The columns that say something; a precision goes with its day."""
    names = dict.fromkeys(day_column(model, name) for name in columns if name not in OURS)
    return tuple(name for name in names if row.get(name) not in (None, "", [], False))


def questions(
    base: Content, said: Content, moved: Mapping[Place, str], values: Iterable[Value]
) -> list[EvidenceQuestion]:
    """What each value still lacks; of values that lack nothing none are told."""
    held = follow(base, moved)["owned"].get(CITATIONS, [])
    cited = said["owned"].get(CITATIONS, [])
    fresh = [row for row in cited if row not in held]
    kind = said["record_kind"]
    asked = []
    for value in values:
        standing = [row for row in cited if row in held and _is_of(row.get("field", ""), value)]
        is_proven = any(_proves(row, value) for row in fresh) or _rows_prove(kind, base, said)
        if standing or not is_proven:
            asked.append(EvidenceQuestion(value, is_proven, standing))
    return asked


def _rows_prove(kind: str, base: Content, said: Content) -> bool:
    """Where a kind has rows that are its evidence, as a claim's: whether one came or changed."""
    collection = record_model(kind).evidence_rows
    if not collection:
        return False
    held = base["owned"].get(collection, [])
    return any(row not in held for row in said["owned"].get(collection, ()))


def _proves(citation: Row, value: Value) -> bool:
    at, path = citation.get("field", ""), value.path
    covers = at in (WHOLE_RECORD, path) or path.startswith(f"{at}/") or at.startswith(f"{path}/")
    return covers and citation.get("stance", Stance.SUPPORTS) == Stance.SUPPORTS


def _is_of(at: str, value: Value) -> bool:
    """Whether a citation speaks of what changed."""
    if not value.columns or at == WHOLE_RECORD:
        return False
    return at in (value.path, value.place, *(f"{value.place}/{name}" for name in value.columns))


def with_sayings(
    said: Content, values: Iterable[Value], general: Saying | None, own: Mapping[str, Saying]
) -> Content:
    """Cites for each value what was said of it, or else what was said of all."""
    fresh = []
    for value in values:
        if saying := own.get(value.path) or general:
            fresh.append(saying.citation(value.path))
    held = said["owned"].get(CITATIONS, [])
    keys = {row_key(Citation, row) for row in held}
    rows = [*held, *(row for row in fresh if row_key(Citation, row) not in keys)]
    return said | {"owned": said["owned"] | {CITATIONS: rows}}


def with_answers(
    said: Content,
    answers: Mapping[str, EvidenceAnswer],
    looked: Mapping[str, str],
    on: date,
    by: str,
) -> Content:
    """Citations that stood before, with what was answered of each, by its key.

    `looked`, by key, is the value that stood before, in words: what a citation that gives no words
    of its own states from now on.
    """
    rows = [
        _answered(row, answers[key], looked.get(key, ""), on, by) if key in answers else row
        for row in said["owned"].get(CITATIONS, ())
        for key in [row_key(Citation, row)]
    ]
    return said | {"owned": said["owned"] | {CITATIONS: rows}}


def _answered(row: Row, answer: EvidenceAnswer, before: str, on: date, by: str) -> Row:
    checked = row | {"checked_on": on.isoformat(), "checked_by": by}
    if answer.says_new:
        return checked | {"stance": Stance.SUPPORTS.value}
    stated = {} if row.get("stated") or not before else {"stated": before[:500]}
    return checked | stated | {"stance": Stance.CONTRADICTS.value, "rule": answer.rule}
