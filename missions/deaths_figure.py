"""Deaths in the service of missions by year, as drawn on pages of records and of all deaths."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.deaths import Deaths
from records.common.drawing.columns import Columns
from records.common.drawing.figure import Figure
from records.common.numbers import count_of, in_figures
from records.common.periods import written
from records.common.tables import PageTable


def deaths_figure(
    deaths: Deaths,
    *,
    page: str,
    of: str,
    measured: str,
    api: str,
    asked: Mapping[str, Any] | None = None,
) -> Figure:
    """Of those who were asked for; `api` is the same question of the API."""
    title = _title(deaths)
    return Figure(
        name="deaths",
        page=page,
        of=of,
        title=title,
        measured=_("{measured}; the last on {day}.").format(
            measured=measured, day=written(deaths.last)
        ),
        table=PageTable(("year", "persons"), ((one.label, one.persons) for one in deaths.by_year)),
        drawn=lambda width: _columns(deaths).sheet(width, _("Deaths by year"), f"{title}."),
        method=_("Each person once, in the year of death, as the United Nations list them."),
        not_shown=_("deaths in missions of others, of contractors, and injuries."),
        read_from=_("the UN’s list of fatalities"),
        asked=asked or {},
        also=[(_("Each as JSON"), f"{reverse('fatalities-list')}?{api}")],
    )


def _title(deaths: Deaths) -> str:
    first, *others = deaths.by_mission
    said = _("{deaths}, {most} in {mission}") if others else _("{deaths}, all in {mission}")
    return said.format(
        deaths=count_of(deaths.persons, _("death,deaths")),
        most=in_figures(first.persons),
        mission=first.label,
    )


def _columns(deaths: Deaths) -> Columns:
    """Every year from the first to the last, those without a death too."""
    name = _("Deaths")
    years = range(int(deaths.by_year[-1].label), int(deaths.by_year[0].label) + 1)
    persons = {(name, one.label): one.persons for one in deaths.by_year}
    return Columns([name], [str(year) for year in years], persons)
