"""What a form and its inlines say, put into the content that the form is held against."""

from collections.abc import Iterable

from records.content.canonical import Content, cleaned, row_key, tidy
from records.content.merging import Place, follow
from records.curation.filling import Filling
from records.curation.forms import OwnedFormSet, RecordForm
from records.curation.values import form_row
from records.models.ownership import owned_models, parent_model


def said_content(
    filling: Filling, formsets: Iterable[OwnedFormSet], form: RecordForm | None = None
) -> tuple[Content, dict[Place, str]]:
    """And the new keys of rows that the form renamed, by the old.

    What the form does not show stays as it is in the base, or in the draft that it was opened from:
    collections without an inline, columns without a form, rows of other pages.
    """
    content = filling.rest | {"owned": dict(filling.rest["owned"])}
    if form is not None:
        content |= form_row(form) | {"slug": content["slug"] or form.cleaned_data["slug"]}
    moved = filling.beside.renamed() if filling.beside else {}
    for formset in formsets:
        collection = formset.model.collection
        rows = [formset.row_of(one) for one in formset.kept_forms()]
        content["owned"][collection] = formset.rows_elsewhere() + rows
        for origin in formset.origins():
            moved.pop((collection, origin), None)
        moved |= {(collection, old): new for old, new in formset.renamed().items()}
    return tidy(cleaned(_without_lost_rows(follow(content, moved)))), moved


def _without_lost_rows(content: Content) -> Content:
    """Rows that hang on a row which was taken out go with it."""
    owned = dict(content["owned"])
    for model in owned_models(content["record_kind"]):
        if parent := parent_model(model):
            held = {row_key(parent, row) for row in owned.get(parent.collection, ())}
            rows = owned.get(model.collection, ())
            owned[model.collection] = [row for row in rows if row[model.owner] in held]
    return content | {"owned": owned}
