"""What a form refuses, each with the way to its place: a large form has hundreds of places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm


@dataclass(frozen=True)
class RefusedPlace:
    label: str
    anchor: str
    words: str


def refused_places(form: BaseForm, inlines: Sequence[Any]) -> Iterator[RefusedPlace]:
    """In the order of the page. What is said of the whole form stands at its head already."""
    yield from _of_fields(form)
    for inline in inlines:
        for told in inline.formset.non_form_errors():
            title = str(inline.opts.verbose_name_plural).capitalize()
            yield RefusedPlace(title, f"{inline.formset.prefix}-heading", str(told))
        for number, row in enumerate(inline.formset.forms, start=1):
            label = f"{str(inline.opts.verbose_name).capitalize()} {number}"
            for told in row.non_field_errors():
                yield RefusedPlace(label, row.prefix, str(told))
            yield from _of_fields(row, f"{label}, ")


def _of_fields(form: BaseForm, row: str = "") -> Iterator[RefusedPlace]:
    for field in form:
        for told in field.errors:
            yield RefusedPlace(f"{row}{field.label}", field.id_for_label, str(told))
