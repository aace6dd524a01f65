"""What a publisher's file must be before anything is made of it.

A file that is not fit as a whole is refused as a whole: it is no edition, and says nothing.
"""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from records.importing.archives import MOST_TOTAL, files_in
from records.importing.fetching.registry import Form
from records.importing.streams import ANY_PACKING, Unreadable, unpacked
from records.importing.tables import MOST_JSON, UTF_16, table_of

PIECE = 65_536
# Names beside the rows by which answers in pages say how many there are, and where others lie.
COUNTS = ("count", "total", "totalcount", "totalrows", "totalrecords", "totalitems")
PAGES = ("pages", "totalpages", "pagecount", "lastpage")
NEXT = ("next", "nextpage", "nextlink", "nextpageurl", "@odata.nextlink", "hasmore", "hasnext")
ERRORS = ("error", "errors")
FAILED = ("error", "fail", "failed", "failure")


def checked_rows(path: Path, form: Form, before: int) -> int:
    """How many rows (or files) it has. Raises Unreadable, also for half of what was `before`."""
    rows = _files(path) if form == Form.ARCHIVE else _table_rows(path, form)
    if not rows:
        raise Unreadable("It has no rows.")
    if rows * 2 < before:
        raise Unreadable(
            f"It has {rows:,} rows, and the edition before had {before:,}: more than half are "
            "missing. If that is meant, import it with the command of its table."
        )
    return rows


def _files(path: Path) -> int:
    with unpacked(path, MOST_TOTAL, ANY_PACKING) as stream:
        while stream.read(PIECE):  # to the end, where packings keep what they prove themselves by
            pass
    return sum(1 for _ in files_in(path, ".xml", refuse=lambda error: None))


def _table_rows(path: Path, form: Form) -> int:
    if form == Form.JSON:
        _refuse_loose_json(path)
    else:
        _refuse_cut_text(path)
    return sum(1 for _ in table_of(path).lines())


def _refuse_loose_json(path: Path) -> None:
    """JSON in the strict sense: one value, whole, of numbers that are numbers."""
    with unpacked(path, most=MOST_JSON) as stream:
        data = stream.read()
    if data.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"<"):
        raise Unreadable("It is a page or document in XML or HTML, not JSON.")
    try:
        whole = json.loads(
            data.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once_each
        )
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"It is not UTF-8 text ({error.reason} at byte {error.start:,})."
        ) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"It is no whole JSON: {error}.") from None
    if isinstance(whole, dict):
        _refuse_part(whole)


def _refuse_part(whole: dict[str, Any]) -> None:
    """One page of several: months whose other rows are on the next would be summed from a part."""
    rows = max((len(value) for value in whole.values() if isinstance(value, list)), default=0)
    beside = list(_beside(whole))
    if any(_tells_of_an_error(name, value) for name, value in beside):
        raise Unreadable("It tells of an error beside its rows, so that they may not be all.")
    if any(_tells_of_more(name, value, rows) for name, value in beside):
        raise Unreadable(f"It is one page of several: {rows:,} rows, and says that there are more.")


def _beside(whole: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names, without strokes and capitals, and values beside the rows: of the whole, and of what
    it has for telling of itself, such as «meta», «links» or «pagination»."""
    for told in (whole, *(value for value in whole.values() if isinstance(value, dict))):
        for name, value in told.items():
            yield name.casefold().replace("_", "").replace("-", ""), value


def _tells_of_an_error(name: str, value: Any) -> bool:
    if name in ("success", "ok"):
        return value is False
    failed = name == "status" and str(value).casefold() in FAILED
    return failed or bool(name in ERRORS and value)


def _tells_of_more(name: str, value: Any, rows: int) -> bool:
    if name in NEXT:
        return bool(value)
    most = {**dict.fromkeys(COUNTS, rows), **dict.fromkeys(PAGES, 1)}
    number = str(value)  # some give it as text
    return name in most and number.isdecimal() and int(number[:12]) > most[name]


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object gives one of its names twice")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no value of JSON")


def _refuse_cut_text(path: Path) -> None:
    """A table ends with the end of a line, or nobody can tell whether its last number is whole."""
    with unpacked(path) as stream:
        start = stream.read(2)
        decoder = codecs.getincrementaldecoder(UTF_16.get(start, "utf-8"))()
        text = ""
        try:
            while piece := start or stream.read(PIECE):
                start = b""
                text = decoder.decode(piece) or text
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise Unreadable(f"It is not {error.encoding} text ({error.reason}).") from None
    if not text.endswith(("\n", "\r")):
        raise Unreadable("Its last line has no end: it may be cut short.")
