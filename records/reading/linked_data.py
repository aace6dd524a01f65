"""A record in the words of schema.org, for search engines: only what is held, nothing empty."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from records.models.record import Described
from records.reading.citing import AUTHOR, Cited

# In a data block of a page no sign may end it, or open another.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def linked_data(record: Described, cited: Cited) -> SafeString:
    told = {
        "@context": "https://schema.org",
        "@id": cited.address.partition("?")[0],
        "url": cited.address.partition("?")[0],
        "name": record.name,
        "description": record.summary,
        **record.linked_data(),
        "mainEntityOfPage": {
            "@type": "WebPage",
            "version": record.version,
            "dateModified": f"{record.updated_at:%Y-%m-%d}",
            "publisher": {"@type": "Organization", "name": AUTHOR},
        },
    }
    text = json.dumps(_without_empty(told), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (escaped above)


def _without_empty(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in ("", None)}
