"""On whose word the rows of an answer rest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Count, F, QuerySet

from records.account.books import Books
from records.common.prepared import Among
from records.common.text import table_name
from records.reading.coverage import resting

PAGE, ANSWER, TABLE = "page", "answer", "table"

Columns = Mapping[str, Sequence[Any]]  # of rows shown, by their paths; the keys under `pk`


def own_column(model: Any) -> str:
    """The column of the row itself that names its source; empty where others do."""
    path, _ = resting(model) or ("", None)
    return "" if "__" in path else path


def of_page(books: Books, model: Any, shown: Columns, is_whole: bool) -> dict[str, Any]:
    """Of the rows shown, which may be all that answer."""
    return _told(books, ANSWER if is_whole else PAGE, _counted_on_page(model, shown))


def _counted_on_page(model: Any, shown: Columns) -> Iterable[tuple[int, int]]:
    own = own_column(model)
    if own in shown:
        return Counter(shown[own]).items()
    return _among(model)(shown["pk"]) if resting(model) else ()


def of_answer(books: Books, rows: QuerySet) -> dict[str, Any]:
    pks = rows.order_by().values("pk")
    return _told(books, ANSWER, _counted(rows.model, pks) if resting(rows.model) else ())


def of_tables(books: Books, *models: Any) -> dict[str, Any]:
    """Of whole tables, as publishing has counted them."""
    counted: Counter[int] = Counter()
    for model in models:
        counted.update(dict(books.resting.get(table_name(model), ())))
    return _told(books, TABLE, counted.items())


@cache
def _among(model: Any) -> Among:
    return Among(lambda pks: _counted(model, pks))


def _counted(model: Any, pks: Any) -> QuerySet:
    """How many of the rows rest on each source; a source of other rows may come with none."""
    found = resting(model)
    assert found is not None  # noqa: S101 - who asks has looked
    path, condition = found
    rows = model._base_manager.filter(pk__in=pks).order_by().values(of=F(path))
    counted = rows.annotate(counted=Count("pk", distinct=True, filter=condition))
    return counted.values_list("of", "counted")


def _told(books: Books, of: str, counted: Iterable[tuple[int, int]]) -> dict[str, Any]:
    held = [(pk, number) for pk, number in counted if pk and number]
    ordered = sorted(held, key=lambda one: (-one[1], books.sources[one[0]]["key"]))
    rows = [books.sources[pk] | {"rows": number} for pk, number in ordered]
    return {"of": of, "exact": of == ANSWER, "rows": rows}
