"""The texts of documents, for an editor who reads them beside a form."""

from django.db.models.fields.related import RelatedField

from legal.models import Document, Paragraph
from legal.shown_links import paragraph_name
from records.content.canonical import Content, row_fields
from records.curation.texts import CitableParagraph, OpenableText, Shelf, add_shelf
from records.models.ownership import owned_models, record_model

MOST_TEXTS = 60


def register() -> None:
    add_shelf(Shelf(texts_of, paragraphs_of))


def texts_of(content: Content) -> list[OpenableText]:
    """Of the document itself, and of those that its rows name, those with a text; newest first."""
    slugs = _documents_in(content)
    held = Document.objects.filter(slug__in=slugs, paragraphs__rank=1)
    rows = held.order_by("-adopted_on", "slug").values_list("slug", "symbol", "name")
    return [OpenableText(slug, symbol or name) for slug, symbol, name in rows[:MOST_TEXTS]]


def paragraphs_of(slug: str) -> list[CitableParagraph]:
    rows = Paragraph.objects.filter(document__slug=slug).select_related("document", "source")
    return [
        CitableParagraph(
            key=f"{slug}#{row.anchor}",
            locator=f"{row.document.symbol or row.document.name}, {_place(row)}",
            words=row.text,
            source=row.source.slug,
        )
        for row in rows.order_by("rank")
    ]


def _place(row: Paragraph) -> str:
    name = paragraph_name(row.anchor)
    return f"para. {name}" if name[:1].isdigit() else name


def _documents_in(content: Content) -> set[str]:
    kind = content["record_kind"]
    found = {content["slug"]} if kind == Document.RECORD_KIND else set()
    for model in (record_model(kind), *owned_models(kind)):
        collection = getattr(model, "collection", None)
        rows = content["owned"].get(collection, []) if collection else [content]
        for column in row_fields(model):
            if isinstance(column, RelatedField) and column.related_model is Document:
                found.update(*(_listed(row.get(column.name)) for row in rows))
    return found


def _listed(said: list[str] | str | None) -> list[str]:
    return said if isinstance(said, list) else [said] if said else []
