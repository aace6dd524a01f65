"""The United Nations' list of its peacekeeping operations (DPPADPOSS-PKO): first and last days.

The list mostly gives the first of a month, so that it differs only where the month does. It makes
no mission: one that the base lacks is named, for an editor.
"""

from datetime import date
from pathlib import Path

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import day_of
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

SOURCE = source_content(
    "psdata-pko-list",
    "List of UN peacekeeping operations (DPPADPOSS-PKO)",
    publisher="UN Peace and Security Data Hub",
    url="https://psdata.un.org",
    licence="CC BY-IGO, according to the Humanitarian Data Exchange.",
)
FORMATS = {
    "the UN's list of peacekeeping operations": (
        *("mission_acronym", "mission_name", "lead_department", "mission_isactive"),
        *("start_date", "end_date"),
    )
}
DATES = {"start_date": "starts_on", "end_date": "ends_on"}
YES, NO = "yes", "no"


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    whole = Import(SOURCE, copy_of(path))
    reading = _OperationReading(whole)
    tell(f"Reading {path.name}")
    take_rows(path, reading.take, whole.report.refuse)
    return whole


class _OperationReading:
    def __init__(self, whole: Import) -> None:
        self.whole, self.codes = whole, MissionCodes("psdata")
        self._given: set[str] = set()  # acronyms

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        acronym = row["mission_acronym"]
        if row["mission_isactive"].casefold() not in (YES, NO):
            row.refuse("mission_isactive", "Yes or No")
        days = {name: day_of(row, name) for name in DATES if row[name]}
        if days.get("end_date", date.max) < days.get("start_date", date.min):
            row.refuse("end_date", f"a day not before {days['start_date']}")
        if acronym in self._given:
            row.refuse("mission_acronym", "each operation once")
        if row.get("last_update"):
            edition = day_of(row, "last_update")
            self.whole.edition = max(edition, self.whole.edition or edition)
        missions = self.codes.called(acronym)
        if not missions:
            row.refuse("mission_acronym", "the code of a mission that the crosswalk has")
        self._given.add(acronym)
        if len(missions) > 1:
            self.whole.report.leave("rows that put several operations together")
            return
        self._compare(acronym, missions.pop(), days)

    def _compare(self, acronym: str, mission: str, days: dict[str, date]) -> None:
        span = self.codes.spans[mission]
        for name, day in days.items():
            column = DATES[name]
            held = getattr(span, column)
            agrees = held is not None and (held.year, held.month) == (day.year, day.month)
            stated = f"{day.day} {day:%B %Y}"
            self.whole.weigh(f"mission:{mission}", column, agrees, stated, acronym)
