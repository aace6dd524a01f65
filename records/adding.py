"""What may be added up of the records' own tables."""

from records.models import Citation, Coverage, Source
from records.stats.adding import Adding, Single

WHOLE = "`all` is the sum of the decades and of `undated`."

ADDING = {
    Source: Adding("published_on", "published_precision"),
    Citation: Adding("checked_on"),
    Coverage: Adding(
        numbers=("rows", "known", "unknown", "not_applicable", "withheld"),
        singles=(
            Single("table", "Rows of a table are counted once for each of its fields."),
            Single("field", "Each field counts all rows of its table."),
            Single("period", WHOLE),
        ),
    ),
}
