"""Lines over months that are broken where one is missing: never joined over what is not known."""

from collections.abc import Callable, Iterable, Iterator
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
