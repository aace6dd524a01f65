"""What pages of states, organizations and parties show of documents and events."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from legal.models import Document, DocumentKind, Event
from legal.voting.of_state import NOT_FOR, RECENT, beside, latest_apart, voting_of
from organizations.models import Organization, State
from records.common.numbers import count_of, in_figures
from records.common.prepared import Instances
from records.models import Record
from records.reading.beside import LINK
from records.reading.glance import Glance
from records.reading.own_rows import Question

VETOES_NAMED = 8
SHOWN = (*LINK, "symbol", "subject", "adopted_on", "adopted_precision")  # of a document

OF_DOCUMENT: dict[str, Question] = {
    "states": lambda key: State.objects.filter(documents_about=key).order_by("name"),
    "sponsors": lambda key: State.objects.filter(sponsored__document=key).order_by("name"),
    "vetoed_by": lambda key: State.objects.filter(vetoes=key).order_by("name"),
}


events_of = Instances(
    lambda key: Event.objects.filter(record=key).select_related("document", "source")
)


def events(record: Record, day: date | None) -> dict[str, Any] | None:
    """Its founding and what else happened to it, up to the day."""
    shown = [one for one in events_of(record.pk) if day is None or one.date <= day]
    return {"events": shown} if shown else None


def issued(organization: Organization, day: date | None) -> dict[str, Any] | None:
    """Documents of an organ: how many of each kind, and the latest."""
    rows = organization.documents.adopted_by(day) if day else organization.documents.all()
    counts = _by_kind(rows)
    if not counts:
        return None
    latest = rows.only(*SHOWN, "organ").order_by("-adopted_on", "-pk").exclude(adopted_on=None)
    return {"counts": counts, "latest": list(latest[:RECENT])}


def votes_in_council(state: State, day: date | None) -> dict[str, Any]:
    """Its votes by term, its vetoes, how often it voted as the permanent members did."""
    voting = voting_of(state, day)
    if not voting.terms:
        return {
            "voting": None,
            "glance": [Glance(_("Votes in the Council"), _("none"), _("no seat held"))],
        }
    named = list(_vetoes(state, day)) if voting.could_veto else []
    votes = voting.whole.votes
    small = count_of(len(named), _("veto,vetoes")) if named else _("no veto")
    return {
        "voting": voting,
        "apart": latest_apart(state.pk, day or date.max) if voting.apart else [],
        "not_for": ",".join(NOT_FOR),
        "beside": beside(state, voting) if votes else [],
        "vetoes": named[:VETOES_NAMED],
        "vetoed": len(named),
        "glance": [Glance(_("Votes in the Council"), in_figures(votes), small, "votes")],
    }


def _vetoes(state: State, day: date | None) -> QuerySet[Document]:
    vetoes = state.vetoes.only(*SHOWN).order_by("-adopted_on", "-pk")
    return vetoes.adopted_by(day) if day else vetoes


def concerning(state: State, day: date | None) -> dict[str, Any]:
    """Documents that concern a state: how many of each kind, and the latest."""
    about = state.documents_about.adopted_by(day) if day else state.documents_about.all()
    counts = _by_kind(about)
    return {"counts": counts, "latest": _about(state.pk, day or date.max) if counts else []}


_about = Instances(
    lambda state, day: (
        Document.objects.filter(states=state, adopted_on__lte=day)
        .only(*SHOWN)
        .order_by("-adopted_on", "-pk")[:RECENT]
    )
)


def _by_kind(documents) -> list[tuple[str, str, int]]:
    """(kind, its label, how many), in the order of the enumeration."""
    held = dict(documents.order_by().values_list("kind").annotate(Count("pk")))
    return [(one.value, str(one.label), held[one]) for one in DocumentKind if one in held]
