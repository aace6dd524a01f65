"""Deployed beside authorized by month: by side, in a drawing, by year and as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.drawings.sides import PERSONS, HeldMonth, MonthCount, UniformedPanel, panels_of
from missions.drawings.sources import SOURCE, source_of
from missions.drawings.strength_sheet import sheet_of
from missions.life import deployed_until
from missions.models import Mission, StrengthCeiling
from records.common.drawing.figure import Figure
from records.common.periods import Precision, written
from records.common.tables import PageTable

HEAD = ("month", "side", "counted", "deployed", "basis", "authorized", "under", "source")
METHOD = gettext_noop(
    "Persons at the end of each month, beside the most that the Council's documents let the "
    "mission deploy. Of the military the line counts whom the ceiling of the day bounds: troops "
    "alone, or troops and observers; a part left blank is none where the others make up the "
    "whole. Dashed: months interpolated between two reports. A gap: a month without a count."
)
NOT_SHOWN = gettext_noop("civilian staff; who was on paper but not in the field; quality of units.")


@dataclass(frozen=True)
class YearOfStrength:
    """Persons of one side in a year: least, most and last month known, and the last ceiling."""

    year: int
    title: str
    least: int
    most: int
    last: int
    months: int
    interpolated: int
    authorized: int | None

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """In the order of the table."""
        persons = (self.least, self.most, self.last, self.authorized)
        return *persons, self.months, self.interpolated


@dataclass(frozen=True)
class StrengthShown:
    figure: Figure
    panels: list[UniformedPanel]
    years: list[YearOfStrength]
    alone: bool  # of one month alone


_deployed_until = deployed_until(*SOURCE)


def strength_of(
    mission: Mission, ceilings: Iterable[StrengthCeiling], day: date | None, today: date
) -> StrengthShown | None:
    """None if nothing was counted by the day."""
    rows = _deployed_until(mission.pk, day or date.max)
    held = [
        HeldMonth(month, category, deployed or 0, basis, source_of(*source))
        for month, category, deployed, basis, *source in rows
    ]
    bounds = [one for one in ceilings if day is None or one.starts_on <= day]
    until = min(day or today, mission.ends_on or today)
    panels = [one for one in panels_of(held, bounds, until) if one.says_something]
    if not panels:
        return None
    drawn = [one for one in panels if one.is_course]
    course = any(len(one.counts) > 1 for one in panels)
    return StrengthShown(
        figure=_figure(mission, drawn if course else [], panels),
        panels=panels,
        years=list(_by_year(panels)),
        alone=not course,
    )


def _by_year(panels: list[UniformedPanel]) -> Iterator[YearOfStrength]:
    """The newest year first."""
    years: dict[tuple[int, str], list[MonthCount]] = {}
    for panel in panels:
        for count in panel.counts:
            years.setdefault((-count.month.year, panel.title), []).append(count)
    by_title = {panel.title: panel for panel in panels}
    for (year, title), counts in sorted(years.items()):
        persons = [one.persons for one in counts]
        bound = by_title[title].bound_on(counts[-1].on)
        yield YearOfStrength(
            year=-year,
            title=title,
            least=min(persons),
            most=max(persons),
            last=persons[-1],
            months=len(counts),
            interpolated=sum(one.interpolated for one in counts),
            authorized=bound.persons if bound else None,
        )


def _figure(mission: Mission, drawn: list[UniformedPanel], panels: list[UniformedPanel]) -> Figure:
    last = max(panels, key=lambda one: one.counts[-1].month).counts[-1]
    latest = [one for one in panels if one.counts[-1].month == last.month]
    title = _(" and ").join(one.summed_up for one in latest) + _(" in {month}").format(
        month=written(last.month, Precision.MONTH)
    )
    name = mission.acronym or mission.name
    sources = {count.source.pk: count.source for panel in panels for count in panel.counts}
    return Figure(
        name="strength",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        shown_on=reverse("mission_figures", args=[mission.slug]),
        title=title,
        measured=_("Deployed at the end of each month, and authorized, in persons."),
        table=PageTable(HEAD, _rows(panels)),
        drawn=(lambda width: sheet_of(width, name, drawn)) if drawn else None,
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list(sources.values()),
    )


def _rows(panels: list[UniformedPanel]) -> Iterator[tuple[str | int, ...]]:
    for panel in panels:
        for one in panel.counts:
            bound = panel.bound_on(one.on)
            yield (
                f"{one.month:%Y-%m}",
                panel.title,
                _(PERSONS[one.kind]),
                one.persons,
                "interpolated" if one.interpolated else "reported",
                bound.persons if bound else "",
                bound.documents if bound else "",
                one.source.name,
            )
