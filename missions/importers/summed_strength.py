"""The strength of missions by month, as the sum of what all states gave.

A month of which any row was refused has no sum. What another source holds of a month stays, and is
compared; beside a total without parts no parts are put.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import product

from missions.importers.figure_rows import (
    LOOSE_PARTS,
    OBSERVERS,
    POLICE,
    TOTAL,
    TROOPS,
    in_words,
    is_loose_part,
)
from missions.models import Strength, StrengthBasis
from records.importing.imports import Import

CATEGORIES = (TROOPS, POLICE, OBSERVERS, TOTAL)
NOTE = "Sum of what states gave"


class SummedStrength:
    def __init__(self, whole: Import) -> None:
        self.whole = whole
        self.table = whole.table(Strength, on=["mission"], persons=["deployed"])
        self._sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._states: Counter[tuple[str, str]] = Counter()

    def count(self, mission: str, month: str, persons: Mapping[str, int | None]) -> None:
        """What one state gave in a month, by category."""
        self._sums[mission, month].update({one: persons.get(one) or 0 for one in CATEGORIES})
        self._states[mission, month] += bool(persons.get(TOTAL))

    def finish(self, short: set[tuple[str, str]]) -> None:
        """Takes the months in, but for those that are `short` of a row: "" is any of its kind."""
        for (mission, month), sums in self._sums.items():
            if not short.isdisjoint(product((mission, ""), (month, ""))):
                self.whole.report.leave("months of a mission to which a refused row belongs")
            elif sums[TOTAL]:
                self._add(mission, month, sums)

    def _add(self, mission: str, month: str, sums: Counter[str]) -> None:
        key = {"mission": mission, "month": month}
        total = self.table.held(self.table.row(**key, category=str(TOTAL)))
        differs = bool(total and total[1]["deployed"] != sums[TOTAL])
        for category in CATEGORIES:
            values: dict = {"deployed": sums[category]}
            if category == TOTAL and not (total and total[1]["contributors"] is None):
                values["contributors"] = self._states[mission, month]
            told = {"basis": str(StrengthBasis.REPORTED), "note": NOTE}
            fact = self.table.row(**key, category=str(category), **values, **told)
            if not sums[category] and self.table.held(fact) is None:
                continue
            if total and is_loose_part(self.table, fact, total, self.whole.slug):
                self.whole.report.leave(LOOSE_PARTS)
                continue
            known = differs and category != TOTAL
            self.table.add(fact, values, f"{date.fromisoformat(month):%Y-%m}", in_words, known)
