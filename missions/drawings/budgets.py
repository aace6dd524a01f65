"""Approved amounts by year, like with like."""

from dataclasses import dataclass
from datetime import date

from missions.models import Budget, BudgetKind, Mission
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.periods import written
from records.common.tables import Table

HEAD = ("from", "to", "kind", "us_dollars", "counts", "document", "note", "source")
MAINTENANCE = "maintenance"  # how notes of the like amounts begin
YEAR = range(350, 381)  # days
METHOD = (
    "Amounts that the General Assembly approved for a year. Solid: for maintaining the mission, "
    "without its share of common costs. Hollow: with such a share, or it is not said."
)
NOT_SHOWN = (
    "other kinds (proposed, additional, commitments, expenditure) and amounts for part of a year: "
    "they stand in the table and are never added up; amounts are not adjusted for inflation."
)


@dataclass(frozen=True)
class BudgetsShown:
    rows: list[Budget]
    figure: Figure


def budgets_of(mission: Mission, day: date | None) -> BudgetsShown | None:
    """The newest first; with a day, those whose time had begun."""
    rows = mission.budgets.select_related("source").order_by("-starts_on", "kind", "pk")
    rows = rows.filter(starts_on__lte=day) if day else rows
    held = list(rows)
    return BudgetsShown(held, _figure(mission, held)) if held else None


def is_drawn(row: Budget) -> bool:
    whole = bool(row.starts_on and row.ends_on and (row.ends_on - row.starts_on).days in YEAR)
    return row.kind == BudgetKind.APPROVED and whole


def without_shares(row: Budget) -> bool:
    return row.note.startswith(MAINTENANCE)


def label(row: Budget) -> str:
    """«2025/26», or «2025» of a calendar year."""
    start, end = row.starts_on, row.ends_on
    if start is None or end is None:
        return "not known"
    return f"{start.year}" if start.year == end.year else f"{start.year}/{end.year % 100:02}"


def _figure(mission: Mission, held: list[Budget]) -> Figure:
    name = mission.acronym or mission.name
    drawn = [row for row in held if is_drawn(row)]
    title = _title(drawn or held)
    return Figure(
        name="budgets",
        title=title,
        measured="US dollars approved for a year, the newest first." if drawn else "US dollars.",
        table=_table(drawn or held),
        drawn=(lambda width: _bars(width, f"Approved budgets of {name}", drawn)) if drawn else None,
        method=METHOD,
        not_shown=NOT_SHOWN,
        sources=list({row.source_id: row.source for row in held}.values()),
    )


def _title(rows: list[Budget]) -> str:
    last = rows[0]
    kind = last.get_kind_display().lower()
    title = f"{millions(last.amount)} million dollars {kind} for {label(last)}"
    like = [row for row in rows if without_shares(row) == without_shares(last)]
    if len(like) < 2 or last.kind != BudgetKind.APPROVED:
        return title
    most = max(like, key=lambda row: row.amount)
    if most is last:
        return f"{title}, the most of {len(like)} like amounts held"
    return f"{title}; the most was {millions(most.amount)} for {label(most)}"


def millions(amount: int) -> str:
    return f"{amount / 1e6:,.1f}"


def _table(rows: list[Budget]) -> Table:
    return Table(
        HEAD,
        [
            (
                written(row.starts_on, row.starts_precision) if row.starts_on else "",
                written(row.ends_on, row.ends_precision) if row.ends_on else "",
                row.get_kind_display(),
                row.amount,
                "without shares of common costs" if without_shares(row) else "with, or not said",
                row.document_symbol,
                row.note,
                row.source.name,
            )
            for row in rows
        ],
    )


ROW = 26


def _bars(width: int, title: str, rows: list[Budget]) -> Sheet:
    described = "; ".join(f"{label(row)}: {millions(row.amount)} million" for row in rows) + "."
    sheet = Sheet(width, ROW * len(rows) + 22, title, described)
    left, room = (84, 70) if width >= WIDE else (62, 54)
    most = max(row.amount for row in rows)
    sheet.text(left, 12, "Million US dollars", "strong")
    for n, row in enumerate(rows):
        y, length = n * ROW + 22, max((width - left - room) * row.amount / most, 1)
        sheet.text(0, y + 13, label(row))
        sheet.bar(left, y, length, 16, "fill-1" if without_shares(row) else "other-bar")
        sheet.text(left + length + 6, y + 13, millions(row.amount), "strong")
    return sheet
