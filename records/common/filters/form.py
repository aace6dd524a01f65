"""The form that reads a question: what it does not know is refused with the nearest name."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms

from records.common.filters.days import Span
from records.common.filters.values import ListField
from records.common.text import nearest

ALWAYS_READ = frozenset({"page", "page_size", "cursor", "fields", "omit", "expand", "meta"})
ALSO_A_NAME = frozenset({"release"})  # which a list reads before it asks a filter
AS_ONE_WRITES = {
    "in": "",
    "exact": "",
    "eq": "",
    "contains": "icontains",
    "neq": "not",
    "ne": "not",
}


class RefuseUnknown(forms.Form):
    """Refuses parameters that are neither filters nor words the view reads."""

    also: frozenset[str] = ALWAYS_READ
    every_name: Collection[str] = ()  # of the list, where fields are made of what is asked
    old_names: Mapping[str, str] = {}

    def clean(self) -> dict[str, Any]:
        for name in sorted(set(self.data).difference(self.fields, self.also, self.every_name)):
            known = {*self.fields, *self.also, *self.every_name, *ALSO_A_NAME}
            self.add_error(None, self._unknown(name, known))
        for name in self.data:
            if name in self.fields and not isinstance(self.fields[name], ListField):
                values = getattr(self.data, "getlist", lambda key: [self.data[key]])(name)
                if len(values) > 1:
                    self.add_error(None, f"{name} may stand only once.")
        self._refuse_empty_spans()
        return super().clean() or self.cleaned_data

    def _unknown(self, name: str, known: Iterable[str]) -> str:
        plain = name.partition("__")[0]
        if name in self.old_names:
            return f"'{name}' is called '{self.old_names[name]}' now."
        if plain in self.old_names:
            return f"'{plain}' is called '{self.old_names[plain]}' now."
        return unknown("parameter", name, known)

    def _refuse_empty_spans(self) -> None:
        for name, first in list(self.cleaned_data.items()):
            until = name.removesuffix("__gte") + "__lte"
            last = self.cleaned_data.get(until)
            if not name.endswith("__gte") or first is None or last is None:
                continue
            if (first.first > last.last) if isinstance(first, Span) else first > last:
                self.add_error(name, f"It is later than {until}: nothing lies between.")


class OneQuestion(RefuseUnknown):
    """With fields that were made for it: no class is made of them, and no copy."""

    def __init__(
        self,
        *args: Any,
        fields: dict[str, forms.Field],
        every_name: Collection[str],
        old_names: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields, self.every_name, self.old_names = fields, every_name, old_names


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """That there is no parameter or field of the name, with the nearest, or its operators."""
    if not name:
        return f"There is a value without a {what} before it."
    hint = _hint(name, set(known))
    return f"There is no {what} '{name[:60]}'.{hint}"


def _hint(name: str, known: set[str]) -> str:
    plain, sign, operator = name.rpartition("__")
    meant = AS_ONE_WRITES.get(operator, operator) if sign else ""
    if sign and (right := f"{plain}__{meant}".removesuffix("__")) in known and right != name:
        return f" Did you mean '{right}'? Several values stand between commas."
    base = plain if sign and plain in known else name
    if of_name := sorted(one for one in known if one.startswith(f"{base}__")):
        also = [base] if base in known else []
        return f" Did you mean {' or '.join(map(repr, [*also, *of_name]))}?"
    columns = sorted(one for one in known if "__" not in one)
    begun = next((one for one in columns if one.startswith(f"{name}_")), None)
    like = begun or nearest(name, columns) or nearest(name, known)
    return f" Did you mean '{like}'?" if like else ""
