"""The fixture tables of what every record may own, and of sources."""

from records.content.tables import Table
from records.models import (
    Alias,
    Citation,
    Gap,
    Identifier,
    Source,
)

TABLES = (
    Table("sources.csv", Source),
    Table("aliases.csv", Alias),
    Table("identifiers.csv", Identifier),
    Table("gaps.csv", Gap),
    Table("citations.csv", Citation),
)
