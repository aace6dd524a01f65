"""The fixture tables of what every record may own, and of sources."""

from records.content.tables import table
from records.models import (
    Alias,
    Citation,
    Gap,
    Identifier,
    Source,
)

TABLES = (
    table(
        "sources.csv",
        Source,
        "slug name summary kind publisher url published_on published_precision "
        "accessed_on licence sha256 note",
    ),
    table(
        "aliases.csv",
        Alias,
        "record starts_on starts_precision ends_on ends_precision text language kind",
    ),
    table("identifiers.csv", Identifier, "record scheme value note"),
    table("gaps.csv", Gap, "record field why"),
    table(
        "citations.csv",
        Citation,
        "record field source locator stated stance rule evidence open checked_on checked_by",
    ),
)
