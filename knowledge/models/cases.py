from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.articles import Section
from knowledge.models.claims import Claim
from knowledge.models.topics import Topic
from legal.models import Document, Provision
from missions.models import Conflict, Mission
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.models import Described, RecordKind
from records.models.ownership import Owned


class ProcessQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.select_related("section__article").prefetch_related("steps")


class Process(Described):
    """Steps that a section of an article sets out; the order is the article's."""

    RECORD_KIND = RecordKind.PROCESS
    known_from = None
    searched_columns = ("note",)

    section = models.ForeignKey(Section, models.PROTECT, related_name="processes")
    ordered = models.BooleanField(help_text="Whether the steps follow one another.")
    list_code = models.CharField(max_length=5, blank=True)
    note = models.TextField(blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "processes"


class ProcessStep(Owned):
    owner = "process"
    natural_key = ("title",)
    collection = "steps"
    known_from = None

    process = models.ForeignKey(Process, models.CASCADE, related_name="steps")
    rank = BoundedIntegerField(least=1, most=1000)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="process_steps"
    )

    class Meta:
        ordering = ["process", "rank", "id"]
        constraints = [
            models.UniqueConstraint(
                name="knowledge_processstep_one_per_rank",
                fields=["process", "rank"],
                violation_error_message="Another step of the process has this rank.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ComparisonQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.select_related("left_topic", "right_topic").prefetch_related("rows")

    def of_topic(self, topic: Topic) -> Self:
        return self.filter(Q(left_topic=topic) | Q(right_topic=topic))


class Comparison(Described):
    """Two concepts set side by side, criterion by criterion."""

    RECORD_KIND = RecordKind.COMPARISON
    known_from = None
    searched_columns = ("note",)

    left_topic = models.ForeignKey(Topic, models.PROTECT, related_name="compared_left")
    right_topic = models.ForeignKey(Topic, models.PROTECT, related_name="compared_right")
    note = models.TextField(blank=True)

    objects = ComparisonQuerySet.as_manager()


class ComparisonRow(Owned):
    owner = "comparison"
    natural_key = ("criterion",)
    collection = "rows"
    known_from = None

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="rows")
    rank = BoundedIntegerField(least=1, most=1000)
    criterion = models.CharField(max_length=200)
    left = models.TextField()
    right = models.TextField()
    documents = models.ManyToManyField(Document, blank=True, related_name="comparison_rows")
    provisions = models.ManyToManyField(Provision, blank=True, related_name="comparison_rows")

    class Meta:
        ordering = ["comparison", "rank", "id"]
        constraints = [
            models.UniqueConstraint(
                name="knowledge_comparisonrow_one_per_rank",
                fields=["comparison", "rank"],
                violation_error_message="Another row of the comparison has this rank.",
            ),
        ]

    def __str__(self) -> str:
        return self.criterion


class OutcomeLabel(models.TextChoices):
    """The label of the article, not a finding of ours."""

    SUCCESS = "success", _("Success")
    MIXED = "mixed", _("Mixed")
    DIFFICULTY = "difficulty", _("Difficulty")
    UNLABELLED = "unlabelled", _("Not labelled")


class CaseStudyQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        placed = self.select_related("section__article", "conflict")
        return placed.prefetch_related("missions")

    def telling_of(self, record: int) -> Self:
        """Cases of a mission or of a conflict, by its key."""
        through = CaseStudy.missions.through.objects
        with_mission = through.filter(mission=record).values("casestudy")
        return self.filter(Q(conflict=record) | Q(pk__in=with_mission))

    def sharing_events_with(self, case: "CaseStudy") -> Self:
        """Other cases of one of its missions, or of its conflict."""
        through = CaseStudy.missions.through.objects
        missions = through.filter(casestudy=case.pk).values("mission")
        alike = Q(pk__in=through.filter(mission__in=missions).values("casestudy"))
        if case.conflict_id:
            alike |= Q(conflict=case.conflict_id)
        return self.filter(alike).exclude(pk=case.pk)


class CaseStudy(Described):
    """A case as one section tells it; Kosovo and Somalia have several."""

    RECORD_KIND = RecordKind.CASE_STUDY
    known_from = None

    section = models.ForeignKey(Section, models.PROTECT, related_name="case_studies")
    outcome_label = models.CharField(max_length=10, choices=OutcomeLabel)
    missions = models.ManyToManyField(Mission, blank=True, related_name="case_studies")
    conflict = models.ForeignKey(
        Conflict, models.PROTECT, null=True, blank=True, related_name="case_studies"
    )

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "case studies"
        constraints = [one_of("outcome_label", OutcomeLabel)]


class FactorEffect(models.TextChoices):
    CAUSE = "cause", _("Cause")
    HELPED = "helped", _("Helped")
    HINDERED = "hindered", _("Hindered")
    OUTCOME = "outcome", _("Outcome")
    LESSON = "lesson", _("Lesson")
    DISPUTED = "disputed", _("Disputed")


class CaseFactor(Owned):
    """What the article names as a cause, help, hindrance or result, tied to its claim."""

    owner = "case_study"
    natural_key = ("topic", "effect")
    collection = "factors"
    known_from = None

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="factors")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="case_factors")
    effect = models.CharField(max_length=8, choices=FactorEffect)
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="case_factors"
    )

    class Meta:
        ordering = ["effect", "id"]
        constraints = [
            one_of("effect", FactorEffect),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_effect_display().lower()}"
