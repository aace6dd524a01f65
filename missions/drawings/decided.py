"""What documents decided, column by column: how members voted on them, which tasks they state."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from legal.models import Document
from missions.models import MandateCoding, Mission
from missions.tasks.renewals import Renewals, Weight
from missions.votes import DecisionVotes, Voted, VotingMember
from records.common.drawing.figure import Figure
from records.common.drawing.matrix import Cell, Matrix
from records.common.numbers import count_of
from records.common.periods import iso
from records.common.tables import PageTable

SHADES = {"Y": 1, "A": 3, "N": 5}  # distance from «in favour»


def votes_figure(mission: Mission, votes: DecisionVotes) -> Figure:
    name, title = mission.acronym or mission.name, _of_votes(votes)
    return Figure(
        name="votes",
        page=mission.get_absolute_url(),
        of=name,
        title=title,
        measured=_measured(votes),
        table=PageTable(("document", "day", "member", "seat", "position"), _rows_of_votes(votes)),
        drawn=lambda width: Matrix(
            list(map(_head, votes.documents)),
            [(one.name, list(map(_voted, one.cells))) for one in votes.permanent],
        ).sheet(width, _("Votes on {name}").format(name=name), f"{title}."),
        keys=(
            ("", _("Y in favour")),
            ("", _("A abstained")),
            ("", _("N against")),
        ),
        method=_(
            "One column a document that made a version of the mandate. A member without a "
            "permanent seat on the day has an empty cell."
        ),
        not_shown=_("drafts that were not adopted; elected members in favour."),
        read_from=_("voting records of the Council"),
    )


def _of_votes(votes: DecisionVotes) -> str:
    documents = len(votes.documents)
    if votes.divided:
        return _of_divided(votes.divided, count_of(documents, _("decision,decisions")))
    if documents == 1:
        return _("The permanent members voted in favour of the one decision")
    said = _("The permanent members voted in favour of all {documents} decisions")
    return said.format(documents=documents)


def _of_divided(members: list[VotingMember], decisions: str) -> str:
    first, *others = members
    parts = [_("{name} was not in favour of {n}").format(name=first.name, n=first.not_in_favour)]
    parts += [_("{name} of {n}").format(name=one.name, n=one.not_in_favour) for one in others]
    return _("{members} of {decisions}").format(members=", ".join(parts), decisions=decisions)


def _measured(votes: DecisionVotes) -> str:
    said = _("How the permanent members voted on each decision, the oldest first")
    if votes.left_out:
        said += _(
            ": the latest {documents} whose votes are held; {left_out} more are not shown"
        ).format(documents=len(votes.documents), left_out=votes.left_out)
    return f"{said}."


def _voted(cell: Voted) -> Cell:
    return Cell(cell.letter, SHADES.get(cell.letter, 0))


def _rows_of_votes(votes: DecisionVotes) -> Iterator[tuple]:
    for member in votes.permanent:
        for document, cell in zip(votes.documents, member.cells, strict=True):
            if cell.position:
                yield *_document(document), member.name, "permanent", cell.position
    for elected in votes.elected:
        for document, cell in elected.votes:
            yield *_document(document), elected.name, "elected", cell.position


def _document(document: Document) -> tuple[str, str]:
    return document.symbol or document.name, iso(document.adopted_on)


def _head(document: Document) -> str:
    return str(document.number or document.year or "")


def all_renewals_figure(
    mission: Mission, renewals: Renewals, coding: MandateCoding | None
) -> Figure:
    """On the page of the tasks, which has room for all documents that state some."""
    page = reverse("mission_tasks", args=[mission.slug])
    return replace(renewals_figure(mission, renewals, coding), name="renewals", page=page)


def renewals_figure(mission: Mission, renewals: Renewals, coding: MandateCoding | None) -> Figure:
    name, title = mission.acronym or mission.name, _of_tasks(renewals)
    heads = [_head(one.document) for one in renewals.columns]
    return Figure(
        name="tasks",
        page=mission.get_absolute_url(),
        of=name,
        title=title,
        measured=_stated(renewals),
        table=PageTable(("task", "group", "document", "day", "how"), _rows_of_tasks(renewals)),
        drawn=lambda width: Matrix(
            heads, [(_(one.task.name), list(map(_stands, one.cells))) for one in renewals.rows]
        ).sheet(width, _("Tasks of {name} by renewal").format(name=name), f"{title}."),
        keys=(
            ("", _("S acts itself (secures, executes)")),
            ("", _("A assists")),
            ("", _("M watches (monitors)")),
        ),
        method=_(
            "Documents that only carry tasks over are left out. What others ask meanwhile, as "
            "renewals of sanctions do, stands with the column then last."
        ),
        not_shown=_("what a text only encourages; how much of a task was done."),
        read_from=_read_from(coding),
        also=[(_("As JSON"), f"{reverse('tasks-in-force-list')}?mission={mission.slug}")],
    )


def _of_tasks(renewals: Renewals) -> str:
    last = renewals.last.document
    return _("{in_force} of {rows} stand under {symbol}, the last").format(
        in_force=renewals.in_force,
        rows=count_of(len(renewals.rows), _("task,tasks")),
        symbol=last.symbol or last.name,
    )


def _stated(renewals: Renewals) -> str:
    said = _("Each column is a document that states or changes tasks, the oldest first")
    if renewals.left_out:
        shown = len(renewals.columns)
        said += _(": the latest {shown} of {held}").format(
            shown=shown, held=shown + renewals.left_out
        )
    return said + _(". Names in grey are tasks that the last does not have.")


def _read_from(coding: MandateCoding | None) -> str:
    if coding is None:
        return _("its documents")
    said = _("its documents, {name}.").format(name=_(coding.name).lower())
    return f"{said} {coding.measured}".strip()


def _stands(weight: Weight | None) -> Cell:
    return Cell(weight.letter, 2 * weight.rank - 1) if weight else Cell("", 0)


def _rows_of_tasks(renewals: Renewals) -> Iterator[tuple]:
    for row in renewals.rows:
        for column, weight in zip(renewals.columns, row.cells, strict=True):
            if weight:
                document, _day = _document(column.document)
                yield row.task.name, row.task.group, document, iso(column.day), weight.words
