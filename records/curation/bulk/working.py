"""What the worker does with a job: check it for a preview, or write what an editor approved."""

import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.contrib.auth import get_user_model
from django.db import transaction

from records.content.problems import Problem, Refused
from records.curation.bulk.checking import CheckedFile, check
from records.curation.bulk.sheets import tables
from records.groups import APPROVE, DRAFT, PUBLISH_ALONE
from records.importing.streams import Unreadable
from records.models import Job, JobState
from records.models.job import ENDED
from records.writing.chain import now
from records.writing.publishing import publish

log = structlog.get_logger("peacekb")

MEANWHILE = "Others published meanwhile. Look at what would change now, then say so again."
BROKEN = "The worker met an error of its own; it is in the log. Nothing was written."


class Overtaken(Exception):
    """The lease ran out, and another worker has the job: what was written is taken back."""


def work_once() -> bool:
    """Does the next step of the oldest job; says whether there was one."""
    job = Job.objects.take(now())
    if job is None:
        return False
    step: Callable[[Job], None] = _check if job.state == JobState.WAITING else _write
    try:
        step(job)
    except Overtaken:
        log.warning("job_overtaken", job=job.pk)
    except (Unreadable, Refused) as refusal:
        told = refusal.problems if isinstance(refusal, Refused) else [refusal]
        _fail(job, [str(one) for one in told])
    except Exception:
        log.exception("job_failed", job=job.pk)
        _fail(job, [BROKEN])
    return True


def _check(job: Job) -> None:
    checked = _checked(job)
    state = JobState.FAILED if checked.refused else JobState.CHECKED
    _end(job, state=state, outcome=checked.outcome())


def _write(job: Job) -> None:
    """Checked anew without a lock; then all of it, and the job's end, in one transaction."""
    checked = _checked(job)
    if checked.refused or checked.digest() != job.outcome.get("digest"):
        state = JobState.FAILED if checked.refused else JobState.CHECKED
        _end(job, state=state, outcome=checked.outcome() | {"message": MEANWHILE})
        return
    _refuse_who_may_no_longer(job.author, DRAFT if job.approver else PUBLISH_ALONE)
    if job.approver:
        _refuse_who_may_no_longer(job.approver, APPROVE)
    with transaction.atomic():
        publish(checked.revisions, checked.batches, approver=job.approver)
        sealed = [one.sequence for one in checked.revisions if one.sequence is not None]
        _end(job, state=JobState.DONE, sequences=sealed)


def _refuse_who_may_no_longer(name: str, permission: str) -> None:
    user = get_user_model().objects.filter(username=name, is_active=True).first()
    if user is None or not user.has_perm(permission):
        raise Refused([Problem(name, "", "May no longer do this: somebody else has to.")])


def _checked(job: Job) -> CheckedFile:
    with tempfile.TemporaryDirectory() as folder:
        data = zlib.decompress(job.file)
        path = Path(folder, "table.xlsx" if data.startswith(b"PK") else "table.csv")
        path.write_bytes(data)
        try:
            return check(tables()[job.table], path, author=job.author, reason=job.reason)
        except Unreadable as error:
            told = str(error).replace(path.name, job.file_name, 1)
            raise Unreadable(told) from None


def _fail(job: Job, told: list[str]) -> None:
    refused = {"new": 0, "changed": 0, "unchanged": 0, "refused": len(told), "refused_rows": told}
    try:
        _end(job, state=JobState.FAILED, outcome=refused)
    except Overtaken:
        log.warning("job_overtaken", job=job.pk)


def _end(job: Job, **ending: Any) -> None:
    """Raises Overtaken."""
    mine = Job.objects.filter(pk=job.pk, leased_until=job.leased_until)
    if ending["state"] in ENDED:
        ending["file"] = b""
    if not mine.update(**ending, leased_until=None):
        raise Overtaken
