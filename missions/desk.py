"""What the desk of editors asks of missions: mandates that end soon, and codings by rule."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from legal.models import Coding
from missions.models import ClockKind, DueDay, MandateAction
from records.curation.desk import Waiting, add_tile, first_of, kept

AHEAD = timedelta(days=90)


def register() -> None:
    add_tile("Mandates that end in 90 days", kept("ends", _ends), rank=50)
    add_tile("Actions on missions, coded by rule", kept("codings", _codings), rank=60)


def _ends() -> Waiting:
    today = timezone.localdate()
    ends = DueDay.objects.known_on(today).filter(
        kind=ClockKind.EXPIRY, day__gte=today, day__lte=today + AHEAD
    )
    rows = ends.select_related("mission").order_by("day", "pk")
    return first_of(
        rows, lambda one: f"{one.day}: {one.mission}", lambda one: one.mission, reverse("clock")
    )


def _codings() -> Waiting:
    rows = MandateAction.objects.filter(coding=Coding.BY_RULE).select_related("document")
    whole = f"{reverse('admin:missions_mandateaction_changelist')}?coding__exact={Coding.BY_RULE}"
    return first_of(rows.order_by("pk"), str, lambda one: one.document, whole)
