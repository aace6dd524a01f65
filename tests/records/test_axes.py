"""Words of a drawing: no edge cuts them, and those of an axis stand beside it and apart."""

import re
from datetime import date
from itertools import pairwise

import pytest

from records.common.drawing.columns import Columns
from records.common.drawing.course import Course
from records.common.drawing.sheet import NARROW, WIDE, Sheet, breadth

TEXT = re.compile(r'<text x="([^"]+)" y="([^"]+)"(?: class="([^"]*)")?>([^<]*)</text>')
WIDTHS = [WIDE, NARROW]


def words(sheet):
    """Left and right edge, height, look and words of each text."""
    for x, y, look, said in TEXT.findall(sheet.svg()):
        room = breadth(said)
        left = float(x) - (room if "end" in look else room / 2 if "middle" in look else 0)
        yield left, left + room, float(y), look, said


def cut(sheet):
    return [one for one in words(sheet) if one[0] < -0.1 or one[1] > sheet.width + 0.1]


@pytest.mark.parametrize("look", [None, "middle", "end strong"])
def test_a_text_is_moved_in_from_the_edge_that_would_cut_it_and_else_stays(look):
    sheet = Sheet(WIDE, 100, "A sheet", "Made up.")
    for x in (-50, 0, 5, WIDE - 5, WIDE, WIDE + 50):
        sheet.text(x, 20, "1,000 persons", look)
    sheet.text(WIDE / 2, 40, "amid", look)

    assert cut(sheet) == []
    assert f'<text x="{WIDE / 2:.10g}" y="40' in sheet.svg()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 3, 12, *range(70, 82)])
@pytest.mark.parametrize("sums", [True, False])
def test_periods_of_columns_stand_apart_and_the_last_is_told(width, count, sums):
    years = [str(2026 - back) for back in reversed(range(count))]
    counts = {("Made up", year): 12345 for year in years}
    sheet = Columns(["Made up"], years, counts, sums).sheet(width, "Columns", "Made up.")
    told = sorted(one for one in words(sheet) if one[4] in years)

    assert cut(sheet) == []
    assert told[-1][4] == "2026"
    assert all(one[1] < other[0] for one, other in pairwise(told))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("greatest", [7, 900, 123_456])
def test_numbers_of_an_axis_stand_before_it(width, greatest):
    points = [(date(2000 + year, 1, 1), greatest) for year in range(20)]
    sheet = Course(points, "person,persons").sheet(width, "A course")
    axis = min(float(x) for x in re.findall(r'<line x1="([^"]+)"', sheet.svg()))
    numbers = [one for one in words(sheet) if one[3] == "end"]

    assert cut(sheet) == []
    assert numbers
    assert all(one[1] < axis for one in numbers)
