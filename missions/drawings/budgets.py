"""Approved amounts by year, like with like."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.models import Budget, BudgetKind, Mission
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.periods import written
from records.common.prepared import Instances
from records.common.tables import PageTable
from records.reading.beside import SOURCE, read_beside

HEAD = ("from", "to", "kind", "us_dollars", "counts", "document", "note", "source")
MAINTENANCE = "maintenance"  # how notes of the like amounts begin
YEAR = range(350, 381)  # days
METHOD = gettext_noop(
    "Amounts that the General Assembly approved for a year. Solid: for maintaining the mission, "
    "without its share of common costs. Hollow: with such a share, or it is not said."
)
NOT_SHOWN = gettext_noop(
    "other kinds (proposed, additional, commitments, expenditure) and amounts for part of a year: "
    "they stand in the table and are never added up; amounts are not adjusted for inflation."
)


@dataclass(frozen=True)
class BudgetsShown:
    rows: list[Budget]
    figure: Figure


def budgets_of(mission: Mission, day: date | None) -> BudgetsShown | None:
    """The newest first; with a day, those whose time had begun."""
    rows = _amounts(mission.pk)
    held = [one for one in rows if day is None or (one.starts_on and one.starts_on <= day)]
    return BudgetsShown(held, _figure(mission, held)) if held else None


_amounts = Instances(
    lambda mission: read_beside(Budget.objects.filter(mission=mission), source=SOURCE).order_by(
        "-starts_on", "kind", "pk"
    )
)


def is_drawn(row: Budget) -> bool:
    whole = bool(row.starts_on and row.ends_on and (row.ends_on - row.starts_on).days in YEAR)
    return row.kind == BudgetKind.APPROVED and whole


def without_shares(row: Budget) -> bool:
    return row.note.startswith(MAINTENANCE)


def label(row: Budget) -> str:
    """«2025/26», or «2025» of a calendar year."""
    start, end = row.starts_on, row.ends_on
    if start is None or end is None:
        return _("not known")
    return f"{start.year}" if start.year == end.year else f"{start.year}/{end.year % 100:02}"


def _figure(mission: Mission, held: list[Budget]) -> Figure:
    name = mission.acronym or mission.name
    drawn = [row for row in held if is_drawn(row)]
    title = _title(drawn or held)
    return Figure(
        name="budgets",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        shown_on=reverse("mission_figures", args=[mission.slug]),
        title=title,
        measured=_("US dollars approved for a year, the newest first.")
        if drawn
        else _("US dollars."),
        table=_table(drawn or held),
        drawn=(lambda width: _bars(width, _("Approved budgets of {name}").format(name=name), drawn))
        if drawn
        else None,
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list({row.source_id: row.source for row in held}.values()),
    )


def _title(rows: list[Budget]) -> str:
    last = rows[0]
    kind = last.get_kind_display().lower()
    title = _("{amount} million dollars {kind} for {last}").format(
        amount=millions(last.amount), kind=kind, last=label(last)
    )
    like = [row for row in rows if without_shares(row) == without_shares(last)]
    if len(like) < 2 or last.kind != BudgetKind.APPROVED:
        return title
    most = max(like, key=lambda row: row.amount)
    if most is last:
        return _("{title}, the most of {like} like amounts held").format(
            title=title, like=len(like)
        )
    return _("{title}; the most was {amount} for {most}").format(
        title=title, amount=millions(most.amount), most=label(most)
    )


def millions(amount: int) -> str:
    return f"{amount / 1e6:,.1f}"


def _table(rows: list[Budget]) -> PageTable:
    return PageTable(
        HEAD,
        [
            (
                written(row.starts_on, row.starts_precision) if row.starts_on else "",
                written(row.ends_on, row.ends_precision) if row.ends_on else "",
                row.get_kind_display(),
                row.amount,
                _("without shares of common costs")
                if without_shares(row)
                else _("with, or not said"),
                row.document_symbol,
                row.note,
                row.source.name,
            )
            for row in rows
        ],
    )


ROW = 26


def _bars(width: int, title: str, rows: list[Budget]) -> Sheet:
    described = (
        _("; ").join(
            _("{row}: {amount} million").format(row=label(row), amount=millions(row.amount))
            for row in rows
        )
        + "."
    )
    sheet = Sheet(width, ROW * len(rows) + 22, title, described)
    left, room = (84, 70) if width >= WIDE else (62, 54)
    most = max(row.amount for row in rows)
    sheet.text(left, 12, _("Million US dollars"), "strong")
    for n, row in enumerate(rows):
        y, length = n * ROW + 22, max((width - left - room) * row.amount / most, 1)
        sheet.text(0, y + 13, label(row))
        sheet.bar(left, y, length, 16, "fill-1" if without_shares(row) else "other-bar")
        sheet.text(left + length + 6, y + 13, millions(row.amount), "strong")
    return sheet
