"""What the front page shows: what ends next, what was decided last, the record as a picture."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.models import Claim
from knowledge.verdicts import Breakdown, breakdown, counted
from legal.models import Document, Resolution
from missions.models import (
    ActionKind,
    ClockKind,
    DueDay,
    MandateAction,
    Mission,
    MissionCategory,
)
from records.common.addresses import FOLDERS, list_address, start_of_pages
from records.common.periods import first_unit_ending, last_unit_begun
from records.models import Coverage, Record, RecordKind
from records.models.coverage import ALL

SHOWN = 5  # that end next, and decisions

# A question, what answers it, the address under the prefix of the site, and the record it needs.
QUESTIONS = (
    (
        _("Who led INTERFET, and under which resolution?"),
        _("One mission"),
        "missions/interfet/",
        "interfet",
    ),
    (
        _("What is UNMISS to do now, and what was it to do before?"),
        _("Tasks by renewal"),
        "missions/unmiss/tasks/",
        "unmiss",
    ),
    (
        _("Which mandates end in the next twelve months?"),
        _("The clock, as a calendar too"),
        "clock/",
        "",
    ),
    (
        _("Who votes with whom, and who used the veto?"),
        _("Votes of the Council"),
        "votes/",
        "",
    ),
    (
        _("Which operations ran on 1 January 2000?"),
        _("Any list on any day"),
        "missions/?as_of=2000-01-01",
        "",
    ),
    (
        _("Which uses of force had no authority?"),
        _("Legal basis of each operation"),
        "missions/?without_authority=yes",
        "",
    ),
    (
        _("Which claims about East Timor are disputed?"),
        _("Two articles, claim by claim"),
        "claims/?state=TLS&verdict=disputed",
        "tls",
    ),
    (
        _("Which challenges do both articles name?"),
        _("Topics that they share"),
        "topics/?kind=challenge&in_both_articles=yes",
        "",
    ),
    (
        _("Where do the sources disagree?"),
        _("Each with the rule that decided"),
        "contradictions/",
        "",
    ),
)

# Who led an operation, as the picture tells it; what is no UN operation of its own comes last.
PARTS = (
    (_("UN peacekeeping"), "fill-1", (MissionCategory.UN_PEACEKEEPING,)),
    (_("UN political"), "fill-2", (MissionCategory.UN_POLITICAL,)),
    (_("others"), "fill-3", (MissionCategory.UN_OTHER, MissionCategory.NON_UN)),
)
FIRST_YEAR = 1948


@dataclass(frozen=True)
class FrontQuestion:
    text: str
    answer: str
    address: str


def questions() -> list[FrontQuestion]:
    """Those whose record is held."""
    needed = [slug for *_, slug in QUESTIONS if slug]
    held = {"", *Record.objects.filter(slug__in=needed).values_list("slug", flat=True)}
    start = start_of_pages()
    return [
        FrontQuestion(str(text), str(answer), start + asked)
        for text, answer, asked, slug in QUESTIONS
        if slug in held
    ]


def next_to_end(day: date) -> list[DueDay]:
    """The mandates that end next, by what documents of the day grant."""
    ends = DueDay.objects.known_on(day).filter(kind=ClockKind.EXPIRY, day__gte=day)
    return list(ends.for_pages().order_by("day", "mission__name", "pk")[:SHOWN])


@dataclass(frozen=True)
class LatestDecision:
    """A document with what it did, by mission; a report asked is told where it is all there is."""

    document: Document
    done: dict[Mission, list[MandateAction]]


def newest_decisions(day: date) -> list[LatestDecision]:
    """The last documents that acted on missions, with what each did."""
    acting = MandateAction.objects.filter(mission__isnull=False, document__adopted_on__lte=day)
    newest = Document.objects.filter(pk__in=acting.values("document"))
    documents = list(newest.order_by("-adopted_on", "-number", "pk")[:SHOWN])
    rows = acting.filter(document__in=documents).select_related("mission").order_by("rank", "pk")
    own: dict[int, list[MandateAction]] = {one.pk: [] for one in documents}
    for row in rows:
        own[row.document_id].append(row)
    return [LatestDecision(one, _by_mission(own[one.pk])) for one in documents]


def _by_mission(actions: list[MandateAction]) -> dict[Mission, list[MandateAction]]:
    telling = [one for one in actions if one.action != ActionKind.REQUEST_REPORT] or actions
    done: dict[Mission, list[MandateAction]] = {}
    for one in telling:
        if one.mission:
            done.setdefault(one.mission, []).append(one)
    return done


@dataclass(frozen=True)
class OperationsYear:
    """Operations surely under way on the day of a year, by part of the picture."""

    day: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def under_way_by_year(day: date) -> list[OperationsYear]:
    """From 1948 to the day, on its month and day of every year: as `missions` answer `as_of`."""
    spans = _sure_spans()
    days = [_same_day(day, year) for year in range(min(FIRST_YEAR, day.year), day.year + 1)]
    return [
        OperationsYear(
            one,
            tuple(
                sum(
                    first <= one <= last
                    for category in categories
                    for first, last in spans.get(category, ())
                )
                for _, _, categories in PARTS
            ),
        )
        for one in days
    ]


def _same_day(day: date, year: int) -> date:
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=year)
    )


def _sure_spans() -> dict[str, list[tuple[date, date]]]:
    """By category the first and the last day on which each mission was surely under way."""
    spans: dict[str, list[tuple[date, date]]] = {}
    held = Mission.objects.order_by().exclude(starts_on=None)
    columns = ("category", "starts_on", "starts_precision", "ends_on", "ends_precision")
    for category, starts, begun, ends, ended in held.values_list(*columns):
        if ends is None and ended == "unknown":
            continue
        first = first_unit_ending(starts, begun)
        last = last_unit_begun(ends, ended) if ends else date.max
        spans.setdefault(category, []).append((first, last))
    return spans


def verdicts() -> Breakdown | None:
    return breakdown(counted(Claim.objects.all()), {})


# Tables without a list of their own, by their name in coverage.
TABLES = ("mandates", "mandate_tasks", "votes", "paragraphs", "contributions", "fatalities")
FIRST = (RecordKind.MISSION, RecordKind.DOCUMENT, RecordKind.STATE, RecordKind.ORGANIZATION)


@dataclass(frozen=True)
class HeldCount:
    label: str
    address: str
    count: int


def index() -> list[HeldCount]:
    """How many of everything there is: missions and resolutions first, then records, then rows."""
    counted = Record.objects.order_by().values_list("record_kind").annotate(Count("id"))
    by_kind = dict(counted.iterator())
    order = [*FIRST, *(kind for kind in RecordKind if kind not in FIRST)]
    held = [
        HeldCount(
            gettext(FOLDERS[kind].replace("-", " ")), list_address(kind), by_kind.get(kind, 0)
        )
        for kind in order
    ]
    resolutions = f"{start_of_pages()}resolutions/"
    held.insert(1, HeldCount(gettext("resolutions"), resolutions, Resolution.objects.count()))
    return held + _tables()


def _tables() -> list[HeldCount]:
    rows = Coverage.objects.filter(table__in=TABLES, period=ALL, rank=1, rows__gt=0)
    counted = dict(rows.values_list("table", "rows"))
    start = start_of_pages()
    return [
        HeldCount(gettext(table.replace("_", " ")), f"{start}about/data/{table}/", counted[table])
        for table in TABLES
        if table in counted
    ]
