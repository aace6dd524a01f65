"""Places in a record, of which a citation or a gap speaks: chosen by their words, not as paths."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from records.content.canonical import Content, precision_columns, row_fields, row_key
from records.models import Citation, Gap
from records.models.ownership import Owned, owned_models, record_model
from records.reading.cited_values import field_parts
from records.reading.labels import give_names, label_of

MOST_OFFERED = 400  # with the columns of rows; of a larger record the rows alone are offered
LIST = "places"  # the id of the list on a form's page
HELP = (
    "Empty for the record as a whole. Else a field or a row, from the list that opens as you type; "
    "behind a row a column too: «Mandates: 25 October 1999: force level»."
)


class Places:
    """The words for the paths of a record's contents, and which of them a form offers."""

    def __init__(self, contents: Iterable[Content]) -> None:
        several = list({id(one): one for one in contents}.values())
        self.model = record_model(several[0]["record_kind"])
        self.collections = {one.collection: one for one in owned_models(self.model.RECORD_KIND)}
        own = _columns(self.model)
        rows = [path for one in several for path in self._rows_in(one)]
        said = [row["field"] for one in several for row in _that_name_places(one)]
        self.words = self._worded(dict.fromkeys([*own, *rows, *filter(None, said)]))
        columns = [f"{path}/{name}" for path in dict.fromkeys(rows) for name in self._of_row(path)]
        if len(own) + len(rows) + len(columns) <= MOST_OFFERED:
            self.words |= {path: self._column_words(path) for path in columns}
        taken = Counter(self.words.values())
        self.words = {path: path if taken[it] > 1 else it for path, it in self.words.items()}
        self.paths = {words: path for path, words in self.words.items()}

    def _rows_in(self, content: Content) -> Iterator[str]:
        for name, rows in content["owned"].items():
            model = self.collections.get(name)
            if model and model not in (Citation, Gap):
                yield from (f"{name}/{row_key(model, row)}" for row in rows)

    def _worded(self, paths: Iterable[str]) -> dict[str, str]:
        parts = {path: field_parts(self.model.RECORD_KIND, path) for path in paths}
        give_names(list(parts.values()))
        return {path: "".join(one.text for one in some) for path, some in parts.items()}

    def _of_row(self, path: str) -> list[str]:
        return _columns(self.collections[path.partition("/")[0]])

    def _column_words(self, path: str) -> str:
        row, _, name = path.rpartition("/")
        return (
            f"{self.words[row]}: {label_of(self.collections[row.partition('/')[0]], name).lower()}"
        )

    def path_of(self, typed: str) -> str:
        """A path serves too, as of a row that is not saved yet. Raises ValidationError."""
        if typed in self.paths:
            return self.paths[typed]
        row = self.paths.get(typed.rpartition(": ")[0], "")
        if "/" in row:
            for path in (f"{row}/{name}" for name in self._of_row(row)):
                if self._column_words(path) == typed:
                    return path
        if typed.partition("/")[0] in {*_columns(self.model), *self.collections}:
            return typed
        raise ValidationError(f"«{typed}» is no field or row of this record: choose from the list.")


class PlaceField(forms.CharField):
    """Shows a place in words, and answers with its path. The formset says whose `places`."""

    places: Places | None = None

    def __init__(self, **told: Any) -> None:
        super().__init__(**told | {"help_text": HELP, "max_length": None})
        self.widget.attrs |= {"list": LIST, "size": 60}

    def prepare_value(self, value: Any) -> Any:
        return self.places.words.get(value, value) if self.places and value else value

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return self.places.path_of(typed) if self.places and typed else typed


def _columns(model: Any) -> list[str]:
    beside = precision_columns(model).values()
    return [one.name for one in row_fields(model) if one.name not in beside]


def _that_name_places(content: Content) -> Iterator[dict[str, Any]]:
    for model in (Citation, Gap):
        yield from (row for row in content["owned"].get(model.collection, ()) if "field" in row)


def names_a_place(model: type[Owned], column: str) -> bool:
    return model in (Citation, Gap) and column == "field"
