"""The map of a day: host states, and each mission at its headquarters."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from missions.across.world import Present
from missions.models import MissionCategory
from organizations.models import State
from records.common.drawing.sheet import WIDE, Sheet
from records.common.drawing.world import Map
from records.common.numbers import in_figures

LARGEST, LEAST = 16, 3  # pixels of the radius of a circle
OF_THE_UN = {
    MissionCategory.UN_PEACEKEEPING,
    MissionCategory.UN_POLITICAL,
    MissionCategory.UN_OTHER,
}


@dataclass(frozen=True)
class WorldMap:
    """The drawing, what is to be said of boundaries, and how many missions have no place on it."""

    sheet: Sheet
    words: list[str]
    placed: int
    without_place: int


def world_map(present: list[Present], hosts: Iterable[State], title: str) -> WorldMap:
    """The largest circles first, so that small ones stay in sight."""
    ground = Map(WIDE)
    placed = [one for one in present if one.mission.latitude is not None]
    placed.sort(key=lambda one: -(one.persons or 0))
    sheet = Sheet(ground.width, ground.height, title, _("The table below has the same by state."))
    ground.draw(sheet, [state.m49 for state in hosts if state.m49])
    most = max((one.persons or 0 for one in placed), default=0) or 1
    for one in placed:
        _draw(sheet, ground, one, most)
    return WorldMap(sheet, ground.words(), len(placed), len(present) - len(placed))


def _draw(sheet: Sheet, ground: Map, one: Present, most: int) -> None:
    mission = one.mission
    x, y = ground.at(float(mission.latitude or 0), float(mission.longitude or 0))
    radius = max(LARGEST * sqrt((one.persons or 0) / most), LEAST)
    counted = (
        _(", {persons} uniformed").format(persons=in_figures(one.persons)) if one.persons else ""
    )
    look = "place" if mission.category in OF_THE_UN else "place other"
    sheet.dot(x, y, radius, look, f"{mission.acronym or mission.name}{counted}")
