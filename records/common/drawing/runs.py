"""Lines over months that are broken where one is missing: never joined over what is not known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

LONGEST_STEP_DAYS = 45  # from a day of a month to the same of the next

T = TypeVar("T")


def runs(points: Iterable[T], day: Callable[[T], date]) -> Iterator[list[T]]:
    """Points in order, in stretches of months that follow one another."""
    run: list[T] = []
    before = date.min
    for one in points:
        now = day(one)
        if run and (now - before).days > LONGEST_STEP_DAYS:
            yield run
            run = []
        run.append(one)
        before = now
    if run:
        yield run


def joined(places: Sequence[tuple[float, float]]) -> str:
    """A path through them in whole pixels, each step from the one before: short to send."""
    points = [(round(x), round(y)) for x, y in places]
    steps = [_step(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    return "M{} {}".format(*points[0]) + "".join(steps)


def _step(across: int, down: int) -> str:
    """The shortest words for it; most months are as the one before."""
    if not down:
        return f"h{across}" if across else ""
    return f"l{across}{down:+}" if across else f"v{down}"
