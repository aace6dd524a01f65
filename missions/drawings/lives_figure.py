"""Missions on one line of years, of an actor or a conflict, with the account of the drawing."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from missions.drawings.lives import DrawnMission, Lives
from missions.models import Mission
from records.common.drawing.figure import Figure
from records.common.drawing.spans import Row, Spans, bars
from records.common.periods import iso
from records.common.tables import PageTable

HEAD = ("mission", "name", "how", "first_day", "last_day", "surely")


def label(mission: Mission) -> str:
    return mission.acronym or mission.name


def lives_figure(shown: Lives, until: date, **said: Any) -> Figure:
    """Of `said` the page's own words: where it stands, title, measured, method and so on."""
    return Figure(
        name="missions",
        table=PageTable(HEAD, _rows(shown.rows)),
        drawn=lambda width: Spans([_row(row, until) for row in shown.rows], until).sheet(
            width, said["title"], said["measured"]
        ),
        **said,
    )


def keys_of(shown: Lives, said: dict[str, str]) -> list[tuple[str, str]]:
    """What `said` says of the looks that are drawn, and of edges that are not known."""
    keys = [(fill, words) for fill, words in said.items() if fill in shown.fills]
    if shown.has_vague:
        keys.append(("other-bar vague", _("a first or last day is not known")))
    return keys


def _row(row: DrawnMission, until: date) -> Row:
    return label(row.mission), bars(row.days, until)


def _rows(rows: Iterable[DrawnMission]) -> Iterator[tuple]:
    for row in rows:
        for first, last, _look in row.days:
            yield (
                *(row.mission.acronym, row.mission.name, "; ".join(row.words)),
                *(iso(first), iso(last), "perhaps" if row.perhaps else "surely"),
            )
