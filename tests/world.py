"""A small made-up world with a record of every kind and a row of every sort, to walk over."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest

from records.content.canonical import Content
from records.writing.publishing import publish
from tests.kept import Rows, put_back, rows_kept, state_of_base
from tests.make import content, revise
from tests.world_facts import facts_around
from tests.world_records import records_around


def world(number: int = 1) -> list[Content]:
    """Publishes it; with a greater number, so many records of each kind.

    Names carry a mark (ALPHA, BETA, …) by which a test finds them. Publishing it takes half a
    second, and hundreds of tests ask for it: the same world on the same base is put back instead,
    and one that stands already is left as it is.
    """
    before = state_of_base()
    if (before, number) in _STANDING:
        return deepcopy(_STANDING[before, number])
    assert all(stands < number for _, stands in _STANDING), "More stands already: see `of_worlds`."
    if (before, number) not in _KEPT:
        contents = _published(number)
        _KEPT[before, number] = (contents, rows_kept())
    else:
        put_back(_KEPT[before, number][1])
    return deepcopy(_KEPT[before, number][0])


@contextmanager
def standing_world(number: int) -> Iterator[None]:
    """Publishes a world, which `world(number)` then finds standing."""
    contents = world(number)
    _STANDING[state_of_base(), number] = contents
    yield
    _STANDING.clear()


def of_worlds(number: int) -> pytest.MarkDecorator:
    """For a test that begins with `world(number)`, in a module that is `on_a_world`.

    `of_worlds(0)` is for one that begins with an empty base.
    """
    return pytest.mark.parametrize(
        "on_a_world", [number], indirect=True, ids=[f"worlds of {number}"]
    )


_KEPT: dict[tuple[str, int], tuple[list[Content], Rows]] = {}
_STANDING: dict[tuple[str, int], list[Content]] = {}  # by the state of the base


def _published(number: int) -> list[Content]:
    marks = ("alpha", "beta", "gamma")[:number]
    contents = [content("source", "library", name="The Made-up Library", publisher="Nobody")]
    for mark in marks:
        contents += records_around(mark)
    batches = facts_around(marks)
    for batch in batches:
        contents[0]["owned"].setdefault("batches", []).append(batch.summary())
    publish(revise(*contents), batches)
    return contents
