"""What documents ask to be reported about missions, and the days on which something is due."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from legal.models import Document
from missions.models.mission import Mission
from missions.models.paragraphs import in_words
from missions.models.tasks import CodedQuerySet, MandateCoding, MandateStatement
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.shown import InWords
from records.models.ownership import Owned

RECURRING = Q(every_months__isnull=False) | Q(every_days__isnull=False)


class DutyKind(models.TextChoices):
    REPORT = "report", _("Report")
    ASSESSMENT = "assessment", _("Assessment")
    BRIEFING = "briefing", _("Briefing")


def _one_given(*columns: str) -> Q:
    """That one of the columns holds a value, and the others none."""
    given = Q()
    for column in columns:
        given |= Q(**{f"{one}__isnull": one != column for one in columns})
    return given


class ReportingDuty(Owned):
    """What a document asks to be told about a mission: at intervals, within so many days, or by
    a day; by one coding.
    """

    owner = "document"
    natural_key = ("mission", "coding", "anchor", "kind", "rank")
    collection = "reporting_duties"
    known_from = ("anchor",)
    also_of = ("mission",)

    document = models.ForeignKey(Document, models.CASCADE, related_name="reporting_duties")
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="reporting_duties")
    coding = models.ForeignKey(MandateCoding, models.PROTECT, related_name="reporting_duties")
    anchor = models.CharField(max_length=30, blank=True, help_text="Of the paragraph: op3-a.")
    kind = models.CharField(max_length=10, choices=DutyKind)
    rank = BoundedIntegerField(
        least=1, most=1000, default=1, help_text="Among those of the kind in the paragraph."
    )
    every_months = BoundedIntegerField(least=1, most=120, null=True, blank=True)
    every_days = BoundedIntegerField(least=1, most=1000, null=True, blank=True)
    within_days = BoundedIntegerField(
        least=1, most=1000, null=True, blank=True, help_text="Of the adoption."
    )
    due = models.DateField(null=True, blank=True, help_text="The day named.")
    counted_from = models.DateField(
        null=True,
        blank=True,
        help_text="Day from which intervals are counted: of the first report, where it is stated "
        "by itself. Empty: the adoption.",
    )
    until = models.DateField(
        null=True, blank=True, help_text="Day up to which alone it is asked at intervals."
    )
    fulfilled_by = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fulfils",
        help_text="Of a duty due once: the report. Empty: not known.",
    )
    note = models.CharField(max_length=500, blank=True, help_text="Of what, or by whom.")

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["document", "mission", "coding__rank", "anchor", "kind", "rank", "id"]
        verbose_name_plural = "reporting duties"
        constraints = [
            one_of("kind", DutyKind),
            models.CheckConstraint(
                name="missions_reportingduty_due_once_or_at_intervals",
                condition=_one_given("every_months", "every_days", "within_days", "due"),
                violation_error_message="Give one of: every so many months, every so many days, "
                "within so many days, or the day. A first report and those after it are two rows.",
            ),
            models.CheckConstraint(
                name="missions_reportingduty_counted_at_intervals",
                condition=RECURRING | Q(counted_from=None, until=None),
                violation_error_message="Only intervals are counted from a day, or until one: "
                "empty these days, or say every how many months or days.",
            ),
            models.CheckConstraint(
                name="missions_reportingduty_fulfilled_once",
                condition=~RECURRING | Q(fulfilled_by=None),
                violation_error_message="One document does not fulfil a duty that comes back: "
                "empty it, or add the duty with its day.",
            ),
        ]
        indexes = [
            models.Index(name="missions_duty_of", fields=["mission", "document"]),
            models.Index(name="missions_duty_by_day", fields=["due"]),
            models.Index(name="missions_duty_by_last_day", fields=["until"]),
            models.Index(name="missions_duty_by_days", fields=["every_days"]),
            models.Index(name="missions_duty_by_months", fields=["every_months"]),
            models.Index(name="missions_duty_within", fields=["within_days"]),
        ]

    @property
    def paragraph(self) -> str:
        return in_words(self.anchor)

    @property
    def recurs(self) -> bool:
        return bool(self.every_months or self.every_days)

    @property
    def when(self) -> str:
        if number := self.every_months:
            return ngettext("every month", "every {number} months", number).format(number=number)
        if number := self.every_days:
            return ngettext("every day", "every {number} days", number).format(number=number)
        if self.within_days:
            return gettext("within {days} days").format(days=self.within_days)
        return gettext("by {day}").format(day=self.due)

    def __str__(self) -> str:
        return f"{self.document}: {self.get_kind_display().lower()} {self.when} ({self.mission})"


class ClockKind(models.TextChoices):
    """What may be due: the kinds of duties, and the last day of a mandate."""

    REPORT = DutyKind.REPORT.value, DutyKind.REPORT.label
    ASSESSMENT = DutyKind.ASSESSMENT.value, DutyKind.ASSESSMENT.label
    BRIEFING = DutyKind.BRIEFING.value, DutyKind.BRIEFING.label
    EXPIRY = "expiry", _("Expiry")


class DueDayQuerySet(models.QuerySet):
    def known_on(self, day: date) -> Self:
        """What documents of a day ask and grant; no expiry that one of them had moved already."""
        moved = Q(followed_by__adopted_on__isnull=False, followed_by__adopted_on__lte=day)
        return self.filter(document__adopted_on__lte=day).exclude(moved)

    def next_on(self, day: date) -> Self:
        """What is due on a day or after it, as known on it, with where it is stated.

        Of a duty that comes back its next day alone. How long a duty goes on is as later renewals
        have it.
        """
        sooner = DueDay.objects.filter(duty=OuterRef("duty"), day__gte=day, day__lt=OuterRef("day"))
        rows = self.known_on(day).filter(day__gte=day).filter(~Exists(sooner))
        rows = rows.select_related("document", "duty", "statement")
        return rows.order_by("day", "kind", "pk")

    def for_pages(self) -> Self:
        """With the records and the rows that a line on a page names."""
        return self.select_related("mission", "document", "duty", "statement", "followed_by")


class DueDay(InWords):
    """A day on which a duty falls due or a mandate runs out: derived from what documents state.

    Kept by publishing (`missions/clock/following.py`), so that lists can ask for it. What states
    it has a coding, and in a duty a place beside others of its kind.
    """

    natural_key = (
        "document",
        "mission",
        "kind",
        "day",
        "duty__coding",
        "duty__anchor",
        "duty__rank",
        "statement__coding",
    )

    day = models.DateField()
    kind = models.CharField(max_length=10, choices=ClockKind)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="due_days")
    document = models.ForeignKey(Document, models.CASCADE, related_name="due_days")
    duty = models.ForeignKey(ReportingDuty, models.CASCADE, null=True, related_name="due_days")
    statement = models.ForeignKey(
        MandateStatement, models.CASCADE, null=True, related_name="due_days"
    )
    followed_by = models.ForeignKey(
        Document,
        models.CASCADE,
        null=True,
        related_name="+",
        help_text="Of an expiry: what by that day had named another last day, or ended it.",
    )

    objects = DueDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "mission", "id"]
        verbose_name = "due day"
        constraints = [
            one_of("kind", ClockKind),
            models.CheckConstraint(
                name="missions_dueday_of_a_duty_or_an_expiry",
                condition=Q(kind=ClockKind.EXPIRY, duty=None, statement__isnull=False)
                | Q(
                    ~Q(kind=ClockKind.EXPIRY), duty__isnull=False, statement=None, followed_by=None
                ),
            ),
            models.UniqueConstraint(name="missions_dueday_once", fields=["duty", "day"]),
            models.UniqueConstraint(name="missions_dueday_one_expiry", fields=["statement"]),
        ]
        indexes = [
            models.Index(name="missions_dueday_by_day", fields=["day", "mission"]),
            models.Index(name="missions_dueday_of", fields=["mission", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.mission} due on {self.day}"

    @property
    def stated(self) -> ReportingDuty | MandateStatement:
        """The row that it follows from; a constraint says that there is one."""
        row = self.duty or self.statement
        assert row is not None  # noqa: S101
        return row

    @property
    def paragraph(self) -> str:
        return in_words(self.stated.anchor)
