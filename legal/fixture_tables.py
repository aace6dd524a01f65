"""The fixture tables of documents, provisions and votes."""

from legal.models import (
    Document,
    DocumentLink,
    DocumentProvision,
    Event,
    Provision,
    Vote,
)
from records.content.tables import table

TABLES = (
    table(
        "documents.csv",
        Document,
        "slug name summary kind symbol organ number year session subject situation "
        "adopted_on adopted_precision signed_on in_force_on meeting draft_symbol outcome "
        "adoption in_favour against abstaining not_participating absent chapter_vii "
        "chapter_vii_basis confidence url note states vetoed_by",
    ),
    table("provisions.csv", Provision, "document number parent rank heading gist"),
    table("document_provisions.csv", DocumentProvision, "document provision relation paragraph"),
    table("events.csv", Event, "record kind date precision title document source"),
    table("votes.csv", Vote, "document state position basis source"),
    table(
        "document_links.csv",
        DocumentLink,
        "document kind to to_symbol paragraph count coding source",
    ),
)
