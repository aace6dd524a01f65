"""Deaths in the service of a mission: by year crossed with cause, and by nationality."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.drawings.sources import SOURCE, STATE, source_of, state_of
from missions.models import Fatality, IncidentType, Mission
from organizations.models import State
from records.common.drawing.columns import Columns
from records.common.drawing.figure import Figure
from records.common.numbers import count_of, in_figures
from records.common.prepared import Tuples
from records.common.tables import PageTable
from records.models import Source

COLUMNS = 16  # more years than these are drawn in groups
GROUPS = (1, 2, 5, 10)
HEAD = ("year", "cause", "persons", "source")
METHOD = gettext_noop(
    "Each person once, in the year of death, by the cause that the United Nations list."
)
NOT_SHOWN = gettext_noop(
    "deaths of people whom the mission was to protect, of contractors, and injuries; the list "
    "names only the dead of operations of the United Nations."
)


@dataclass(frozen=True)
class OfYear:
    """A row of the table: a year with its deaths by cause, in the order of the head."""

    year: int
    counts: list[int | None]
    whole: int


@dataclass(frozen=True)
class DeathsShown:
    figure: Figure
    causes: list[str]
    years: list[OfYear]
    sums: list[int]
    persons: int
    malicious: int
    of_state: Counter[tuple[Any, ...]]  # by the columns of `STATE`; empty if not asked for
    last: date

    @property
    def states(self) -> list[tuple[State | None, int]]:
        """Those who lost most first."""
        counted = [(state_of(*one) if one[0] else None, n) for one, n in self.of_state.items()]
        return sorted(counted, key=lambda pair: (-pair[1], pair[0].name if pair[0] else ""))


def _counted(*more: str) -> Tuples:
    columns = ("date", "incident_type", "persons", *SOURCE, *more)
    return Tuples(
        lambda mission, day: (
            Fatality.objects.filter(mission=mission, date__lte=day).order_by().values_list(*columns)
        )
    )


_by_cause, _by_cause_and_state = _counted(), _counted(*STATE)


def deaths_shown(
    mission: Mission, day: date | None, *, by_state: bool = False
) -> DeathsShown | None:
    """Until the day if one is given; None where the list names nobody."""
    counted = (_by_cause_and_state if by_state else _by_cause)(mission.pk, day or date.max)
    if not counted:
        return None
    counts: Counter[tuple[int, str]] = Counter()
    of_cause: Counter[str] = Counter()
    of_state: Counter[tuple[Any, ...]] = Counter()
    # Of causes with the same number the one that came first goes first.
    for row in sorted(counted, key=lambda row: (row[0].year, row[1])):
        died_on, cause, count = row[:3]
        counts[died_on.year, cause] += count
        of_cause[cause] += count
        if by_state:
            of_state[row[7:]] += count
    causes = [cause for cause, _ in of_cause.most_common()]
    years = sorted({year for year, _ in counts})
    sources = [source_of(*columns) for columns in sorted({row[3:7] for row in counted})]
    return DeathsShown(
        figure=_figure(mission, counts, of_cause, sources),
        causes=[str(IncidentType(cause).label) for cause in causes],
        years=[
            OfYear(
                year,
                [counts.get((year, cause)) for cause in causes],
                sum(counts.get((year, cause), 0) for cause in causes),
            )
            for year in reversed(years)
        ],
        sums=[of_cause[cause] for cause in causes],
        persons=of_cause.total(),
        malicious=of_cause[IncidentType.MALICIOUS_ACT],
        of_state=of_state,
        last=max(died_on for died_on, *_ in counted),
    )


def _figure(
    mission: Mission,
    counts: Counter[tuple[int, str]],
    of_cause: Counter[str],
    sources: list[Source],
) -> Figure:
    name = mission.acronym or mission.name
    years = sorted({year for year, _ in counts})
    labels = {cause: str(IncidentType(cause).label) for cause in of_cause}
    persons, (first, most) = of_cause.total(), of_cause.most_common(1)[0]
    worst = max(years, key=lambda year: sum(counts[year, cause] for cause in of_cause))
    in_worst = sum(counts[worst, cause] for cause in of_cause)
    title = count_of(persons, _("death,deaths"))
    if persons > 1:
        title += _(", {most} of them from {first}; {in_worst} in {worst}").format(
            most=in_figures(most), first=_said(first), in_worst=in_figures(in_worst), worst=worst
        )
        title += _(", the worst year") if len(years) > 1 else ""
    size, periods = _periods(years)
    grouped: Counter[tuple[str, str]] = Counter()
    for (year, cause), count in counts.items():
        grouped[labels[cause], periods[(year - years[0]) // size]] += count
    ordered = [labels[cause] for cause, _ in of_cause.most_common()]
    columns = Columns(ordered, periods, grouped)
    described = _("; ").join(
        f"{labels[cause]} {in_figures(count)}" for cause, count in of_cause.most_common()
    )
    named = _("; ").join(source.name for source in sources)
    return Figure(
        name="deaths",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        title=title,
        measured=_("Persons who died in its service, by {size} and cause, on one scale.").format(
            size=_each(size)
        ),
        table=PageTable(
            HEAD,
            [
                (year, labels[cause], count, named)
                for (year, cause), count in sorted(counts.items(), reverse=True)
            ],
        ),
        drawn=lambda width: columns.sheet(
            width, _("Deaths in the service of {name}").format(name=name), f"{described}."
        ),
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=sources,
    )


def _said(cause: str) -> str:
    """A cause as part of a sentence."""
    return {
        IncidentType.MALICIOUS_ACT: _("malicious acts"),
        IncidentType.ACCIDENT: _("accidents"),
        IncidentType.ILLNESS: _("illness"),
        IncidentType.SELF_INFLICTED: _("self-inflicted causes"),
        IncidentType.OTHER: _("other causes"),
        IncidentType.TO_BE_DETERMINED: _("causes still to be determined"),
        IncidentType.UNKNOWN: _("causes not known"),
    }[IncidentType(cause)]


def _periods(years: list[int]) -> tuple[int, list[str]]:
    """All years from the first to the last, one by one or in groups of a size that fits."""
    span = years[-1] - years[0] + 1
    size = next((size for size in GROUPS if span / size <= COLUMNS), GROUPS[-1])
    starts = range(years[0], years[-1] + 1, size)
    return size, [_named(start, min(start + size - 1, years[-1])) for start in starts]


def _named(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last % 100:02}"


def _each(size: int) -> str:
    return _("year") if size == 1 else _("{size} years").format(size=size)
