"""What waits for whom, and what the pages of editors say once something was handed in or kept."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from records.groups import APPROVE
from records.models import Proposal
from records.writing.handing_in import Person

WAITING = "admin:records_proposal_changelist"


def is_alone(request: HttpRequest) -> bool:
    """Whether the button was pressed that publishes without a second person."""
    return "_publish" in request.POST


def waiting_for(user: Person, proposals: Any = Proposal.objects) -> QuerySet[Proposal]:
    """What somebody can do something about; what waits longest comes first."""
    return proposals.waiting_for(user.get_username(), approves=user.has_perm(APPROVE))


def address_of(proposal: Proposal) -> str:
    return reverse("admin:records_proposal_change", args=[proposal.pk])


def waits(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    text = "Handed in. Readers see it once somebody else has approved it; or it comes back to you."
    messages.success(request, text)
    return HttpResponseRedirect(address_of(proposal))


def draft_kept(request: HttpRequest) -> HttpResponse:
    text = "Kept as a draft. It appears nowhere public until it is handed in and approved."
    messages.success(request, text)
    return HttpResponseRedirect(reverse(WAITING))
