"""Where a mission was on a map of a month or year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.drawings.periods import MonthOrYear, chosen, newest_first, spans
from missions.models import DeploymentSite, Mission
from organizations.models import State
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet
from records.common.drawing.world import Map, Point, box_around
from records.common.numbers import in_figures
from records.common.prepared import Instances
from records.common.tables import PageTable

HEAD = ("place", "state", "latitude", "longitude", "map", "troops", "contingents",
        "headquarters", "position", "source")  # fmt: skip
METHOD = (
    "Circles by area: troops as the compilers estimate them from standard sizes of units, no "
    "counts. Hollow: size not known. Outline: Natural Earth, of today, coarse by up to 10 km; "
    "latitude and longitude as straight lines, true to shape at the middle."
)
NOT_SHOWN = gettext_noop(
    "posts that no map of the United Nations shows; movements between two maps."
)
Room = tuple[float, float, float, float]
LARGEST = 20  # pixels of the radius of the largest place
CHARACTER, LINE = 6.4, 13


@dataclass(frozen=True)
class Year:
    """A year to choose: its last map, and how many it has."""

    year: int
    at: MonthOrYear
    current: bool


@dataclass(frozen=True)
class PlaceRow:
    """A row of the table, with its contingents by the names of states."""

    site: DeploymentSite
    contingents: str


@dataclass(frozen=True)
class PlacesShown:
    at: MonthOrYear
    years: list[Year]
    months: list[MonthOrYear]  # of the year shown
    places: list[PlaceRow]
    figure: Figure
    held: str
    after_end: bool


def sites_of(mission: Mission, day: date | None, asked: str = "") -> PlacesShown | None:
    """On the map asked for, or on the last of the mission's life, by the day."""
    held = DeploymentSite.objects.filter(mission=mission)
    held = held.filter(month__lte=day) if day else held
    choices = newest_first(held.order_by().values_list("month", "precision").distinct())
    if not choices:
        return None
    at = chosen(choices, asked) if asked else _default(choices, mission)
    rows = [one for one in _sites(mission.pk, at.month) if one.precision == at.precision]
    sites = sorted(rows, key=lambda one: (-(one.troops or 0), one.name, one.pk))
    hosts = _hosts(mission.pk)
    return PlacesShown(
        at=at,
        years=list(_years(choices, at)),
        months=[one for one in reversed(choices) if one.month.year == at.month.year],
        places=[
            PlaceRow(one, named) for one, named in zip(sites, _contingents(sites), strict=True)
        ],
        figure=_figure(mission, at, sites, hosts),
        held=spans(choices),
        after_end=_after_end(at, mission),
    )


_sites = Instances(
    lambda mission, month: DeploymentSite.objects.filter(
        mission=mission, month=month
    ).select_related("state", "source")
)
_hosts = Instances(lambda mission: State.objects.filter(hosted_missions=mission))


def _after_end(at: MonthOrYear, mission: Mission) -> bool:
    return mission.ends_on is not None and at.month > mission.ends_on


def _default(choices: list[MonthOrYear], mission: Mission) -> MonthOrYear:
    """A map of a time after the end shows what was left, not where the mission was."""
    return next((one for one in choices if not _after_end(one, mission)), choices[0])


def _contingents(sites: list[DeploymentSite]) -> list[str]:
    """«India 800, Nepal» from `IND:800;NPL`."""
    parts = [[part.partition(":") for part in one.contingents.split(";") if part] for one in sites]
    codes = {code for held in parts for code, _, _ in held}
    names = dict(State.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        ", ".join(f"{names.get(code, code)} {size}".strip() for code, _, size in held)
        for held in parts
    ]


def _years(choices: list[MonthOrYear], at: MonthOrYear) -> Iterator[Year]:
    seen: set[int] = set()
    for one in choices:
        if one.month.year not in seen:
            seen.add(one.month.year)
            yield Year(one.month.year, one, one.month.year == at.month.year)


def _figure(
    mission: Mission, at: MonthOrYear, sites: list[DeploymentSite], hosts: list[State]
) -> Figure:
    name = mission.acronym or mission.name
    points = [(float(one.longitude), float(one.latitude)) for one in sites]
    box = box_around(points)
    codes = [state.m49 or state.code for state in hosts]
    return Figure(
        name="places",
        page=mission.get_absolute_url(),
        of=mission.acronym or mission.name,
        asked={"at": at.key},
        shown_on=f"{reverse('mission_places', args=[mission.slug])}?at={at.key}",
        title=_title(sites, at),
        measured=_("Places of {name} on the map of {at}; troops estimated.").format(
            name=name, at=at
        ),
        table=PageTable(HEAD, _rows(sites, at)),
        drawn=lambda width: _sheet(
            Map(width, box), _("Places of {name}, {at}").format(name=name, at=at), sites, codes
        ),
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list({one.source_id: one.source for one in sites}.values()),
        words=Map(WIDE, box).words(),
    )


def _title(sites: list[DeploymentSite], at: MonthOrYear) -> str:
    places = "place" if len(sites) == 1 else "places"
    largest = [one.name for one in sites[:3] if one.troops]
    title = _("{sites} {places} in {at}").format(sites=len(sites), places=places, at=at)
    if not largest or len(sites) == 1:
        return title
    named = " and ".join([", ".join(largest[:-1]), largest[-1]] if largest[1:] else largest)
    return _("{title}, the largest {named}").format(title=title, named=named)


def _rows(sites: list[DeploymentSite], at: MonthOrYear) -> Iterator[tuple[str | float, ...]]:
    for one in sites:
        yield (
            one.name,
            one.state.name if one.state else "",
            float(one.latitude),
            float(one.longitude),
            at.key,
            "" if one.troops is None else one.troops,
            one.contingents,
            one.get_headquarters_display(),
            one.get_position_display(),
            one.source.name,
        )


def _sheet(ground: Map, title: str, sites: list[DeploymentSite], hosts: list[str]) -> Sheet:
    named = _("; ").join(
        f"{one.name} {in_figures(one.troops)}" if one.troops else one.name for one in sites
    )
    sheet = Sheet(ground.width, ground.height, title, f"{named}.")
    ground.draw(sheet, hosts)
    most = max((one.troops or 0 for one in sites), default=0) or 1
    largest = LARGEST if ground.width >= WIDE else LARGEST * 0.6
    circles = []
    for one in sites:
        x, y = ground.at(float(one.latitude), float(one.longitude))
        radius = max(largest * sqrt((one.troops or 0) / most), 2.5)
        said = f"{one.name}: {in_figures(one.troops)}" if one.troops else one.name
        sheet.dot(x, y, radius, "place" if one.troops else "place other", said)
        circles.append((x, y, radius))
    for (x, y), name, look in _names(ground, sites, circles):
        sheet.text(x, y, name, f"halo {look}".strip())
    return sheet


def _names(
    ground: Map, sites: list[DeploymentSite], circles: list[tuple[float, float, float]]
) -> Iterator[tuple[Point, str, str]]:
    """Names beside their circles, the largest places first; those without room are in the table."""
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in circles if r > LARGEST / 3]
    named: set[str] = set()
    for one, (x, y, r) in zip(sites, circles, strict=True):
        if one.name in named:
            continue
        long = len(one.name) * CHARACTER
        own = (x - r, y - r, x + r, y + r)
        for left, look in ((x + r + 4, ""), (x - r - 4 - long, "end")):
            room = (left, y - LINE / 2, left + long, y + LINE / 2)
            if _within(room, ground) and not any(_meet(room, it) for it in taken if it != own):
                taken.append(room)
                named.add(one.name)
                yield (x - r - 4 if look else left, y + 4), one.name, look
                break


def _within(room: Room, ground: Map) -> bool:
    left, top, right, bottom = room
    return left >= 0 and top >= 0 and right <= ground.width and bottom <= ground.height


def _meet(a: Room, b: Room) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
