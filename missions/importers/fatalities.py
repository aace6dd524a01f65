"""The United Nations' list of deaths in its operations (DPPADPOSS-FATALITIES), one row a death.

The hub's catalogue names no column `gender`, though its files have had it since 2023 at the latest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db.models import Max

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import day_of
from missions.models.figures import CasualtyCategory, Fatality, Gender, IncidentType
from organizations.importers.states import NamedStates
from records.common.periods import Precision
from records.content.facts import FactRow
from records.importing.doubled import OnceEach
from records.importing.fact_tables import says_nothing
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
        *("incident_date", "casualty_id", "mission_acronym", "type_of_casualty"),
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
GENDERS = {"M": Gender.MALE, "Male": Gender.MALE, "F": Gender.FEMALE, "Female": Gender.FEMALE}
NOBODY_KNOWS = ("zz [undetermined]",)
COMPARED = ("mission", "mission_code", "date", "state", "category", "incident_type", "gender")


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    whole = Import(SOURCE, copy_of(path))
    tell("Reading the fatalities that are held")
    reading = _FatalityReading(whole)
    tell(f"Reading {path.name}")
    take_rows(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


@dataclass(frozen=True)
class _Death:
    fact: FactRow
    nationality: str  # as printed
    locator: str = field(compare=False)


class _FatalityReading:
    def __init__(self, whole: Import) -> None:
        self.whole = whole
        self.table = whole.table(Fatality, on=["mission", "state"])
        self.codes, self.names = MissionCodes("psdata-fatalities"), NamedStates()
        nowhere = Fatality.objects.filter(mission=None).order_by()
        own = Fatality.objects.filter(source__slug=whole.slug)
        whole.newest_held = own.aggregate(newest=Max("date"))["newest"]
        self._given = OnceEach[_Death](whole.report.refuse, "casualty_id", "each death once")
        self.no_missions = set(nowhere.values_list("mission_code", flat=True))

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        casualty = row["casualty_id"]
        is_id = casualty.isascii() and len(casualty) <= 60 and not says_nothing(casualty)
        if not is_id or row["type_of_casualty"] != "Fatality":
            column = "casualty_id" if row["type_of_casualty"] == "Fatality" else "type_of_casualty"
            row.refuse(column, "a Fatality with an id of at most 60 plain characters")
        day = day_of(row, "incident_date")
        self.whole.days.note(day, row.place("incident_date"))
        self._date(row, day)
        mission = self._mission(row, casualty)
        fact = self.table.row(
            casualty_id=casualty,
            mission=mission,
            mission_code=row["mission_acronym"],
            date=day.isoformat(),
            precision=str(Precision.DAY),
            state=self._state(row, day),
            category=_one_of(row, "casualty_personnel_type", CATEGORIES),
            incident_type=_one_of(row, "type_of_incident", INCIDENTS) or str(IncidentType.UNKNOWN),
            gender=_one_of(row, "gender", GENDERS) if row.has("gender") else "",
            persons=1,
            note=self._note(mission, day),
        )
        death = _Death(fact, row["casualty_nationality"], f"row {row.get('id') or row.line}")
        given = self._given.first(casualty)
        if given and given.fact == fact and given.nationality != death.nationality:
            self.whole.report.leave("deaths given again under another state of the same land")
            return
        if not fact[self.table.at("category")] and self.table.held(fact) is None:
            row.refuse("casualty_personnel_type", f"one of {', '.join(CATEGORIES)}")
        self._given.take(casualty, row, death)

    def finish(self) -> None:
        for death in self._given.sure():
            self.table.add(death.fact, COMPARED, death.locator)

    def _mission(self, row: Row, casualty: str) -> str | None:
        """None for the offices that are no missions, as far as the base knows them."""
        code, day = row["mission_acronym"], row.day("incident_date")
        if code in self.no_missions:
            return None
        known = self.table.held(self.table.row(casualty_id=casualty))

        def held(mission: str) -> bool:
            return known is not None and known[1]["mission"] == mission

        return self.codes.one(row, "mission_acronym", code, (day, day), held)

    def _date(self, row: Row, day: date) -> None:
        """The edition is of the publisher's last update, or as new as its newest death."""
        if row.get("last_update"):
            day = row.day("last_update")
        self.whole.edition = max(day, self.whole.edition or day)

    def _state(self, row: Row, day: date) -> str | None:
        name, code = row["casualty_nationality"], row["isocode3"]
        if says_nothing(code) and (says_nothing(name) or name.casefold() in NOBODY_KNOWS):
            return None
        return self.names.one(row, "casualty_nationality", "isocode3", day)

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
    """Empty where the row says that it is not known. Raises RowRefused."""
    known = {word.casefold(): value for word, value in words.items()}
    word = row[column].casefold()
    if word not in known and not says_nothing(word):
        row.refuse(column, f"one of {', '.join(words)}")
    return str(known.get(word, ""))
