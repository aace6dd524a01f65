"""The desk on the first page of the admin: what waits, a tile a question.

Upper apps add tiles of their own. What changes by a publication alone is kept until the next.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from records.common.keeping import until_published
from records.common.spellings import Via
from records.curation.kept import WAITING, address_of, waiting_for
from records.curation.proposals import named
from records.groups import APPROVE
from records.models import (
    Citation,
    Job,
    JobState,
    NameEntry,
    ProposalState,
    RecordKind,
    Report,
    Revision,
    Source,
)
from records.models.ownership import record_model

SHOWN = 5  # lines of a tile
MOST_TWINS = 20
AT_ONCE = 10  # decided together
QUEUE = "admin:records_citation_changelist"
JOBS = "admin:records_job_changelist"
REPORTS = "admin:records_report_changelist"


@dataclass(frozen=True)
class DeskLine:
    text: str
    address: str
    chosen: tuple[int, ...] = ()  # citations that are decided together


@dataclass(frozen=True)
class Waiting:
    """How many wait, the first of them, and the address of the whole list, if there is one."""

    count: int
    lines: Sequence[DeskLine] = ()
    whole: str = ""


Ask = Callable[[Any], Waiting]  # asked with who is signed in


@dataclass(frozen=True, order=True)
class DeskTile:
    rank: int  # lower comes first
    title: str
    ask: Ask = field(compare=False)


@dataclass(frozen=True)
class DeskPage:
    """A page on which something is written in one go that spans several records."""

    title: str
    name: str  # of its address

    @property
    def address(self) -> str:
        return reverse(self.name)


_tiles: list[DeskTile] = []
_pages: list[DeskPage] = []


def add_tile(title: str, ask: Ask, *, rank: int) -> None:
    _tiles.append(DeskTile(rank, title, ask))


def add_page(title: str, name: str) -> None:
    _pages.append(DeskPage(title, name))


def pages() -> Sequence[DeskPage]:
    return _pages


def desk_of(user: Any) -> list[tuple[DeskTile, Waiting]]:
    return [(tile, tile.ask(user)) for tile in sorted(_tiles)]


def kept(name: str, ask: Callable[[], Waiting]) -> Ask:
    """For what is alike for everybody until something is published."""
    return lambda _user: until_published(("desk", name), ask)


def first_of(
    rows: QuerySet, text: Callable[[Any], str], address: Callable[[Any], str], whole: str
) -> Waiting:
    """Of rows in their order; each leads where something can be done about it."""
    count = rows.count()
    shown = rows[:SHOWN] if count else ()
    return Waiting(count, [DeskLine(text(row), address(row)) for row in shown], whole)


def add_own() -> None:
    """The tiles and the page that need nothing of the apps above."""
    add_page("Whole tables: take one away, hand one in", "admin:records_job_tables")
    add_tile("Waits for me", _waits, rank=10)
    add_tile("Tables to approve", _tables, rank=15)
    add_tile("My drafts", _drafts, rank=20)
    add_tile("Reports of readers", _reports, rank=30)
    add_tile("Disagreements to decide", kept("queue", _disagreements), rank=40)
    add_tile("Perhaps held twice", kept("twins", _twins), rank=80)


def _waits(user: Any) -> Waiting:
    mine = waiting_for(user).exclude(state=ProposalState.DRAFT)
    return _of_proposals(mine, f"{reverse(WAITING)}?waits=me")


def _tables(user: Any) -> Waiting:
    checked = Job.objects.waiting_for(user.get_username(), approves=user.has_perm(APPROVE))
    lines = [
        DeskLine(f"{one}, {one.author}", reverse("admin:records_job_change", args=[one.pk]))
        for one in checked.defer("file", "outcome")[:SHOWN]
    ]
    count = checked.count() if len(lines) == SHOWN else len(lines)
    return Waiting(count, lines, f"{reverse(JOBS)}?state__exact={JobState.CHECKED}")


def _drafts(user: Any) -> Waiting:
    mine = waiting_for(user).filter(state=ProposalState.DRAFT)
    return _of_proposals(mine, f"{reverse(WAITING)}?waits=me&state__exact=draft")


def _of_proposals(proposals: QuerySet, whole: str) -> Waiting:
    count = proposals.count()
    if not count:
        return Waiting(0, (), whole)
    last = Revision.objects.filter(attempt=F("proposal__attempt")).defer("content").with_names()
    ordered = last.order_by("record_kind", "slug")
    shown: Any = proposals.prefetch_related(Prefetch("revisions", ordered, to_attr="last"))[:SHOWN]
    told = [
        DeskLine(f"{named(one.last)}, {one.get_state_display()}, {one.author}", address_of(one))
        for one in shown
    ]
    return Waiting(count, told, whole)


def _reports(_user: Any) -> Waiting:
    waiting = Report.objects.waiting()
    lines = [
        DeskLine(str(one), reverse("admin:records_report_change", args=[one.pk]))
        for one in waiting[:SHOWN]
    ]
    count = waiting.count() if len(lines) == SHOWN else len(lines)
    return Waiting(count, lines, f"{reverse(REPORTS)}?state__exact=new")


def _disagreements() -> Waiting:
    """By source and kind, the largest group first; the ten oldest of each are decided at once."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    waiting = Citation.objects.filter(open=True).order_by("pk")
    for source, kind, pk in waiting.values_list("source", "record__record_kind", "pk"):
        groups[source, kind].append(pk)
    largest = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))[:SHOWN]
    names = dict(
        Source.objects.filter(pk__in=[key[0] for key, _ in largest]).values_list("pk", "name")
    )
    queue = f"{reverse(QUEUE)}?open__exact=1"
    lines = [
        DeskLine(
            f"{names[source]}, {RecordKind(kind).label.lower()}: {len(chosen)}",
            f"{queue}&source__record__exact={source}&record__record_kind__exact={kind}",
            tuple(chosen[:AT_ONCE]),
        )
        for (source, kind), chosen in largest
    ]
    return Waiting(sum(map(len, groups.values())), lines, queue)


def _twins() -> Waiting:
    """Names of records by which others of their kind are called too; the list shows them."""
    bearers: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)  # by kind and key of a name
    names = NameEntry.objects.filter(anchor="", via__in=(Via.NAME, Via.OTHER)).order_by("pk")
    columns = ("record__record_kind", "key", "record", "via", "text")
    for kind, key, record, via, text in names.values_list(*columns):
        called = text if via == Via.NAME else ""
        bearers[kind, key][record] = bearers[kind, key].get(record) or called
    lines = []
    for (kind, _), found in bearers.items():
        name = next(filter(None, found.values()), "")
        if name and len(found) > 1:
            meta = record_model(kind)._meta
            text = f"{name}, {RecordKind(kind).label.lower()}: {len(found)} are called so"
            whole = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
            lines.append(DeskLine(text, f"{whole}?{urlencode({'q': name})}"))
    return Waiting(len(lines), sorted(lines, key=lambda one: one.text)[:MOST_TWINS])
