"""Rows that are typed on a page: some are empty, and more can be asked for without a script."""

from typing import Any

from django import forms

MORE_ROWS = 6


class TypedRows(forms.BaseFormSet):
    """Rows that say something; a row without its first column, or taken out, says nothing."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if self.can_delete:
            form.fields["DELETE"].label = "Take out"

    def rows(self) -> list[dict[str, Any]]:
        first = next(iter(self.empty_form.fields))
        said = [one.cleaned_data for one in self.forms]
        return [row for row in said if row.get(first) and not row.get("DELETE")]


def with_more_rows(posted: Any, prefix: str) -> Any:
    """What was posted, with some empty rows more."""
    data, name = posted.copy(), f"{prefix}-TOTAL_FORMS"
    number = data.get(name, "")
    data[name] = str((int(number) if number.isdecimal() and len(number) < 4 else 0) + MORE_ROWS)
    return data
