"""What is cited for each value of a form, told beside it."""

from collections import defaultdict

from records.content.canonical import Content
from records.models import Citation, Source
from records.models.evidence import Stance
from records.reading.labels import Row, label_of, owned_model

MOST_TOLD = 3  # beside one value or row; the others are counted


def cited_beside(content: Content) -> dict[str, list[str]]:
    """Who says a value or row, in words, by its place: a column's name, or `mandates/1999-10-25`.

    One query, for the names of the sources.
    """
    rows = content["owned"].get(Citation.collection, ())
    names = dict(
        Source.objects.filter(slug__in={row["source"] for row in rows}).values_list("slug", "name")
        if rows
        else ()
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        place, column = _place(row.get("field", ""))
        if place:
            collection = place.partition("/")[0]
            model = owned_model(content["record_kind"], collection) if column else None
            of = f"{label_of(model, column)}: " if column else ""
            found[place].append(f"{of}{_words(row, names)}")
    return {place: _shortened(told) for place, told in found.items()}


def _place(path: str) -> tuple[str, str]:
    """The column, or the row with the column in it."""
    parts = path.split("/")
    return "/".join(parts[:2]), "/".join(parts[2:])


def _words(row: Row, names: dict[str, str]) -> str:
    told = [names.get(row["source"], row["source"]), row.get("locator", "")]
    stance = row.get("stance", Stance.SUPPORTS)
    if stance != Stance.SUPPORTS:
        told.append(f"{Stance(stance).label.lower()} it: {row.get('stated', '')}".rstrip(": "))
    return ", ".join(filter(None, told))


def _shortened(told: list[str]) -> list[str]:
    more = len(told) - MOST_TOLD
    return told if more <= 1 else [*told[:MOST_TOLD], f"{more} more"]
