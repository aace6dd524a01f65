"""`release=2026.12` on a list: where that release has it, and the line that would ask it there.

A file is not narrowed by the server, so that it stays what was cited. What the list was asked is
said again as a line of pandas, DuckDB and SQL, as far as the columns of the file can answer it.
"""

from functools import cache
from keyword import iskeyword
from typing import Any

import orjson
from django.http import HttpResponseRedirect
from django.urls import reverse
from rest_framework.exceptions import ValidationError

from records.common.filters import Compared, DayFilter, Empty, MonthFilter, Not, Span, Turned
from records.common.filters.days import MomentFilter
from records.common.formats.columns import columns_of
from records.common.formats.sheet import NESTED, WORDS, SheetColumn
from records.common.requests import BadRequest
from records.releases.held import SQLITE, File, Release, place_of, release_called, told_absent

RELEASE = "release"
HELP = "Leads (303) to the file of this list in a release, such as 2026.12, which never changes."
MANNER = ("page", "page_size", "cursor", "fields", "omit", "expand", "meta")  # how rows are written
SIGNS = {"gte": ">=", "lte": "<=", "gt": ">", "lt": "<"}
SUFFIX_OF = {"json": "ndjson"}  # the same rows

Condition = tuple[str, str, Any]  # column, sign, literal value or list of them


class SeeOther(HttpResponseRedirect):
    status_code = 303


def released(view: Any) -> SeeOther:
    """Raises BadRequest and ValidationError where what is asked cannot be understood."""
    release = _release(view.request.query_params.getlist(RELEASE))
    file = _file(release, view.basename, view.request.accepted_renderer.format)
    conditions, left = _asked(view)
    target = _address(release, file.place.removesuffix(".gz"))
    told = orjson.dumps(
        {
            "release": release.name,
            "table": view.basename,
            "file": target,
            "packed": _address(release, file.place),
            "sha256": file.sha256,
            "bytes": file.size,
            **_lines(view, release, conditions),
            "not_asked": left,
        },
    )
    answer = SeeOther(target, content_type="application/json")
    answer.content = told
    described = _address(release, "datapackage.json")
    answer["Link"] = f'<{described}>; rel="describedby"'
    return answer


def _release(given: list[str]) -> Release:
    release = release_called(given[0])
    if release is None or len(given) > 1:
        raise BadRequest(RELEASE, told_absent(given[0]) if not release else "Name one release.")
    return release


def _file(release: Release, table: str, asked: str) -> File:
    file = release.table(table, SUFFIX_OF.get(asked, asked))
    if file is None:
        held = [one for one in ("csv", "ndjson", "parquet") if release.table(table, one)]
        there = f"it has {table} as {', '.join(held)}" if held else f"it has no table {table}"
        raise BadRequest(RELEASE, f"Release {release.name} has no such file: {there}.")
    return file


def _address(release: Release, place: str) -> str:
    return reverse("release_file", args=[release.name, place])


def _asked(view: Any) -> tuple[list[Condition], list[str]]:
    """What the columns of the file can be asked, and the parameters that they cannot."""
    data = view.request.query_params.copy()
    data.pop(RELEASE)
    left = [name for name in MANNER if data.pop(name, None)]
    filters = view.filterset_class(data, queryset=view.get_queryset())
    if not filters.is_valid():
        raise ValidationError(dict(filters.errors))
    columns = _columns(view.get_serializer_class())
    conditions: list[Condition] = []
    for name in data:
        value = filters.form.cleaned_data.get(name)
        found = _of_filter(name, filters.filters.get(name), value, columns)
        conditions += found or []
        left += [] if found else [name]
    return conditions, left


@cache
def _columns(rows: Any) -> dict[str, SheetColumn]:
    """By name, of the class of a list's rows."""
    return {one.name: one for one in columns_of(rows(), rows.writer().names)}


def _of_filter(
    name: str, asked: Any, value: Any, columns: dict[str, SheetColumn]
) -> list[Condition] | None:
    """The same question of a column of the file; None where that would be another one."""
    of = asked.of if isinstance(asked, Turned) else asked
    column = columns.get(name.rpartition("__")[0] if isinstance(asked, Turned) else name)
    if column is None or column.type in (WORDS, NESTED) or not _is_of_column(of):
        return None
    if isinstance(asked, Compared):
        return _compared(column, of, asked.word, value)
    if isinstance(asked, Empty):
        return None if column.values else [(column.name, "is" if value else "is not", None)]
    if isinstance(value, Span):
        return None if asked is not of else _within(column, of, value)
    held = of.in_rows(value)
    if held is None or (column.values and not {str(one) for one in held} <= {*column.values}):
        return None
    if asked is of:
        return [(column.name, "in", held)]
    return [(column.name, "not in", held)] if isinstance(asked, Not) else None


def _is_of_column(of: Any) -> bool:
    """Not of a precision: where a row has no day, it shows none, though the column has a word."""
    is_plain = len(getattr(of, "columns", ())) == 1 and not (of.method or of.where or of.dated)
    is_shown = is_plain and not of.columns[0].endswith("precision")
    return is_shown and not isinstance(of, MomentFilter)


def _compared(column: SheetColumn, of: Any, word: str, value: Any) -> list[Condition] | None:
    if isinstance(value, Span):
        if not isinstance(of, DayFilter):
            return None
        value = value.compared(word).isoformat()
    return [(column.name, SIGNS[word], value)]


def _within(column: SheetColumn, of: Any, span: Span) -> list[Condition] | None:
    if isinstance(of, DayFilter):
        first, last = span.first.isoformat(), span.last.isoformat()
        return [(column.name, ">=", first), (column.name, "<=", last)]
    is_month = isinstance(of, MonthFilter) and f"{span.first:%Y-%m}" == f"{span.last:%Y-%m}"
    return [(column.name, "in", [f"{span.first:%Y-%m}"])] if is_month else None


def _lines(view: Any, release: Release, conditions: list[Condition]) -> dict[str, str]:
    place = view.request.build_absolute_uri
    csv = place(_address(release, place_of(view.basename, "csv")))
    frame = f"pandas.read_csv({csv!r})"
    where = ""
    if conditions:
        frame += f".query({' and '.join(map(_in_pandas, conditions))!r})"
        where = f" WHERE {' AND '.join(map(_in_sql, conditions))}"
    parquet = release.table(view.basename, "parquet")
    table = f"'{place(_address(release, parquet.place))}'" if parquet else f"read_csv('{csv}')"
    return {
        "pandas": frame,
        "duckdb": f"FROM {table}{where};",
        "sqlite": f"SELECT * FROM {view.basename.replace('-', '_')}{where};",  # noqa: S608 - for them
        "sqlite_file": place(_address(release, SQLITE)),
    }


def _in_pandas(condition: Condition) -> str:
    column, sign, value = condition
    named = f"`{column}`" if iskeyword(column) else column
    if value is None:
        return f"{named}.isnull()" if sign == "is" else f"{named}.notnull()"
    if isinstance(value, list):
        return f"{named} {sign} [{', '.join(_literal_in_pandas(one) for one in value)}]"
    return f"{named} {sign} {_literal_in_pandas(value)}"


def _literal_in_pandas(value: Any) -> str:
    return repr(value) if isinstance(value, str | bool) else str(value)


def _in_sql(condition: Condition) -> str:
    column, sign, value = condition
    if value is None:
        return f'"{column}" {sign.upper()} NULL'
    if not isinstance(value, list):
        return f'"{column}" {sign} {_literal_in_sql(value)}'
    listed = f'"{column}" {sign.upper()} ({", ".join(_literal_in_sql(one) for one in value)})'
    return f'({listed} OR "{column}" IS NULL)' if sign == "not in" else listed


def _literal_in_sql(value: Any) -> str:
    if isinstance(value, str):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return str(value).upper() if isinstance(value, bool) else str(value)
