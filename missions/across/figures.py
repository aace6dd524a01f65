"""Drawings that lie across missions, each with its account: the timeline, the world, tasks."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.across.task_years import Had, TaskYears
from missions.across.timeline import GROUPINGS, TimelineGroup
from missions.across.world import Present
from missions.across.world_map import WorldMap
from missions.drawings.lives_figure import label
from missions.drawings.spans import is_faint
from missions.models import MandateTaskType, Mission
from records.common.drawing.figure import Figure
from records.common.drawing.matrix import Cell, Matrix
from records.common.drawing.sheet import WIDE
from records.common.drawing.spans import Bar, Row, Spans, bars
from records.common.numbers import count_of, in_figures
from records.common.periods import Precision, iso, written
from records.common.tables import PageTable

HEAD_OF_WORLD = (
    *("mission", "name", "kind", "host_states"),
    *("latitude", "longitude", "uniformed", "counted", "surely"),
)
UNDER_WAY, ENDED, VAGUE = "fill-1", "fill-2", "other-bar"
FROM_MISSIONS = gettext_noop("days of the missions, each with its own sources")
FROM_MANDATES = gettext_noop("the documents of the mandates, read paragraph by paragraph")
NOT_READ = gettext_noop(
    "missions whose mandates were not read, which is not the same as having no task; how much "
    "of a task was done."
)


def timeline_figure(
    groups: Sequence[TimelineGroup], by: str, first: date, today: date
) -> Figure | None:
    """None where no mission had begun."""
    if not groups:
        return None
    rows = [row.mission for group in groups for row in group.rows]
    title = _("{group}: {number} of {missions} since {year}").format(
        group=groups[0].name,
        number=in_figures(len(groups[0].rows)),
        missions=count_of(len(set(rows)), _("mission,missions")),
        year=first.year,
    )
    described = _("To {day}; the table has the days.").format(day=written(today))
    return Figure(
        name="missions",
        page=reverse("timeline"),
        of=_("Missions since {first_year}").format(first_year=first.year),
        title=title,
        measured=_("One bar for each, from its first to its last day; in groups: {by}.").format(
            by=_(GROUPINGS[by]).lower()
        ),
        table=PageTable(("group", "mission", "name", "first_day", "last_day"), _of_groups(groups)),
        drawn=lambda width: Spans([_own_bar(one, today) for one in rows], today).sheet(
            width, title, described
        ),
        keys=(
            (UNDER_WAY, _("under way")),
            (ENDED, _("ended")),
            (VAGUE, _("a first or last day is not known")),
        ),
        method=_(
            "A mission with several leads or regions stands in each group. A bar goes to {today} "
            "where no end is known to have come."
        ).format(today=written(today)),
        not_shown=_("how large a mission was; breaks of its work."),
        read_from=_(FROM_MISSIONS),
        asked={"by": by},
    )


def _own_bar(mission: Mission, today: date) -> Row:
    look = VAGUE if is_faint(mission) else ENDED if mission.ends_on else UNDER_WAY
    return label(mission), bars([(mission.starts_on, mission.ends_on, look)], today)


def _of_groups(groups: Sequence[TimelineGroup]) -> Iterator[tuple]:
    for group in groups:
        for row in group.rows:
            one = row.mission
            yield (
                *(group.name, one.acronym, one.name),
                *(iso(one.starts_on, one.starts_precision), iso(one.ends_on, one.ends_precision)),
            )


def task_figure(task: MandateTaskType, had: Sequence[Had], until: date) -> Figure | None:
    """None where no mission had it."""
    if not had:
        return None
    title = _("{had} the task «{name}»").format(
        had=count_of(len(had), _("mission had,missions had")), name=_(task.name)
    )
    described = _("To {day}; the table has the days.").format(day=written(until))
    return Figure(
        name="missions",
        page=reverse("task", args=[task.key]),
        of=_(task.name),
        title=title,
        measured=_("One bar for each time that it was in force, the latest first."),
        table=PageTable(("mission", "name", "how", "first_day", "last_day"), _of_task(had)),
        drawn=lambda width: Spans(
            [(label(one.mission), _bars_of(one, until)) for one in had], until
        ).sheet(width, title, described),
        keys=((UNDER_WAY, _("in force")), (ENDED, _("over"))),
        method=_(
            "In force from the document that gave it to the one that took it away, or to the end "
            "of the mandate."
        ),
        not_shown=_(NOT_READ),
        read_from=_(FROM_MANDATES),
        also=[(_("JSON"), f"{reverse('tasks-in-force-list')}?task={task.key}")],
    )


def _bars_of(one: Had, until: date) -> list[Bar]:
    return bars(((first, last, ENDED if last else UNDER_WAY) for first, last in one.spans), until)


def _of_task(had: Sequence[Had]) -> Iterator[tuple]:
    for one in had:
        for first, last in one.spans:
            how = "; ".join(one.modalities)
            yield one.mission.acronym, one.mission.name, how, iso(first), iso(last)


def tasks_figure(
    lines: Sequence[TaskYears], years: range, modality: str, asked: dict[str, str]
) -> Figure | None:
    """None where no task is known."""
    if not lines:
        return None
    title = _most_frequent(lines, years[-1])
    return Figure(
        name="missions-by-year",
        page=reverse("tasks"),
        of=_("Tasks of missions by year"),
        title=title,
        measured=_measured(modality),
        table=PageTable(
            ("task", "year", "missions"),
            (
                (line.task.name, year, cell.number)
                for line in lines
                for year, cell in zip(years, line.cells, strict=True)
            ),
        ),
        drawn=lambda width: Matrix([str(year) for year in years], _cells(lines)).sheet(
            width, _("Tasks of missions by year"), f"{title}."
        ),
        method=_("Each mission once a year and task, as read from the texts of the mandates."),
        not_shown=_(NOT_READ),
        read_from=_(FROM_MANDATES),
        asked=asked,
    )


def _most_frequent(lines: Sequence[TaskYears], year: int) -> str:
    most = max(line.cells[-1].number for line in lines)
    if not most:
        return _("No task was in force in {year}").format(year=year)
    return _("Most frequent in {year}: {tasks} ({missions})").format(
        year=year,
        tasks=", ".join(_(line.task.name) for line in lines if line.cells[-1].number == most),
        missions=count_of(most, _("mission,missions")),
    )


def _cells(lines: Sequence[TaskYears]) -> list[tuple[str, list[Cell]]]:
    return [
        (_(line.task.name), [Cell(str(one.number or ""), one.shade - 1) for one in line.cells])
        for line in lines
    ]


def _measured(modality: str) -> str:
    if modality:
        return _(
            "Missions that had a task in force on a day of the year, in one way: {modality}."
        ).format(modality=modality.lower())
    return _("Missions that had a task in force on a day of the year.")


def world_figure(present: Sequence[Present], drawn: WorldMap, shown: date) -> Figure:
    not_shown = _(
        "where personnel were deployed; boundaries as they were on that day: the outline is of "
        "today."
    )
    if drawn.without_place:
        left_out = _("{missions} whose headquarters has no place held;").format(
            missions=count_of(drawn.without_place, _("mission,missions"))
        )
        not_shown = f"{left_out} {not_shown}"
    return Figure(
        name="missions",
        page=reverse("world"),
        of=_("The world on {shown}").format(shown=written(shown)),
        title=_("{placed} by headquarters").format(
            placed=count_of(drawn.placed, _("mission,missions"))
        ),
        measured=_(
            "Missions on {shown}; circles by uniformed persons of the last month counted in the "
            "year before."
        ).format(shown=written(shown)),
        table=PageTable(
            HEAD_OF_WORLD,
            (_placed(one) for one in present),
        ),
        drawn=lambda width: drawn.sheet,
        widths=(WIDE,),
        keys=(
            ("place", _("of the United Nations")),
            ("place other", _("of others")),
            ("host", _("host state")),
        ),
        method=_(
            "Each mission stands at its headquarters; the smallest circle stands for few persons "
            "or for no count."
        ),
        not_shown=not_shown,
        read_from=_("places, days and counts of the missions, each with its own source"),
        words=drawn.words,
    )


def _placed(one: Present) -> tuple:
    mission = one.mission
    place = (mission.latitude, mission.longitude)
    return (
        *(mission.acronym, mission.name, mission.get_category_display()),
        "; ".join(state.name for state in mission.host_states.all()),
        *("" if degrees is None else float(degrees) for degrees in place),
        "" if one.persons is None else one.persons,
        iso(one.counted_on, Precision.MONTH),
        "perhaps" if one.perhaps else "surely",
    )
