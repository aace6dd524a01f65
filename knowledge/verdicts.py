"""Claims counted by verdict: numbers, shares and the bar that draws them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet

from knowledge.models import Verdict
from knowledge.phrases import VERDICT_MEANS
from records.common.addresses import list_address

WIDTH = 720  # of the whole bar, in units of its drawing

# What a reader should see first.
MOST_TELLING = (
    Verdict.CONTRADICTED,
    Verdict.DISPUTED,
    Verdict.IMPRECISE,
    Verdict.SUPPORTED,
    Verdict.NOT_CHECKABLE,
)


@dataclass(frozen=True)
class Share:
    """One verdict's part of some claims; `x` and `width` place it in the bar."""

    verdict: str
    label: str
    meaning: str
    count: int
    percent: int
    x: float
    width: float
    href: str


def counted(claims: QuerySet) -> dict[str, int]:
    return dict(claims.order_by().values_list("verdict").annotate(Count("pk")))


def shares(counts: Mapping[str, int], asked: Mapping[str, object]) -> list[Share]:
    """The verdicts that occur, each with a link to its claims among those `asked` for."""
    total = sum(counts.values())
    found, before, claims = [], 0, list_address("claim")
    for verdict in Verdict:
        count = counts.get(verdict, 0)
        if count:
            found.append(
                Share(
                    verdict=verdict.value,
                    label=str(verdict.label),
                    meaning=str(VERDICT_MEANS[verdict]),
                    count=count,
                    percent=round(100 * count / total),
                    x=round(WIDTH * before / total, 1),
                    width=round(WIDTH * count / total, 1),
                    href=f"{claims}?{urlencode({**asked, 'verdict': verdict.value}, doseq=True)}",
                )
            )
        before += count
    return found
