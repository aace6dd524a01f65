"""Lines over months that are broken where one is missing: never joined over what is not known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

LONGEST_STEP_DAYS = 45  # from a day of a month to the same of the next

T = TypeVar("T")


def runs(points: Iterable[T], day: Callable[[T], date]) -> Iterator[list[T]]:
    """Points in order, in stretches of months that follow one another."""
    run: list[T] = []
    for one in points:
        if run and (day(one) - day(run[-1])).days > LONGEST_STEP_DAYS:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def joined(places: Sequence[tuple[float, float]]) -> str:
    """A path through them in whole pixels, each step from the one before: short to send."""
    x, y = (round(part) for part in places[0])
    path = f"M{x} {y}"
    for place in places[1:]:
        across, down = round(place[0]) - x, round(place[1]) - y
        path += _step(across, down)
        x, y = x + across, y + down
    return path


def _step(across: int, down: int) -> str:
    """The shortest words for it; most months are as the one before."""
    if not down:
        return f"h{across}" if across else ""
    return f"l{across}{down:+}" if across else f"v{down}"
