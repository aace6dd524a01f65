"""What documents did to missions, the versions of their mandates, the strength they allow."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from legal.models import ChapterVII, Coding, Confidence, Document
from missions.models.mission import Mission, PersonnelCategory
from records.common.constraints import NoOverlap, one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Period, PeriodQuerySet
from records.models import ACTORS, Record
from records.models.ownership import Owned


class ActionKind(models.TextChoices):
    ESTABLISH = "establish", _("Establishes")
    SET_MANDATE = "set_mandate", _("Sets the mandate")
    EXTEND = "extend", _("Extends")
    EXPAND = "expand", _("Expands")
    ADJUST = "adjust", _("Adjusts")
    AUTHORIZE_FORCE = "authorize_force", _("Authorizes force")
    SET_CEILING = "set_ceiling", _("Sets a ceiling")
    REDUCE = "reduce", _("Reduces")
    TERMINATE = "terminate", _("Terminates")
    TRANSITION = "transition", _("Hands over")
    REQUEST_REPORT = "request_report", _("Requests a report")
    AUTHORIZE_DEPLOYMENT = "authorize_deployment", _("Authorizes a force run by others")
    ENDORSE = "endorse", _("Endorses")
    REFER = "refer", _("Refers")
    SANCTION = "sanction", _("Imposes sanctions")
    CREATE_BODY = "create_body", _("Creates a body")


class MandateAction(Owned):
    """What a document did to a mission, or, without one, to the actor named.

    Belongs to the document: one resolution may act on several missions.
    """

    owner = "document"
    natural_key = ("mission", "action", "paragraph", "until")
    collection = "mandate_actions"
    known_from = ("paragraph",)
    also_of = ("mission",)

    document = models.ForeignKey(Document, models.CASCADE, related_name="mandate_actions")
    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, blank=True, related_name="mandate_actions"
    )
    actor = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acted_on_by",
        limit_choices_to=ACTORS,
    )
    action = models.CharField(max_length=20, choices=ActionKind)
    effective_on = models.DateField()
    until = models.DateField(
        null=True, blank=True, help_text="End of the period granted, or day by which."
    )
    paragraph = models.CharField(max_length=30, blank=True)
    chapter_vii = models.CharField(
        "Chapter VII", max_length=9, choices=ChapterVII, default=ChapterVII.NOT_CODED
    )
    rank = BoundedIntegerField(least=1, most=1000, help_text="Place in the document.")
    coding = models.CharField(max_length=9, choices=Coding, default=Coding.CONFIRMED)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["effective_on", "document", "rank", "id"]
        constraints = [
            one_of("action", ActionKind),
            one_of("chapter_vii", ChapterVII),
            one_of("coding", Coding),
            one_of("confidence", Confidence, blank=True),
        ]
        indexes = [
            models.Index(name="missions_action_on_mission", fields=["mission", "effective_on"]),
            models.Index(
                name="missions_action_by_end", fields=["until", "effective_on", "document", "rank"]
            ),
            models.Index(
                name="missions_action_by_day", fields=["effective_on", "document", "rank"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_action_display().lower()}"


class Chapter(models.TextChoices):
    """The chapter of the Charter that a mandate rests on."""

    VI = "VI", _("Chapter VI")
    VII = "VII", _("Chapter VII")
    VIII = "VIII", _("Chapter VIII")
    VII_VIII = "VII_VIII", _("Chapters VII and VIII")
    UNSPECIFIED = "unspecified", _("Not specified")


class ForceLevel(models.TextChoices):
    SELF_DEFENCE = "self_defence", _("Self-defence")
    DEFENCE_OF_MANDATE = "defence_of_mandate", _("Self-defence and defence of the mandate")
    MEANS_FOR_TASKS = "all_necessary_means_for_tasks", _("All necessary means for stated tasks")
    ALL_MEANS = "all_necessary_means", _("All necessary means")
    UNARMED = "unarmed", _("Unarmed")


class Mandate(Owned, Period):
    """One version of a mission's mandate; the one in force on a day is found by interval.

    Open-ended and no end known differ: only the first sets `open_ended`.
    """

    owner = "mission"
    natural_key = ("starts_on",)
    collection = "mandates"
    known_from = ("document",)

    starts_on: "models.DateField[date | None, date]"  # known: a constraint says so
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="mandates")
    rank = BoundedIntegerField(least=1, most=1000)
    open_ended = models.BooleanField(default=False)
    action = models.ForeignKey(
        MandateAction, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="mandates")
    chapter = models.CharField(max_length=11, choices=Chapter, default=Chapter.UNSPECIFIED)
    force_level = models.CharField(
        max_length=29, choices=ForceLevel, blank=True, help_text="Empty: not coded."
    )
    geographic_limit = models.CharField(max_length=200, blank=True)
    roe_note = models.CharField(
        "note on rules of engagement",
        max_length=500,
        blank=True,
        help_text="They are no part of a resolution: give a citation.",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["mission", "starts_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("chapter", Chapter),
            one_of("force_level", ForceLevel, blank=True),
            models.UniqueConstraint(
                name="missions_mandate_one_per_rank",
                fields=["mission", "rank"],
                violation_error_message="Another mandate of the mission has this rank.",
            ),
            models.CheckConstraint(
                name="missions_mandate_start_known",
                condition=Q(starts_on__isnull=False),
                violation_error_message="A mandate needs a first day.",
            ),
            models.CheckConstraint(
                name="missions_mandate_open_ended_has_no_end_unless_ended",
                condition=Q(open_ended=False) | ~Q(ends_precision="unknown"),
                violation_error_message="An open-ended mandate has no unknown end.",
            ),
            NoOverlap(
                name="missions_mandate_no_overlap",
                owner=["mission"],
                violation_error_message="Another mandate is in force on one of these days.",
            ),
        ]
        indexes = [
            models.Index(name="missions_mandate_of", fields=["mission", "starts_on"]),
            models.Index(name="missions_mandate_by_start", fields=["starts_on"]),
            models.Index(name="missions_mandate_by_chapter", fields=["chapter", "mission"]),
        ]

    def __str__(self) -> str:
        return f"Mandate of {self.mission} from {self.starts_on}"


class CeilingCoding(models.TextChoices):
    """How a ceiling was found in its document."""

    READ = "read", _("Read paragraph by paragraph")
    BY_RULE = Coding.BY_RULE.value, Coding.BY_RULE.label
    CONFIRMED = Coding.CONFIRMED.value, Coding.CONFIRMED.label


class CeilingBasis(models.TextChoices):
    """Whether the document gives the number, or a change from another number."""

    STATED = "stated", _("Stated")
    COMPUTED = "computed", _("Computed from an increase or decrease")


class StrengthCeilingQuerySet(PeriodQuerySet):
    def counting(self) -> Self:
        """Of each mission the ceilings that were read, if any were, and else the others."""
        read = StrengthCeiling.objects.filter(
            mission=OuterRef("mission"), coding=CeilingCoding.READ
        )
        return self.filter(Q(coding=CeilingCoding.READ) | ~Exists(read))


class StrengthCeiling(Owned, Period):
    """The most persons of a category that a document lets a mission deploy, by one coding.

    One document may give a part, a figure of all military personnel and a whole that holds both:
    categories are never added up.
    """

    owner = "mission"
    natural_key = ("category", "starts_on", "coding")
    collection = "strength_ceilings"
    known_from = ("document", "paragraph")

    starts_on: "models.DateField[date | None, date]"  # known: a constraint says so
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="strength_ceilings")
    document = models.ForeignKey(Document, models.PROTECT, related_name="strength_ceilings")
    paragraph = models.CharField(max_length=30, blank=True)
    category = models.CharField(max_length=22, choices=PersonnelCategory)
    persons = BoundedIntegerField(most=1_000_000, help_text="Persons.")
    coding = models.CharField(
        max_length=9,
        choices=CeilingCoding,
        default=CeilingCoding.BY_RULE,
        help_text="Of a mission that has any, those that were read count alone.",
    )
    basis = models.CharField(
        max_length=8, choices=CeilingBasis, blank=True, help_text="Empty: not recorded."
    )
    note = models.CharField(
        max_length=500, blank=True, help_text="The sum, if computed; conditions."
    )

    objects = StrengthCeilingQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["category", "starts_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("category", PersonnelCategory),
            one_of("coding", CeilingCoding),
            one_of("basis", CeilingBasis, blank=True),
            models.CheckConstraint(
                name="missions_strengthceiling_start_known",
                condition=Q(starts_on__isnull=False),
                violation_error_message="A ceiling needs a first day.",
            ),
            NoOverlap(
                name="missions_strengthceiling_no_overlap",
                owner=["mission", "category", "coding"],
                violation_error_message="Another ceiling of the category and coding is in force "
                "on one of these days.",
            ),
        ]
        indexes = [
            models.Index(name="missions_ceiling_by_start", fields=["starts_on"]),
            models.Index(name="missions_ceiling_by_size", fields=["persons"]),
        ]

    def __str__(self) -> str:
        return f"{self.persons} {self.get_category_display().lower()}"
