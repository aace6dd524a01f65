"""Ballots of the Security Council against what the base holds: new votes, and disagreements."""

import re
from pathlib import Path

from legal.importers.comparing import meeting_key
from legal.importers.council import COUNCIL, RECORD_NUMBER, TOTALS, Council, HeldResolution
from legal.importers.statements import ADOPTED, vote_told
from legal.importers.voting_data import NOTHING, FileBallot, disagreement, read_ballots
from legal.meeting_symbols import meeting_of
from legal.models import Adoption, DocumentKind, Outcome, Position, Vote, VoteBasis
from records.common.text import squeeze
from records.content.canonical import Content
from records.importing.fact_tables import FactTable
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import RowError, copy_of

SOURCE = source_content(
    "undl",
    "UN Digital Library: voting data of the Security Council",
    publisher="United Nations, Dag Hammarskjöld Library",
    url="https://digitallibrary.un.org",
    licence="United Nations; non-commercial use with attribution.",
)
POSITIONS = {"Y": Position.YES, "N": Position.NO, "A": Position.ABSTAIN}
VOTED = frozenset(POSITIONS.values())
IN_FULL = "(in favour, against, abstaining)"
BRACKETED = re.compile(r"\[(?:on\s+)?(?P<subject>[^\[\]]+)\]?\s*$")


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    whole = Import(SOURCE, copy_of(path))
    tell("Reading what is held of the Council")
    council = Council()
    table = whole.table(Vote, on=["document"])
    tell(f"Reading {path.name}")
    ballots = read_ballots(path, council, whole.report.refuse)
    tell(f"Comparing {len(ballots):,} resolutions")
    for _, ballot in sorted(ballots.items()):
        _take(whole, table, council, ballot)
    whole.report.remarks.append(f"{len(ballots):,} resolutions read.")
    return whole


def _take(whole: Import, table: FactTable, council: Council, ballot: FileBallot) -> None:
    held = council.resolutions.get(ballot.number)
    whole.days.note(ballot.day, ballot.place)
    error = disagreement(ballot) or (None if held else _incomplete(ballot, council))
    if error:
        whole.report.refuse(error, rows=max(len(ballot.votes), 1))
    elif held:
        _compare_resolution(whole, ballot, held)
        _compare_votes(whole, table, ballot, held)
    else:
        whole.add_record(_document(ballot))
        whole.report.new += 1
        for state in ballot.votes:
            table.add(_row(table, _slug(ballot), state, ballot), ["position"])


def _incomplete(ballot: FileBallot, council: Council) -> RowError | None:
    """Why a resolution that the base lacks cannot be made from the file."""
    if ballot.day.year != ballot.year:
        expected = f"a day of {ballot.year}, the year in its symbol"
        return RowError(f"{ballot.place}, {ballot.symbol}", str(ballot.day), expected)
    members = council.members(ballot.day)
    if ballot.votes and set(ballot.votes) == members:
        return None
    missing = ", ".join(sorted(members - ballot.votes.keys())).upper() or "a vote"
    expected = f"a resolution that the base has, or one with the votes of all members: {missing}"
    return RowError(ballot.place, ballot.symbol, expected)


def _compare_resolution(whole: Import, ballot: FileBallot, held: HeldResolution) -> None:
    record = f"document:{held.slug}"
    if held.adopted_on:
        whole.weigh(
            record, "adopted_on", ballot.day == held.adopted_on, str(ballot.day), ballot.locator
        )
    for column, stated, known, keys in (
        ("meeting", ballot.meeting, held.meeting, _meetings),
        ("draft_symbol", ballot.draft, held.draft, _symbols),
    ):
        if stated and known:
            agrees = bool(keys(stated) & keys(known))
            whole.weigh(record, column, agrees, stated, ballot.locator)
        elif stated:
            whole.fill(record, column, stated)
            whole.report.new += 1
    if ballot.totals and held.totals and any(ballot.totals):  # 0-0-0 says that none were kept
        _compare_totals(whole, ballot, held.totals, record)
    if not held.records:
        whole.add_row(record, "identifiers", _record_number(ballot))
        whole.report.new += 1
    elif ballot.record not in held.records:
        whole.weigh(record, "identifiers", False, f"record {ballot.record}", ballot.locator)


def _symbols(text: str) -> set[str]:
    return {squeeze(one) for one in re.split(r"[;|]", text)}


def _meetings(text: str) -> set[str]:
    return {meeting_key(one) for one in re.split(r"[;|]", text)}


def _compare_totals(whole: Import, ballot: FileBallot, held: tuple, record: str) -> None:
    """The three numbers are stated together, at the first of them that differs."""
    totals = ballot.totals or ()
    blank = f", blank {ballot.blank}" if ballot.blank else ""
    stated = f"{'-'.join(map(str, totals))} {IN_FULL}{blank}"
    differing = [name for name, a, b in zip(TOTALS, totals, held, strict=True) if a != b]
    cited = [name for name in TOTALS if whole.is_cited(record, name, stated)]
    column = (cited or differing or list(TOTALS))[0]
    whole.weigh(record, column, not differing, stated, ballot.locator)


def _compare_votes(
    whole: Import, table: FactTable, ballot: FileBallot, held: HeldResolution
) -> None:
    words = _as_a_whole(ballot, held)
    if words:
        record = f"document:{held.slug}"
        known = [one for one in words if whole.is_cited(record, "votes", one)]
        whole.weigh(record, "votes", False, (known or words)[0], ballot.locator)
        return
    for state in ballot.votes:
        if ballot.votes[state] == NOTHING and state in held.positions:
            whole.report.unchanged += 1  # where nothing is recorded, nothing is contradicted
        elif _is_without_vote(ballot, held, state):
            whole.report.unchanged += 1
        else:
            table.add(_row(table, held.slug, state, ballot), ["position"], ballot.locator, _stated)


def _is_without_vote(ballot: FileBallot, held: HeldResolution, state: str) -> bool:
    return ballot.without_vote and held.positions.get(state) == Position.NO_VOTE_TAKEN


def _as_a_whole(ballot: FileBallot, held: HeldResolution) -> list[str]:
    """How to say that a file gives votes where none are held."""
    cast = [vote for vote in ballot.votes.values() if vote != NOTHING]
    voted = [one for one in held.positions.values() if one in VOTED]
    if not cast or not held.positions or ballot.without_vote or voted:
        return []
    totals = "-".join(str(cast.count(vote)) for vote in POSITIONS)
    if set(cast) == {"Y"}:
        return [f"all {len(cast)} members in favour", totals]
    return [totals]


def _row(table: FactTable, document: str, state: str, ballot: FileBallot):
    vote = ballot.votes[state]
    position = POSITIONS.get(vote, Position.UNKNOWN)
    if ballot.without_vote:
        position = Position.NO_VOTE_TAKEN
    return table.row(
        document=document, state=state, position=str(position), basis=str(VoteBasis.RECORD)
    )


def _stated(column: str, value: str) -> str:
    return value.replace("_", " ")


def _slug(ballot: FileBallot) -> str:
    return f"s-res-{ballot.number}-{ballot.year}"


def _record_number(ballot: FileBallot) -> dict:
    return {"scheme": RECORD_NUMBER, "value": ballot.record}


def _document(ballot: FileBallot) -> Content:
    """A resolution that the base lacks, as far as the voting record describes it."""
    found = BRACKETED.search(ballot.title)
    subject = found["subject"].strip() if found else ""
    totals = dict(zip(TOTALS, _totals(ballot), strict=True)) if not ballot.without_vote else {}
    content: Content = {
        "record_kind": "document",
        "slug": _slug(ballot),
        "name": f"{ballot.symbol}: {subject}"[:500] if subject else ballot.symbol,
        "kind": str(DocumentKind.RESOLUTION),
        "symbol": ballot.symbol,
        "organ": COUNCIL,
        "number": ballot.number,
        "year": ballot.year,
        "subject": subject[:500],
        "adopted_on": ballot.day.isoformat(),
        "meeting": meeting_of(ballot.meeting),
        "draft_symbol": ballot.draft,
        "outcome": str(Outcome.ADOPTED),
        "adoption": str(Adoption.WITHOUT_VOTE if ballot.without_vote else Adoption.VOTE),
        "url": f"https://docs.un.org/S/RES/{ballot.number}({ballot.year})",
        **totals,
        "owned": {
            "identifiers": [_record_number(ballot)],
            "citations": [{"source": SOURCE["slug"], "locator": ballot.locator}],
        },
    }
    return content | {"summary": vote_told(content, ADOPTED, subject, totals, Outcome.ADOPTED)}


def _totals(ballot: FileBallot) -> tuple[int, ...]:
    return ballot.totals or tuple(ballot.counted[vote] for vote in POSITIONS)
