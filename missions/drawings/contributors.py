"""Which states had how many persons in a mission: at one time, and over the years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.drawings.periods import MonthOrYear, chosen, newest_first, one_a_year, spans
from missions.drawings.sources import SOURCE, STATE, source_of, state_of
from missions.models import Contribution, Mission, PersonnelCategory
from organizations.models import State
from records.common.drawing.columns import Columns
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.numbers import in_figures
from records.common.tables import PageTable
from records.models import Source

ALL = PersonnelCategory.TOTAL_UNIFORMED
# What all uniformed personnel are made of; formed units are counted among the police.
PARTS = (
    PersonnelCategory.TROOPS,
    PersonnelCategory.MILITARY_OBSERVER,
    PersonnelCategory.POLICE,
)
TOP = 10
HEAD = ("state", "code", "period", "measure", "persons", "women", "men", "source")
METHOD = gettext_noop(
    "Uniformed personnel as the United Nations list them: of a month, who was there at its end; "
    "of a year, the mean. The two are not the same measure."
)
NOT_SHOWN = gettext_noop(
    "civilian staff; personnel of states in operations of others, of which no lists exist."
)


class ContributorRow(NamedTuple):
    """What the list of a time has of a state."""

    at: MonthOrYear
    state: State
    persons: int
    women: int | None
    men: int | None
    source: Source


@dataclass(frozen=True)
class Given:
    """What a state gave, with the like of the time before."""

    rank: int
    state: State
    persons: int
    women: int | None
    before: int | None

    @property
    def change(self) -> str:
        if self.before is None:
            return "new"
        return (
            f"{self.persons - self.before:+,}".replace("-", "−")
            if self.persons != self.before
            else "0"
        )

    @property
    def women_percent(self) -> str:
        return share_of(self.women, self.persons)


@dataclass(frozen=True)
class Sum:
    """All that were given at one time."""

    at: MonthOrYear
    states: int
    persons: int
    women: int | None

    @property
    def women_percent(self) -> str:
        return share_of(self.women, self.persons)


@dataclass(frozen=True)
class OverTime:
    sums: list[Sum]  # one a year, the newest first
    figure: Figure | None  # of one year alone there is no course


@dataclass(frozen=True)
class ByCategory:
    """What each state's persons were, where the list of the time tells them apart."""

    categories: list[PersonnelCategory]
    states: dict[int, list[int]]  # by key of the state, in the order of the categories
    whole: list[int]


@dataclass(frozen=True)
class ContributorsShown:
    mission: Mission
    at: MonthOrYear
    before: MonthOrYear | None
    choices: list[MonthOrYear]
    rows: list[Given]
    whole: Sum
    figure: Figure
    held: str
    all_rows: QuerySet[Contribution]  # of every time that may be chosen

    def over_time(self) -> OverTime:
        years = one_a_year(self.choices)
        rows = _by_time(self.all_rows, years)
        sums = [_sum(one, rows[one]) for one in reversed(years)]
        states = [one.state for one in self.top]
        drawn = _by_year(self.mission, self.at, years, rows, states) if len(years) > 1 else None
        return OverTime(sums, drawn)

    def by_category(self) -> ByCategory | None:
        """Troops, observers and police at the time shown; None where all are one number."""
        of_time = Contribution.objects.filter(
            mission=self.mission, month=self.at.month, precision=self.at.precision
        )
        persons = {
            (state, category): number
            for state, category, number in of_time.filter(category__in=PARTS, persons__gt=0)
            .order_by()
            .values_list("state", "category", "persons")
        }
        held = [one for one in PARTS if any(category == one for _, category in persons)]
        if not held:
            return None
        states = {
            row.state.pk: [persons.get((row.state.pk, one), 0) for one in held] for row in self.rows
        }
        return ByCategory(
            held, states, [sum(column) for column in zip(*states.values(), strict=True)]
        )

    @property
    def top(self) -> list[Given]:
        return self.rows[:TOP]


def share_of(part: int | None, whole: int) -> str:
    return "" if part is None or not whole else f"{100 * part / whole:.0f} %"


def contributors_of(
    mission: Mission, day: date | None, asked: str = ""
) -> ContributorsShown | None:
    """At the time asked for, or the last held, by the day; None where nothing is held."""
    held = Contribution.objects.filter(mission=mission, category=ALL, persons__gt=0)
    held = held.filter(month__lte=day) if day else held
    choices = newest_first(held.order_by().values_list("month", "precision").distinct())
    if not choices:
        return None
    at = chosen(choices, asked) if asked else choices[0]
    like = [one for one in choices if one.is_year == at.is_year and one.month < at.month]
    before = like[0] if like else None
    times = [at, before] if before else [at]
    rows = _by_time(held, times)
    given = _given(rows[at], rows[before] if before else [])
    whole = _sum(at, rows[at])
    return ContributorsShown(
        mission=mission,
        at=at,
        before=before,
        choices=choices,
        rows=given,
        whole=whole,
        figure=_figure(mission, at, rows[at], given, whole),
        held=spans(choices),
        all_rows=held,
    )


def _by_time(
    held: QuerySet[Contribution], times: list[MonthOrYear]
) -> dict[MonthOrYear, list[ContributorRow]]:
    found = held.filter(month__in=[one.month for one in times]).order_by("-persons", "pk")
    columns = ("month", "precision", "persons", "women", "men", *STATE, *SOURCE)
    rows: dict[MonthOrYear, list[ContributorRow]] = {one: [] for one in times}
    wanted = {(one.month, one.precision): (one, rows[one]) for one in times}
    for month, precision, persons, women, men, *named in found.values_list(*columns):
        if (month, precision) in wanted:
            at, of_time = wanted[month, precision]
            state, source = state_of(*named[:4]), source_of(*named[4:])
            of_time.append(ContributorRow(at, state, persons, women, men, source))
    return rows


def _given(rows: list[ContributorRow], earlier: list[ContributorRow]) -> list[Given]:
    before = {row.state: row.persons for row in earlier}
    return [
        Given(
            rank=rank,
            state=row.state,
            persons=row.persons,
            women=row.women,
            before=before.get(row.state),
        )
        for rank, row in enumerate(rows, 1)
    ]


def _sum(at: MonthOrYear, rows: list[ContributorRow]) -> Sum:
    """Women only where every state's are known: a part of them is no share."""
    women = [row.women for row in rows if row.women is not None]
    return Sum(
        at=at,
        states=len(rows),
        persons=sum(row.persons for row in rows),
        women=sum(women) if len(women) == len(rows) else None,
    )


def _figure(
    mission: Mission, at: MonthOrYear, rows: list[ContributorRow], given: list[Given], whole: Sum
) -> Figure:
    name = mission.acronym or mission.name
    return Figure(
        name="contributors",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        asked={"at": at.key},
        shown_on=_shown_on(mission, at),
        title=_title(name, given, whole),
        measured=_("Uniformed personnel by state, {at} {at_2}.").format(at=_measure(at), at_2=at),
        table=PageTable(HEAD, _rows(rows)),
        drawn=lambda width: _bars(
            width, _("Contributors to {name}, {at}").format(name=name, at=at), given
        ),
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list({row.source.pk: row.source for row in rows}.values()),
    )


def _title(name: str, given: list[Given], whole: Sum) -> str:
    first, top = given[0], sum(one.persons for one in given[:TOP])
    if whole.states == 1:
        return _("{name} had all {persons} persons in {name_2} in {at}").format(
            name=first.state.name, persons=in_figures(whole.persons), name_2=name, at=whole.at
        )
    title = _("{name} had {persons} of {persons_2} persons in {name_2}").format(
        name=first.state.name,
        persons=in_figures(first.persons),
        persons_2=in_figures(whole.persons),
        name_2=name,
    )
    if whole.states > TOP:
        title += _(", the ten largest {top}").format(top=share_of(top, whole.persons))
    return _("{title}, in {at}").format(title=title, at=whole.at)


def _shown_on(mission: Mission, at: MonthOrYear) -> str:
    return f"{reverse('mission_contributors', args=[mission.slug])}?at={at.key}"


def _measure(at: MonthOrYear) -> str:
    return _("mean of the year") if at.is_year else _("end of")


def _rows(rows: list[ContributorRow]) -> Iterator[tuple[str | int, ...]]:
    for row in rows:
        yield (
            row.state.name,
            row.state.code,
            row.at.key,
            _("mean of the year") if row.at.is_year else _("end of the month"),
            row.persons,
            "" if row.women is None else row.women,
            "" if row.men is None else row.men,
            row.source.name,
        )


ROW = 24


def _bars(width: int, title: str, given: list[Given]) -> Sheet:
    """The ten largest, and the others together."""
    top, others = given[:TOP], given[TOP:]
    named = [(one.state.name, one.persons) for one in top]
    named += (
        [(_("{others} others").format(others=len(others)), sum(one.persons for one in others))]
        if others
        else []
    )
    described = _("; ").join(f"{name} {in_figures(persons)}" for name, persons in named) + "."
    sheet = Sheet(width, ROW * len(named) + 4, title, described)
    left, room = (190, 60) if width >= WIDE else (128, 48)
    longest = (left - 8) // 7
    most = max(persons for _, persons in named)
    for n, (name, persons) in enumerate(named):
        y, length = n * ROW + 4, max((width - left - room) * persons / most, 1)
        shown = name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
        sheet.text(0, y + 13, shown)
        sheet.bar(left, y, length, 16, "fill-1" if n < len(top) else "fill-2")
        sheet.text(left + length + 6, y + 13, in_figures(persons), "strong")
    return sheet


def _by_year(
    mission: Mission,
    at: MonthOrYear,
    years: list[MonthOrYear],
    rows: dict[MonthOrYear, list[ContributorRow]],
    top: list[State],
) -> Figure:
    """The ten largest of the time shown, over all years held."""
    name = mission.acronym or mission.name
    counts = {(row.state.name, one.key): row.persons for one in years for row in rows[one]}
    columns = Columns([state.name for state in top], [one.key for one in years], counts, sums=False)
    first, last = _sum(years[0], rows[years[0]]), _sum(years[-1], rows[years[-1]])
    title = _("From {states} contributing states in {at} to {states_2} in {at_2}").format(
        states=first.states, at=first.at, states_2=last.states, at_2=last.at
    )
    described = _("; ").join(
        f"{state.name}: "
        + ", ".join(
            _("{counts} in {one}").format(counts=in_figures(counts[state.name, one.key]), one=one)
            for one in years
            if (state.name, one.key) in counts
        )
        for state in top
    )
    shown = {state.pk for state in top}
    listed = [row for one in reversed(years) for row in rows[one] if row.state.pk in shown]
    return Figure(
        name="contributors-by-year",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        asked={"at": at.key},
        shown_on=_shown_on(mission, at),
        title=title,
        measured=_(
            "The largest contributors of the time above. A year is the mean of the year; "
            "a year with a month is the end of its last month held."
        ),
        table=PageTable(HEAD, _rows(listed)),
        drawn=lambda width: columns.sheet(
            width, _("Contributors to {name} by year").format(name=name), described
        ),
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list({row.source.pk: row.source for row in listed}.values()),
    )
