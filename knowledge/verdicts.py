"""Claims counted by verdict: numbers, shares and the bar that draws them, with its account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from knowledge.models import Verdict
from knowledge.phrases import VERDICT_MEANS
from records.common.addresses import list_address
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import Sheet
from records.common.tables import PageTable

HIGH = 24  # pixels

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
    """One verdict's part of some claims."""

    verdict: str
    label: str
    meaning: str
    count: int
    percent: int
    href: str


@dataclass(frozen=True)
class Breakdown:
    """Claims by verdict, in numbers and drawn."""

    shares: list[Share]
    figure: Figure


def counted(claims: QuerySet) -> dict[str, int]:
    return dict(claims.order_by().values_list("verdict").annotate(Count("pk")))


def shares(counts: Mapping[str, int], asked: Mapping[str, object]) -> list[Share]:
    """The verdicts that occur, each with a link to its claims among those `asked` for."""
    total = sum(counts.values())
    found, claims = [], list_address("claim")
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
                    href=f"{claims}?{urlencode({**asked, 'verdict': verdict.value}, doseq=True)}",
                )
            )
    return found


def breakdown(counts: Mapping[str, int], asked: Mapping[str, object]) -> Breakdown | None:
    """Of the claims `asked` for, as on their list; None where there are none."""
    found = shares(counts, asked)
    return Breakdown(found, _figure(found, asked)) if found else None


def _figure(found: Sequence[Share], asked: Mapping[str, object]) -> Figure:
    total, most = sum(one.count for one in found), max(found, key=lambda one: one.count)
    title = _("{verdict}: {number} of {total} claims").format(
        verdict=most.label, number=most.count, total=total
    )
    return Figure(
        name="verdicts",
        page=list_address("claim"),
        of=_("Claims"),
        title=title,
        measured=_("Claims by verdict; each counts once, whatever its weight."),
        table=PageTable(
            ("verdict", "claims", "per_cent"),
            ((one.verdict, one.count, one.percent) for one in found),
        ),
        drawn=lambda width: _bar(found, width, title),
        keys=[(f"segment {one.verdict}", one.label) for one in found],
        method=_(
            "What an article states was cut into claims, and each held against documents and "
            "sources that its page names."
        ),
        not_shown=_("how sure each verdict is; what the articles leave out."),
        read_from=_("the verdicts of PeaceKB, each with its evidence"),
        asked={name: value for name, value in asked.items() if name != "as_of"},
    )


def _bar(found: Sequence[Share], width: int, title: str) -> Sheet:
    """The parts beside one another."""
    sheet = Sheet(width, HIGH, title, _("The table has each verdict with its number."))
    total, before = sum(one.count for one in found), 0
    for one in found:
        sheet.bar(
            width * before / total, 0, width * one.count / total, HIGH, f"segment {one.verdict}"
        )
        before += one.count
    return sheet
