"""What the base owes its readers and no constraint can hold; `manage.py audit` asks all of it.

Each audit yields a sentence for a defect. CI refuses any.
"""

from collections.abc import Callable, Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from knowledge.models import (
    Claim,
    EvidenceLink,
    Passage,
    SectionList,
    SectionMention,
    SectionTopic,
    Verdict,
)
from legal.models import Adoption, Document, Vote
from missions.lineage import succession_cycles
from missions.models import LegalBasis, Mission
from records.models import Citation, Record, RecordKind
from records.models.evidence import Stance

Audit = Callable[[], Iterator[str]]
OWN_EVIDENCE = (RecordKind.ARTICLE, RecordKind.CLAIM, RecordKind.SOURCE)


def summaries() -> Iterator[str]:
    """Every record is introduced in our own words."""
    for record in _in_order(Record.objects.filter(summary="")):
        yield f"{record} has no summary."


def evidence() -> Iterator[str]:
    """Every record rests on a source, as a whole or field by field."""
    supporting = Citation.objects.filter(record=OuterRef("pk"), stance=Stance.SUPPORTS)
    rows = Record.objects.exclude(record_kind__in=OWN_EVIDENCE).filter(~Exists(supporting))
    for record in _in_order(rows):
        yield f"{record} has no citation that supports it."


def legal_bases() -> Iterator[str]:
    """A mission without a legal basis row would read as one without authority."""
    bases = LegalBasis.objects.filter(mission=OuterRef("pk"))
    for mission in Mission.objects.filter(~Exists(bases)).order_by("slug"):
        yield f"mission {mission.slug} has no legal basis, not even one that says none."


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
        ranks = [
            rank
            for model in (SectionTopic, SectionMention)
            for rank in model.objects.filter(section=one.section, list_code=one.code).values_list(
                "rank", flat=True
            )
        ]
        if sorted(ranks) != list(range(1, len(ranks) + 1)) or not ranks:
            yield f"list {one.code} of section {one.section.code} has the ranks {sorted(ranks)}."


TOTALS = {"in_favour": "yes", "against": "no", "abstaining": "abstain"}


def vote_totals() -> Iterator[str]:
    """Totals on a resolution equal its votes, or a citation says that sources disagree."""
    counted = {
        f"counted_{total}": Count("votes", filter=Q(votes__position=position))
        for total, position in TOTALS.items()
    }
    rows = Document.objects.annotate(cast=Count("votes"), **counted)
    rows = rows.filter(cast__gt=0, adoption__in=[Adoption.VOTE, Adoption.WRITTEN_PROCEDURE])
    for total in TOTALS:
        told = Citation.objects.filter(
            record=OuterRef("pk"), field=total, stance=Stance.CONTRADICTS
        )
        differing = rows.exclude(**{total: F(f"counted_{total}")}).exclude(**{total: None})
        for document in differing.filter(~Exists(told)).order_by("slug"):
            yield f"document {document.slug}: {total} is not the number of its votes."


def council_size() -> Iterator[str]:
    """Eleven members voted until resolution 219 (1965), fifteen since."""
    council = Vote.objects.filter(document__organ__slug="un-sc").values("document__number")
    for row in council.annotate(members=Count("id")).order_by("document__number"):
        expected = 11 if row["document__number"] <= 219 else 15
        if row["members"] != expected:
            number, members = row["document__number"], row["members"]
            yield f"resolution {number}: {members} members voted, the Council had {expected}."


def successions() -> Iterator[str]:
    """A mission does not follow itself."""
    for slugs in succession_cycles():
        yield f"The missions {', '.join(slugs)} succeed one another in a circle."


def _in_order(rows: QuerySet) -> QuerySet:
    return rows.order_by("record_kind", "slug")


AUDITS: tuple[Audit, ...] = (
    summaries,
    evidence,
    legal_bases,
    verdicts,
    passages,
    lists,
    vote_totals,
    council_size,
    successions,
)
