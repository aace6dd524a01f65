"""What may be added up of the records' own tables."""

from records.models import Alias, Citation, Coverage, Gap, Identifier, Source
from records.stats.adding import Adding, Single

WHOLE = "`all` is the sum of the decades and of `undated`."

ADDING = {
    Source: Adding("published_on", "published_precision"),
    Citation: Adding("checked_on"),
    Alias: Adding("starts_on", "starts_precision"),
    Identifier: Adding(),
    Gap: Adding(),
    Coverage: Adding(
        numbers=("rows", "known", "unknown", "not_applicable", "withheld"),
        singles=(
            Single("table", "Rows of a table are counted once for each of its fields."),
            Single("field", "Each field counts all rows of its table."),
            Single("period", WHOLE),
        ),
    ),
}
