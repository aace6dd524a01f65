"""On whose word the rows of an answer rest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, QuerySet

from records.account.books import Books
from records.common.prepared import Prepared, places, prepared
from records.common.text import table_name
from records.reading.coverage import resting

PAGE, ANSWER, TABLE = "page", "answer", "table"
AT_ONCE = (1, 10, 50, 100, 1000)  # rows of a page: each is put into SQL once


def of_page(books: Books, model: Any, pks: Sequence[int], is_whole: bool) -> dict[str, Any]:
    """Of the rows shown, which may be all that answer."""
    return _told(books, ANSWER if is_whole else PAGE, _of_shown(model, pks))


def of_answer(books: Books, rows: QuerySet) -> dict[str, Any]:
    counted = _counting(rows.model, rows.order_by().values("pk"))
    return _told(books, ANSWER, [] if counted is None else _pairs(counted))


def of_tables(books: Books, *models: Any) -> dict[str, Any]:
    """Of whole tables, as publishing has counted them."""
    counted: Counter[int] = Counter()
    for model in models:
        counted.update(dict(books.resting.get(table_name(model), ())))
    return _told(books, TABLE, counted.items())


def _of_shown(model: Any, pks: Sequence[int]) -> list[tuple[int, int]]:
    if not pks:
        return []
    number = next(size for size in AT_ONCE if size >= len(pks))
    asked = _asking(model, number)
    return _pairs(asked.of([*pks, *[pks[-1]] * (number - len(pks))]).answers()) if asked else []


@lru_cache(maxsize=300)
def _asking(model: Any, number: int) -> Prepared | None:
    counted = _counting(model, places(number))
    return None if counted is None else prepared(counted)


def _counting(model: Any, pks: Any) -> QuerySet | None:
    """How many of the rows rest on each source; a source of other rows may come with none."""
    if (found := resting(model)) is None:
        return None
    path, condition = found
    rows = model._base_manager.filter(pk__in=pks).order_by().values(of=F(path))
    return rows.annotate(counted=Count("pk", distinct=True, filter=condition))


def _pairs(answers: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(row["of"], row["counted"]) for row in answers if row["of"] and row["counted"]]


def _told(books: Books, of: str, counted: Iterable[tuple[int, int]]) -> dict[str, Any]:
    ordered = sorted(counted, key=lambda one: (-one[1], books.sources[one[0]]["key"]))
    rows = [books.sources[pk] | {"rows": number} for pk, number in ordered]
    return {"of": of, "exact": of == ANSWER, "rows": rows}
