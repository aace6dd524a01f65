"""Keeps the due days in step with what is published of documents, codings and missions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from missions.clock.due import Duty, due_days, expiries
from missions.models import ClockKind, DueDay, MandateStatement, ReportingDuty
from missions.tasks.following import (
    AT_ONCE,
    ENDS,
    STATEMENTS,
    counting_in,
    keep_rows,
    missions_of,
    missions_touched,
    statement_of,
)
from missions.tasks.in_force import Statement
from records.common.prepared import InstancesAmong
from records.content.references import chunks
from records.models import RecordKind
from records.writing.followers import Published

DUTIES = InstancesAmong(
    lambda missions: counting_in(ReportingDuty, missions).select_related("document").order_by("pk")
)


def follow_publications(published: Published) -> None:
    ended = published.changed(RecordKind.MISSION) | published.withdrawn
    stated = (missions_touched(published, model) for model in (MandateStatement, ReportingDuty))
    keep(ended.union(*stated))


def keep(missions: Iterable[int]) -> None:
    """Brings the due days of missions up to date."""
    for chunk in chunks(sorted(missions), AT_ONCE):
        keep_rows(DueDay.objects.filter(mission__in=chunk), due_days_of(chunk))


def due_days_of(missions: Iterable[int]) -> Iterator[DueDay]:
    """What is due in missions, by the codings that count."""
    missions = list(missions)
    documents: dict[int, int] = {}  # by the id of a statement
    statements: dict[int, list[Statement]] = defaultdict(list)
    for row in STATEMENTS(missions):
        statements[row.mission_id].append(statement_of(row))
        documents[row.pk] = row.document_id
    duties: dict[int, list[Duty]] = defaultdict(list)
    asked = {}
    for duty in DUTIES(missions):
        duties[duty.mission_id].append(duty_of(duty))
        asked[duty.pk] = duty.document_id
    for mission, ends_on in sorted(ENDS(missions)):
        for one, day in due_days(duties[mission], statements[mission], ends_on):
            document = asked[one.key]
            yield DueDay(
                mission_id=mission, day=day, kind=one.kind, document_id=document, duty_id=one.key
            )
        for granted, day, following in expiries(statements[mission]):
            yield DueDay(
                mission_id=mission,
                day=day,
                kind=ClockKind.EXPIRY,
                document_id=documents[granted.key],
                statement_id=granted.key,
                followed_by_id=documents[following.key] if following else None,
            )


def duty_of(row: ReportingDuty) -> Duty:
    adopted_on = row.document.adopted_on
    assert adopted_on is not None  # noqa: S101 - or it would not count
    return Duty(
        row.pk,
        adopted_on,
        row.document.number or 0,
        row.kind,
        row.every_months,
        row.every_days,
        row.within_days,
        row.due,
        row.counted_from,
        row.until,
    )


def differences() -> Iterator[str]:
    """For `verify_history`: due days that are not what duties and statements come to."""
    columns = ("day", "kind", "document_id", "duty_id", "statement_id", "followed_by_id")
    held = defaultdict(set)
    for mission, *row in DueDay.objects.values_list("mission", *columns):
        held[mission].add(tuple(row))
    told = defaultdict(set)
    stating = missions_of(MandateStatement.objects.all())
    for one in due_days_of(stating | missions_of(ReportingDuty.objects.all())):
        told[one.mission_id].add(tuple(getattr(one, name) for name in columns))
    for mission in sorted(held.keys() | told.keys()):
        if held[mission] != told[mission]:
            yield f"The due days of mission {mission} are not what its documents come to."
