"""What the desk of editors asks of claims: those that credible sources dispute."""

from django.urls import reverse

from knowledge.models import Claim, Verdict
from records.curation.desk import Waiting, add_tile, first_of, kept
from records.curation.queue import form_address


def register() -> None:
    add_tile("Disputed claims", kept("disputed", _disputed), rank=70)


def _disputed() -> Waiting:
    rows = Claim.objects.filter(verdict=Verdict.DISPUTED).order_by("code")
    whole = f"{reverse('admin:knowledge_claim_changelist')}?verdict__exact={Verdict.DISPUTED}"
    return first_of(rows, lambda one: f"{one.code}: {one.name}", form_address, whole)
