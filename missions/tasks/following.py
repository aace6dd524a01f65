"""Keeps the tasks in force in step with what is published of documents and codings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model, QuerySet

from missions.models import (
    MandateCoding,
    MandateStatement,
    MandateTask,
    Mission,
    ReportingDuty,
    TaskPeriod,
)
from missions.tasks.in_force import Stated, Statement, TaskCourse, course_of
from records.common.prepared import Among, InstancesAmong
from records.content.inserting import insert
from records.content.references import chunks
from records.models import RecordKind
from records.writing.followers import Published

AT_ONCE = 500
OfMissions = MandateStatement | ReportingDuty


def counting_in(model: type[OfMissions], missions: Iterable[int]) -> QuerySet:
    """The rows of missions that stand in the codings that count."""
    return model.objects.counting().filter(mission__in=missions)


STATEMENTS = InstancesAmong(
    lambda missions: (
        counting_in(MandateStatement, missions).select_related("document").order_by("pk")
    )
)
TASKS = InstancesAmong(
    lambda missions: MandateTask.objects.filter(
        statement__in=counting_in(MandateStatement, missions).values("pk")
    ).order_by("pk")
)
ENDS = Among(
    lambda missions: Mission.objects.filter(pk__in=missions).values_list("pk", "ends_on").order_by()
)


def follow_publications(published: Published) -> None:
    ended = published.changed(RecordKind.MISSION) | published.withdrawn
    keep(ended | missions_touched(published, MandateStatement))


def missions_touched(published: Published, model: type[OfMissions]) -> set[int]:
    """The missions on which documents just published state rows of the model, or stated some."""
    if MandateCoding.batch in published.tables:  # another coding may count, anywhere
        return missions_of(model.objects.all())
    missions: set[int] = set()
    for chunk in chunks(sorted(published.records.get(RecordKind.DOCUMENT, ())), AT_ONCE):
        missions |= missions_of(model.objects.filter(document__in=chunk))
    left = {
        row["mission"]
        for content in published.before
        for row in content["owned"].get(model.collection, ())
    }
    for chunk in chunks(sorted(left), AT_ONCE):
        missions |= set(Mission.objects.filter(slug__in=chunk).values_list("pk", flat=True))
    return missions


def missions_of(rows: QuerySet[OfMissions]) -> set[int]:
    return set(rows.order_by().values_list("mission", flat=True))


def keep(missions: Iterable[int]) -> None:
    """Brings the periods of missions up to date."""
    for chunk in chunks(sorted(missions), AT_ONCE):
        periods = [
            period
            for mission, course in courses(chunk).items()
            for period in periods_of(mission, course)
        ]
        keep_rows(TaskPeriod.objects.filter(mission__in=chunk), periods)


def keep_rows(held: QuerySet, told: Iterable[Model]) -> None:
    """Makes the rows held those that are told. What is told again stays the row that it is: whoever
    walks the list by cursors meets it once.
    """
    columns = [field.attname for field in held.model._meta.concrete_fields if not field.primary_key]
    gone = {tuple(row): pk for pk, *row in held.order_by().values_list("pk", *columns)}
    fresh = [
        one for one in told if gone.pop(tuple(getattr(one, name) for name in columns), None) is None
    ]
    for chunk in chunks(sorted(gone.values()), AT_ONCE):
        held.model._default_manager.filter(pk__in=chunk).delete()
    insert(held.model, fresh)


def courses(missions: Iterable[int]) -> dict[int, TaskCourse]:
    """By id of the mission, the course of its tasks in the coding that counts."""
    missions = list(missions)
    tasks: dict[int, list[Stated]] = defaultdict(list)
    for line in TASKS(missions):
        stated = Stated(line.pk, line.task_id, line.modality, line.change, line.until)
        tasks[line.statement_id].append(stated)
    statements: dict[int, list[Statement]] = defaultdict(list)
    for one in STATEMENTS(missions):
        statements[one.mission_id].append(statement_of(one, tasks[one.pk]))
    ends = dict(ENDS(statements))
    return {mission: course_of(found, ends[mission]) for mission, found in statements.items()}


def statement_of(row: MandateStatement, tasks: Sequence[Stated] = ()) -> Statement:
    return Statement(row.day, row.document.number or 0, row.statement, row.until, tasks, row.pk)


def periods_of(mission: int, course: TaskCourse) -> Iterator[TaskPeriod]:
    for span in course.spans:
        yield TaskPeriod(
            mission_id=mission,
            stated_id=span.stated.key,
            task_id=span.stated.task,
            modality=span.stated.modality,
            since=span.since,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
        )


def differences() -> Iterator[str]:
    """For `verify_history`: periods that are not what the statements come to."""
    fields = TaskPeriod._meta.concrete_fields
    columns = [one.attname for one in fields if one.name not in ("id", "mission")]
    held = defaultdict(set)
    for mission, *row in TaskPeriod.objects.values_list("mission_id", *columns):
        held[mission].add(tuple(row))
    for mission, course in courses(missions_of(MandateStatement.objects.all())).items():
        told = {
            tuple(getattr(one, column) for column in columns) for one in periods_of(mission, course)
        }
        if told != held.pop(mission, set()):
            yield f"The tasks in force of mission {mission} are not what its statements come to."
    for mission in held:
        yield f"Mission {mission} has tasks in force without a statement."
