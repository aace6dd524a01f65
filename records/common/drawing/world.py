"""Maps: the outline of the world or of a part of it, and where a latitude and longitude fall.

The outline says nothing of whose land is whose. Lines that the United Nations show as not
determined are dashed, lines within a state that it does not show are left out when the outline is
made (`manage.py make_outline`).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from records.common.drawing.sheet import Sheet, number

Point = tuple[float, float]  # of the outline: longitude, latitude; of a drawing: x, y
OUTLINE = Path(__file__).with_name("outline.json")
WHOLE = "all"  # the name of all land, without lines between states
MOST_LANDS = 1_000  # drawn ones kept, of some 5 kB each
HUNDREDTHS = 100  # of a degree: the outline's whole numbers
DISCLAIMER = gettext_noop(
    "The boundaries and names shown on this map do not imply official endorsement or acceptance "
    "by the United Nations. A shade says where a mission was, not whose land it is."
)
# What the United Nations say beside a line that is not determined, by its name in the outline.
UNDETERMINED = {
    "jammu-and-kashmir": gettext_noop(
        "Between India and Pakistan the line is dashed; in Jammu and Kashmir it "
        "is approximately the Line of Control agreed upon by both. The final status of Jammu and "
        "Kashmir has not yet been agreed upon by the parties."
    ),
    "sudan": gettext_noop(
        "The final boundary between the Republic of the Sudan and the Republic of South Sudan "
        "has not yet been determined, nor the final status of the Abyei area."
    ),
    "western-sahara": gettext_noop(
        "Western Sahara is a non-self-governing territory; its line is dashed."
    ),
    "kosovo": gettext_noop(
        "References to Kosovo are to be understood in the context of Security Council "
        "resolution 1244 (1999)."
    ),
    "korea": gettext_noop("Dashed: the military demarcation line in Korea."),
    "armistice": gettext_noop("Dashed: the armistice line of 1949 and the lines of 1967 and 1974."),
    "india-china": gettext_noop("Dashed: lines between India and China that are not agreed."),
}
LEAST_DEGREES = 2.5  # the outline is too coarse for a closer look
FLATTEST, TALLEST = 0.5, 0.8  # height of a part to its width
EDGE = 0.12  # of the part shown, around what stands in it
A1, A2, A3, A4, M = 1.340264, -0.081106, 0.000893, 0.003796, sqrt(3) / 2


@dataclass(frozen=True)
class WorldBox:
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> Point:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def area(self) -> float:
        return (self.east - self.west) * (self.north - self.south)

    @property
    def corners(self) -> tuple[Point, Point]:
        return (self.west, self.south), (self.east, self.north)

    def meets(self, other: "WorldBox") -> bool:
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north

    def has(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


WORLD = WorldBox(-180, -58, 180, 84)  # without Antarctica


def box_around(points: Iterable[Point]) -> WorldBox:
    """The part of the world that holds all points, as (longitude, latitude), with an edge.

    Never a strip: names need room beside a place, and a tall map pushes all else away.
    """
    longitudes, latitudes = zip(*points, strict=True)
    box = WorldBox(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    (x, y), shrunk = box.middle, cos(radians(box.middle[1]))
    width = max(box.east - box.west, LEAST_DEGREES / shrunk) * (1 + 2 * EDGE)
    height = max((box.north - box.south) * (1 + 2 * EDGE), width * shrunk * FLATTEST)
    width = max(width, height / TALLEST / shrunk)
    return WorldBox(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@dataclass(frozen=True)
class WorldOutline:
    """Lines between points, each named by its number; whoever has land is named by its M49 code."""

    lines: list[list[Point]]
    lands: dict[str, list[list[int]]]
    borders: list[int]
    undetermined: dict[str, list[int]]
    small: dict[str, Point] = field(default_factory=dict)

    def ring(self, numbers: list[int]) -> list[Point]:
        """The points of a ring of lines; ~n is line n walked backwards, as in TopoJSON."""
        points: list[Point] = []
        for one in numbers:
            line = self.lines[one] if one >= 0 else self.lines[~one][::-1]
            points += line[1:] if points else line
        return points


@cache
def outline() -> WorldOutline:
    held: dict[str, Any] = json.loads(OUTLINE.read_text())
    lines = [list(_points(line)) for line in held["lines"]]
    small = {code: (longitude, latitude) for code, (longitude, latitude) in held["small"].items()}
    return WorldOutline(lines, held["lands"], held["borders"], held["undetermined"], small)


def _points(steps: list[int]) -> Iterator[Point]:
    """From whole numbers, each the step from the one before."""
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / HUNDREDTHS, y / HUNDREDTHS


def _bounds(points: Iterable[Point]) -> WorldBox:
    xs, ys = zip(*points, strict=True)
    return WorldBox(min(xs), min(ys), max(xs), max(ys))


@cache
def _rings(code: str) -> list[tuple[WorldBox, list[Point]]]:
    """The pieces of a land with their bounds, so that most need not be cut."""
    held = outline()
    pieces = [piece for ring in held.lands.get(code, ()) for piece in _apart(held.ring(ring))]
    return [(_bounds(piece), piece) for piece in pieces]


@cache
def land_box(code: str) -> WorldBox | None:
    """The part of the world that holds the largest piece of a land; None of a land not drawn."""
    if place := outline().small.get(code):
        return WorldBox(*place, *place)
    boxes = [box for box, _ in _rings(code)]
    return max(boxes, key=lambda box: box.area, default=None)


@cache
def _bounds_of_lines() -> list[WorldBox]:
    return [_bounds(line) for line in outline().lines]


class Map:
    """The world, or the part of it in a box, at a width in pixels.

    The world is drawn in the equal-earth projection, so that areas compare. A part is drawn with
    latitude and longitude as straight lines, true to shape at its middle.
    """

    def __init__(self, width: float, box: WorldBox = WORLD) -> None:
        self.width, self.box = width, box
        self.whole = box == WORLD
        self._left, self._top, self._scale = 0.0, 0.0, 1.0
        left, right = (self._flat(*edge)[0] for edge in self._sides())
        top, bottom = self._flat(0, box.north)[1], self._flat(0, box.south)[1]
        self._left, self._top, self._scale = left, top, width / (right - left)
        self.height = round((bottom - top) * self._scale, 1)

    def _sides(self) -> tuple[Point, Point]:
        """Where the part is widest: at the equator, of the world."""
        latitude = 0 if self.whole else self.box.middle[1]
        return (self.box.west, latitude), (self.box.east, latitude)

    def _flat(self, longitude: float, latitude: float) -> Point:
        if self.whole:
            return equal_earth(longitude, latitude)
        return longitude * cos(radians(self.box.middle[1])), -latitude

    def at(self, latitude: float, longitude: float) -> Point:
        """Pixels of a place."""
        return self._placed(float(longitude), float(latitude))

    def _placed(self, longitude: float, latitude: float) -> Point:
        x, y = self._flat(longitude, latitude)
        return (x - self._left) * self._scale, (y - self._top) * self._scale

    def land(self, *codes: str) -> str:
        """The path of all land, or of the land of the states of these M49 codes."""
        return "".join(_land(self.width, self.box, code) for code in codes or (WHOLE,))

    def borders(self) -> str:
        return _lines(self.width, self.box)[0]

    def undetermined(self) -> str:
        return _lines(self.width, self.box)[1]

    def words(self) -> list[str]:
        """What is to be said of the boundaries on this map: always, and of lines that it shows."""
        held = outline()
        names = [
            name
            for name, lines in held.undetermined.items()
            if any(self.box.has(*point) for line in lines for point in held.lines[line])
        ]
        return [_(DISCLAIMER), *(_(UNDETERMINED[name]) for name in names)]

    def draw(self, sheet: Sheet, hosts: Iterable[str] = ()) -> None:
        """Sea, land, the hosts by their M49 codes, and lines: the ground of a map."""
        sheet.bar(0, 0, self.width, self.height, "sea")
        sheet.path(self.land(), "land")
        codes = [code for code in hosts if code]
        if codes:
            sheet.path(self.land(*codes), "host")
        sheet.path(self.borders(), "border")
        sheet.path(self.undetermined(), "border undetermined")
        for code in codes:
            if place := outline().small.get(code):
                sheet.dot(*self._placed(*place), 4, "host")

    def _closed(self, ring: list[Point]) -> str:
        inside = ring if self.whole else clipped(ring, self.box)
        drawn = _path([self._placed(*point) for point in inside])
        return f"{drawn}z" if drawn else ""

    def _lines(self, numbers: Iterable[int]) -> str:
        return "".join(
            _path([self._placed(*point) for point in run])
            for one in numbers
            if self.box.meets(_bounds_of_lines()[one])
            for run in self._within(outline().lines[one])
        )

    def _within(self, line: list[Point]) -> Iterator[list[Point]]:
        """The runs of a line within the box, each cut where it leaves it."""
        if self.whole:
            yield line
            return
        run: list[Point] = []
        for start, end in pairwise(line):
            cut = _cut(start, end, self.box)
            if cut is None:
                continue
            if run and run[-1] == cut[0]:
                run.append(cut[1])
                continue
            if run:
                yield run
            run = list(cut)
        if run:
            yield run


@lru_cache(MOST_LANDS)
def _land(width: float, box: WorldBox, code: str) -> str:
    """Land and lines cost most of a map, and never change."""
    drawn = Map(width, box)
    return "".join(drawn._closed(piece) for bounds, piece in _rings(code) if box.meets(bounds))


@lru_cache(MOST_LANDS)
def _lines(width: float, box: WorldBox) -> tuple[str, str]:
    """Borders, and lines that are not determined."""
    drawn, held = Map(width, box), outline()
    undetermined = (one for lines in held.undetermined.values() for one in lines)
    return drawn._lines(held.borders), drawn._lines(undetermined)


def equal_earth(longitude: float, latitude: float) -> Point:
    """Šavrič, Patterson and Jenny, 2018: x to the east and y to the south, of a unit sphere."""
    angle = asin(M * sin(radians(latitude)))
    squared = angle * angle
    sixth = squared**3
    across = M * (A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared))
    return (
        radians(longitude) * cos(angle) / across,
        -angle * (A1 + A2 * squared + sixth * (A3 + A4 * squared)),
    )


def _apart(ring: list[Point]) -> Iterator[list[Point]]:
    """A closed ring that crosses the 180th meridian as pieces on either side of it."""
    cuts = [n for n, (a, b) in enumerate(pairwise(ring), 1) if abs(a[0] - b[0]) > 180]
    if not cuts:
        yield ring
        return
    around = [*ring[cuts[0] : -1], *ring[: cuts[0]]]
    edges = [0, *(cut - cuts[0] for cut in cuts[1:]), len(around)]
    for start, end in pairwise(edges):
        piece = around[start:end]
        edge = 180.0 if piece[0][0] > 0 else -180.0
        yield [(edge, piece[0][1]), *piece, (edge, piece[-1][1])]


def clipped(ring: list[Point], box: WorldBox) -> list[Point]:
    """The part of a ring within a box: Sutherland and Hodgman, one side after the other."""
    for axis, edge, sign in (
        (0, box.west, 1),
        (0, box.east, -1),
        (1, box.south, 1),
        (1, box.north, -1),
    ):
        kept: list[Point] = []
        for a, b in pairwise([*ring[-1:], *ring]):
            inside_a, inside_b = sign * (a[axis] - edge) >= 0, sign * (b[axis] - edge) >= 0
            if inside_a != inside_b:
                part = (edge - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
            if inside_b:
                kept.append(b)
        ring = kept
    return ring


def _cut(a: Point, b: Point, box: WorldBox) -> tuple[Point, Point] | None:
    """The part of a stretch within a box (Liang and Barsky); None if it has none."""
    first, last = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for step, room in (
        (-dx, a[0] - box.west),
        (dx, box.east - a[0]),
        (-dy, a[1] - box.south),
        (dy, box.north - a[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first >= last:
        return None
    start = a if first == 0 else (a[0] + first * dx, a[1] + first * dy)
    return start, b if last == 1 else (a[0] + last * dx, a[1] + last * dy)


def _path(points: list[Point], least: float = 1.0) -> str:
    """Path data in steps of a tenth of a pixel; points nearer than `least` are left out."""
    if len(points) < 2:
        return ""
    x, y = (round(value, 1) for value in points[0])
    steps = []
    for n, (next_x, next_y) in enumerate(points[1:], 1):
        if hypot(next_x - x, next_y - y) < least and n < len(points) - 1:
            continue
        dx, dy = round(next_x - x, 1), round(next_y - y, 1)
        if dx or dy:
            steps.append(f"{number(dx)} {number(dy)}")
            x, y = x + dx, y + dy
    return (
        f"M{number(points[0][0])} {number(points[0][1])}l" + " ".join(steps).replace(" -", "-")
        if steps
        else ""
    )
