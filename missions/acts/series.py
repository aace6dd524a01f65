"""The documents on a mission one after another, with what each changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import tallied
from missions.acts.effects import Ceiling
from missions.acts.reading import Said
from missions.models import MandateStatement, Mission, StatementKind
from records.common.prepared import Among

# What a document did to the tasks, in the few words of a table.
CHANGED = {
    StatementKind.SETS_OUT: gettext_noop("sets out the tasks"),
    StatementKind.ADDS: gettext_noop("adds or changes tasks"),
    StatementKind.REDUCES: gettext_noop("takes tasks away"),
    StatementKind.CARRIES_OVER: gettext_noop("tasks as before"),
    StatementKind.ENDS: gettext_noop("ends the mandate"),
    StatementKind.NONE: "",
}
AROUND = 5  # documents shown on either side


@dataclass(frozen=True)
class SeriesRow:
    """A document on the mission in plain values: some missions have a hundred."""

    document: int
    slug: str
    name: str
    adopted_on: date
    until: date | None
    statement: str
    chapter_vii: str
    vote: str
    ceilings: list[Ceiling]
    is_this: bool

    @property
    def tasks(self) -> str:
        said = CHANGED[StatementKind(self.statement)]
        return _(said) if said else ""


@dataclass
class Series:
    """Newest first; the place of the page's document is `at`."""

    mission: Mission
    rows: list[SeriesRow]
    at: int

    @property
    def after(self) -> SeriesRow | None:
        return self.rows[self.at - 1] if self.at else None

    @property
    def before(self) -> SeriesRow | None:
        return self.rows[self.at + 1] if self.at + 1 < len(self.rows) else None

    @property
    def near(self) -> list[SeriesRow]:
        return self.rows[max(self.at - AROUND, 0) : self.at + AROUND + 1]


def series(said: Said, day: date | None) -> list[Series]:
    """Of each mission whose mandate the document touches, up to the day."""
    touched = {one.mission for one in said.statements if one.statement != StatementKind.NONE}
    missions = [mission for mission in said.missions if mission in touched]
    by_mission = _rows(missions, said, day) if missions else {}
    found = []
    for mission in missions:
        rows = by_mission.get(mission.pk, [])
        at = next((number for number, row in enumerate(rows) if row.is_this), None)
        if at is not None and len(rows) > 1:
            found.append(Series(mission, rows, at))
    return found


def _rows(missions: list[Mission], said: Said, day: date | None) -> dict[int, list[SeriesRow]]:
    changes = _changes(said)
    found: dict[int, list[SeriesRow]] = defaultdict(list)
    for (
        mission,
        kind,
        until,
        key,
        slug,
        symbol,
        name,
        adopted_on,
        seven,
        *votes,
    ) in _statements([one.pk for one in missions]):
        if day and adopted_on > day:
            continue
        found[mission].append(
            SeriesRow(
                *(key, slug, symbol or name, adopted_on, until, kind, seven, tallied(votes)),
                changes[key, mission],
                key == said.document.pk,
            )
        )
    return found


OF_DOCUMENT = (
    *("slug", "symbol", "name", "adopted_on", "chapter_vii"),
    *("in_favour", "against", "abstaining"),
)
_statements = Among(
    lambda missions: (
        MandateStatement.objects.counting()
        .filter(mission__in=missions)
        .exclude(statement=StatementKind.NONE, until=None)
        .order_by("-document__adopted_on", "-document__number", "-pk")
        .values_list(
            *("mission", "statement", "until", "document"),
            *(f"document__{one}" for one in OF_DOCUMENT),
        )
    )
)


def _changes(said: Said) -> dict[tuple[int, int], list[Ceiling]]:
    """Ceilings that a document made higher or lower, by document and mission."""
    found: dict[tuple[int, int], list[Ceiling]] = defaultdict(list)
    for row in said.ceilings:
        ceiling = Ceiling(row, said.previous(row))
        if not ceiling.is_same:
            found[row.document_id, row.mission_id].append(ceiling)
    return found
