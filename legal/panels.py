"""What pages of states, organizations and parties show of documents and events."""

from datetime import date
from typing import Any

from django.db.models import Count

from legal.models import DocumentKind, Position, Vote
from organizations.models import Organization, State
from records.models import Record

RECENT = 5


def events(record: Record, day: date | None) -> dict[str, Any] | None:
    """Its founding and what else happened to it, up to the day."""
    rows = record.events.select_related("document", "source")
    shown = list(rows.begun_by(day) if day else rows)
    return {"events": shown} if shown else None


def issued(organization: Organization, day: date | None) -> dict[str, Any] | None:
    """Documents of an organ: how many of each kind, and the latest."""
    rows = organization.documents.adopted_by(day) if day else organization.documents.all()
    counts = _by_kind(rows)
    if not counts:
        return None
    latest = rows.order_by("-adopted_on", "-pk").exclude(adopted_on=None)
    return {"counts": counts, "latest": list(latest[:RECENT])}


def in_the_record(state: State, day: date | None) -> dict[str, Any] | None:
    """Documents that concern a state, its vetoes, and its votes by position."""
    about, vetoes = state.documents_about.all(), state.vetoes.all()
    votes = Vote.objects.filter(state=state)
    if day:
        about, vetoes = about.adopted_by(day), vetoes.adopted_by(day)
        votes = votes.filter(document__adopted_on__lte=day)
    held = dict(votes.order_by().values_list("position").annotate(Count("pk")))
    positions = [(one.label, held[one]) for one in Position if one in held]
    shown = {
        "about": _by_kind(about),
        "latest": list(about.exclude(adopted_on=None).order_by("-adopted_on", "-pk")[:RECENT]),
        "vetoes": vetoes.count(),
        "positions": positions,
        "votes": sum(held.values()),
    }
    return shown if any(shown.values()) else None


def _by_kind(documents) -> list[tuple[str, str, int]]:
    """(kind, its label, how many), in the order of the enumeration."""
    held = dict(documents.order_by().values_list("kind").annotate(Count("pk", distinct=True)))
    return [(one.value, one.label, held[one]) for one in DocumentKind if one in held]
