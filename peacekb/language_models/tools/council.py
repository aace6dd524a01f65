"""What the Council decided and how it voted: mandates, votes, due days and paragraphs."""

from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.text import capfirst
from pydantic import Field, model_validator

from peacekb.language_models.answers import Answer, declined, given, quoted, told
from peacekb.language_models.asking import QuestionRefused, Reply, Site
from peacekb.language_models.evidence import Page, citations, pages
from peacekb.language_models.tools.finding import nearest
from peacekb.language_models.tools.registry import (
    Arguments,
    Cursor,
    Day,
    Limit,
    Name,
    names_nothing,
    tool,
)

MOST_TASKS = 40
MOST_ANCHORS = 30
VETO_LIST = (
    "These are the votes of vetoing members alone, from a list of vetoes: no ballot is known."
)

Mission = Annotated[Name, Field(description="A mission: its key, acronym or name.")]


class MandateInForce(Arguments):
    mission: Mission
    day: Annotated[Day | None, Field(description="The day; today where none is given.")] = None


class MandateAnswer(Answer):
    tasks: list[dict[str, Any]] = Field(
        default=[], description="The tasks in force that day, as far as texts are coded."
    )


@tool("The mandate in force")
def mandate_in_force(site: Site, asked: MandateInForce) -> MandateAnswer:
    """The mandate that a mission had on a day: the document, its term, its chapter and the force it
    allows, with the tasks in force."""
    day = asked.day or timezone.localdate().isoformat()
    what = f"a mandate of {quoted(asked.mission)} in force on {day}"
    try:
        reply = site.get("mandates/", mission=asked.mission, as_of=day)
    except QuestionRefused as refused:
        return MandateAnswer(**_unnamed(site, refused, what, mission=asked.mission))
    if not reply.rows:
        near = _mandates_around(site, asked.mission, day)
        return MandateAnswer(**declined(what, reply, "the mandates", near))
    if _beyond_knowledge(reply, day):
        text = f"The base holds nothing on {what}: that day lies ahead, and no end is decided."
        near = [_near(site, row) for row in reply.rows]
        return MandateAnswer(**told(reply), found=False, text=text, nearest=near)
    tasks = site.get("tasks-in-force/", mission=asked.mission, as_of=day, page_size=MOST_TASKS)
    fields = given(site, reply)
    fields["asked"] += [tasks.address]
    if not tasks.rows:
        fields["caveats"].append("Tasks under it are not yet coded, or it gave none.")
    for row in reply.rows:
        cited = citations(site, [("mission", row["mission"])], f"mandates/{row['starts_on']}")
        fields["citations"] = cited + fields["citations"]
    text = " ".join(map(_mandate, reply.rows))
    return MandateAnswer(**fields, text=text, tasks=tasks.rows)


def _mandate(row: dict[str, Any]) -> str:
    until = f"until {row['ends_on']}" if row["ends_on"] else "with no end that is held"
    if row["open_ended"]:
        until = "open-ended"
    chapter = f", Chapter {row['chapter']}" if row["chapter"] else ""
    return (
        f"{row['mission']}: the mandate under {row['document']} ({row['action']}{chapter}) runs "
        f"from {row['starts_on']}, {until}."
    )


def _beyond_knowledge(reply: Reply, day: str) -> bool:
    """A day to come within no term that a document grants: nobody can know."""
    ahead = day > timezone.localdate().isoformat()
    return ahead and all(row["ends_on"] is None for row in reply.rows)


def _mandates_around(site: Site, mission: str, day: str) -> list[Page]:
    """The last mandate before a day, and the first after it."""
    before = site.get(
        "mandates/", mission=mission, starts_on__lte=day, ordering="-starts_on", page_size=1
    )
    after = site.get(
        "mandates/", mission=mission, starts_on__gt=day, ordering="starts_on", page_size=1
    )
    return [_near(site, row) for row in [*before.rows, *after.rows]]


def _near(site: Site, row: dict[str, Any]) -> Page:
    return Page(label=_mandate(row).rstrip("."), address=pages(site, [row])[0].address)


def _unnamed(
    site: Site, refused: QuestionRefused, what: str, **names: str | None
) -> dict[str, Any]:
    """Fields of an answer that is none since no record bears a name. Else raises the refusal."""
    if not names_nothing(refused, *names):
        raise refused
    name = next(names[one] for one in names if one in refused.errors)
    found = site.get("search/", q=name, page_size=5)
    return _empty(refused, what, "names, codes and symbols", nearest(site, found))


def _empty(refused: QuestionRefused, what: str, where: str, near: list[Page]) -> dict[str, Any]:
    """Fields of an answer that is none, as a word in the question is nowhere in the base."""
    text = f"The base holds nothing on {what}. Looked in: {where}."
    return {"found": False, "text": text, "caveats": [refused.words], "nearest": near}


class Votes(Arguments):
    document: Annotated[
        Name | None, Field(description="A resolution, draft or amendment: its symbol or key.")
    ] = None
    state: Annotated[Name | None, Field(description="A member: its name or code.")] = None
    position: Annotated[
        Literal["yes", "no", "abstain", "not_participating", "absent"] | None,
        Field(description="Only these votes."),
    ] = None
    since: Annotated[Day | None, Field(description="The first day.")] = None
    until: Annotated[Day | None, Field(description="The last day.")] = None
    limit: Limit = 20
    cursor: Cursor | None = None

    @model_validator(mode="after")
    def of_something(self) -> "Votes":
        if not self.document and not self.state:
            raise ValueError("Give a document, a state or both")
        return self


class VotesAnswer(Answer):
    tally: dict[str, int] = Field(
        default={}, description="How many votes of each kind fit, over all rows."
    )


@tool("Votes")
def votes(site: Site, asked: Votes) -> VotesAnswer:
    """How members of the Security Council voted: all on a document, or those of a member, by
    position and days. Drafts that failed count too."""
    narrowed = {
        "document": asked.document,
        "state": asked.state,
        "position": asked.position,
        "adopted_on__gte": asked.since,
        "adopted_on__lte": asked.until,
    }
    wanted = [
        f"{name.replace('adopted_on__', 'adopted ')} {quoted(value)}"
        for name, value in narrowed.items()
        if value
    ]
    what = f"votes with {', '.join(wanted)}"
    try:
        reply = site.get("votes/", **narrowed, page_size=asked.limit, cursor=asked.cursor)
    except QuestionRefused as refused:
        names = {"document": asked.document, "state": asked.state}
        return VotesAnswer(**_unnamed(site, refused, what, **names))
    if not reply.rows:
        near = _documents(site, asked.document) if asked.document else []
        return VotesAnswer(**declined(what, reply, "the votes of the Council", near))
    groups = site.get("stats/votes/", **narrowed, group_by="position")
    tally = {str(one["position"]): one["value"] for one in groups.rows}
    fields = given(site, reply)
    fields["asked"] += [groups.address]
    if any(row["basis"] == "veto_list" for row in reply.rows):
        fields["caveats"].append(VETO_LIST)
    counted = ", ".join(f"{position} {number:,}" for position, number in tally.items())
    first = reply.rows[0]
    outcome = (
        f" {first['symbol'] or first['document']}: {first['outcome']}." if asked.document else ""
    )
    return VotesAnswer(**fields, text=f"{capfirst(what)}: {counted}.{outcome}", tally=tally)


def _documents(site: Site, name: str) -> list[Page]:
    return nearest(site, site.get("search/", q=name, kind="document", page_size=5))


class Clock(Arguments):
    mission: Annotated[Mission | None, Field(description="Of this mission alone.")] = None
    kind: Annotated[
        Literal["report", "assessment", "briefing", "expiry"] | None,
        Field(description="What falls due; expiry is the end of a mandate."),
    ] = None
    since: Annotated[Day | None, Field(description="The first day; today if none.")] = None
    until: Annotated[Day | None, Field(description="The last day.")] = None
    limit: Limit = 20
    cursor: Cursor | None = None


@tool("The Council's clock")
def clock(site: Site, asked: Clock) -> Answer:
    """What falls due: reports that documents ask for, and mandates that run out, by day. Due days
    are computed from what documents ask and grant; that nothing is noted as fulfilling one does not
    mean that nothing came."""
    since = asked.since or timezone.localdate().isoformat()
    of = f" of {quoted(asked.mission)}" if asked.mission else ""
    what = f"{asked.kind or 'anything'} due{of} from {since} until {asked.until or 'any day'}"
    try:
        reply = site.get(
            "clock/",
            mission=asked.mission,
            kind=asked.kind,
            due__gte=since,
            due__lte=asked.until,
            page_size=asked.limit,
            cursor=asked.cursor,
        )
    except QuestionRefused as refused:
        return Answer(**_unnamed(site, refused, what, mission=asked.mission))
    if not reply.rows:
        return Answer(**declined(what, reply, "the due days", []))
    first = reply.rows[0]
    text = (
        f"{capfirst(what)}: {reply.count:,} in all. The first: {first['kind']} of "
        f"{first['mission']} on {first['day']}, by {first['document']}."
    )
    return Answer(**given(site, reply), text=text)


class ParagraphArguments(Arguments):
    document: Annotated[Name | None, Field(description="A document: its symbol or key.")] = None
    anchor: Annotated[
        Name | None,
        Field(description="Its place: op4 is operative paragraph 4, pre2 of the preamble."),
    ] = None
    phrase: Annotated[Name | None, Field(description="Words in a row, as they stand.")] = None
    limit: Limit = 10
    cursor: Cursor | None = None

    @model_validator(mode="after")
    def of_something(self) -> "ParagraphArguments":
        if not self.phrase and not (self.document and self.anchor):
            raise ValueError("Give a document and an anchor, or a phrase")
        return self


@tool("Paragraphs of texts")
def paragraph(site: Site, asked: ParagraphArguments) -> Answer:
    """The words of a document: one paragraph by its anchor, or every paragraph with a phrase."""
    phrase = asked.phrase and asked.phrase.replace('"', " ").strip()
    wanted = [quoted(one) for one in (asked.document, asked.anchor, phrase) if one]
    what = f"a paragraph by {', '.join(wanted)}"
    try:
        reply = site.get(
            "paragraphs/",
            document=asked.document,
            anchor=asked.anchor,
            search=f'"{phrase}"' if phrase else None,
            page_size=asked.limit,
            cursor=asked.cursor,
        )
    except QuestionRefused as refused:
        if asked.document and names_nothing(refused, "anchor"):
            where = f"the text of {quoted(asked.document)}"
            return Answer(**_empty(refused, what, where, _places_in(site, asked.document)))
        names = {"document": asked.document, "anchor": asked.anchor}
        return Answer(**_unnamed(site, refused, what, **names))
    if not reply.rows:
        near = _places_in(site, asked.document) if asked.document else []
        where = "the texts that are held"
        return Answer(**declined(what, reply, where, near))
    fields = given(site, reply)
    fields["caveats"].append("Copies for information; the official documents prevail.")
    one = fields["rows"][0]
    text = (
        f"Paragraphs that fit: {reply.count:,}. {one['symbol'] or one['document']}, "
        f"{one['label'] or one['anchor']}: {one['text']}"
    )
    return Answer(**fields, text=text)


def _places_in(site: Site, document: str) -> list[Page]:
    """The paragraphs that a document has, or the document where its text is not held."""
    held = site.get("paragraphs/", document=document, page_size=MOST_ANCHORS).rows
    return [
        Page(label=f"{row['anchor']} of {row['document']}", address=site.absolute(row["page"]))
        for row in held
    ] or _documents(site, document)
