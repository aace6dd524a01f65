"""Deployment sites of Geo-PKO: version 2.1 by map, version 2.3 by year."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Max

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import month_days, month_in, year_days, year_of
from missions.models.figures import DeploymentSite, PlacePosition, SiteHeadquarters
from organizations.importers.states import NamedStates
from records.common.periods import Precision
from records.content.facts import FactRow
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, RowError, copy_of, format_of, take_rows
from records.importing.streams import Unreadable

GEO_PKO = {
    "publisher": "Department of Peace and Conflict Research, Uppsala University",
    "url": "https://github.com/geopko/Geo-PKO-Shiny-Dashboard",
    "licence": "GPL-2.0 for the software of the repository; none stated for the data.",
}
BY_MAP, BY_YEAR = "Geo-PKO 2.1, places by map", "Geo-PKO 2.3, deployments by place and year"
FORMATS = {
    BY_MAP: (
        *("source", "mission", "year", "month", "location", "geocomment", "country", "latitude"),
        *("longitude", "no.troops", "nameoftcc_1", "notroopspertcc_1", "unpol.dummy"),
        *("unmo.dummy", "hq", "adm1.name"),
    ),
    BY_YEAR: (
        *("mission", "year", "country", "location", "latitude", "longitude", "hq", "UNPOL"),
        *("UNMO", "ave.no.troops"),
    ),
}
SOURCES = {
    BY_MAP: source_content("geo-pko-2-1", "Geo-PKO, version 2.1", **GEO_PKO),
    BY_YEAR: source_content("geo-pko-2-3", "Geo-PKO, version 2.3", **GEO_PKO),
}
HEADQUARTERS = {
    "": "",
    "0": "",
    "1": SiteHeadquarters.CONTINGENT,
    "2": SiteHeadquarters.SECTOR,
    "3": SiteHeadquarters.MISSION,
}
COMPARED = {
    BY_MAP: (
        *("state", "province", "troops", "contingents", "headquarters", "police"),
        *("military_observers", "position"),
    ),
    BY_YEAR: ("state", "troops", "headquarters", "police", "military_observers"),
}
CONTINGENTS = 17  # columns of contributors
SPELLINGS = {"Korea (ROK)": "kor"}
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?")
MAP_NUMBER = re.compile(r"^Map no\. ")
MOST_PERSONS = 1_000_000
UNKNOWN = ("", "NA", "unknown")
ONCE = "each place once on a map"


@dataclass(frozen=True)
class _Site:
    """A place as a row has it; the later map of two tells where they are of one month."""

    row: Row
    fact: FactRow
    rank: tuple[float, ...]


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCES[form], copy_of(path))
    tell("Reading the sites that are held")
    reading = _SiteReading(whole, form)
    tell(f"Reading {path.name}: {form}")
    take_rows(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


class _SiteReading:
    def __init__(self, whole: Import, form: str) -> None:
        self.whole, self.form = whole, form
        self.table = whole.table(DeploymentSite, on=["mission"], persons=["troops"])
        self.codes, self.names = MissionCodes("geo-pko"), NamedStates(SPELLINGS)
        self.mapped = self._mission_years()
        whole.newest_held = self._newest_held()
        self._sites: dict[tuple, _Site] = {}
        self._unsure: set[tuple] = set()  # keys and maps that give a place twice otherwise
        self._years: dict[str, set[tuple[str, int]]] = defaultdict(set)

    @staticmethod
    def _mission_years() -> set[tuple[str, int]]:
        """Missions and years of which maps are held: the table by year only fills the others."""
        held = DeploymentSite.objects.filter(precision=Precision.MONTH).order_by()
        months = held.values_list("mission__slug", "month").distinct()
        return {(mission, month.year) for mission, month in months}

    def _newest_held(self) -> date | None:
        """Editions of a version have the same columns: the newest row tells the older."""
        own = DeploymentSite.objects.filter(source__slug=self.whole.slug)
        return own.aggregate(newest=Max("month"))["newest"]

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        month, days = self._time(row)
        self.whole.days.note(month, row.place(""))
        self.whole.edition = max(month, self.whole.edition or month)
        mission = self.codes.one(row, "mission", row["mission"], days, lambda _: False)
        if self.form == BY_YEAR and (mission, month.year) in self.mapped:
            self.whole.report.leave("places of years of which the maps are held")
            return
        key = self._key(row, mission, month)
        if self.table.held(self.table.row(**key)) is None:
            self.codes.refuse_outside(row, "mission", mission, days)
        fact = self.table.row(**key, **self._values(row, days[1]))
        site = _Site(row.only(["location"]), fact, _rank(row.get("source")))
        earlier = self._sites.get(tuple(key.values()))
        if earlier is None or earlier.rank < site.rank:
            self._sites[tuple(key.values())] = site
        if earlier is not None:
            self._leave_repeated(tuple(key.values()), earlier, site)

    def _leave_repeated(self, key: tuple, earlier: _Site, site: _Site) -> None:
        if earlier.rank != site.rank:
            self.whole.report.leave("places that a later map of the month has too")
        elif earlier.fact == site.fact:
            self.whole.report.leave("places given twice alike")
        else:
            self._unsure.add((key, site.rank))
            site.row.refuse("location", f"{ONCE}; it is on line {earlier.row.line}")

    def finish(self) -> None:
        self._refuse_turned()
        for key, site in self._sites.items():
            row = site.row
            if (key, site.rank) in self._unsure:
                error = RowError(row.place("location"), row["location"], ONCE)
                self.whole.report.refuse(error)
            else:
                self.table.add(site.fact, COMPARED[self.form], f"line {row.line}", _stated)

    def _refuse_turned(self) -> None:
        """Raises Unreadable where most places are held with latitude and longitude exchanged."""
        turned = [one for one in self._sites.values() if self.table.held(self._turned(one.fact))]
        if len(turned) > len(self._sites) / 2:
            raise Unreadable(
                f"{self.whole.copy.name}: of its {len(self._sites):,} places {len(turned):,} are "
                "held with latitude and longitude exchanged. Put the columns in their order."
            )

    def _turned(self, fact: FactRow) -> FactRow:
        values = dict(zip(self.table.columns, fact, strict=True))
        turned = {"latitude": values["longitude"], "longitude": values["latitude"]}
        return self.table.row(**values | turned)

    def _time(self, row: Row) -> tuple[date, tuple[date, date]]:
        if self.form == BY_YEAR:
            year = year_of(row, "year")
            return date(year, 1, 1), year_days(year)
        month = month_in(row, "year", "month")
        return month, month_days(month)

    def _key(self, row: Row, mission: str, month: date) -> dict[str, Any]:
        name = row["location"]
        if not name or len(name) > 200:
            row.refuse("location", "a name of at most 200 characters")
        precision = Precision.YEAR if self.form == BY_YEAR else Precision.MONTH
        return {
            "mission": mission,
            "name": name,
            "month": month.isoformat(),
            "precision": str(precision),
            "latitude": _degrees(row, "latitude", 90),
            "longitude": _degrees(row, "longitude", 180),
        }

    def _values(self, row: Row, day: date) -> dict[str, Any]:
        by_map = self.form == BY_MAP
        return {
            "state": self._state(row, day),
            "province": _text(row, "adm1.name", 150),
            "troops": _troops(row, "no.troops" if by_map else "ave.no.troops"),
            "contingents": self._contingents(row, day) if by_map else "",
            "headquarters": _headquarters(row),
            "police": _present(row, "unpol.dummy" if by_map else "UNPOL"),
            "military_observers": _present(row, "unmo.dummy" if by_map else "UNMO"),
            "position": _position(row["geocomment"]) if by_map else "",
            "map": MAP_NUMBER.sub("", row["source"])[:40] if by_map else "",
        }

    def _state(self, row: Row, day: date) -> str | None:
        """None for a place that the file lays between two states."""
        return None if "/" in row["country"] else self.names.one(row, "country", "", day)

    def _contingents(self, row: Row, day: date) -> str:
        """«NPL:150;IND», as far as the base knows the names; sizes where they are known."""
        parts = []
        for number in range(1, CONTINGENTS + 1):
            state = self.names.named(row.get(f"nameoftcc_{number}"), day)
            if state:
                size = row.get(f"notroopspertcc_{number}")
                parts.append(f"{state.upper()}:{size}" if size.isdigit() else state.upper())
        return ";".join(sorted(parts))[:500]


def _rank(source: str) -> tuple[float, ...]:
    """Number and revision of a map, by which two compare: «Map no. 4133 Rev. 54»."""
    return tuple(float(number) for number in NUMBER.findall(source))


def _degrees(row: Row, column: str, most: int) -> str:
    """Four decimals, as the base has them. Raises RowRefused."""
    degrees = float(row[column]) if DEGREES.fullmatch(row[column]) else math.inf
    if abs(degrees) > most:
        row.refuse(column, f"degrees from -{most} to {most}")
    rounded = format(Decimal(f"{degrees:.4f}").normalize(), "f")
    return "0" if rounded == "-0" else rounded


def _troops(row: Row, column: str) -> int | None:
    """Means by year may have a fraction. Raises RowRefused."""
    cell = row[column]
    if cell in UNKNOWN:
        return None
    if not NUMBER.fullmatch(cell) or len(cell) > 20 or float(cell) > MOST_PERSONS:
        row.refuse(column, "a number of persons, or unknown")
    return round(float(cell))


def _present(row: Row, column: str) -> bool | None:
    """Raises RowRefused."""
    cell = row[column]
    if cell in UNKNOWN:
        return None
    return row.flag(column)


def _headquarters(row: Row) -> str:
    """Raises RowRefused."""
    if row["hq"] not in HEADQUARTERS:
        row.refuse("hq", "0, 1, 2 or 3")
    return str(HEADQUARTERS[row["hq"]])


def _text(row: Row, column: str, longest: int) -> str:
    text = row.get(column)
    if len(text) > longest:
        row.refuse(column, f"at most {longest} characters")
    return "" if text in UNKNOWN else text


def _position(remark: str) -> str:
    """How sure the coder was of the place."""
    words = remark.casefold()
    if "estimated" in words:
        return str(PlacePosition.ESTIMATED)
    if "adminstrative order" in words or "administrative order" in words:
        return str(PlacePosition.ADMINISTRATIVE_AREA)
    return str(PlacePosition.STATED)


def _stated(column: str, value: Any) -> str:
    if isinstance(value, bool):
        return "present" if value else "not present"
    return f"{value:,} persons" if isinstance(value, int) else str(value)
