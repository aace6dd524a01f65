"""Fields that read the values of parameters, and the widgets that show them."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.common.filters.asked import LONGEST_VALUE, Asked
from records.common.text import nearest

MOST_VALUES = 100


class ListField(forms.Field):
    """Several values, by comma or by repetition; they are read by `read_all`."""

    widget = forms.MultipleHiddenInput
    read_all: Callable[[list[str]], Any]

    def __init__(self, *, read_all: Callable[[list[str]], Any] | None = None, **kwargs) -> None:
        if read_all:
            self.read_all = read_all  # a filter gives its own when it makes the field
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        given = value if isinstance(value, (list, tuple)) else [value] if value else []
        if any("\x00" in str(text) for text in given):
            raise ValidationError("Null characters are not allowed.")  # PostgreSQL takes none
        parts = [part.strip() for text in given for part in str(text).split(",")]
        wanted = list(dict.fromkeys(part for part in parts if part))
        if not wanted and any("," in text for text in given):
            raise ValidationError(_("Expected a value beside the comma."))
        if len(wanted) > MOST_VALUES:
            raise ValidationError(f"At most {MOST_VALUES} values.")
        return self.read_all(wanted) if wanted else None


class Several(Asked):
    """Rows that have any of the values given."""

    field_class = ListField
    takes_several = True

    def __init__(self, *columns: str, **kwargs) -> None:
        kwargs.setdefault("widget", TextList())
        super().__init__(*columns, lookup_expr="in", **kwargs)

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.read_all = self.read_all
        return field

    def read_all(self, given: list[str]) -> list[Any]:
        """The values as the columns hold them. Raises ValidationError for one that cannot be."""
        raise NotImplementedError


class TextList(forms.TextInput):
    """A line for several values between commas."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value):
        return ",".join(value) if isinstance(value, (list, tuple)) else value


class SelectList(forms.Select):
    """A drop-down of one value; the address may hold several."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "SelectList":
        """Fields of one filter share it: nothing changes what was declared."""
        return self

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value):
        given = value if isinstance(value, (list, tuple)) else [value]
        return [str(part) for text in given if text for part in str(text).split(",")][:1]


def not_one_of(value: str, allowed: Iterable[str], spellings: Iterable[str] = ()) -> str:
    """With the nearest of the values allowed and of their other spellings."""
    like = nearest(value, [*spellings, *allowed])
    hint = f" Did you mean '{like}'?" if like else ""
    return f"'{value[:60]}' is not one of {', '.join(allowed)}.{hint}"


class YesNoField(forms.Field):
    """`yes` and `no`; `true`, `false`, `1` and `0` are read too."""

    widget = forms.Select(
        choices=[(word, gettext_lazy(word or "any")) for word in ("", "yes", "no")]
    )
    VALUES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

    def to_python(self, value: Any) -> bool | None:
        if value in (None, ""):
            return None
        if str(value).lower() not in self.VALUES:
            raise ValidationError(_("Expected yes or no."))
        return self.VALUES[str(value).lower()]


class YesNo(Asked):
    field_class = YesNoField
    operators = ("isnull",)
    schema = {"type": "string", "enum": ["yes", "no"]}
    takes = "`yes` or `no`."

    def in_rows(self, value: bool) -> list[bool]:
        return [value]

    def told(self, value: bool) -> tuple[str, str]:
        word = "yes" if value else "no"
        return word, _(word)


class Text(Asked):
    """A short text without control characters."""

    schema = {"type": "string", "maxLength": LONGEST_VALUE}

    class field_class(forms.CharField):  # noqa: N801 - the name that django-filter reads
        widget = forms.TextInput(attrs={"type": "search"})

        def __init__(self, **kwargs) -> None:
            super().__init__(max_length=LONGEST_VALUE, **kwargs)
