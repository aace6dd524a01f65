"""The page of a new verdict on a claim: verdict, correction and evidence in one save."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from knowledge.editing.choosing import ClaimChoosing
from knowledge.editing.grounds import TypedGrounds, ground_rows
from knowledge.editing.verdict_form import VerdictForm
from knowledge.models import Claim, EvidenceLink, Verdict
from knowledge.views import positions
from records.content.canonical import contents_of
from records.curation.queue import form_address
from records.curation.several import (
    WhereItIsRead,
    cited,
    hand_in_together,
    is_proven,
    source_names,
    written,
)
from records.curation.typed_rows import with_more_rows
from records.groups import DRAFT
from records.models import RecordKind

MORE = "_more_ground"


@dataclass
class VerdictPage:
    """All forms of the page, as they were posted or as they open."""

    verdict: VerdictForm
    grounds: TypedGrounds
    evidence: WhereItIsRead

    def is_valid(self) -> bool:
        every: Any = (self.verdict, self.grounds, self.evidence)
        return all_valid(every)


def new_verdict(request: HttpRequest) -> HttpResponse:
    """Asks for the claim first; what is posted to its form is handed in."""
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    choosing = ClaimChoosing(request.GET if "claim" in request.GET else None)
    claim = choosing.cleaned_data["claim"] if choosing.is_valid() else None
    if claim is None:
        disputed = Claim.objects.filter(verdict=Verdict.DISPUTED).order_by("code")
        return _page(request, "verdict_choose.html", {"form": choosing, "disputed": disputed})
    more = MORE in request.POST
    posted = with_more_rows(request.POST, "ground") if more else request.POST or None
    asked = VerdictPage(
        VerdictForm(posted, claim=claim),
        ground_rows(posted, claim),
        WhereItIsRead(posted, is_needed=False),
    )
    done = None
    if request.method == "POST" and not more and asked.is_valid():
        done = written(request, lambda: _hand_in(request, asked))
    return done or _ask(request, asked, more)


def _hand_in(request: HttpRequest, asked: VerdictPage) -> HttpResponse | None:
    """What became of it; None where it lacks evidence. Raises Refused."""
    form, evidence = asked.verdict, asked.evidence
    claim, saying = form.claim, evidence.saying()
    held = contents_of(RecordKind.CLAIM, [claim.slug])[claim.slug]
    rows = {EvidenceLink.collection: asked.grounds.evidence()}
    said = form.put_into(held) | {"owned": held["owned"] | rows}
    if saying is None and not is_proven(held, said):
        told = "Say where you read it, or add what the verdict rests on above."
        evidence.add_error("source", told)
        return None
    contents = [*evidence.made(), (cited(held, said, saying), claim.version)]
    reason = form.cleaned_data["reason"]
    return hand_in_together(request, contents, [], reason, form_address(claim))


def _ask(request: HttpRequest, asked: VerdictPage, more: bool) -> HttpResponse:
    form = asked.verdict
    told = {
        "asked": asked,
        "claim": form.claim,
        "positions": positions(form.claim),
        "links": form.claim.evidence.select_related("document", "provision__document"),
        "sources": source_names(),
        "has_errors": form.is_bound and not more and not asked.is_valid(),
    }
    return _page(request, "verdict.html", told)


def _page(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "New verdict on a claim"}
    return TemplateResponse(request, f"admin/knowledge/{template}", context | told)
