"""The text that a reader pastes."""

from typing import Any

from django import forms

from knowledge.checking.engine import LONGEST
from records.common.text import clean_text


class AnyText(forms.CharField):
    """Takes whatever is pasted: what nobody sees is dropped before anything else looks at it."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class CheckForm(forms.Form):
    text = AnyText(
        max_length=LONGEST,
        error_messages={
            "required": "There is no text. Paste a paragraph.",
            "max_length": "The text has %(show_value)d characters; up to %(limit_value)d are "
            "checked at once. Check it in parts.",
        },
    )
