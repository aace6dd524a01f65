"""The evidence that the page of a record shows, long registers folded to a line each."""

from collections import Counter
from dataclasses import dataclass

from records.common.prepared import Instances
from records.models import Citation, Record
from records.models.evidence import Stance
from records.reading.beside import SOURCE, read_beside
from records.reading.cited_values import attach_field_labels
from records.reading.labels import title_of

MOST_OF_ONE_TABLE = 5


@dataclass(frozen=True)
class Folded:
    """Contradictions of one table that are too many for a page; the register lists them."""

    table: str
    title: str
    count: int


def told_apart(citations: list[Citation]) -> tuple[list[Citation], dict[str, list[Citation]]]:
    """Those that say more than that a source supports: contradictions first; the others by field.

    A row of a table for each source that only supports would say its name and nothing else.
    """
    plain: dict[str, list[Citation]] = {}
    told = []
    for one in citations:
        if one.stance != Stance.SUPPORTS or one.stated or one.rule or one.evidence:
            told.append(one)
        else:
            plain.setdefault(one.field, []).append(one)
    return sorted(told, key=lambda one: one.stance != Stance.CONTRADICTS), plain


citations_of = Instances(
    lambda key: read_beside(Citation.objects.filter(record=key), source=SOURCE)
)


def evidence_of(record: Record) -> tuple[list[Citation], list[Folded]]:
    """Citations to show, with their `field_parts`, and tables of which the register has more."""
    citations = citations_of(record.pk)
    for one in citations:
        one.record = record
    counted = Counter(_contradicted_table(one) for one in citations)
    folded = {table for table, count in counted.items() if table and count > MOST_OF_ONE_TABLE}
    shown = [one for one in citations if _contradicted_table(one) not in folded]
    attach_field_labels(shown)
    return shown, [
        Folded(table, title_of(record.record_kind, table), counted[table])
        for table in sorted(folded)
    ]


def _contradicted_table(citation: Citation) -> str:
    """The table into a row of which a contradiction points; empty for any other citation."""
    table, inside, _ = citation.field.partition("/")
    return table if inside and citation.stance == Stance.CONTRADICTS else ""
