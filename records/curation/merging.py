"""What a form and its inlines say, put into the content of the record."""

from collections.abc import Iterable
from typing import Any

from records.content.canonical import Content, content_of, parent_field, row_key
from records.content.references import key_in_owner, name_of
from records.curation.forms import OwnedFormSet, RecordForm, form_row
from records.models import Record
from records.models.ownership import Owned, owned_models, owner_model


def merged_content(
    record: Record | None, kind: str, slug: str, form: RecordForm, formsets: Iterable[OwnedFormSet]
) -> Content:
    """The record's content with what the forms say; collections without an inline stay."""
    content: Content = {"record_kind": kind, "slug": slug, "owned": {}}
    if record is not None:
        content["owned"] = content_of(record)["owned"]
    content |= form_row(form)
    renamed: dict[str, str] = {}
    for formset in formsets:
        collection = formset.model.collection
        content["owned"][collection] = [form_row(one) for one in formset.kept_forms()]
        for old, new in _renamed(formset).items():
            renamed[f"{collection}/{old}"] = f"{collection}/{new}"
        _carry_along(content, kind, formset)
    _follow_paths(content, renamed)
    return content


def _renamed(formset: OwnedFormSet) -> dict[str, str]:
    """Old and new keys of rows whose natural key the form changed."""
    pairs = {}
    for form in formset.kept_forms():
        if form.instance.pk:
            held = type(form.instance)._default_manager.get(pk=form.instance.pk)
            old, new = key_in_owner(name_of(held)), row_key(formset.model, form_row(form))
            if old != new:
                pairs[old] = new
    return pairs


def _carry_along(content: Content, kind: str, formset: OwnedFormSet) -> None:
    """Rows that hang on this collection keep to their row when its key changes, or go with it."""
    moved = _renamed(formset)
    kept = {row_key(formset.model, form_row(form)) for form in formset.kept_forms()}
    for model in owned_models(kind):
        above = parent_field(model)
        if not above or owner_model(model) is not formset.model:
            continue
        rows = content["owned"].get(model.collection, [])
        for row in rows:
            row[above] = moved.get(row[above], row[above])
        content["owned"][model.collection] = [row for row in rows if row[above] in kept]


def _follow_paths(content: Content, renamed: dict[str, str]) -> None:
    """Citations and gaps of a row follow it to its new key."""
    for collection in ("citations", "gaps"):
        for row in content["owned"].get(collection, ()):
            for old, new in renamed.items():
                path = row.get("field") or ""
                if path == old or path.startswith(f"{old}/"):
                    row["field"] = new + path.removeprefix(old)


def nested_content(owner: Record, row: Owned, formsets: Iterable[OwnedFormSet]) -> Content:
    """The owner's content with the rows that hang on one owned row replaced."""
    content = content_of(owner)
    key = key_in_owner(name_of(row))
    for formset in formsets:
        above, collection = parent_field(formset.model), formset.model.collection
        others = [one for one in content["owned"].get(collection, []) if one[above] != key]
        rows: list[dict[str, Any]] = [
            form_row(form) | {above: key} for form in formset.kept_forms()
        ]
        content["owned"][collection] = others + rows
    return content
