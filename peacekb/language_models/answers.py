"""The form of every answer: what was found, on what it rests, and where it ends."""

from typing import Any

import orjson
from pydantic import BaseModel, Field

from peacekb.language_models.asking import Reply, Site
from peacekb.language_models.evidence import Citation, Page, evidence, pages
from records.common.pagination import MORE_THAN

LONGEST_TEXT = 4_000  # signs of one text
MOST_WITHIN = 40  # rows within a row
NAMED = 5  # pages and citations that the words name; the structure has all
LARGEST = 100_000  # bytes of all rows of an answer


class Known(BaseModel):
    """How much of a column that was asked is known at all."""

    field: str
    table: str
    known: int
    of: int = Field(description="Rows that could have a value.")


class Answer(BaseModel):
    """Rows as the API writes them, with their evidence, or why there are none."""

    found: bool = Field(
        description="False: nothing in the base supports an answer. Say so, and do not fill the "
        "gap from memory."
    )
    text: str = Field(description="The answer in short, or what was looked for in vain.")
    rows: list[dict[str, Any]] = Field(default=[], description="As the API writes them.")
    count: int = Field(default=0, description="How many rows fit, counted to 10,000.")
    more: str | None = Field(default=None, description="Give it as `cursor` for the next rows.")
    pages: list[Page] = Field(default=[], description="Addresses to cite: pages of the records.")
    citations: list[Citation] = Field(default=[], description="What the answer rests on.")
    caveats: list[str] = Field(default=[], description="What to say beside the answer.")
    coverage: list[Known] = Field(default=[], description="Columns asked that are known in part.")
    as_of: str | None = Field(default=None, description="The day that was asked for.")
    known_until: str | None = Field(
        default=None, description="The last day that the base knows, where a later one was asked."
    )
    release: str | None = Field(
        default=None, description="The release of the data; null where the answer names none."
    )
    nearest: list[Page] = Field(default=[], description="Where nothing fits: what comes near.")
    asked: list[str] = Field(default=[], description="The addresses of the API that were asked.")

    @property
    def words(self) -> str:
        """The answer for whoever reads no structure: in short, with where to look."""
        places = self.pages if self.found else self.nearest
        lines = [self.text, *self.caveats]
        lines += [f"{'Page' if self.found else 'Near'}: {one.words}" for one in places[:NAMED]]
        lines += [f"Rests on: {one.words}" for one in self.citations[:NAMED]]
        return "\n".join(dict.fromkeys(lines))


def told(reply: Reply) -> dict[str, Any]:
    """What an answer of the API says beside its rows, for the fields of an Answer."""
    body = reply.body
    account = body["meta"]
    columns = (account["coverage"] or {}).get("columns", [])
    horizon = account["horizon"]
    return {
        "coverage": [Known(**one) for one in columns if one["known"] < one["of"]],
        "caveats": [one["text"] for one in account["holes"]],
        "as_of": body.get("as_of"),
        "known_until": horizon["last"] if horizon["asked_beyond"] else None,
        "release": account["release"]["name"],
        "asked": [reply.address],
    }


def given(site: Site, reply: Reply, kind: str | None = None) -> dict[str, Any]:
    """Fields of an answer of rows; `kind` where the rows are records."""
    rows, notes = bounded(reply.rows)
    fields = told(reply)
    fields["caveats"] += notes
    if reply.body["count_is"] == MORE_THAN:
        fields["caveats"].append(f"More than {reply.count:,} rows fit.")
    return fields | {
        "found": True,
        "rows": rows,
        "count": reply.count,
        "more": reply.cursor if len(rows) == len(reply.rows) else None,
        "pages": pages(site, rows, kind),
        "citations": evidence(site, rows, kind),
    }


def declined(what: str, reply: Reply, looked_in: str, nearest: list[Page]) -> dict[str, Any]:
    """Fields of an answer that is none: nothing is held, what was searched, what comes near."""
    rows = reply.body["meta"].get("searched", {}).get("rows")
    where = looked_in if rows is None else f"{looked_in} ({rows:,} rows)"
    text = f"The base holds nothing on {what}. Looked in: {where}."
    return told(reply) | {"found": False, "text": text, "nearest": nearest}


def bounded(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows with long texts and lists cut, as many as have room, and what was cut in words."""
    cut: set[str] = set()
    fitting: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        short = {name: _short(name, value, cut) for name, value in row.items()}
        size += len(orjson.dumps(short))
        if size > LARGEST and fitting:
            break
        fitting.append(short)
    notes = [f"Cut short here, whole in the API: {', '.join(sorted(cut))}."] if cut else []
    if len(fitting) < len(rows):
        notes.append(f"Only {len(fitting)} rows have room: ask for no more at once.")
    return fitting, notes


def _short(name: str, value: Any, cut: set[str]) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        cut.add(name)
        return value[:LONGEST_TEXT] + " …"
    if isinstance(value, list):
        if len(value) > MOST_WITHIN:
            cut.add(f"{name} ({MOST_WITHIN} of {len(value)})")
        return [_short(name, one, cut) for one in value[:MOST_WITHIN]]
    if isinstance(value, dict):
        return {key: _short(f"{name}.{key}", one, cut) for key, one in value.items()}
    return value


def quoted(text: str) -> str:
    """What was looked for, as an answer repeats it."""
    return f"«{text[:100]}{'…' if len(text) > 100 else ''}»"


def page_of(site: Site, hit: dict[str, Any]) -> Page:
    """Of a result or candidate of search."""
    return Page(label=hit.get("title") or hit["name"], address=site.absolute(hit["page"]))
