"""The drawings of votes with their account: agreement, who stood apart, vetoes, two states."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.voting.pairs import Pair
from legal.voting.showing import ShadedLine, Square
from organizations.models import State
from records.common.drawing import matrix
from records.common.drawing.columns import Columns
from records.common.drawing.figure import Figure
from records.common.drawing.matrix import Matrix
from records.common.drawing.sheet import Sheet
from records.common.numbers import count_of
from records.common.periods import iso, written
from records.common.tables import PageTable

PAGE = gettext_noop("How the permanent members vote")
OF_VOTES = gettext_noop(
    "the United Nations’ voting data, corrected against the record where they disagree"
)


def agreement_figure(squares: Sequence[Square], codes: str) -> Figure | None:
    """None where no vote is held."""
    least = squares[0].least if squares else None
    if least is None:
        return None
    title = _("Since {year} even the pair that differs most has agreed on {percent} of 100").format(
        year=squares[0].first.year, percent=least.percent
    )
    heads = [seat.code for seat in squares[0].heads]
    return Figure(
        name="agreement",
        page=reverse("votes"),
        of=_(PAGE),
        title=title,
        measured=_(
            "Of 100 resolutions adopted by vote, on how many two members took the same position."
        ),
        table=PageTable(
            ("from", "to", "member", "other", "per_cent", "alike_of_both", "resolutions"),
            _rows_of(squares),
        ),
        drawn=lambda width: Matrix(heads, list(_squared(squares))).sheet(
            width, _("Agreement"), f"{title}."
        ),
        method=_(
            "In favour, against, abstaining and taking no part are four positions; per cent are "
            "rounded down. A seat that one state continued for another is one seat. Periods begin "
            "where China’s seat changed (25 October 1971) and after the end of the USSR."
        ),
        not_shown=_(
            "drafts that failed; adoptions without a vote. Nobody vetoed what was adopted, so that "
            "agreement is high by selection."
        ),
        read_from=_(OF_VOTES),
        also=[(_("JSON"), f"{reverse('votes-list')}?state={codes}")],
    )


def _squared(squares: Sequence[Square]) -> Iterator[tuple[str, list[matrix.Cell]]]:
    """Each square under its days, which stand in a line of their own."""
    for square in squares:
        days = _("{first} to {last}").format(first=written(square.first), last=written(square.last))
        yield days, []
        yield from _lines(square.lines)


def _lines(lines: Iterable[ShadedLine]) -> Iterator[tuple[str, list[matrix.Cell]]]:
    for line in lines:
        yield (
            line.name,
            [
                matrix.Cell("" if one.number is None else str(one.number), one.shade - 1)
                for one in line.cells
            ],
        )


def _rows_of(squares: Sequence[Square]) -> Iterator[tuple]:
    for square in squares:
        for line in square.lines:
            for seat, cell in zip(square.heads, line.cells, strict=False):
                if cell.number is not None:
                    yield (
                        *(iso(square.first), iso(square.last), line.name, seat.name),
                        *(cell.number, cell.title, square.ballots),
                    )


def apart_figure(by_years: tuple[Sequence[int], Sequence[ShadedLine]]) -> Figure | None:
    """None where nobody votes in the last years."""
    years, lines = by_years
    last = [line for line in lines if line.cells[-1].number is not None]
    if not last:
        return None
    most = max(line.cells[-1].number or 0 for line in last)
    title = _("Most often apart since {year}: {members}").format(
        year=years[-1],
        members="; ".join(
            f"{line.name} ({line.cells[-1].title})"
            for line in last
            if line.cells[-1].number == most
        ),
    )
    return Figure(
        name="apart",
        page=reverse("votes"),
        of=_(PAGE),
        title=title,
        measured=_(
            "Of 100 resolutions adopted by vote, for how many each permanent member did not vote, "
            "by five years; a column is named by its first year."
        ),
        table=_by_years(years, lines, "per_cent"),
        drawn=_grid(years, lines, _("Resolutions not voted for, per cent, by five years"), title),
        method=_(
            "Abstained, took no part, or voted against; rounded. A seat that one state continued "
            "for another is one seat."
        ),
        not_shown=_("drafts that failed; adoptions without a vote."),
        read_from=_(OF_VOTES),
    )


def vetoes_figure(
    by_decade: tuple[Sequence[int], Sequence[ShadedLine]], drafts: int
) -> Figure | None:
    """None where no veto is held."""
    decades, lines = by_decade
    if not (drafts and lines):
        return None
    title = _("{member} cast {vetoes}, the most; {drafts} failed by a veto").format(
        member=lines[0].name,
        vetoes=count_of(lines[0].cells[-1].number or 0, _("veto,vetoes")),
        drafts=count_of(drafts, _("draft,drafts")),
    )
    shown = [ShadedLine(line.name, line.cells[:-1]) for line in lines]
    return Figure(
        name="vetoes",
        page=reverse("votes"),
        of=_(PAGE),
        title=title,
        measured=_("Vetoes by permanent member and decade; a column is named by its first year."),
        table=_by_years(decades, shown, "vetoes"),
        drawn=_grid(decades, shown, _("Vetoes by decade"), title),
        method=_(
            "A draft that two members vetoed counts once for each. A seat that one state continued "
            "for another is one seat."
        ),
        not_shown=_(
            "votes on the choice of a Secretary-General, which are not public; drafts that were "
            "not put to the vote because a veto was expected."
        ),
        read_from=_("the Dag Hammarskjöld Library’s list of vetoes, and records of meetings"),
    )


def _by_years(years: Sequence[int], lines: Sequence[ShadedLine], counted: str) -> PageTable:
    return PageTable(
        ("member", "from_year", counted, "of"),
        (
            (line.name, year, cell.number, cell.title)
            for line in lines
            for year, cell in zip(years, line.cells, strict=True)
            if cell.number is not None
        ),
    )


def _grid(
    years: Sequence[int], lines: Sequence[ShadedLine], title: str, said: str
) -> Callable[[int], Sheet]:
    heads = [str(year) for year in years]
    return lambda width: Matrix(heads, list(_lines(lines))).sheet(width, title, f"{said}.")


def pair_figure(one: State, other: State, found: Pair) -> Figure | None:
    """None where they never voted on the same document."""
    if not found.whole.both:
        return None
    title = _("{one} and {other} agreed on {percent} of 100").format(
        one=one.name, other=other.name, percent=found.whole.percent
    )
    return Figure(
        name="agreement",
        page=reverse("votes_of_two"),
        of=_("{name} and {name_2}").format(name=one.name, name_2=other.name),
        title=title,
        measured=_(
            "Of 100 documents on which both voted, on how many they took the same position, by "
            "year."
        ),
        table=PageTable(
            ("year", "both_voted", "alike", "per_cent"),
            (
                (year, agreed.both, agreed.same, agreed.percent)
                for year, agreed in found.years.items()
            ),
        ),
        drawn=lambda width: _of_years(found).sheet(width, title, _described(found)),
        method=_(
            "In favour, against, abstaining and taking no part are four positions; per cent are "
            "rounded down. Failed drafts and amendments count where positions by member are held."
        ),
        not_shown=_("years in which they did not sit in the Council together."),
        read_from=_(OF_VOTES),
        asked={"a": one.code, "b": other.code},
    )


def _described(found: Pair) -> str:
    years = sorted(found.years.items())
    return _("; ").join(f"{year}: {agreed.percent}" for year, agreed in years) + "."


def _of_years(found: Pair) -> Columns:
    name, years = _("of 100"), sorted(found.years)
    percents = {(name, str(year)): found.years[year].percent or 0 for year in years}
    return Columns([name], [str(year) for year in years], percents, sums=False)
