"""Drafts and amendments that the Council did not adopt: members' votes, and records for new ones.

The base, the meeting and the symbols around it decide between two readings of a day; a citation
keeps what the file says. Every vote is a document of its own, a second one on a draft too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from legal.importers.comparing import meeting_key
from legal.importers.concerned import StatesConcerned
from legal.importers.council import COUNCIL, TOTALS, Council
from legal.importers.failed_votes import (
    AMENDMENTS,
    GENERAL,
    SYMBOL,
    FailedVote,
    Settled,
    count,
    is_exchanged,
    read_failed_votes,
    settle,
)
from legal.importers.held_votes import DAY, HeldVotes, PutToVote
from legal.importers.sponsors import ALSO, SponsorRows
from legal.importers.statements import VOTED_ON_DRAFT, slug_of, vote_told
from legal.models import (
    Adoption,
    Coding,
    DocumentKind,
    DocumentLink,
    LinkKind,
    Outcome,
    Position,
    Vote,
)
from organizations.naming import StateNames
from organizations.succession import NamesOn, StatesOfTheDay
from records.content.canonical import Content
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import RowError, copy_of

SOURCE = source_content(
    "sc-votes-by-member",
    "Votes in the Security Council by member, 1994 to 2025",
    summary="Members' votes on drafts and amendments that failed, and the sponsors of what the "
    "Council adopted, as a research project collected them.",
    publisher="Voting-Agent (github.com/oliverunv/Voting-Agent)",
    url="https://github.com/oliverunv/Voting-Agent",
    licence="None stated. Facts of the records of the United Nations.",
)
MISSPELT = {"Ethipia": "eth"}
EXCHANGED = "day and month are exchanged: the base, the meeting or the symbols around it decide"
EVE = "the meeting opened on the day before the vote"
EXCHANGED_VOTES = "yes and no are exchanged: the totals held are these the other way round"
OF_TWO = "of two rows for the member, the one with which the totals are right"
NO_SYMBOL = "The file gives no draft symbol; the draft is known by the record of the meeting."
SECOND = (
    "A second vote is recorded under {}; the file does not say whether it was on the whole draft, "
    "on a part or on an amendment."
)
IS_AMENDMENT = "it would have amended the draft voted on at the same meeting"
WAS_ADOPTED = "the draft of this symbol was adopted, so that what failed was an amendment to it"


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    whole = Import(SOURCE, copy_of(path))
    tell(f"Reading {path.name}")
    votes = read_failed_votes(path, whole.report.refuse)
    tell(f"Comparing {len(votes):,} votes")
    importing = FailedDrafts(whole, votes)
    for vote in votes:
        importing.take(vote)
    whole.report.remarks.append(f"{len(votes):,} votes read.")
    return whole


class FailedDrafts:
    """Votes into one import."""

    def __init__(self, whole: Import, votes: list[FailedVote]) -> None:
        self.whole = whole
        self._council, self._held, self._concerned = Council(), HeldVotes(), StatesConcerned()
        self._names, self._states = StateNames(ALSO | MISSPELT), StatesOfTheDay()
        self._votes = whole.table(Vote, on=["document"])
        self._sponsors = SponsorRows(whole)
        self._links = whole.table(DocumentLink, on=["document"])
        self._situations = self._learned(votes)

    def take(self, vote: FailedVote) -> None:
        """One vote; members that cannot be told are refused, the others go in."""
        if vote.is_several:
            rows = sum(map(len, vote.cast.values()))
            expected = "each member once: two votes need a remark or a day that tells them apart"
            self.whole.report.refuse(RowError(vote.place, vote.paper, expected), rows)
            return
        day = self._held.day_of(vote)
        self.whole.days.note(day, vote.place)
        cast = self._members(vote, day)
        is_amendment = vote.says_amendment or self._held.was_adopted(vote.symbol)
        if is_amendment:
            amended = self._held.amended_by(vote)
            if amended is None:
                expected = "an amendment to the one thing that was voted on at a meeting held here"
                self.whole.report.refuse(RowError(vote.place, vote.paper, expected), len(cast))
                return
            held = self._held.by_slug.get(_slug_of_amendment(vote, amended))
        else:
            amended = None
            held = self._held.draft_like(vote, day, count([said[0] for said in cast.values()]))
        totals = held.totals if held else None
        settled = settle(cast, self._council.members(day), totals)
        if held:
            self._compare(vote, held, day, settled)
            if is_exchanged(cast, totals):
                stated = _in_figures(count([said[0] for said in cast.values()]))
                self._cite(f"document:{held.slug}", "votes", stated, vote, EXCHANGED_VOTES)
            slug = held.slug
        else:
            content = self._record(vote, day, settled, amended)
            self.whole.add_record(content)
            self.whole.report.new += 1
            slug = content["slug"]
        if amended:
            self._tie(slug, amended)
        self._take_votes(slug, vote, settled)
        names = NamesOn(self._names, self._states, day)
        self._sponsors.take(slug, vote.submitted_by, names, vote.place, vote.paper)

    def _learned(self, votes: Iterable[FailedVote]) -> dict[str, str]:
        """The situation that drafts held have under a topic or an item of the file."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for vote in votes:
            for held in self._held.of_draft(vote.symbol):
                for words in filter(None, (vote.topic, vote.agenda)):
                    seen[words][held.situation] += 1
        return {words: found.most_common(1)[0][0] for words, found in seen.items()}

    def _members(self, vote: FailedVote, day: date) -> dict[str, list[Position]]:
        members = self._council.members(day)
        cast: dict[str, list[Position]] = {}
        for name, said in vote.cast.items():
            state = self._names.one(name, among=members)
            if state is None:
                expected = f"a member of the Council on {day}"
                self.whole.report.refuse(RowError(vote.place, name, expected), len(said))
            else:
                cast.setdefault(state, []).extend(said)
        return cast

    def _compare(
        self, vote: FailedVote, held: PutToVote, day: date, settled: dict[str, Settled]
    ) -> None:
        record = f"document:{held.slug}"
        if vote.printed == held.day:
            self.whole.report.unchanged += 1
        else:
            rule = EXCHANGED if day == held.day else EVE if vote.printed + DAY == held.day else ""
            self._cite(record, "adopted_on", str(vote.printed), vote, rule)
        if vote.meeting and held.meeting:
            agrees = meeting_key(vote.meeting) == meeting_key(held.meeting)
            self.whole.weigh(record, "meeting", agrees, vote.meeting, vote.paper)
        elif vote.meeting:
            self.whole.fill(record, "meeting", vote.meeting)
            self.whole.report.new += 1
        if held.totals and (totals := _totals(settled)):
            numbers = tuple(totals[name] for name in TOTALS)
            agrees = numbers == held.totals
            self.whole.weigh(record, "in_favour", agrees, _in_figures(numbers), vote.paper)
        agrees = vote.outcome == held.outcome
        self.whole.weigh(record, "outcome", agrees, str(vote.outcome.label), vote.paper)
        vetoed_by = self._vetoed_by(vote, day, settled)
        stated = ", ".join(sorted(vetoed_by)).upper() or "nobody"
        agrees = vetoed_by == held.vetoed_by
        self.whole.weigh(record, "vetoed_by", agrees, stated, vote.paper)

    def _cite(self, record: str, path: str, stated: str, vote: FailedVote, rule: str) -> None:
        """Keeps what the file says where a rule, or else an editor, decides for what is held."""
        anew = self.whole.disagree(record, path, stated, vote.paper, rule=rule)
        self.whole.report.changed += anew and not rule
        self.whole.report.known += not anew or bool(rule)

    def _vetoed_by(
        self, vote: FailedVote, day: date, settled: dict[str, Settled]
    ) -> frozenset[str]:
        if vote.outcome != Outcome.VETOED:
            return frozenset()
        against = {state for state, one in settled.items() if one.position == Position.NO}
        return self._council.permanent_members(day) & against

    def _record(
        self, vote: FailedVote, day: date, settled: dict[str, Settled], amended: PutToVote | None
    ) -> Content:
        same = next(iter(self._held.of_draft(vote.symbol)), None)
        about = amended or same
        subject = about.subject if about else _as_subject(vote.agenda)
        situation = about.situation if about else self._situation(vote)
        named = _amendment(vote, amended) if amended else self._draft(vote)
        content: Content = {
            "record_kind": "document",
            "organ": COUNCIL,
            "year": day.year,
            "subject": subject[:500],
            "situation": situation,
            "states": self._concerned.by(situation, subject, day),
            "adopted_on": day.isoformat(),
            "meeting": vote.meeting,
            "outcome": vote.outcome.value,
            "adoption": (Adoption.VOTE if vote.meeting else Adoption.WRITTEN_PROCEDURE).value,
            "vetoed_by": sorted(self._vetoed_by(vote, day, settled)),
            "url": f"https://docs.un.org/{named['symbol']}"
            if SYMBOL.match(named["symbol"])
            else "",
            "owned": {"citations": self._citations(vote, day, amended)},
            **named,
            **_totals(settled),
        }
        content["name"] = f"{content['name']}: {subject}"[:500]
        totals = {name: content[name] for name in TOTALS if name in content}
        told = (VOTED_ON_DRAFT, subject)
        if amended:
            told = (f"voted on an amendment to draft {amended.draft}", "")
        return content | {"summary": vote_told(content, *told, totals, vote.outcome)}

    def _situation(self, vote: FailedVote) -> str:
        return self._situations.get(vote.topic) or self._situations.get(vote.agenda, "")

    def _draft(self, vote: FailedVote) -> Content:
        """What names a draft: its symbol, or the record of the meeting, or the vote before."""
        symbol = vote.symbol or vote.meeting
        slug, before = slug_of(symbol), len(self._held.of_draft(symbol))
        named: Content = {"kind": DocumentKind.DRAFT.value, "draft_symbol": symbol}
        if before:
            title = f"Draft {symbol} (second vote)"
            return named | {"slug": f"{slug}-{before + 1}", "symbol": "", "name": title,
                            "note": SECOND.format(symbol)}  # fmt: skip
        if not vote.symbol:
            title = f"Draft voted on at {symbol}"
            return named | {"slug": slug, "symbol": symbol, "name": title, "note": NO_SYMBOL}
        return named | {"slug": slug, "symbol": symbol, "name": f"Draft {symbol}"}

    def _citations(self, vote: FailedVote, day: date, amended: PutToVote | None) -> list[dict]:
        cited = {"source": self.whole.slug, "locator": vote.paper}
        rows = [cited]
        if day != vote.printed:
            rows.append(cited | _contradiction("adopted_on", str(vote.printed), EXCHANGED))
        if amended and "amendment" not in vote.paper.casefold():
            evidence = AMENDMENTS.get(vote.symbol, "")
            rule = IS_AMENDMENT if evidence else WAS_ADOPTED
            row = _contradiction("kind", str(DocumentKind.DRAFT.label), rule)
            rows.append(cited | row | {"evidence": evidence, "open": evidence == GENERAL})
        return rows

    def _tie(self, slug: str, amended: PutToVote) -> None:
        row = self._links.row(
            document=slug,
            kind=LinkKind.WOULD_AMEND.value,
            to=amended.slug,
            to_symbol=amended.draft or amended.symbol,
            paragraph="",
            count=1,
            coding=Coding.BY_RULE.value,
        )
        self._links.add(row, columns=())

    def _take_votes(self, slug: str, vote: FailedVote, settled: dict[str, Settled]) -> None:
        for state, one in settled.items():
            row = self._votes.row(
                document=slug, state=state, position=one.position.value, basis=one.basis.value
            )
            self._votes.add(row, ["position"], vote.paper, _in_words)
            if one.against:
                stated = _in_words("position", one.against)
                self._cite(f"document:{slug}", f"votes/{state}", stated, vote, OF_TWO)


def _slug_of_amendment(vote: FailedVote, amended: PutToVote) -> str:
    if _has_own_symbol(vote, amended):
        return slug_of(vote.symbol)
    return f"{slug_of(amended.draft or amended.slug)}-{slug_of(vote.remark or 'amendment')}"


def _has_own_symbol(vote: FailedVote, amended: PutToVote) -> bool:
    return vote.symbol not in ("", amended.draft)


def _amendment(vote: FailedVote, amended: PutToVote) -> Content:
    """What names an amendment: its own symbol, or the draft with the words of the file."""
    symbol = vote.symbol if _has_own_symbol(vote, amended) else ""
    title = f"Amendment {symbol}" if symbol else (vote.remark or "amendment").capitalize()
    return {
        "kind": DocumentKind.AMENDMENT.value,
        "slug": _slug_of_amendment(vote, amended),
        "symbol": symbol,
        "draft_symbol": amended.draft,
        "name": f"{title} to draft {amended.draft or amended.symbol}",
    }


def _totals(settled: dict[str, Settled]) -> dict[str, int]:
    """None where it is not known how some member voted."""
    positions = [one.position for one in settled.values()]
    if Position.UNKNOWN in positions:
        return {}
    return dict(zip(TOTALS, count(positions), strict=True))


def _contradiction(column: str, stated: str, rule: str) -> dict:
    return {"field": column, "stated": stated, "stance": "contradicts", "rule": rule}


def _as_subject(agenda: str) -> str:
    return agenda.replace("The ", "the ", 1) if agenda.startswith("The ") else agenda


def _in_figures(totals: Iterable[int]) -> str:
    return f"{'-'.join(map(str, totals))} (in favour, against, abstaining)"


def _in_words(column: str, value: str) -> str:
    return str(value).replace("_", " ")
