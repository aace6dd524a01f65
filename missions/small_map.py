"""The small map at the head of a mission's page: its host states, headquarters and places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, radians

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from missions.models import DeploymentSite, Mission
from organizations.models import State
from records.common.drawing.sheet import Sheet
from records.common.drawing.world import Map, Point, WorldBox, box_around, land_box
from records.common.numbers import count_of
from records.common.periods import written
from records.common.prepared import Tuples

WIDTH = 360
LEAST_DEGREES = 9  # to each side, so that neighbours tell where in the world this is
WIDEST = 120  # degrees; of lands that span more, the surroundings of the places are shown
SEAT, PLACE, GAP = 4.5, 2.5, 3  # pixels: two radii, and the room before a name


@dataclass(frozen=True)
class SmallMap:
    svg: SafeString
    has_hosts: bool
    has_seat: bool
    places: int
    month: str  # of the map that the places are taken from


def small_map(mission: Mission, hosts: Sequence[State], day: date) -> SmallMap | None:
    """With the places of the last map by a day; None where nothing has a place on earth."""
    sites = _last_sites(mission, day)
    places = [(float(longitude), float(latitude)) for longitude, latitude, *_ in sites]
    codes = tuple(code for state in hosts if land_box(code := state.m49 or state.code))
    seat = _seat(mission)
    box = _box(places, seat, codes)
    if box is None:
        return None
    if seat and not box.has(*seat):
        seat = None  # an office in another part of the world would make all else too small
    described = ". ".join(_described(mission, hosts, len(places), seat))
    sheet = _sheet(mission, box, codes, f"{described}.")
    _draw(sheet, _ground(box, codes)[0], mission, places, seat)
    month = written(*sites[0][2:]) if sites else ""
    return SmallMap(sheet.svg(), bool(codes), seat is not None, len(places), month)


def _last_sites(mission: Mission, day: date) -> list[tuple]:
    """Of the last month by the day and by the mission's end, each place once."""
    sites = _sites_until(mission.pk, min(day, mission.ends_on or day))
    return [one for one in sites if one[3] == sites[0][3]]


def _places_until(mission: int, day: date) -> QuerySet:
    held = DeploymentSite.objects.filter(mission=mission, month__lte=day)
    last = held.order_by("-month").values("month")[:1]
    rows = held.filter(month=last).order_by("precision", "longitude", "latitude")
    return rows.values_list("longitude", "latitude", "month", "precision").distinct()


_sites_until = Tuples(_places_until)


def _seat(mission: Mission) -> Point | None:
    if mission.latitude is None or mission.longitude is None:
        return None
    return float(mission.longitude), float(mission.latitude)


def _box(places: list[Point], seat: Point | None, codes: tuple[str, ...]) -> WorldBox | None:
    """Around the hosts' lands and all places, with the neighbours of what is small."""
    lands = [land for code in codes if (land := land_box(code))]
    corners = [corner for land in lands for corner in land.corners] + places
    is_wide = bool(corners) and _middle(corners)[2] > WIDEST
    if is_wide or not corners:
        corners = places or ([seat] if seat else corners)
    if not corners:
        return None
    x, y, _width = _middle(corners)
    aside = WIDEST / 4 if is_wide else LEAST_DEGREES / cos(radians(y))
    return box_around([*corners, (x - aside, y), (x + aside, y)])


def _middle(points: list[Point]) -> tuple[float, float, float]:
    """The longitude and latitude halfway, and how many degrees wide it is."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east = min(longitudes), max(longitudes)
    return (west + east) / 2, (min(latitudes) + max(latitudes)) / 2, east - west


@lru_cache(maxsize=512)
def _ground(box: WorldBox, codes: tuple[str, ...]) -> tuple[Map, list[str]]:
    """Sea, land, hosts and lines: they cost most, and change with the hosts alone."""
    ground = Map(WIDTH, box)
    sheet = Sheet(ground.width, ground.height, "", "")
    ground.draw(sheet, codes)
    return ground, sheet.drawn


def _sheet(mission: Mission, box: WorldBox, codes: tuple[str, ...], described: str) -> Sheet:
    ground, drawn = _ground(box, codes)
    title = _("Where {name} stands on the map").format(name=mission.acronym or mission.name)
    sheet = Sheet(ground.width, ground.height, title, described)
    sheet.drawn += drawn
    return sheet


def _draw(
    sheet: Sheet, ground: Map, mission: Mission, places: list[Point], seat: Point | None
) -> None:
    for longitude, latitude in places:
        sheet.dot(*ground.at(latitude, longitude), PLACE, "place")
    if seat is None:
        return
    x, y = ground.at(seat[1], seat[0])
    sheet.dot(x, y, SEAT, "place other")
    is_right = x > WIDTH / 2
    aside, look = (-SEAT - GAP, "halo strong end") if is_right else (SEAT + GAP, "halo strong")
    sheet.text(x + aside, y + SEAT, mission.headquarters, look)


def _described(
    mission: Mission, hosts: Sequence[State], places: int, seat: Point | None
) -> Iterator[str]:
    """What a reader who does not see the map is told."""
    if hosts:
        yield _("Host states: {names}").format(names=", ".join(state.name for state in hosts))
    if seat:
        place = mission.headquarters or _("a place whose name is not held")
        yield _("Headquarters: {place}").format(place=place)
    if places:
        yield _("{places} of deployment").format(places=count_of(places, _("place,places")))
