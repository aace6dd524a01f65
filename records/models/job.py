from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

LEASE = timedelta(minutes=15)


class JobState(models.TextChoices):
    WAITING = "waiting", "waiting to be checked"
    CHECKED = "checked", "checked, waiting for approval"
    APPROVED = "approved", "waiting to be written"
    DONE = "done", "done"
    FAILED = "failed", "refused, nothing was written"
    DISCARDED = "discarded", "discarded, nothing was written"


ENDED = (JobState.DONE, JobState.FAILED, JobState.DISCARDED)


class JobQuerySet(models.QuerySet["Job"]):
    def for_the_worker(self, moment: datetime) -> Self:
        """What the worker has to do, the oldest first; what a killed one held too, in the end.

        A lease that ends later than any can was made before the clock was set back.
        """
        free = Q(leased_until=None) | Q(leased_until__lt=moment)
        free |= Q(leased_until__gt=moment + 2 * LEASE)  # clocks of two servers differ a little
        return self.filter(free, state__in=(JobState.WAITING, JobState.APPROVED)).order_by("pk")

    def waiting_for(self, author: str, approves: bool) -> Self:
        """What somebody may approve: others' tables that are checked; the oldest first."""
        checked = self.filter(state=JobState.CHECKED) if approves else self.none()
        return checked.exclude(author=author).order_by("pk")

    def take(self, moment: datetime) -> "Job | None":
        """The next job, leased, so that no other worker takes it."""
        until = moment + LEASE
        for job in self.for_the_worker(moment)[:5]:
            free = self.filter(pk=job.pk, state=job.state, leased_until=job.leased_until)
            if free.update(leased_until=until):
                job.leased_until = until
                return job
        return None


class Job(models.Model):
    """A table that an editor handed in: checked and written by `manage.py work`, not by a request.

    The file is kept until its job ends. `outcome` is what checking found, in words; `sequences`
    are the revisions that it made, by which it can be undone as one. Another than its author
    approves it; `approver` is empty where an administrator lets their own be written.
    """

    table = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    file = models.BinaryField()
    author = models.CharField(max_length=150)
    approver = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=12, choices=JobState, default=JobState.WAITING)
    outcome = models.JSONField(default=dict)
    sequences = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    leased_until = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="records_job_state_listed", condition=Q(state__in=JobState.values)
            ),
            models.CheckConstraint(
                name="records_job_approved_by_another", condition=~Q(approver=F("author"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} into {self.table}"

    @property
    def is_with_the_worker(self) -> bool:
        return self.state in (JobState.WAITING, JobState.APPROVED)
