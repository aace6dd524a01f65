"""The United Nations' list of deaths in its operations (DPPADPOSS-FATALITIES), one row a death."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from missions.importers.codes import MissionCodes
from missions.models.figures import CasualtyCategory, Fatality, Gender, IncidentType
from organizations.naming import StateNames
from records.common.periods import Precision
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

SOURCE = source_content(
    "un-fatalities",
    "Fatalities in UN peace operations (DPPADPOSS-FATALITIES)",
    publisher="UN Peace and Security Data Hub",
    url="https://psdata.un.org",
    licence="CC BY-IGO, according to the Humanitarian Data Exchange.",
)
FORMATS = {
    "the UN's list of fatalities": (
        *("incident_date", "casualty_id", "mission_acronym", "type_of_casualty", "gender"),
        *("casualty_nationality", "casualty_personnel_type", "type_of_incident", "isocode3"),
    )
}
CATEGORIES = {
    "Military": CasualtyCategory.MILITARY,
    "Police": CasualtyCategory.POLICE,
    "Military Observer": CasualtyCategory.MILITARY_OBSERVER,
    "International Civilian": CasualtyCategory.CIVILIAN_INTERNATIONAL,
    "Local": CasualtyCategory.CIVILIAN_NATIONAL,
    "Other": CasualtyCategory.OTHER,
}
INCIDENTS = {
    "Malicious Act": IncidentType.MALICIOUS_ACT,
    "Accident": IncidentType.ACCIDENT,
    "Illness": IncidentType.ILLNESS,
    "Self-Inflicted": IncidentType.SELF_INFLICTED,
    "Other": IncidentType.OTHER,
    "To Be Determined": IncidentType.TO_BE_DETERMINED,
    "Unknown": IncidentType.UNKNOWN,
}
GENDERS = {"M": Gender.MALE, "F": Gender.FEMALE, "": ""}
NOBODY_KNOWS = ("", "ZZ [Undetermined]")
COMPARED = ("mission", "mission_code", "date", "state", "category", "incident_type", "gender")


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    whole = Import(SOURCE, copy_of(path))
    tell("Reading the fatalities that are held")
    reading = _Reading(whole)
    tell(f"Reading {path.name}")
    take_rows(path, reading.take, whole.report.refuse)
    return whole


class _Reading:
    def __init__(self, whole: Import) -> None:
        self.table = whole.table(Fatality, on=["mission", "state"])
        self.codes, self.names = MissionCodes("psdata-fatalities"), StateNames()
        nowhere = Fatality.objects.filter(mission=None).order_by()
        self.no_missions = set(nowhere.values_list("mission_code", flat=True))

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        casualty = row["casualty_id"]
        if not casualty or len(casualty) > 60 or row["type_of_casualty"] != "Fatality":
            column = "casualty_id" if row["type_of_casualty"] == "Fatality" else "type_of_casualty"
            row.refuse(column, "a Fatality with an id of at most 60 characters")
        day = row.day("incident_date")
        mission = self._mission(row, casualty)
        fact = self.table.row(
            casualty_id=casualty,
            mission=mission,
            mission_code=row["mission_acronym"],
            date=day.isoformat(),
            precision=str(Precision.DAY),
            state=self._state(row),
            category=_one_of(row, "casualty_personnel_type", CATEGORIES),
            incident_type=_one_of(row, "type_of_incident", INCIDENTS),
            gender=_one_of(row, "gender", GENDERS),
            persons=1,
            note=self._note(mission, day),
        )
        if self.table.has_taken(fact):
            row.refuse("casualty_id", "each death once")
        self.table.add(fact, COMPARED, f"row {row.get('id') or row.line}")

    def _mission(self, row: Row, casualty: str) -> str | None:
        """None for the offices that are no missions, as far as the base knows them."""
        code, day = row["mission_acronym"], row.day("incident_date")
        if code in self.no_missions:
            return None
        known = self.table.held(self.table.row(casualty_id=casualty))

        def held(mission: str) -> bool:
            return known is not None and known[1]["mission"] == mission

        return self.codes.one(row, "mission_acronym", code, (day, day), held)

    def _state(self, row: Row) -> str | None:
        """Of a nationality that has ended, the state of the time."""
        name, code = row["casualty_nationality"], row["isocode3"]
        called, coded = self.names.called(name), self.names.called(code)
        if name in NOBODY_KNOWS and not code:
            return None
        found = (called & coded) if called and coded else called or coded
        if len(found) != 1:
            row.refuse("casualty_nationality", "one state that the base has, fitting isocode3")
        return found.pop()

    def _note(self, mission: str | None, day: date) -> str:
        if mission is None:
            return ""
        span = self.codes.spans[mission]
        if span.starts_on and day < span.starts_on:
            return "Dated before the start of the mission"
        if span.ends_on and day > span.ends_on:
            return "Dated after the end of the mission"
        return ""


def _one_of(row: Row, column: str, words: Mapping[str, str]) -> str:
    """Raises RowRefused."""
    if row[column] not in words:
        row.refuse(column, f"one of {', '.join(filter(None, words))}")
    return str(words[row[column]])
