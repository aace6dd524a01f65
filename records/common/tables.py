"""Tables that no list of the API describes, as pages show them.

Drawings have one each, and are read in with the models: what writes files stands in `formats`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PageTable:
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
