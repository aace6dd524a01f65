"""The months ahead as columns of squares: solid for a mandate that ends, hollow for a report."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from missions.clock.calendar import MONTHS_AHEAD, Month, busiest
from missions.clock.due import months_after
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.numbers import count_of
from records.common.periods import Precision, iso, written
from records.common.tables import PageTable

SQUARE, GAP, BASE = 12, 2, 30
LEAST_HEIGHT = 4  # squares
HEAD = ("day", "mission", "name", "what", "document", "paragraph", "reckoned")


def clock_figure(
    months: list[Month], day: date, asked: dict[str, str], until: date | None
) -> Figure | None:
    """None where nothing is due."""
    if not any(month.due for month in months):
        return None
    title = _title(months)
    return Figure(
        name="due",
        page=reverse("clock"),
        of=_("The clock"),
        title=title,
        measured=_(
            "What is due by month, from {first} to {last}. One square is one day on which "
            "something is due."
        ).format(first=written(day), last=written(months_after(day, MONTHS_AHEAD))),
        table=PageTable(HEAD, _rows(months)),
        drawn=lambda width: _sheet(months, width, title),
        keys=(
            ("seven-bar", _("a mandate ends")),
            ("other-bar", _("a report or review falls due")),
        ),
        method=_(
            "Days named in the text stand as they are. «Every 90 days» and the like are counted "
            "from the adoption, to the last day granted."
        ),
        not_shown=_(
            "missions without a last day; documents adopted after the last one held; whether a "
            "report came."
        ),
        read_from=_read_from(until),
        asked=asked,
    )


def _title(months: list[Month]) -> str:
    most = busiest(months)
    if most is None:
        return _("Reports due, by month")
    ends = count_of(most.ends, _("mandate ends,mandates end"))
    return _("{ends} in {month}").format(ends=ends, month=written(most.first, Precision.MONTH))


def _read_from(until: date | None) -> str:
    if until is None:
        return _("documents held, read paragraph by paragraph")
    said = _("documents held to {until}, read paragraph by paragraph")
    return said.format(until=written(until))


def _rows(months: list[Month]) -> Iterator[tuple]:
    for month in months:
        for one in month.due:
            reckoned = one.duty is not None and not one.duty.due
            yield (
                *(iso(one.day), one.mission.acronym, one.mission.name, one.get_kind_display()),
                *(one.document.symbol, one.paragraph, "yes" if reckoned else ""),
            )


def _sheet(months: list[Month], width: int, title: str) -> Sheet:
    height = max(*(len(month.due) for month in months), LEAST_HEIGHT) * SQUARE + BASE
    said = _("; ").join(f"{written(one.first, Precision.MONTH)} {len(one.due)}" for one in months)
    sheet = Sheet(width, height, title, _("Days due by month: {said}.").format(said=said))
    column = width / len(months)
    for number, month in enumerate(months):
        x = number * column
        for at in range(len(month.due)):
            look = "seven-bar" if at < month.ends else "other-bar"
            y = height - BASE - (at + 1) * SQUARE
            sheet.bar(x, y, column - 3 * GAP, SQUARE - GAP, look)
        _name(sheet, month, x + column / 2 - GAP, is_first=number == 0)
    return sheet


def _name(sheet: Sheet, month: Month, x: float, *, is_first: bool) -> None:
    """Under its column, with the year where one begins."""
    name = formatted(month.first, _("M"))
    sheet.text(x, sheet.height - 14, name if sheet.width >= WIDE else name[:1], "middle")
    if is_first or month.first.month == 1:
        sheet.text(x, sheet.height, str(month.first.year), "middle")
