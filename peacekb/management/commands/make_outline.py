"""Makes the outline of the world that maps are drawn from. Run again only for a new Natural Earth.

    manage.py make_outline countries-110m.json

The file is Natural Earth's 1:110m countries as TopoJSON (npm world-atlas; public domain). Lines are
kept, not areas, so that single ones can be dashed or left out and none is stored twice.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from records.common.drawing.world import HUNDREDTHS, OUTLINE, WHOLE, Point

FARTHEST_SOUTH = -60  # Antarctica is left out
# Lands within another that the United Nations draw as one with it.
WITHIN = {"N. Cyprus": "Cyprus", "Somaliland": "Somalia"}
# Without a number in Natural Earth.
CODES = {"Kosovo": "XKX"}
# Pairs between which a line is dashed, by the name under which the map says why.
DASHED = {
    "jammu-and-kashmir": [{"India", "Pakistan"}],
    "india-china": [{"India", "China"}],
    "sudan": [{"Sudan", "S. Sudan"}],
    "western-sahara": [{"Morocco", "W. Sahara"}],
    "kosovo": [{"Serbia", "Kosovo"}],
    "korea": [{"North Korea", "South Korea"}],
    "armistice": [{"Israel", "Palestine"}, {"Israel", "Syria"}],
}
RUSSIA, UKRAINE = "Russia", "Ukraine"
CRIMEA = (34.2, 45.2)  # a point in it
# Too small for the outline: longitude and latitude of the capital, by M49 code.
SMALL = {
    "020": (1.52, 42.51), "028": (-61.85, 17.12), "048": (50.58, 26.22), "052": (-59.62, 13.1),
    "132": (-23.51, 14.93), "174": (43.25, -11.7), "212": (-61.39, 15.3), "296": (172.98, 1.33),
    "308": (-61.75, 12.06), "336": (12.45, 41.9), "438": (9.52, 47.14), "462": (73.51, 4.18),
    "470": (14.51, 35.9), "480": (57.5, -20.16), "492": (7.42, 43.74), "520": (166.92, -0.55),
    "583": (158.16, 6.92), "584": (171.38, 7.09), "585": (134.62, 7.5), "659": (-62.73, 17.3),
    "662": (-60.99, 14.01), "670": (-61.23, 13.16), "674": (12.45, 43.94), "678": (6.73, 0.34),
    "690": (55.45, -4.62), "702": (103.85, 1.29), "776": (-175.2, -21.14), "798": (179.19, -8.52),
    "882": (-171.77, -13.83),
}  # fmt: skip


class Command(BaseCommand):
    help = "Make the outline of the world from Natural Earth's countries (TopoJSON, 1:110m)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        made = json.dumps(made_from(json.loads(options["file"].read_text())), separators=(",", ":"))
        OUTLINE.write_text(made + "\n")
        self.stdout.write(f"{OUTLINE.name}: {len(made):,} bytes")


def made_from(topology: dict[str, Any]) -> dict[str, Any]:
    lines = [list(_line(arc, topology["transform"])) for arc in topology["arcs"]]
    lands: dict[str, list[list[int]]] = {}
    sides: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        for ring in _rings(country):
            if _is_antarctic(ring, lines):
                continue
            owner = UKRAINE if name == RUSSIA and _holds(ring, lines, CRIMEA) else name
            lands.setdefault(WITHIN.get(owner, owner), []).append(ring)
            for one in ring:
                sides.setdefault(_plain(one), set()).add(WITHIN.get(owner, owner))
    shared = {one: names for one, names in sides.items() if len(names) > 1}
    dashed = {
        name: [one for one, names in shared.items() if names in pairs]
        for name, pairs in DASHED.items()
    }
    held = {one for lines_of in dashed.values() for one in lines_of}
    whole = [
        ring
        for land in topology["objects"]["land"]["geometries"]
        for ring in _rings(land)
        if not _is_antarctic(ring, lines)
    ]
    rings = {WHOLE: whole} | _by_code(topology, lands)
    return _renumbered(lines, rings, [*set(shared) - held], dashed)


def _line(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[Point]:
    (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(numbers) for numbers in zip(*arc, strict=True))
    for x, y in zip(xs, ys, strict=True):
        yield x * scale_x + left, y * scale_y + low


def _rings(country: dict[str, Any]) -> Iterator[list[int]]:
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    for polygon in polygons:
        yield from polygon


def _is_antarctic(ring: list[int], lines: list[list[Point]]) -> bool:
    return max(y for one in ring for _, y in lines[_plain(one)]) < FARTHEST_SOUTH


def _plain(one: int) -> int:
    return one if one >= 0 else ~one


def _holds(ring: list[int], lines: list[list[Point]], point: Point) -> bool:
    """Whether the point lies in the ring's bounds; enough for one small peninsula."""
    points = [point for one in ring for point in lines[_plain(one)]]
    (xs, ys) = zip(*points, strict=True)
    near = max(xs) - min(xs) < 10
    return near and min(xs) < point[0] < max(xs) and min(ys) < point[1] < max(ys)


def _by_code(topology: dict[str, Any], lands: dict[str, list[list[int]]]) -> dict[str, Any]:
    countries = topology["objects"]["countries"]["geometries"]
    codes = {one["properties"]["name"]: one.get("id") for one in countries} | CODES
    return {codes[name]: rings for name, rings in lands.items()}


def _renumbered(
    lines: list[list[Point]],
    lands: dict[str, list[list[int]]],
    borders: list[int],
    dashed: dict[str, list[int]],
) -> dict[str, Any]:
    """Only the lines that land has, as steps in hundredths of a degree."""
    used = sorted({_plain(one) for land in lands.values() for ring in land for one in ring})
    new = {one: n for n, one in enumerate(used)}

    def renamed(one: int) -> int:
        return new[one] if one >= 0 else ~new[~one]

    return {
        "lines": [_steps(lines[one]) for one in used],
        "lands": {
            code: [[renamed(one) for one in ring] for ring in land]
            for code, land in sorted(lands.items())
        },
        "borders": sorted(map(renamed, borders)),
        "undetermined": {name: sorted(map(renamed, ones)) for name, ones in dashed.items()},
        "small": SMALL,
    }


def _steps(line: list[Point]) -> list[int]:
    steps, x, y = [], 0, 0
    for longitude, latitude in line:
        next_x, next_y = round(longitude * HUNDREDTHS), round(latitude * HUNDREDTHS)
        steps += [next_x - x, next_y - y]
        x, y = next_x, next_y
    return steps
