"""What came before a mission, what after, and what stood beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.models import Mission, MissionRelation, MissionRelationKind
from missions.models.relations import SUCCESSIONS
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.periods import written
from records.common.prepared import Instances
from records.common.tables import PageTable

HEAD = ("relation", "mission", "other", "day", "note", "source")
METHOD = gettext_noop(
    "A line from a mission to the one that took over from it; dashed: at the same time."
)
NOT_SHOWN = gettext_noop(
    "what came before those before, and after those after; they stand on their pages."
)
# Said of the other mission, where it is the one that came first.
OF_EARLIER = {
    MissionRelationKind.SUCCEEDED_BY: gettext_noop("succeeded by this"),
    MissionRelationKind.TRANSITIONED_TO: gettext_noop("became this"),
    MissionRelationKind.REHATTED_AS: gettext_noop("rehatted as this"),
    MissionRelationKind.OVERLAPPED_WITH: gettext_noop("at the same time"),
    MissionRelationKind.SUPPORTED_BY: gettext_noop("supported by this"),
}
OF_LATER = {
    MissionRelationKind.SUCCEEDED_BY: gettext_noop("succeeded this"),
    MissionRelationKind.TRANSITIONED_TO: gettext_noop("this became it"),
    MissionRelationKind.REHATTED_AS: gettext_noop("this was rehatted as it"),
    MissionRelationKind.OVERLAPPED_WITH: gettext_noop("at the same time"),
    MissionRelationKind.SUPPORTED_BY: gettext_noop("supported this"),
}


@dataclass(frozen=True)
class Kin:
    """Another mission with its relation to this one."""

    mission: Mission
    relation: MissionRelation
    said: str
    is_beside: bool
    address: str  # with the day

    @property
    def note(self) -> str:
        """What further sources say the same is left to the API."""
        return self.relation.note.partition("Also in:")[0].strip(" ;.")

    @property
    def years(self) -> str:
        start = self.mission.starts_on.year if self.mission.starts_on else "?"
        if self.mission.ends_on is None:
            return _("since {start}").format(start=start)
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


def relations_of(mission: Mission) -> list[MissionRelation]:
    """With missions before and after it: both directions in one question."""
    return _relations(mission.pk)


_relations = Instances(
    lambda key: MissionRelation.objects.filter(
        Q(predecessor=key) | Q(successor=key)
    ).select_related("predecessor", "successor", "source")
)


def lineage_of(
    mission: Mission, relations: Iterable[MissionRelation], day: date | None
) -> LineageShown | None:
    """With a day, without missions that began later."""
    kin = [_kin(row, mission, day) for row in relations]
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


def _kin(row: MissionRelation, mission: Mission, day: date | None) -> Kin:
    kind = MissionRelationKind(row.kind)
    beside = kind not in SUCCESSIONS
    is_earlier = row.successor_id == mission.pk
    other = row.predecessor if is_earlier else row.successor
    said = _(OF_EARLIER[kind] if is_earlier else OF_LATER[kind])
    asked = f"?as_of={day:%Y-%m-%d}" if day else ""
    return Kin(other, row, said, beside, other.get_absolute_url() + asked)


def _figure(mission: Mission, before: list[Kin], after: list[Kin], beside: list[Kin]) -> Figure:
    name = mission.acronym or mission.name
    return Figure(
        name="lineage",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        title=_title(name, before, after),
        measured=_("Missions that it took over from, that took over from it, and beside it."),
        table=_table([*before, *after, *beside]),
        drawn=lambda width: _sheet(width, mission, before, after, beside),
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list(
            {
                one.relation.source_id: one.relation.source for one in (*before, *after, *beside)
            }.values()
        ),
    )


def _title(name: str, before: list[Kin], after: list[Kin]) -> str:
    parts = []
    if before:
        parts.append(_("followed {before}").format(before=_named(before)))
    if after:
        parts.append(_("was followed by {after}").format(after=_named(after)))
    return (
        f"{name} {_(' and ').join(parts)}"
        if parts
        else _("{name} stood beside others").format(name=name)
    )


def _named(kin: Iterable[Kin]) -> str:
    names = list(dict.fromkeys(one.mission.acronym or one.mission.name for one in kin))
    return (
        _("{names} and {names_2}").format(names=", ".join(names[:-1]), names_2=names[-1])
        if names[1:]
        else names[0]
    )


def _table(kin: list[Kin]) -> PageTable:
    return PageTable(
        HEAD,
        [
            (
                one.relation.get_kind_display(),
                one.relation.predecessor.name,
                one.relation.successor.name,
                written(one.relation.date, one.relation.precision) if one.relation.date else "",
                one.note,
                one.relation.source.name,
            )
            for one in kin
        ],
    )


BOX, GAP, BETWEEN = 46, 22, 60


def _sheet(
    width: int, mission: Mission, before: list[Kin], after: list[Kin], beside: list[Kin]
) -> Sheet:
    named = _("; ").join(
        f"{one.mission.acronym or one.mission.name}, {one.years}: {one.said}"
        for one in (*before, *after, *beside)
    )
    title = _("Before and after {name}").format(name=mission.acronym or mission.name)
    if width >= WIDE:
        rows = max(len(before), 1, len(after))
    else:
        rows = len(before) + 1 + len(after)
    height = (rows + len(beside)) * (BOX + GAP) + 4
    sheet = Sheet(width, height, title, f"{named}.")
    if width >= WIDE:
        left = _across(sheet, mission, before, after, rows)
    else:
        left = _down(sheet, mission, before, after)
    for n, one in enumerate(beside):
        _draw_kin(sheet, left, (rows + n) * (BOX + GAP) + GAP, one, "other-bar beside")
    return sheet


def _box(width: float) -> float:
    return (width - 2 * BETWEEN) / 3 - 2 if width >= WIDE else width - 2


def _across(
    sheet: Sheet, mission: Mission, before: list[Kin], after: list[Kin], rows: int
) -> float:
    """Columns in the middle of the height, with lines to this and from it; where this is."""
    box, middle = _box(sheet.width), rows * (BOX + GAP) / 2 + GAP / 2
    this = box + BETWEEN + 1 if before else 1.0
    for kin, x in ((before, 1.0), (after, this + box + BETWEEN)):
        top = middle - (len(kin) * (BOX + GAP) - GAP) / 2
        for n, one in enumerate(kin):
            y = top + n * (BOX + GAP)
            if x < this:
                sheet.line(x + box, y + BOX / 2, this, middle, "axis")
            else:
                sheet.line(this + box, middle, x, y + BOX / 2, "axis")
            _draw_kin(sheet, x, y, one, "other-bar")
    _draw_this(sheet, this, middle - BOX / 2, mission)
    return this


def _down(sheet: Sheet, mission: Mission, before: list[Kin], after: list[Kin]) -> float:
    """One below the other, on one line; where they stand."""
    rows = [*before, None, *after]
    sheet.line(4, GAP + BOX / 2, 4, GAP + (len(rows) - 1) * (BOX + GAP) + BOX / 2, "axis")
    for n, one in enumerate(rows):
        y = n * (BOX + GAP) + GAP
        if one is None:
            _draw_this(sheet, 1, y, mission)
        else:
            _draw_kin(sheet, 1, y, one, "other-bar")
    return 1


def _draw_kin(sheet: Sheet, x: float, y: float, one: Kin, look: str) -> None:
    box = _box(sheet.width)
    sheet.bar(x, y, box, BOX, look)
    sheet.text(x + 9, y - 6, one.said)
    sheet.link(one.address, _short(one.mission, box), x + 9, y + 20, "strong linked")
    sheet.text(x + 9, y + 36, one.years)


def _draw_this(sheet: Sheet, x: float, y: float, mission: Mission) -> None:
    box = _box(sheet.width)
    sheet.bar(x, y, box, BOX, "other-bar this")
    sheet.text(x + 9, y + 20, _short(mission, box), "strong")
    sheet.text(x + 9, y + 36, _("this mission"))


def _short(mission: Mission, width: float) -> str:
    """A name that fits in its box; the table has it whole."""
    name, longest = mission.acronym or mission.name, int((width - 16) / 7.2)
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
