"""The outline of the world, cut and placed: what a map shows, and that it claims nothing."""

import re

import pytest

from records.common.drawing.sheet import NARROW, WIDE, Sheet
from records.common.drawing.world import (
    DISCLAIMER,
    OUTLINE,
    UNDETERMINED,
    WORLD,
    Map,
    WorldBox,
    box_around,
    clipped,
    outline,
)

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
JUBA, KHARTOUM = (31.6, 4.85), (32.5, 15.6)
SOUTH_SUDAN, CYPRUS, SOMALIA, RUSSIA, UKRAINE = "728", "196", "706", "643", "804"


def points_of(path):
    """Pixels that a path passes, from its first point and its steps."""
    for piece in re.findall(r"M([^Mz]*)", path):
        start, _, steps = piece.partition("l")
        x, y = (float(one) for one in start.split())
        yield x, y
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


def test_the_outline_is_small_enough_to_be_kept():
    assert OUTLINE.stat().st_size < 120_000


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("box", [WORLD, box_around([JUBA, KHARTOUM])])
def test_no_land_or_line_leaves_the_sheet_on_either_side(width, box):
    drawn = Map(width, box)

    for path in (drawn.land(), drawn.borders(), drawn.undetermined(), drawn.land(RUSSIA)):
        for x, y in points_of(path):
            assert -2 <= x <= width + 2
            assert -2 <= y <= drawn.height + 2 or box == WORLD


def test_a_place_falls_on_the_land_of_its_state():
    drawn = Map(WIDE, WORLD)
    xs, ys = zip(*points_of(drawn.land(SOUTH_SUDAN)), strict=True)
    x, y = drawn.at(JUBA[1], JUBA[0])

    assert min(xs) < x < max(xs)
    assert min(ys) < y < max(ys)


def test_north_is_up_and_east_is_right_on_every_map():
    for drawn in (Map(WIDE), Map(WIDE, box_around([JUBA, KHARTOUM]))):
        assert drawn.at(10, 30)[1] > drawn.at(11, 30)[1]
        assert drawn.at(10, 30)[0] < drawn.at(10, 31)[0]


def test_a_box_holds_every_point_with_an_edge_and_never_looks_too_close():
    box = box_around([JUBA, KHARTOUM])
    alone = box_around([JUBA])

    assert box.has(*JUBA)
    assert box.has(*KHARTOUM)
    assert box.south < JUBA[1] < KHARTOUM[1] < box.north
    assert alone.east - alone.west >= 2.5


def test_a_ring_is_cut_at_the_sides_of_the_box():
    inner = clipped(SQUARE, WorldBox(1, 1, 3, 3))

    assert {(x, y) for x, y in inner} == {(1, 1), (3, 1), (3, 3), (1, 3)}
    assert clipped(SQUARE, WorldBox(10, 10, 12, 12)) == []


def test_a_line_that_is_not_determined_is_dashed_and_told_where_it_shows():
    sudan = Map(WIDE, box_around([JUBA, KHARTOUM]))
    far = Map(WIDE, box_around([(-72.3, 18.5)]))

    assert sudan.undetermined()
    assert UNDETERMINED["sudan"] in sudan.words()
    assert (far.undetermined(), far.words()) == ("", [DISCLAIMER])


def test_every_line_not_determined_has_its_words_and_is_no_border():
    held = outline()
    dashed = {one for lines in held.undetermined.values() for one in lines}

    assert set(held.undetermined) == set(UNDETERMINED)
    assert all(held.undetermined.values())
    assert not dashed & set(held.borders)


def test_lines_that_the_united_nations_do_not_show_are_not_drawn():
    """Within Cyprus and Somalia, and between Crimea and the rest of Ukraine."""
    held = outline()
    drawn = {*held.borders, *(one for lines in held.undetermined.values() for one in lines)}
    for code in (CYPRUS, SOMALIA, UKRAINE):
        lines = [one if one >= 0 else ~one for ring in held.lands[code] for one in ring]
        inner = {one for one in lines if lines.count(one) == 2}
        assert inner, code
        assert not inner & drawn, code


def test_a_host_too_small_for_the_outline_is_a_point():
    drawn, sheet = Map(WIDE), Sheet(WIDE, 100, "A map", "Made up.")
    drawn.draw(sheet, ["174"])

    assert [one for one in sheet.drawn if one.startswith("<circle")]


def test_what_stands_on_a_sheet_is_escaped():
    sheet = Sheet(10, 10, "<b>", "&")
    sheet.text(1, 1.25, "<script>")
    sheet.dot(1, 1, 1, "dot", '"<i>"')
    sheet.link('/x"', "<u>", 1, 1)

    assert not re.search("<(b|script|i|u)>", sheet.svg())
    assert 'y="1.2"' in sheet.svg()
