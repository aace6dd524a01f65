"""States and sources of counted rows, named and linked without a question of their own."""

from functools import lru_cache

from organizations.models import State
from records.models import RecordKind, Source

SOURCE = ("source", "source__slug", "source__name", "source__kind")
STATE = ("state", "state__slug", "state__name", "state__code")


@lru_cache(maxsize=200)
def source_of(pk: int, slug: str, name: str, kind: str) -> Source:
    """From the columns of `SOURCE`; thousands of rows share a few sources."""
    return Source(pk=pk, record_kind=RecordKind.SOURCE, slug=slug, name=name, kind=kind)


@lru_cache(maxsize=400)
def state_of(pk: int, slug: str, name: str, code: str) -> State:
    """From the columns of `STATE`."""
    return State(pk=pk, record_kind=RecordKind.STATE, slug=slug, name=name, code=code)
