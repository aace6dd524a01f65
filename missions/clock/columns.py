"""The months ahead as columns of squares: solid for a mandate that ends, hollow for a report."""

from dataclasses import dataclass

from missions.clock.calendar import Month

WIDTHS = {"wide-only": 720, "narrow-only": 340}  # pixels, each read at its own size
SQUARE, GAP, BASE = 12, 2, 30
LEAST_HEIGHT = 4  # squares


@dataclass(frozen=True)
class Square:
    x: float
    y: float
    ends: bool


@dataclass(frozen=True)
class Label:
    x: float
    month: Month


@dataclass(frozen=True)
class Columns:
    """Lengths in pixels of the drawing."""

    squares: list[Square]
    labels: list[Label]
    side: float
    column: float
    height: int
    width: int
    shown: str  # the class of the screens that it is for


def columns(months: list[Month], shown: str) -> Columns | None:
    """None where nothing is due."""
    most = max((len(month.due) for month in months), default=0)
    if not most:
        return None
    height = max(most, LEAST_HEIGHT) * SQUARE + BASE
    width = WIDTHS[shown]
    column = width / len(months)
    squares, labels = [], []
    for number, month in enumerate(months):
        x = round(number * column, 1)
        labels.append(Label(round(x + column / 2 - GAP, 1), month))
        for at in range(len(month.due)):
            y = height - BASE - (at + 1) * SQUARE
            squares.append(Square(x, y, ends=at < month.ends))
    return Columns(squares, labels, SQUARE - GAP, round(column - 3 * GAP, 1), height, width, shown)
