"""The fixture tables of documents, provisions and votes."""

from legal.models import (
    Document,
    DocumentLink,
    DocumentProvision,
    Event,
    Meeting,
    Provision,
    Sponsor,
    Vote,
)
from records.content.tables import Table

TABLES = (
    Table("documents.csv", Document),
    Table("provisions.csv", Provision),
    Table("document_provisions.csv", DocumentProvision),
    Table("events.csv", Event),
    Table("meetings.csv", Meeting),
    Table("votes.csv", Vote),
    Table("sponsors.csv", Sponsor),
    Table("document_links.csv", DocumentLink),
)
