"""The axes of a table: which there are, and which one a name means."""

from copy import deepcopy
from typing import Any

from records.common.filters import Held, OneOf, YesNo
from records.common.held_in import HeldIn
from records.filters import AsOf
from records.named import Keys, Named
from records.stats.adding import Adding
from records.stats.axes import Axis, Told, is_conditional
from records.stats.periods import DAY, IN_FORCE, PERIODS, InForce, PeriodAxis

KEY = "key"
# What an answer says of each figure; no axis may have the name.
RESERVED = frozenset({"value", "rows", "of", "without_number", "at", "list"})
GROUPABLE = (OneOf, YesNo, Named, Held)


class Itself(Axis):
    """Each record of a list of records."""

    can_be_counted = False

    def __init__(self, filterset: AsOf) -> None:
        super().__init__(filterset, KEY, "record")

    def narrowed(self, value: Any, told: Told) -> dict[str, str] | None:
        return {KEY: told.key}


def names_of(filterset_class: type[AsOf], adding: Adding) -> list[str]:
    """By what a table can be grouped."""
    base = filterset_class.base_filters
    periods = [one for one in PERIODS if adding.day and (one != DAY or adding.day != "month")]
    in_force = any(isinstance(one, HeldIn) for one in base.values())
    filters = [name for name, one in base.items() if _is_groupable(name, one)]
    others = [name for name in adding.also if name not in filters and name not in RESERVED]
    itself = [KEY] if isinstance(base.get(KEY), Keys) else []
    return [*periods, *([IN_FORCE] if in_force else []), *filters, *others, *itself]


def _is_groupable(name: str, one: Any) -> bool:
    if not isinstance(one, GROUPABLE):
        return False
    columns = getattr(one, "columns", ())
    if isinstance(one, Named | Held) and is_conditional(one):
        return False
    is_plain = "__" not in name and name not in {*RESERVED, *PERIODS, IN_FORCE}
    several = isinstance(one, Named) and len(columns) > 1
    return is_plain and bool(columns) and columns != ("pk",) and not several and not one.method


def axis(filterset: AsOf, name: str, adding: Adding) -> Axis:
    """One of `names_of`."""
    if name in PERIODS:
        return PeriodAxis(filterset, name, adding)
    if name == IN_FORCE:
        return InForce(filterset, name)
    if name == KEY:
        return Itself(filterset)
    one: Any = type(filterset).base_filters.get(name)
    if one is not None and _is_groupable(name, one):
        mine = deepcopy(one)
        mine.parent, mine.model = filterset, filterset._meta.model
        return Axis(filterset, name, mine.columns[0], mine)
    return Axis(filterset, name, adding.also[name])


def filter_of(filterset_class: type[AsOf], column: str) -> str:
    """The parameter that asks a column; the column itself where none does."""
    for name, one in filterset_class.base_filters.items():
        if getattr(one, "columns", ()) == (column,) and "__" not in name:
            return name
    return column
