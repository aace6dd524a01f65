from typing import Self

import structlog
from django.db import Error, models, transaction
from django.utils import timezone

from records.common.constraints import one_of

LONGEST = 300  # characters

log = structlog.get_logger("peacekb")


class Upkeep(models.TextChoices):
    REFRESH = "refresh", "Refresh from the publishers"
    BACKUP = "backup", "Backup"
    HEAD = "head", "End of the chain, kept elsewhere"
    WORKER = "worker", "Worker"


class LastRun(models.Model):
    """When what a server does by itself was done last, and how it ended: a row for each task.

    It stands in the base so that every server of several tells the same.
    """

    task = models.CharField(primary_key=True, max_length=10, choices=Upkeep)
    ended_at = models.DateTimeField()
    failed = models.BooleanField()
    told = models.CharField(max_length=LONGEST, blank=True, help_text="How it ended, in words.")

    class Meta:
        constraints = [one_of("task", Upkeep)]

    def __str__(self) -> str:
        return self.get_task_display()

    @classmethod
    def note(cls, task: Upkeep, told: str = "", *, failed: bool = False) -> None:
        """What was done is done, also where the base cannot be told of it just now."""
        ended = {"ended_at": timezone.now(), "failed": failed, "told": told[:LONGEST]}
        try:
            with transaction.atomic():
                cls.objects.update_or_create(task=task, defaults=ended)
        except Error as error:
            log.warning("run not noted", task=str(task), why=str(error))

    @classmethod
    def by_task(cls) -> dict[str, Self]:
        return {one.task: one for one in cls.objects.all()}
