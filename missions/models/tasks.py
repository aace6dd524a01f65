"""What documents say of the tasks of missions, as read by a coder, and what follows from it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from legal.models import Document
from missions.models.mission import Mission
from missions.models.paragraphs import in_words
from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Period, PeriodQuerySet
from records.models.ownership import Fact, Owned


class TaskGroup(models.TextChoices):
    SECURITY = "security", _("Security")
    CIVILIANS = "civilians_and_aid", _("Civilians and aid")
    INSTITUTIONS = "institutions", _("Institutions")
    POLITICS = "politics", _("Politics")


class MandateTaskType(Fact):
    """The vocabulary of tasks; codes of others only as their codebooks publish them."""

    batch = "task_types"
    natural_key = ("key",)

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    group = models.CharField(max_length=17, choices=TaskGroup)
    rank = BoundedIntegerField(least=1, most=1000)
    definition = models.CharField(max_length=500)
    pema_code = models.CharField("PEMA code", max_length=40, blank=True)
    tamm_code = models.CharField("TAMM code", max_length=40, blank=True)

    class Meta:
        ordering = ["rank", "id"]
        verbose_name_plural = "task types"
        constraints = [one_of("group", TaskGroup)]

    def __str__(self) -> str:
        return self.name


class MandateCoding(Fact):
    """Who read the texts for tasks, how and when, and how good that was measured to be.

    Codings stand beside each other and are never mixed: of those that read a mission the one of
    the lowest rank counts, for all its documents.
    """

    batch = "mandate_codings"
    natural_key = ("key",)
    ahead = {"coded_on": NEVER}

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    coder = models.CharField(max_length=100)
    method = models.CharField(max_length=500)
    coded_on = models.DateField(null=True)
    measured = models.CharField(max_length=500, blank=True, help_text="Empty: not measured.")
    rank = BoundedIntegerField(least=1, most=1000)

    class Meta:
        ordering = ["rank", "id"]
        verbose_name_plural = "mandate codings"
        constraints = [
            models.UniqueConstraint(name="missions_mandatecoding_one_per_rank", fields=["rank"])
        ]

    def __str__(self) -> str:
        return self.name


class StatementKind(models.TextChoices):
    """What a document does to the tasks of a mission."""

    SETS_OUT = "sets_out", _("Sets out the tasks")
    ADDS = "adds", _("Adds or changes tasks")
    REDUCES = "reduces", _("Takes tasks away")
    CARRIES_OVER = "carries_over", _("Carries the tasks over")
    ENDS = "ends", _("Ends the mandate")
    NONE = "none", _("Says nothing of tasks")


class CodedQuerySet(models.QuerySet):
    """Rows of documents on missions, each by one coding."""

    def counting(self) -> Self:
        """Those of the coding that counts: for each mission the one of the lowest rank."""
        adopted = self.model._default_manager.exclude(document__adopted_on=None)
        better = adopted.filter(
            mission=OuterRef("mission"), coding__rank__lt=OuterRef("coding__rank")
        )
        return self.exclude(document__adopted_on=None).filter(~Exists(better))

    def counting_of(self, mission: Mission | int) -> Self:
        """Those of one mission: its coding is looked for once, and not for each row."""
        adopted = self.filter(mission=mission).exclude(document__adopted_on=None)
        ranks = adopted.order_by("coding__rank").values("coding__rank")
        return adopted.filter(coding__rank=Subquery(ranks[:1]))


class MandateStatement(Owned):
    """What a document does to the tasks of a mission, by one coding."""

    owner = "document"
    natural_key = ("mission", "coding")
    collection = "mandate_statements"
    known_from = ("anchor",)
    also_of = ("mission",)

    document = models.ForeignKey(Document, models.CASCADE, related_name="mandate_statements")
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="mandate_statements")
    coding = models.ForeignKey(MandateCoding, models.PROTECT, related_name="statements")
    statement = models.CharField(max_length=12, choices=StatementKind)
    carries_from = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The document whose tasks it reaffirms, where it names one.",
    )
    anchor = models.CharField(max_length=30, blank=True, help_text="Of the paragraph: op3.")
    until = models.DateField(
        null=True, blank=True, help_text="Day to which it extends or limits the mandate."
    )
    note = models.CharField(max_length=500, blank=True)

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["document", "mission", "coding__rank", "id"]
        constraints = [one_of("statement", StatementKind)]
        indexes = [
            models.Index(name="missions_statement_of", fields=["mission", "document"]),
            models.Index(name="missions_statement_by_last_day", fields=["until"]),
        ]

    @property
    def carries_on(self) -> bool:
        """Whether tasks stated before stand on by it: told so, or granted more days unchanged."""
        if self.statement in (StatementKind.SETS_OUT, StatementKind.ENDS):
            return False
        return self.statement == StatementKind.CARRIES_OVER or self.until is not None

    @property
    def day(self) -> date:
        """Of the adoption of its document; each that counts has one."""
        return self.document.adopted_on or date.max

    def __str__(self) -> str:
        return f"{self.document}: {self.get_statement_display().lower()} ({self.mission})"


class Modality(models.TextChoices):
    MONITOR = "monitor", _("Monitor")
    ASSIST = "assist", _("Assist")
    SECURE = "secure", _("Secure")
    EXECUTE = "execute", _("Execute")


class TaskStrength(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    ENCOURAGED = "encouraged", _("Encouraged")


class TaskChange(models.TextChoices):
    STATED = "stated", _("Stated")
    ADDED = "added", _("Added")
    ENDED = "ended", _("Ended")


class TaskBasis(models.TextChoices):
    """A report that the text only approves is weaker evidence than its own words."""

    TEXT = "text", _("The text")
    REPORT = "report", _("A report or agreement that the text approves")


class MandateTask(Owned):
    """A task of a mission that a document states; one paragraph may state several."""

    owner = "statement"
    natural_key = ("anchor", "sub", "task", "modality")
    collection = "mandate_tasks"
    known_from = ("anchor",)

    statement = models.ForeignKey(MandateStatement, models.CASCADE, related_name="tasks")
    anchor = models.CharField(max_length=30, blank=True, help_text="Of the paragraph: op3-a.")
    sub = models.CharField(
        max_length=20, blank=True, help_text="A point that has no anchor of its own: (a)."
    )
    task = models.ForeignKey(MandateTaskType, models.PROTECT, related_name="stated")
    modality = models.CharField(max_length=7, choices=Modality)
    strength = models.CharField(max_length=10, choices=TaskStrength)
    change = models.CharField(max_length=6, choices=TaskChange, default=TaskChange.STATED)
    target = models.CharField(max_length=100, blank=True, help_text="Of what, in a few words.")
    basis = models.CharField(max_length=6, choices=TaskBasis, default=TaskBasis.TEXT)
    until = models.DateField(
        null=True,
        blank=True,
        help_text="Last day of this task, where it is not that of the mandate.",
    )

    class Meta:
        ordering = ["statement", "task__rank", "id"]
        constraints = [
            one_of("modality", Modality),
            one_of("strength", TaskStrength),
            one_of("change", TaskChange),
            one_of("basis", TaskBasis),
        ]
        indexes = [
            models.Index(name="missions_task_by_anchor", fields=["anchor", "statement"]),
            models.Index(name="missions_task_by_sub", fields=["sub", "id"]),
            models.Index(name="missions_task_by_target", fields=["target", "id"]),
            models.Index(name="missions_task_by_end", fields=["until", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.get_modality_display().lower()})"

    @property
    def paragraph(self) -> str:
        """As people write it, with the point that has no anchor of its own."""
        return " ".join(filter(None, (in_words(self.anchor), self.sub)))


class TaskPeriod(Period):
    """A task in force from day to day, as one paragraph states it: derived from statements.

    Kept by publishing (`missions/tasks/following.py`), so that a day can be asked for in one
    question. `since` is the first day of the unbroken run, over all documents that restated it.
    """

    natural_key = ("stated", "starts_on")

    starts_on: "models.DateField[date | None, date]"  # known: it is the day of a document
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="task_periods")
    stated = models.ForeignKey(MandateTask, models.CASCADE, related_name="periods")
    task = models.ForeignKey(MandateTaskType, models.CASCADE, related_name="periods")
    modality = models.CharField(max_length=7, choices=Modality)
    since = models.DateField()

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["mission", "starts_on", "id"]
        verbose_name = "task in force"
        verbose_name_plural = "tasks in force"
        constraints = [
            *Period.Meta.constraints,
            one_of("modality", Modality),
            models.CheckConstraint(
                name="missions_taskperiod_since_before_start",
                condition=Q(since__lte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                name="missions_taskperiod_once", fields=["stated", "starts_on"]
            ),
        ]
        indexes = [
            models.Index(name="missions_taskperiod_of", fields=["mission", "starts_on"]),
            models.Index(name="missions_taskperiod_by_task", fields=["task", "mission"]),
            models.Index(name="missions_taskperiod_by_day", fields=["starts_on", "mission"]),
            models.Index(name="missions_taskperiod_since", fields=["since", "id"]),
            models.Index(name="missions_taskperiod_by_end", fields=["ends_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.task} from {self.starts_on}"
