"""The page on which the votes of a document are entered, member by member."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from legal.editing.ballots import BallotForm, VoteManner, ballot_form
from legal.editing.resolutions import with_vote
from legal.models import Document
from legal.models.document import PUT_TO_THE_VOTE
from legal.symbols import COUNCIL
from records.content.canonical import contents_of
from records.content.facts import FactBatch
from records.curation.queue import form_address
from records.curation.several import (
    ReasonForm,
    WhereItIsRead,
    cited,
    hand_in_together,
    source_names,
    written,
)
from records.groups import DRAFT
from records.models import RecordKind


def day_to_enter(document: Document) -> date | None:
    """The day of a vote in the Council of which no member's vote is held; None for what had none
    there, or has them."""
    in_council = document.kind in PUT_TO_THE_VOTE and document.organ
    if not in_council or in_council.slug != COUNCIL or document.votes.exists():
        return None
    return document.adopted_on


def enter_votes(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    document = get_object_or_404(Document.objects.select_related("organ"), pk=pk)
    day = day_to_enter(document)
    if day is None:
        raise Http404("No vote of the Council on it waits to be entered.")
    posted = request.POST or None
    ballot, evidence = ballot_form(document, day, posted), WhereItIsRead(posted)
    told = f"How members voted on {document.symbol or document.name}"
    reason = ReasonForm(posted, initial={"reason": told[:500]})
    asked: Any = (ballot, evidence, reason)
    done = None
    if request.method == "POST" and all_valid(asked):
        done = written(request, lambda: _hand_in(request, document, ballot, evidence, reason))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": f"Votes on {document.symbol or document.name}",
        "document": document,
        "ballot": ballot,
        "evidence": evidence,
        "reason": reason["reason"],
        "sources": source_names(),
        "back": form_address(document),
        "has_errors": any(one.errors for one in asked),
    }
    return done or TemplateResponse(request, "admin/legal/votes.html", context)


def _hand_in(
    request: HttpRequest,
    document: Document,
    ballot: BallotForm,
    evidence: WhereItIsRead,
    reason: ReasonForm,
) -> HttpResponse | None:
    """What became of it; None where nothing is said. Raises Refused."""
    if ballot.cleaned_data["manner"] == VoteManner.LATER:
        ballot.add_error("manner", "Say how it was adopted.")
        return None
    held = contents_of(RecordKind.DOCUMENT, [document.slug])[document.slug]
    said = cited(held, with_vote(held, ballot), evidence.read)
    contents, facts = [(said, document.version)], list[FactBatch]()
    source, version = evidence.content()
    if ballot.is_by_member:
        facts.append(ballot.batch(document.slug, source))
    if facts or not version:
        contents.insert(0, (source, version))
    told = reason.cleaned_data["reason"]
    return hand_in_together(request, contents, facts, told, form_address(document))
