"""Missions by the codes that publishers give them, through the crosswalk and never by guess."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from missions.models import Mission
from records.importing.publisher_files import Row
from records.models import Alias, Identifier, RecordKind
from records.models.evidence import AliasKind


@dataclass(frozen=True)
class MissionSpan:
    """From when until when a mission lasted; None where that is open or not known."""

    starts_on: date | None
    ends_on: date | None

    def shares_days(self, first: date, last: date) -> bool:
        begun = self.starts_on is None or self.starts_on <= last
        return begun and (self.ends_on is None or self.ends_on >= first)


class MissionCodes:
    """Codes of one scheme, such as `ipi`; after them the acronyms that only one mission bears."""

    def __init__(self, scheme: str) -> None:
        missions = Mission.objects.order_by().values_list("slug", "acronym", "starts_on", "ends_on")
        self.spans: dict[str, MissionSpan] = {}
        self._by_code: dict[str, set[str]] = defaultdict(set)
        self._by_acronym: dict[str, set[str]] = defaultdict(set)
        for slug, acronym, starts_on, ends_on in missions:
            self.spans[slug] = MissionSpan(starts_on, ends_on)
            self._by_acronym[_spelled(acronym)].add(slug)
        of_missions = {"record__record_kind": RecordKind.MISSION}
        codes = Identifier.objects.filter(**of_missions, scheme=scheme)
        for slug, code in codes.values_list("record__slug", "value"):
            self._by_code[_spelled(code)].add(slug)
        acronyms = Alias.objects.filter(**of_missions, kind=AliasKind.ACRONYM)
        for slug, text in acronyms.values_list("record__slug", "text"):
            self._by_acronym[_spelled(text)].add(slug)

    def called(self, code: str) -> set[str]:
        """Every mission that a code may mean: several where it merges operations."""
        spelled = _spelled(code)
        return set(self._by_code.get(spelled) or self._by_acronym.get(spelled) or ())

    def one(
        self, row: Row, column: str, code: str, days: tuple[date, date], held: Callable[[str], bool]
    ) -> str:
        """The mission that a row means; of several the one `held` knows, or that lasted then.

        `days` are the first and the last day that the row speaks of. Raises RowRefused.
        """
        missions = self.called(code)
        if len(missions) > 1:
            known = {slug for slug in missions if held(slug)}
            missions = known or {one for one in missions if self.spans[one].shares_days(*days)}
        if not missions:
            row.refuse(column, "the code of a mission that the crosswalk has")
        if len(missions) > 1:
            row.refuse(
                column, f"a code of one mission then, not of {' and '.join(sorted(missions))}"
            )
        return missions.pop()

    def refuse_outside(self, row: Row, column: str, mission: str, days: tuple[date, date]) -> None:
        """Raises RowRefused where nothing of `days` lies in the time of the mission."""
        span = self.spans[mission]
        if not span.shares_days(*days):
            dates = f"{span.starts_on or 'an unknown day'} to {span.ends_on or 'now'}"
            row.refuse(column, f"a time within that of {mission}, {dates}")


def _spelled(code: str) -> str:
    """Blanks aside, as some publishers leave one before the sign: «UNMIBH @Bosnia»."""
    return " ".join(code.split()).replace(" @", "@")
