"""Audits of evidence: what every record and every citation owes."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from missions.models import LegalBasis, Mission
from records.curation.lacking import records_lacking
from records.models import Citation, Record, RecordKind
from records.models.evidence import Stance
from records.reading.cited_values import NO_ROW, held_values

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


def every_value() -> Iterator[str]:
    """Every value rests on a source, by itself or with its record."""
    for one in records_lacking():
        for path in one.paths:
            yield f"{one.record}: {path} has no citation."


def citations() -> Iterator[str]:
    """Every citation leads to a value or row; what contradicts says another value."""
    rows = Citation.objects.exclude(field="").select_related("record")
    held = held_values(rows)
    for citation in rows:
        value = held[citation.pk]
        if value.absent == NO_ROW:
            yield f"{citation.record}: {citation.field} names no row."
        text = "".join(str(part.text) for part in value.parts)
        same = _plain(text) == _plain(citation.stated) != ""
        if same and citation.stance == Stance.CONTRADICTS:
            yield f"{citation.record}: {citation.field} is contradicted by the value it has."


def _plain(text: str) -> str:
    """Without the unit and the commas of a number: «1,200 persons» is «1200»."""
    return text.removesuffix(" persons").replace(",", "").strip().casefold()


def legal_bases() -> Iterator[str]:
    """A mission without a legal basis row would read as one without authority."""
    bases = LegalBasis.objects.filter(mission=OuterRef("pk"))
    for mission in Mission.objects.filter(~Exists(bases)).order_by("slug"):
        yield f"mission {mission.slug} has no legal basis, not even one that says none."


def _in_order(rows: QuerySet) -> QuerySet:
    return rows.order_by("record_kind", "slug")
