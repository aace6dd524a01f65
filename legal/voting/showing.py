"""What the page of voting shows: squares of agreement, who stood apart, vetoes by decade."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from legal.models import Document, DocumentKind, Outcome, Position
from legal.voting.positions import COUNCIL, Agreement, Ballots, Positions, Seat, agreements
from records.reading.beside import LINK

# First days of periods that are compared: the seat of China changed, and the Cold War ended.
PERIODS = (date(1946, 1, 1), date(1971, 10, 25), date(1992, 1, 1))
SHADES = (70, 80, 88, 94, 98)  # per cent from which a cell is darker
YEARS_APART = 5
DIVIDED_SHOWN = 12
VETOES_SHOWN = 8


@dataclass(frozen=True)
class ShadedNumber:
    """A number in a table of numbers; its shade goes from 1 to 6."""

    number: int | None
    shade: int = 1
    title: str = ""


@dataclass(frozen=True)
class ShadedLine:
    name: str
    cells: list[ShadedNumber]


@dataclass(frozen=True)
class Square:
    """How often each two seats agreed in a period, in per cent."""

    first: date
    last: date
    heads: list[Seat]
    lines: list[ShadedLine]
    ballots: int
    least: Agreement | None


def squares(seats: list[Seat], ballots: Ballots, until: date) -> list[Square]:
    """One for each period that began by the day, the latest first."""
    firsts = [first for first in PERIODS if first <= until]
    lasts = [*(first for first in firsts[1:]), None]
    found = [
        _square(seats, ballots, first, min(_day_before(following), until) if following else until)
        for first, following in zip(firsts, lasts, strict=True)
    ]
    return found[::-1]


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _square(seats: list[Seat], ballots: Ballots, first: date, last: date) -> Square:
    held = ballots.between(first, last)
    agreed = agreements(seats, held)
    lines = [
        ShadedLine(other.name, [_agreement_cell(agreed[one, other]) for one in seats[:number]])
        for number, other in enumerate(seats)
        if number
    ]
    counted = [one for one in agreed.values() if one.both]
    least = min(counted, key=lambda one: one.same / one.both, default=None)
    return Square(first, last, seats[:-1], lines, held.total(), least)


def _agreement_cell(agreed: Agreement) -> ShadedNumber:
    percent = agreed.percent
    if percent is None:
        return ShadedNumber(None)
    shade = 1 + sum(percent >= least for least in SHADES)
    return ShadedNumber(
        percent, shade, _("{same} of {both}").format(same=agreed.same, both=agreed.both)
    )


def apart(seats: list[Seat], ballots: Ballots, until: date) -> tuple[list[int], list[ShadedLine]]:
    """First years of spans of five, and of each seat the per cent that it did not vote for."""
    years = list(range(PERIODS[0].year, until.year + 1, YEARS_APART))
    spans = [
        ballots.between(date(year, 1, 1), date(year + YEARS_APART - 1, 12, 31)) for year in years
    ]
    lines = [
        ShadedLine(seat.name, [_apart_cell(number, held) for held in spans])
        for number, seat in enumerate(seats)
    ]
    return years, lines


def _apart_cell(seat: int, held: Mapping[Positions, int]) -> ShadedNumber:
    taken = sum(votes for one, votes in held.items() if one[seat])
    if not taken:
        return ShadedNumber(None)
    others = sum(votes for one, votes in held.items() if one[seat] not in (None, Position.YES))
    percent = round(100 * others / taken)
    shade = 1 + sum(percent >= least for least in (1, 5, 10, 20, 40))
    return ShadedNumber(percent, shade, _("{others} of {taken}").format(others=others, taken=taken))


def vetoed(until: date | None) -> QuerySet[Document]:
    rows = Document.objects.filter(outcome=Outcome.VETOED)
    return rows.adopted_by(until) if until else rows


def vetoes_of(drafts: QuerySet[Document]) -> list[tuple[int, int | None, date | None]]:
    """Each draft, who vetoed it and when: a row for each veto, one where nobody is named."""
    return list(drafts.order_by().values_list("pk", "vetoed_by", "adopted_on"))


def vetoes_by_decade(
    seats: list[Seat], vetoes: list[tuple[int, int | None, date | None]], until: date
) -> tuple[list[int], list[ShadedLine]]:
    """First years of decades, and of each seat its vetoes in them, all of them last."""
    decades = list(range(PERIODS[0].year // 10 * 10, until.year + 1, 10))
    counted: Counter[tuple[int, int]] = Counter()
    for _draft, state, day in vetoes:
        if state and day:
            counted[state, day.year // 10 * 10] += 1
    most = max(counted.values(), default=1)
    lines = []
    for seat in seats:
        numbers = [sum(counted[state.pk, one] for state in seat.states) for one in decades]
        cells = [ShadedNumber(number, 1 + -(-5 * number // most)) for number in numbers]
        lines.append(ShadedLine(seat.name, [*cells, ShadedNumber(sum(numbers))]))
    return decades, sorted(lines, key=lambda line: -(line.cells[-1].number or 0))


def newest_vetoes(drafts: QuerySet[Document]) -> Iterable[Document]:
    rows = drafts.only(*LINK, "symbol", "subject", "adopted_on", "adopted_precision")
    return rows.prefetch_related("vetoed_by").order_by("-adopted_on", "-pk")[:VETOES_SHOWN]


def most_divided(until: date | None) -> QuerySet[Document]:
    """Resolutions of the Council adopted with the fewest votes in favour of those cast."""
    rows = Document.objects.filter(
        kind=DocumentKind.RESOLUTION,
        organ__slug=COUNCIL,
        outcome=Outcome.ADOPTED,
        in_favour__isnull=False,
        against__isnull=False,
        abstaining__isnull=False,
    )
    rows = rows.adopted_by(until) if until else rows
    rows = rows.only(*LINK, "symbol", "subject", "in_favour", "against", "abstaining")
    ordered = rows.annotate(apart=F("against") + F("abstaining")).order_by("-apart", "-adopted_on")
    return ordered[:DIVIDED_SHOWN]
