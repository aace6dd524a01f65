"""Two people's work on one content, put together row by row and field by field.

Pure: contents in, a content out. The same function serves a form that was filled before somebody
else published and a draft that waited meanwhile.

Rows are the same row where their natural keys are. A row that went while one came that differs
from it in its key alone has been renamed: its rows, citations and gaps follow it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from records.content.canonical import (
    Content,
    hanging_order,
    parent_field,
    precision_columns,
    row_key,
    tidy,
)
from records.models import Citation, Gap
from records.models.ownership import Owned, owned_models, parent_model, record_model

Row = dict[str, Any]
Rows = dict[str, Row]  # by key
Place = tuple[str, str]  # collection and key
Rest = tuple[tuple[str, str], ...]  # names and values beside the key
MINE, THEIRS = "mine", "theirs"
ASIDE = frozenset({"record_kind", "slug", "owned"})


@dataclass(frozen=True)
class Clash:
    """What both changed, and not alike: a column (a day with its precision), or a whole row.

    The columns are given as parts of rows; None is a row that went.
    """

    path: str  # as in a citation, by the keys of the base: mandates/1999-10-25/note
    base: Row | None
    theirs: Row | None
    mine: Row | None


@dataclass(frozen=True)
class Merged:
    """`clashes` are those without an answer; there the content holds mine, or the row that stays.

    `origins` names the rows by the keys that they have in the base.
    """

    content: Content
    clashes: list[Clash]
    origins: dict[Place, str]


def merge(
    base: Content,
    theirs: Content,
    mine: Content,
    answers: Mapping[str, str] | None = None,
    moved: Mapping[Place, str] | None = None,
) -> Merged:
    """What both made of the base. `answers` says, by the path of a clash, whose value stays.

    `moved` has the new keys of rows that I renamed, by the old; without it, it is guessed.
    """
    return _Merge(base, theirs, mine, answers or {}, moved).merged()


def follow(content: Content, moved: Mapping[Place, str]) -> Content:
    """The content with what hangs on renamed rows hung on their new keys."""
    kind, owned = content["record_kind"], dict(content["owned"])
    for model in owned_models(kind):
        if model.collection in owned:
            owned[model.collection] = [
                _followed(model, row, moved) for row in owned[model.collection]
            ]
    return content | {"owned": owned}


def hangs_on(model: type[Owned], row: Row) -> Place | None:
    """The row that this one goes with: a task's mandate, the mandate that a citation is of."""
    if parent := parent_model(model):
        return parent.collection, row[model.owner]
    if model in (Citation, Gap):
        collection, _, rest = row.get("field", "").partition("/")
        return (collection, rest.partition("/")[0]) if rest else None
    return None


def places(content: Content) -> set[Place]:
    """Where its rows stand."""
    return {
        (model.collection, row_key(model, row))
        for model in owned_models(content["record_kind"])
        for row in content["owned"].get(model.collection, ())
    }


def _followed(model: type[Owned], row: Row, moved: Mapping[Place, str]) -> Row:
    place = hangs_on(model, row)
    if place is None or place not in moved:
        return row
    if above := parent_field(model):
        return row | {above: moved[place]}
    collection, _, *column = row["field"].split("/")
    return row | {"field": "/".join([collection, moved[place], *column])}


class _Merge:
    def __init__(
        self,
        base: Content,
        theirs: Content,
        mine: Content,
        answers: Mapping[str, str],
        moved: Mapping[Place, str] | None,
    ) -> None:
        self._models = hanging_order(base["record_kind"])
        self._contents = base, theirs, mine
        self._answers = answers
        self._clashes: list[Clash] = []
        self._base = _by_key(self._models, base)
        home = _at_home(self._models, self._base, (theirs, mine), moved)
        self._theirs, self._mine = home
        self._sides: dict[Place, dict[str, Rows]] = {}  # of whom the rows on a disputed row are

    def merged(self) -> Merged:
        model = record_model(self._contents[0]["record_kind"])
        own = [{n: v for n, v in one.items() if n not in ASIDE} for one in self._contents]
        content = {name: self._contents[0][name] for name in ("record_kind", "slug")}
        content |= self._fields(model, "", *own)
        kept = {one: self._rows(one) for one in self._models}
        owned, origins = self._renamed(kept)
        return Merged(tidy(content | {"owned": owned}), self._clashes, origins)

    def _rows(self, model: type[Owned]) -> Rows:
        found = {}
        name = model.collection
        rows = [side[name] for side in (self._base, self._theirs, self._mine)]
        for key in sorted({key for side in rows for key in side}):
            row = self._row(model, key, *(side.get(key) for side in rows))
            if row is not None:
                found[key] = row
        return found

    def _row(
        self, model: type[Owned], key: str, base: Row | None, theirs: Row | None, mine: Row | None
    ) -> Row | None:
        place = hangs_on(model, next(filter(None, (base, theirs, mine))))
        if place in self._sides:  # its row is in dispute, and it goes with that
            side = self._sides[place]
            self._sides[model.collection, key] = side
            return side[model.collection].get(key)
        if theirs is not None and mine is not None:
            return self._fields(model, f"{model.collection}/{key}", base or {}, theirs, mine)
        if base is None:
            return theirs or mine
        if theirs is None and mine is None:
            return None
        return self._deleted(model, key, base, theirs, mine)

    def _deleted(
        self, model: type[Owned], key: str, base: Row, theirs: Row | None, mine: Row | None
    ) -> Row | None:
        """One took the row out. That stands, unless the other worked on it."""
        place = (model.collection, key)
        staying = self._theirs if mine is None else self._mine
        if not self._touched(place, staying):
            self._sides[place] = self._mine if mine is None else self._theirs
            return None
        answer = self._ask(Clash("/".join(place), base, theirs, mine))
        kept = {MINE: self._mine, THEIRS: self._theirs}.get(answer, staying)
        self._sides[place] = kept
        return kept[model.collection].get(key)

    def _touched(self, place: Place, side: dict[str, Rows]) -> bool:
        """Whether a side differs from the base in a row or in what hangs on it, however deep."""
        collection, key = place
        if side[collection].get(key) != self._base[collection].get(key):
            return True
        for model in self._models:
            hanging = self._hanging(model, place, side)
            if hanging != self._hanging(model, place, self._base):
                return True
            if any(self._touched((model.collection, one), side) for one in hanging):
                return True
        return False

    @staticmethod
    def _hanging(model: type[Owned], place: Place, side: dict[str, Rows]) -> Rows:
        rows = side[model.collection].items()
        return {key: row for key, row in rows if hangs_on(model, row) == place}

    def _fields(self, model: Any, path: str, base: Row, theirs: Row, mine: Row) -> Row:
        found: Row = {}
        for names in _together(model, {*base, *theirs, *mine}):
            was, other, own = (_part(row, names) for row in (base, theirs, mine))
            if other == own or own == was:
                found |= other
            elif other == was:
                found |= own
            elif any(isinstance(value, list) for value in (*other.values(), *own.values())):
                found |= _set(names[0], was, other, own)
            else:
                clash = Clash(f"{path}/{names[0]}".lstrip("/"), was, other, own)
                found |= other if self._ask(clash) == THEIRS else own
        return found

    def _ask(self, clash: Clash) -> str:
        answer = self._answers.get(clash.path, "")
        if answer not in (MINE, THEIRS):
            self._clashes.append(clash)
        return answer

    def _renamed(
        self, kept: dict[type[Owned], Rows]
    ) -> tuple[dict[str, list[Row]], dict[Place, str]]:
        """The rows under the keys that they have now, and whence they came."""
        owned: dict[str, list[Row]] = {}
        origins: dict[Place, str] = {}
        moved: dict[Place, str] = {}
        for model, rows in kept.items():
            name = model.collection
            owned[name] = []
            for key, row in rows.items():
                row = _followed(model, row, moved)
                now = row_key(model, row)
                if now != key:
                    moved[name, key] = now
                if key in self._base[name]:
                    origins[name, now] = key
                owned[name].append(row)
        return owned, origins


def _by_key(models: list[type[Owned]], content: Content) -> dict[str, Rows]:
    owned = content["owned"]
    return {one.collection: _keyed(one, owned.get(one.collection, ())) for one in models}


def _at_home(
    models: list[type[Owned]],
    base: dict[str, Rows],
    sides: tuple[Content, Content],
    moved: Mapping[Place, str] | None,
) -> tuple[dict[str, Rows], dict[str, Rows]]:
    """The rows of both contents under the keys that they have in the base."""
    found: tuple[dict[str, Rows], dict[str, Rows]] = ({}, {})
    back: tuple[dict[Place, str], dict[Place, str]] = ({}, {})
    for model in models:
        name = model.collection
        theirs, mine = (
            _keyed(model, [_followed(model, row, moves) for row in side["owned"].get(name, ())])
            for side, moves in zip(sides, back, strict=True)
        )
        by_them, by_me = {}, {}
        if model not in (Citation, Gap):  # what speaks of another row has become another
            by_them = _guessed(model, base[name], theirs)
            by_me = _guessed(model, base[name], mine) if moved is None else _said(moved, name)
        own = (theirs, by_them, mine, by_me), (mine, by_me, theirs, by_them)
        for at, (rows, renamed, other, by_other) in enumerate(own):
            for old, new in renamed.items():
                # Where the other has a row of the new name, it is that one, and this went.
                if new in rows and (new not in other or by_other.get(old) == new):
                    back[at][name, new] = old
            found[at][name] = {back[at].get((name, key), key): row for key, row in rows.items()}
    return found


def _keyed(model: type[Owned], rows: Iterable[Row]) -> Rows:
    return {row_key(model, row): row for row in rows}


def _said(moved: Mapping[Place, str], collection: str) -> dict[str, str]:
    return {old: new for (name, old), new in moved.items() if name == collection}


def _guessed(model: type[Owned], before: Rows, after: Rows) -> dict[str, str]:
    """Old and new keys of rows that are alike in all but their key, where no other is like them."""
    gone: dict[Rest, list[str]] = defaultdict(list)
    come: dict[Rest, list[str]] = defaultdict(list)
    for rows, others, found in ((before, after, gone), (after, before, come)):
        for key in rows.keys() - others.keys():
            found[_beside_key(model, rows[key])].append(key)
    silent = {parent_field(model), *precision_columns(model).values()}
    return {
        gone[rest][0]: come[rest][0]
        for rest in gone.keys() & come.keys()
        if len(gone[rest]) == len(come[rest]) == 1 and any(name not in silent for name, _ in rest)
    }


def _beside_key(model: type[Owned], row: Row) -> Rest:
    rest = {name: str(row[name]) for name in row.keys() - set(model.natural_key)}
    return tuple(sorted(rest.items()))


def _together(model: Any, names: set[str]) -> list[tuple[str, ...]]:
    """Columns that are decided together: a day and how well it is known."""
    days: dict[str, list[str]] = defaultdict(list)
    for day, precision in precision_columns(model).items():
        days[precision].append(day)
    groups: dict[str, set[str]] = defaultdict(set)
    for name in names:
        beside = days.get(name, ())
        groups[beside[0] if len(beside) == 1 else name].add(name)
    return [(first, *sorted(group - {first})) for first, group in sorted(groups.items())]


def _part(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names if row.get(name) is not None}


def _set(name: str, base: Row, theirs: Row, mine: Row) -> Row:
    """What both kept, and what either added."""
    was, other, own = (set(row.get(name, ())) for row in (base, theirs, mine))
    kept = (other & own) | (other - was) | (own - was)
    return {name: sorted(kept)} if kept else {}
