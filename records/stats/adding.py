"""What may be added up of a table; each app's `adding.py` says it of its own tables, by model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Measure(StrEnum):
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"
    SHARE = "share"
    RATIO = "ratio"


@dataclass(frozen=True)
class Single:
    """A column of which the rows of a figure have one value: it is asked for, or grouped by.

    `why` is a sentence. Some tables count twice what two values say: `counting` holds for them.
    """

    column: str
    why: str
    counting: bool = False


@dataclass(frozen=True)
class Rate:
    """What a number of a table is divided by: a stock of another list, such as persons deployed.

    Rows are matched by the columns that `matched` pairs, and by the month, or by each month of a
    period. The other list is narrowed by what is `chosen`, so that nobody is counted twice in it,
    and this one to what is told `among` those: no civilian died among uniformed persons.
    What is asked of days by a name of `shared` is asked of the other list by the name beside it;
    what is asked by one that is `alone` tells of what is divided only, such as the cause of a
    death. Of periods each row has its own other side, whatever it was chosen by. `factor` makes of
    a number per person and month what is `said`.
    """

    of: str
    over: str
    per: str
    matched: Mapping[str, str]
    chosen: Mapping[str, str]
    factor: int
    said: str
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Adding:
    """`day` tells the rows in years, decades and months, as exactly as `precision` says.

    `numbers` are the columns that are measured. Where they are a `stock`, they were counted at
    the end of a month: they are added within a month, never over months. What `holds` from day to
    day is measured on one day only; the word is the sentence that says so. `also` are columns to
    group by that no filter asks. `rates` are what the numbers are divided by, of other lists.
    """

    day: str = ""
    precision: str = ""
    numbers: tuple[str, ...] = ()
    stock: bool = False
    holds: str = ""
    singles: tuple[Single, ...] = ()
    also: Mapping[str, Any] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()


SOURCES = Single(
    "source",
    "Two sources may say the same of one thing, and would be counted twice.",
    counting=True,
)
CODINGS = "Two codings may read the same document, and would be counted twice."
CATEGORIES = (
    "Categories of personnel overlap: total_uniformed is the whole, the others are its parts."
)
PRECISIONS = "Some rows are months, others are means of a year, and neither contains the other."
