"""What the front page and the page about the data say of the whole base."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from knowledge.models import Claim, Verdict
from peacekb.fixtures import all_tables
from records.addresses import FOLDERS
from records.models import Citation, FixtureLoad, Gap, Head, Record, RecordKind, Source
from records.ownership import fact_models


@dataclass(frozen=True)
class KindCount:
    label: str
    address: str
    count: int


def kinds() -> list[KindCount]:
    """How many records of each kind are published, in the order of the enumeration."""
    counted = dict(
        Record.objects.order_by().values_list("record_kind").annotate(Count("id")).iterator()
    )
    return [
        KindCount(FOLDERS[kind].replace("-", " "), f"/{FOLDERS[kind]}/", counted.get(kind, 0))
        for kind in RecordKind.values
    ]


def verdicts() -> list[tuple[str, str, int]]:
    """(verdict, its label, number of claims)."""
    counted = dict(Claim.objects.order_by().values_list("verdict").annotate(Count("pk")))
    return [(verdict, Verdict(verdict).label, counted.get(verdict, 0)) for verdict in Verdict]


def last_published() -> QuerySet[Record]:
    return Record.objects.order_by("-updated_at", "-version", "pk")


def state_of_the_base() -> dict[str, Any]:
    """Figures for the page about the data."""
    return {
        "kinds": kinds(),
        "verdicts": verdicts(),
        "facts": [
            (str(model._meta.verbose_name_plural), model.objects.count()) for model in fact_models()
        ],
        "contradictions": Citation.objects.contradicting().count(),
        "undecided": Citation.objects.contradicting().filter(open=True).count(),
        "gaps": Gap.objects.count(),
        "sources": Source.objects.order_by("name"),
        "tables": len(all_tables()),
        "revisions": Head.objects.values_list("sequence", flat=True).first() or 0,
        "load": FixtureLoad.objects.first(),
    }
