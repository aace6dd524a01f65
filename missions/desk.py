"""What the desk of editors asks of missions: mandates that end soon, and codings by rule."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from legal.models import Coding
from missions.models import ClockKind, DueDay, MandateAction
from records.curation.desk import Waiting, add_page, add_tile, first_of, kept

AHEAD = timedelta(days=90)
EXTEND = "admin:missions_mission_extend"
CONFIRM = "admin:missions_mandateaction_confirm"


def register() -> None:
    add_tile("Mandates that end in 90 days", kept("ends", _ends), rank=50)
    add_page("Extend a mandate", EXTEND)
    add_page("Confirm what rules read", CONFIRM)
    add_page("New mission", "admin:missions_mission_new")
    add_tile("Actions on missions, coded by rule", kept("codings", _codings), rank=60)


def ends_soon(today: date) -> QuerySet[DueDay]:
    """The mandates that end in the next 90 days, the first to end first."""
    ends = DueDay.objects.known_on(today).filter(
        kind=ClockKind.EXPIRY, day__gte=today, day__lte=today + AHEAD
    )
    return ends.select_related("mission").order_by("day", "pk")


def _ends() -> Waiting:
    return first_of(
        ends_soon(timezone.localdate()),
        lambda one: f"{one.day}: {one.mission}",
        lambda one: f"{reverse(EXTEND)}?mission={one.mission.slug}",
        reverse("clock"),
    )


def _codings() -> Waiting:
    rows = MandateAction.objects.filter(coding=Coding.BY_RULE).select_related("document")
    whole = f"{reverse('admin:missions_mandateaction_changelist')}?coding__exact={Coding.BY_RULE}"
    return first_of(
        rows.order_by("-document__adopted_on", "-document", "pk"),
        str,
        lambda one: f"{reverse(CONFIRM)}?document={one.document.slug}",
        whole,
    )
