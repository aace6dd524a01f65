"""Audits of the articles and of the claims read from them."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from knowledge.models import (
    Claim,
    EvidenceLink,
    Passage,
    SectionList,
    SectionMention,
    SectionTopic,
    Verdict,
)


def verdicts() -> Iterator[str]:
    """A verdict rests on evidence; what cannot be checked has none."""
    links = EvidenceLink.objects.filter(claim=OuterRef("pk"))
    open_verdict = Q(verdict=Verdict.NOT_CHECKABLE)
    for claim in Claim.objects.filter(~open_verdict, ~Exists(links)).order_by("code"):
        yield f"claim {claim.code} is {claim.verdict} without evidence."
    for claim in Claim.objects.filter(open_verdict, Exists(links)).order_by("code"):
        yield f"claim {claim.code} is not checkable and yet has evidence."


def passages() -> Iterator[str]:
    """No sentence of an article is left without a claim, and no claim without a sentence."""
    for passage in Passage.objects.filter(claims=None).select_related("section"):
        yield f"{passage} carries no claim."
    for claim in Claim.objects.filter(passages=None).order_by("code"):
        yield f"claim {claim.code} stands in no passage."


def lists() -> Iterator[str]:
    """Every list of an article has its items, ranked from 1 without a gap."""
    for one in SectionList.objects.select_related("section").order_by("code"):
        ranks = sorted(
            rank or 0  # an item without one
            for model in (SectionTopic, SectionMention)
            for rank in model.objects.filter(section=one.section, list_code=one.code).values_list(
                "rank", flat=True
            )
        )
        if ranks != list(range(1, len(ranks) + 1)) or not ranks:
            told = ", ".join(str(rank or "none") for rank in ranks) or "none"
            yield f"list {one.code} of section {one.section.code} has the ranks {told}."
