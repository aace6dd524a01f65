"""What the description says of the whole, in words: licence, tags, how everything is asked."""

from typing import Any

INFO: dict[str, Any] = {
    "title": "PeaceKB",
    "version": "1",
    "summary": "Peace operations, their mandates and the law under them, with evidence.",
    "description": (
        "Read-only, and without a key. Every list is asked in one grammar: a parameter has the "
        "name of the column that it asks, `__gte`, `__not` and others after it compare, a comma "
        "means either, two parameters must both hold, and what is not understood is refused with "
        "400. A list answers 50 rows a page; `next` leads on. The suffix of an address, or "
        "`Accept`, chooses the format. Whatever an address does not allow but reading is answered "
        "with 405. Every refusal is a problem (RFC 9457) whose `type` leads to a page of help.\n\n"
        "Within version 1 addresses, parameters, fields and words of enumerations are only added; "
        "read answers so that a field which is new does no harm."
    ),
    "license": {
        "name": "CC BY 4.0; each source keeps its own terms, which /api/v1/sources/ tells",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
}
TAGS = {
    "figures": "Counts, sums, means and shares over any list.",
    "knowledge": "Search, topics, articles, claims and the check of a text.",
    "legal": "Documents with their texts and links, votes and who voted alike.",
    "missions": "Missions, mandates, tasks, the clock, conflicts, and figures by mission.",
    "organizations": "States, organizations, parties and memberships.",
    "records": "Sources, citations, and how much is known.",
    "service": "Addresses, formats and the description itself.",
}
KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key for who asks much. Without one everything is answered too.",
}
