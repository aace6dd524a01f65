"""What may be added up of documents, votes and texts."""

from legal.models import (
    Document,
    DocumentLink,
    DocumentProvision,
    Meeting,
    Paragraph,
    Provision,
    Resolution,
    Subject,
    Vote,
)
from records.stats.adding import SOURCES, Adding

ADOPTED = Adding(
    "adopted_on",
    "adopted_precision",
    numbers=("in_favour", "against", "abstaining", "not_participating", "absent"),
)

ADDING = {
    Document: ADOPTED,
    Resolution: ADOPTED,
    Vote: Adding(
        "document__adopted_on",
        "document__adopted_precision",
        also={
            "region": "state__region",
            "basis": "basis",
            "chapter_vii": "document__chapter_vii",
            "kind": "document__kind",
        },
    ),
    Meeting: Adding("date"),
    Provision: Adding(),
    DocumentProvision: Adding("document__adopted_on", "document__adopted_precision"),
    Subject: Adding("document__adopted_on", "document__adopted_precision"),
    Paragraph: Adding("document__adopted_on", "document__adopted_precision"),
    DocumentLink: Adding(
        "document__adopted_on",
        "document__adopted_precision",
        numbers=("count",),
        singles=(SOURCES,),
    ),
}
