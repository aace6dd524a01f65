"""What came before a mission, what after, and what stood beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from missions.models import Mission, MissionRelation, MissionRelationKind
from missions.models.relations import SUCCESSIONS
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.periods import written
from records.common.tables import Table

HEAD = ("relation", "mission", "other", "day", "note", "source")
METHOD = "A line from a mission to the one that took over from it; dashed: at the same time."
NOT_SHOWN = "what came before those before, and after those after; they stand on their pages."
# Said of the other mission, where it is the one that came first.
OF_EARLIER = {
    MissionRelationKind.SUCCEEDED_BY: "succeeded by this",
    MissionRelationKind.TRANSITIONED_TO: "became this",
    MissionRelationKind.REHATTED_AS: "rehatted as this",
    MissionRelationKind.OVERLAPPED_WITH: "at the same time",
    MissionRelationKind.SUPPORTED_BY: "supported by this",
}
OF_LATER = {
    MissionRelationKind.SUCCEEDED_BY: "succeeded this",
    MissionRelationKind.TRANSITIONED_TO: "this became it",
    MissionRelationKind.REHATTED_AS: "this was rehatted as it",
    MissionRelationKind.OVERLAPPED_WITH: "at the same time",
    MissionRelationKind.SUPPORTED_BY: "supported this",
}


@dataclass(frozen=True)
class Kin:
    """Another mission with its relation to this one."""

    mission: Mission
    relation: MissionRelation
    said: str
    is_beside: bool

    @property
    def years(self) -> str:
        start = self.mission.starts_on.year if self.mission.starts_on else "?"
        if self.mission.ends_on is None:
            return f"since {start}"
        end = self.mission.ends_on.year
        return f"{start}" if start == end else f"{start}–{end}"


@dataclass(frozen=True)
class LineageShown:
    before: list[Kin]
    after: list[Kin]
    beside: list[Kin]
    figure: Figure

    @property
    def all(self) -> list[Kin]:
        return [*self.before, *self.after, *self.beside]


def lineage_of(mission: Mission, day: date | None) -> LineageShown | None:
    """With a day, without missions that began later."""
    rows = MissionRelation.objects.filter(Q(predecessor=mission) | Q(successor=mission))
    kin = [_kin(row, mission) for row in rows.select_related("predecessor", "successor", "source")]
    if day:
        kin = [one for one in kin if one.mission.starts_on is None or one.mission.starts_on <= day]
    if not kin:
        return None
    kin.sort(key=lambda one: (one.mission.starts_on or date.max, one.mission.slug))
    beside = [one for one in kin if one.is_beside]
    others = [one for one in kin if not one.is_beside]
    before = [one for one in others if one.relation.successor_id == mission.pk]
    after = [one for one in others if one.relation.predecessor_id == mission.pk]
    figure = _figure(mission, before, after, beside)
    return LineageShown(before, after, beside, figure)


def _kin(row: MissionRelation, mission: Mission) -> Kin:
    kind = MissionRelationKind(row.kind)
    beside = kind not in SUCCESSIONS
    if row.successor_id == mission.pk:
        return Kin(row.predecessor, row, OF_EARLIER[kind], beside)
    return Kin(row.successor, row, OF_LATER[kind], beside)


def _figure(mission: Mission, before: list[Kin], after: list[Kin], beside: list[Kin]) -> Figure:
    name = mission.acronym or mission.name
    return Figure(
        name="lineage",
        title=_title(name, before, after),
        measured="Missions that it took over from, that took over from it, and beside it.",
        table=_table([*before, *after, *beside]),
        drawn=lambda width: _sheet(width, mission, before, after, beside),
        method=METHOD,
        not_shown=NOT_SHOWN,
        sources=list(
            {
                one.relation.source_id: one.relation.source for one in (*before, *after, *beside)
            }.values()
        ),
    )


def _title(name: str, before: list[Kin], after: list[Kin]) -> str:
    parts = []
    if before:
        parts.append(f"followed {_named(before)}")
    if after:
        parts.append(f"was followed by {_named(after)}")
    return f"{name} {' and '.join(parts)}" if parts else f"{name} stood beside others"


def _named(kin: Iterable[Kin]) -> str:
    names = list(dict.fromkeys(one.mission.acronym or one.mission.name for one in kin))
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def _table(kin: list[Kin]) -> Table:
    return Table(
        HEAD,
        [
            (
                one.relation.get_kind_display(),
                one.relation.predecessor.name,
                one.relation.successor.name,
                written(one.relation.date, one.relation.precision) if one.relation.date else "",
                one.relation.note,
                one.relation.source.name,
            )
            for one in kin
        ],
    )


BOX, GAP, BETWEEN = 46, 22, 60


def _sheet(
    width: int, mission: Mission, before: list[Kin], after: list[Kin], beside: list[Kin]
) -> Sheet:
    named = "; ".join(
        f"{one.mission.acronym or one.mission.name}, {one.years}: {one.said}"
        for one in (*before, *after, *beside)
    )
    title = f"Before and after {mission.acronym or mission.name}"
    if width >= WIDE:
        rows = max(len(before), 1, len(after))
    else:
        rows = len(before) + 1 + len(after)
    height = rows * (BOX + GAP) + len(beside) * (BOX + GAP) - GAP + 4
    sheet = Sheet(width, height, title, f"{named}.")
    if width >= WIDE:
        _across(sheet, mission, before, after, rows)
        left = (width - _box(width)) / 2
    else:
        _down(sheet, mission, before, after)
        left = 0
    for n, one in enumerate(beside):
        y = (rows + n) * (BOX + GAP) + 2
        sheet.text(left + 4, y - 6, one.said)
        _draw(sheet, left, y, _box(width), one.mission, one.years, "other-bar beside")
    return sheet


def _box(width: float) -> float:
    return (width - 2 * BETWEEN) / 3 - 2 if width >= WIDE else width - 2


def _across(sheet: Sheet, mission: Mission, before: list[Kin], after: list[Kin], rows: int) -> None:
    """Three columns, each in the middle of the height; a line to this and from this."""
    box = _box(sheet.width)
    middle = (rows * (BOX + GAP) - GAP) / 2 + 2
    left = box + BETWEEN + 1
    for kin, x, ends in (
        (before, 1.0, (box + 1, left)),
        (after, left + box + BETWEEN, (left + box, left + box + BETWEEN)),
    ):
        top = middle - (len(kin) * (BOX + GAP) - GAP) / 2
        for n, one in enumerate(kin):
            y = top + n * (BOX + GAP)
            near, far = (y + BOX / 2, middle) if kin is before else (middle, y + BOX / 2)
            sheet.line(ends[0], near, ends[1], far, "axis")
            sheet.text(x + 4, y - 6, one.said)
            _draw(sheet, x, y, box, one.mission, one.years, "other-bar")
    _draw(sheet, left, middle - BOX / 2, box, mission, "", "other-bar this")


def _down(sheet: Sheet, mission: Mission, before: list[Kin], after: list[Kin]) -> None:
    """One below the other, on one line."""
    box, x = _box(sheet.width), 1
    rows = [*before, None, *after]
    sheet.line(12, BOX, 12, (len(rows) - 1) * (BOX + GAP) + 2, "axis")
    for n, one in enumerate(rows):
        y = n * (BOX + GAP) + 2
        if one is None:
            _draw(sheet, x, y, box, mission, "", "other-bar this")
            continue
        _draw(sheet, x, y, box, one.mission, one.years, "other-bar")
        sheet.text(20, y + BOX + 15 if one in before else y - 7, one.said)


def _draw(
    sheet: Sheet, x: float, y: float, width: float, mission: Mission, years: str, look: str
) -> None:
    sheet.bar(x, y, width, BOX, look)
    longest = int((width - 16) / 7.2)
    name = mission.acronym or mission.name
    shown = name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
    if not years:
        sheet.text(x + 8, y + 20, shown, "strong")
        sheet.text(x + 8, y + 36, "this mission")
        return
    sheet.link(mission.get_absolute_url(), shown, x + 8, y + 20, "strong linked")
    sheet.text(x + 8, y + 36, years)
