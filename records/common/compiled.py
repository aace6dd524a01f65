"""Questions that are the same each time but for the keys they ask of, compiled once.

Django makes the SQL of a query anew for each answer, which takes longer than the database takes for
a page of rows. Here it is made once a process for each set of columns, with one place for the keys.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet

MOST = 1_000  # questions kept: `fields=` makes many
PLACE = -8_675_309_000  # no key, as a number or a text; in its place the keys are put
PARAMETER = re.compile(r"(?<!%)%s")


class Compiled:
    """Reads columns of the rows whose `column` is among keys."""

    def __init__(self, rows: QuerySet, column: str, columns: Sequence[str]) -> None:
        self.db = rows.db
        found = rows.filter(**{f"{column}__in": [PLACE]}).values_list(*columns)
        compiler: Any = found.query.get_compiler(self.db)
        sql, params = compiler.as_sql()
        at = [str(one) for one in params].index(str(PLACE))
        pieces = PARAMETER.split(sql)
        self.before, self.after = "%s".join(pieces[: at + 1]), "%s".join(pieces[at + 1 :])
        self.first, self.last = params[:at], params[at + 1 :]
        selected = [one[0] for one in compiler.select[: compiler.col_count]]
        self.compiler, self.converters = compiler, compiler.get_converters(selected)

    def of(self, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
        if not keys:
            return []
        sql = f"{self.before}{', '.join(['%s'] * len(keys))}{self.after}"
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, (*self.first, *keys, *self.last))
            rows = cursor.fetchall()
        if not self.converters:
            return rows
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]


@lru_cache(MOST)
def compiled(
    rows: Callable[[], QuerySet], column: str, columns: tuple[str, ...], ordered: bool = False
) -> Compiled:
    """`rows` must mean the same whenever it is called; they come in their order where `ordered`."""
    found = rows()
    return Compiled(found if ordered else found.order_by(), column, columns)
