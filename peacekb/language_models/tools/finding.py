"""Finding records by words or by name."""

from typing import Annotated, Any, Literal

from pydantic import Field

from peacekb.language_models.answers import Answer, bounded, declined, given, page_of, quoted, told
from peacekb.language_models.asking import QuestionRefused, Reply, Site
from peacekb.language_models.evidence import Page, citations, documents_cited, evidence
from peacekb.language_models.tools.registry import Arguments, Name, tool
from records.common.addresses import FOLDERS

HITS = 20
NEAREST = 5
RecordKind = Literal[
    "state",
    "organization",
    "party",
    "document",
    "conflict",
    "mission",
    "topic",
    "case_study",
    "process",
    "comparison",
    "article",
    "claim",
    "source",
]


class Search(Arguments):
    words: Annotated[Name, Field(description="Words, a name, an acronym or a symbol.")]
    kind: Annotated[
        RecordKind | Literal["provision", "missionleader"] | None,
        Field(description="Only results of this kind."),
    ] = None
    limit: Annotated[int, Field(ge=1, le=HITS, description="How many results at most.")] = 10


@tool("Search")
def search(site: Site, asked: Search) -> Answer:
    """Searches all records: missions, resolutions, states, conflicts, claims, articles of treaties,
    people who led missions. Begin here where you do not know the key of a record. Results are
    leads, not answers: read the record before you state what it holds."""
    reply = site.get("search/", q=asked.words, kind=asked.kind, page_size=asked.limit)
    if not reply.rows:
        where = "names, other names, codes, summaries, notes and texts of all records"
        fields = declined(quoted(asked.words), reply, where, nearest(site, reply))
        if suggestion := reply.body["suggestion"]:
            fields["caveats"].append(f"Did you mean {quoted(suggestion)}?")
        return Answer(**fields)
    named = [one for one in reply.body["candidates"] if not one["is_guess"]]
    first = f"{quoted(asked.words)} names {named[0]['name']}. " if len(named) == 1 else ""
    fields = given(site, reply)
    fields["citations"] = citations(site, [_about(hit) for hit in reply.rows[:NEAREST]])
    text = f"{first}{reply.count:,} results, {len(reply.rows)} given, the best first."
    return Answer(**fields, text=text)


def _about(hit: dict[str, Any]) -> tuple[str, str]:
    return hit["record_kind"], hit["key"]


def nearest(site: Site, reply: Reply) -> list[Page]:
    """What a search has that comes near: what the words name, perhaps, then the best results."""
    hits = [*reply.body["candidates"], *reply.rows]
    found = {hit["page"]: page_of(site, hit) for hit in hits}
    return list(found.values())[:NEAREST]


class RecordArguments(Arguments):
    name: Annotated[
        Name,
        Field(description="A key, name, acronym, code or symbol: UNTAET, TLS, S/RES/1272 (1999)."),
    ]
    kind: Annotated[
        RecordKind | None, Field(description="Needed where several kinds bear the name.")
    ] = None


@tool("A record")
def record(site: Site, asked: RecordArguments) -> Answer:
    """The whole of one record with its citations: a mission, document, state, organization,
    conflict, claim and so on, by any name that means it alone."""
    found = site.get("search/", q=asked.name, kind=asked.kind, page_size=NEAREST)
    called = [one for one in found.body["candidates"] if not one["is_guess"]]
    where = {
        (FOLDERS[kind], key) for kind, key in map(_about, called) if asked.kind in (None, kind)
    }
    if not where and asked.kind:
        where = {(FOLDERS[asked.kind], asked.name)}
    if len(where) == 1:
        try:
            return _whole(site, *where.pop())
        except QuestionRefused as refused:
            if refused.status not in (404, 410):
                raise
            called = []
    what = f"{(asked.kind or 'record').replace('_', ' ')} {quoted(asked.name)}"
    if called:
        what = f"one record named {quoted(asked.name)}: {len(called)} bear the name"
    return Answer(**declined(what, found, "names, codes and symbols", nearest(site, found)))


def _whole(site: Site, folder: str, key: str) -> Answer:
    reply = site.get(f"{folder}/{key}/")
    kind = next(one for one, its in FOLDERS.items() if its == folder)
    rows, notes = bounded([reply.body])
    row = reply.body
    fields = told(reply)
    fields["caveats"] += notes
    verdict = f" Verdict: {row['verdict']}." if row.get("verdict") else ""
    return Answer(
        **fields,
        found=True,
        text=f"{row['name']}. {row.get('summary') or row.get('text') or ''}{verdict}".strip(),
        rows=rows,
        count=1,
        pages=[Page(label=row["name"], address=site.absolute(row["page"]))],
        citations=evidence(site, [row], kind) + documents_cited(site, row),
    )
