"""How the server runs: what Prometheus, the health of the service and operators are told alike.

Counts and moments only: no name, no address of a reader, nothing that was typed.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from peacekb.accounts.models import Happening, SignIn
from peacekb.deadlines import at_most
from peacekb.http.replicas import LONGEST_WAIT
from records.models import ChainHead, Job, JobState, Proposal, ProposalState, Report

DAY = timedelta(days=1)
TOLD = (Happening.SIGNED_IN, Happening.REFUSED, Happening.LOCKED)
REPLAYED = "SELECT EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp())"


@dataclass(frozen=True)
class Queue:
    what: str
    number: int
    oldest: datetime | None  # since when the first of them waits

    @property
    def seconds(self) -> float:
        return (timezone.now() - self.oldest).total_seconds() if self.oldest else 0


@dataclass(frozen=True)
class ReplicaSeen:
    """`behind` is None where it does not answer; on SQLite no time is told."""

    name: str
    behind: int | None  # revisions that it has not yet
    seconds: float = 0  # since what it replayed last was written, while it is behind


@dataclass(frozen=True)
class Disk:
    what: str
    free: int
    whole: int

    @property
    def is_low(self) -> bool:
        return self.free < max(self.whole // 20, 1_000_000_000)


def queues() -> list[Queue]:
    """What waits for the worker, for approval or for an answer."""
    proposals = Proposal.objects.filter(state=ProposalState.IN_REVIEW)
    found: dict[str, QuerySet] = {
        "tables for the worker": Job.objects.for_the_worker(timezone.now()),
        "tables to approve": Job.objects.filter(state=JobState.CHECKED),
        "proposals": proposals,
        "reports": Report.objects.waiting(),
    }
    return [
        Queue(what, *rows.order_by().aggregate(n=Count("pk"), since=Min("made_at")).values())
        for what, rows in found.items()
    ]


def replicas() -> Iterator[ReplicaSeen]:
    head = ChainHead.end() or {"sequence": 0}
    for alias in connections:
        if alias != DEFAULT_DB_ALIAS:
            yield _replica(alias, head["sequence"])


def _replica(alias: str, sequence: int) -> ReplicaSeen:
    try:
        with at_most(LONGEST_WAIT):
            held = ChainHead.objects.using(alias).values_list("sequence", flat=True).first() or 0
            behind = max(sequence - held, 0)
            return ReplicaSeen(alias, behind, _seconds_behind(alias) if behind else 0)
    except Error:
        connections[alias].close()
        return ReplicaSeen(alias, None)


def _seconds_behind(alias: str) -> float:
    if connections[alias].vendor != "postgresql":
        return 0
    with connections[alias].cursor() as cursor:
        cursor.execute(REPLAYED)
        return float(cursor.fetchone()[0] or 0)


def disks() -> list[Disk]:
    """Where this server writes; a base on another machine is not seen from here."""
    places: dict[str, Path | None] = {"releases": settings.RELEASES, "stamp": settings.STAMP}
    if connection.vendor == "sqlite":
        places = {"base": Path(settings.DATABASES["default"]["NAME"]), **places}
    found: dict[int, Disk] = {}  # by device
    for what, path in places.items():
        if path is None:  # no stamp is kept
            continue
        there = next(one for one in (path, *path.absolute().parents) if one.exists())
        usage = shutil.disk_usage(there)
        found.setdefault(os.stat(there).st_dev, Disk(what, usage.free, usage.total))  # noqa: PTH116
    return list(found.values())


def accounts() -> dict[str, int]:
    """Who may enter the admin, and how many of them have a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    staff = get_user_model().objects.filter(is_active=True, is_staff=True)
    return {
        "of editors": staff.count(),
        "with a second factor": staff.filter(Exists(factors)).count(),
    }


def sign_ins() -> dict[str, int]:
    """Of the last 24 hours, by what happened."""
    lines = SignIn.objects.filter(at__gte=timezone.now() - DAY, what__in=TOLD).order_by()
    counted = dict(lines.values_list("what").annotate(n=Count("pk")))
    return {what: counted.get(what, 0) for what in TOLD}
