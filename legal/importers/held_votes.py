"""What the base holds as put to the vote in the Security Council, failed drafts among it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from legal.importers.comparing import meeting_key
from legal.importers.council import COUNCIL, TOTALS
from legal.importers.failed_votes import SYMBOL, FailedVote, Totals
from legal.importers.statements import slug_of
from legal.models import PUT_TO_THE_VOTE, Document, DocumentKind

DAY = timedelta(days=1)


@dataclass(frozen=True)
class PutToVote:
    """Something that the base holds as put to the vote in the Council."""

    slug: str
    kind: str
    symbol: str
    draft: str
    day: date | None
    meeting: str
    outcome: str
    totals: Totals | None
    subject: str
    situation: str
    vetoed_by: frozenset[str]

    def is_near(self, day: date) -> bool:
        return self.day is not None and abs(self.day - day) <= DAY


class HeldVotes:
    """What was put to the vote, by slug, draft and meeting, and the days of papers by number."""

    def __init__(self) -> None:
        self.by_slug: dict[str, PutToVote] = {}
        self._by_draft: dict[str, list[PutToVote]] = defaultdict(list)
        self._by_meeting: dict[str, list[PutToVote]] = defaultdict(list)
        self._numbered: dict[str, list[tuple[int, date]]] = defaultdict(list)  # by year
        for one in held_documents():
            self.add(one)

    def add(self, one: PutToVote) -> None:
        self.by_slug[one.slug] = one
        self._by_draft[one.draft].append(one)
        self._by_meeting[meeting_key(one.meeting)].append(one)
        if one.day and SYMBOL.fullmatch(one.draft):
            _, year, number, *_ = one.draft.split("/")
            self._numbered[year].append((int(number), one.day))

    def of_draft(self, symbol: str) -> list[PutToVote]:
        return self._by_draft.get(symbol, []) if symbol else []

    def at(self, meeting: str) -> list[PutToVote]:
        return self._by_meeting.get(meeting_key(meeting), []) if meeting else []

    def day_of(self, vote: FailedVote) -> date:
        """Of two readings the one that is held, else that nearest to the papers around it."""
        held = {one.day for one in [*self.of_draft(vote.symbol), *self.at(vote.meeting)]}
        for day in vote.days:
            if day in held:
                return day
        around = self._day_around(vote.symbol)
        return min(vote.days, key=lambda day: abs(day - around)) if around else vote.printed

    def _day_around(self, symbol: str) -> date | None:
        if not symbol:
            return None
        _, year, number, *_ = symbol.split("/")
        known = self._numbered.get(year, [])
        nearest = min(known, key=lambda one: abs(one[0] - int(number)), default=None)
        return nearest[1] if nearest else None

    def draft_like(self, vote: FailedVote, day: date, totals: Totals) -> PutToVote | None:
        """The vote on a draft that is meant: of that day, and of its outcome or its totals."""
        if not vote.symbol:
            return self.by_slug.get(slug_of(vote.meeting))
        like = (
            one
            for one in self.of_draft(vote.symbol)
            if one.kind == DocumentKind.DRAFT and one.is_near(day)
            and (one.outcome == vote.outcome or one.totals == totals)
        )  # fmt: skip
        return next(like, None)

    def amended_by(self, vote: FailedVote) -> PutToVote | None:
        """What an amendment would have changed: the draft of its symbol, or the one thing that
        was put to the vote at the meeting.
        """
        for found in (self.of_draft(vote.symbol), self.at(vote.meeting)):
            whole = [one for one in found if one.kind != DocumentKind.AMENDMENT]
            if len(whole) == 1:
                return whole[0]
        return None

    def was_adopted(self, symbol: str) -> bool:
        return any(one.kind == DocumentKind.RESOLUTION for one in self.of_draft(symbol))


def held_documents() -> Iterator[PutToVote]:
    """All that was put to the vote in the Council."""
    columns = ("slug", "kind", "symbol", "draft_symbol", "adopted_on", "meeting", "outcome")
    rows = Document.objects.filter(organ__slug=COUNCIL, kind__in=PUT_TO_THE_VOTE).order_by("slug")
    vetoes: dict[str, set[str]] = defaultdict(set)
    for slug, state in rows.exclude(vetoed_by=None).values_list("slug", "vetoed_by__slug"):
        vetoes[slug].add(state)
    for row in rows.values(*columns, "subject", "situation", *TOTALS):
        stated = tuple(row.pop(name) for name in TOTALS)
        yield PutToVote(
            draft=row.pop("draft_symbol"),
            day=row.pop("adopted_on"),
            totals=None if None in stated else stated,
            vetoed_by=frozenset(vetoes[row["slug"]]),
            **row,
        )
