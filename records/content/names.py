"""Every name in a content is one that the models know, or the content is refused by that name."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db import models

from records.common.text import nearest
from records.content.canonical import Content, parent_field, row_fields
from records.content.problems import Problem, Refused
from records.models import RecordKind
from records.models.ownership import owned_models, record_model

OF_A_RECORD = frozenset({"record_kind", "slug", "owned"})


def refuse_unknown_names(content: Content) -> None:
    """Raises Refused: what was mistyped would otherwise be dropped, and nobody would know."""
    kind = content.get("record_kind")
    if kind not in RecordKind.values:
        kinds = f"Known are {', '.join(RecordKind.values)}."
        raise Refused([Problem(_name(content), "record_kind", f"'{kind}' is no kind. {kinds}")])
    if problems := list(_problems(content)):
        raise Refused(problems)


def _problems(content: Content) -> Iterator[Problem]:
    name, kind = _name(content), content["record_kind"]
    known = _names(record_model(kind)) | OF_A_RECORD
    for odd in content.keys() - known:
        yield Problem(name, odd, _unknown("field", f"a {kind}", odd, known))
    if not content.get("slug"):
        yield Problem(name, "slug", "A record needs a slug, its part of the address.")
    collections = {model.collection: model for model in owned_models(kind)}
    for collection, rows in content.get("owned", {}).items():
        model = collections.get(collection)
        if model is None:
            text = _unknown("collection", f"a {kind}", collection, collections)
            yield Problem(name, f"owned/{collection}", text)
            continue
        fields, above = _names(model), parent_field(model)
        for row in rows:
            for odd in row.keys() - fields:
                yield Problem(
                    name, f"{collection}/{odd}", _unknown("field", collection, odd, fields)
                )
            if above and not row.get(above):
                text = f"Each row names the {above} that it belongs to, by its key."
                yield Problem(name, f"{collection}/{above}", text)


def _unknown(what: str, where: str, odd: Any, known: Iterable[str]) -> str:
    near = nearest(str(odd), known)
    if near:
        return f"There is no {what} '{odd}' in {where}. Is '{near}' meant?"
    return f"There is no {what} '{odd}' in {where}. There are {', '.join(sorted(known))}."


@cache
def _names(model: type[models.Model]) -> frozenset[str]:
    above = parent_field(model)
    return frozenset({field.name for field in row_fields(model)} | ({above} if above else set()))


def _name(content: Content) -> str:
    return f"{content.get('record_kind', '')}:{content.get('slug', '')}"
