"""What the desk of editors asks of claims: those that credible sources dispute."""

from django.urls import reverse

from knowledge.models import Claim, Verdict
from records.curation.desk import Waiting, add_page, add_tile, first_of, kept

VERDICT = "admin:knowledge_claim_verdict"


def register() -> None:
    add_tile("Disputed claims", kept("disputed", _disputed), rank=70)
    add_page("New verdict on a claim", VERDICT)


def _disputed() -> Waiting:
    rows = Claim.objects.filter(verdict=Verdict.DISPUTED).order_by("code")
    whole = f"{reverse('admin:knowledge_claim_changelist')}?verdict__exact={Verdict.DISPUTED}"
    return first_of(
        rows,
        lambda one: f"{one.code}: {one.name}",
        lambda one: f"{reverse(VERDICT)}?claim={one.code}",
        whole,
    )
