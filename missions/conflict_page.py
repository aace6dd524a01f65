"""What the page of a conflict shows: missions, decisions on them, deaths, what happened."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from legal.models import Document, DocumentKind, Event
from missions.deaths import Deaths, counted
from missions.deaths_figure import deaths_figure
from missions.drawings.lives import DrawnMission, Lives, Stretch, lives
from missions.drawings.lives_figure import keys_of, lives_figure
from missions.listing import leads_of
from missions.models import (
    ActionKind,
    Conflict,
    ConflictParty,
    Fatality,
    MandateAction,
    Mission,
    MissionRole,
)
from organizations.models import State
from records.common.drawing.figure import Figure
from records.common.numbers import count_of, in_figures
from records.common.periods import written
from records.common.prepared import Among, Instances, InstancesAmong
from records.models import Record, RecordKind
from records.reading.glance import Glance

SHOWN = 12  # happenings at once; earlier ones are folded away
LATEST = 6  # resolutions named
STATES = Instances(lambda conflict: State.objects.filter(conflicts=conflict).order_by("name"))
PARTIES = Instances(
    lambda conflict: ConflictParty.objects.filter(conflict=conflict).select_related(
        "actor", "source"
    )
)
MISSIONS = Instances(lambda conflict: Mission.objects.filter(conflicts=conflict))
EVENTS = InstancesAmong(
    lambda records: Event.objects.filter(record__in=records).select_related("document", "source")
)


@dataclass(frozen=True)
class TimelineRow:
    """What happened or was decided on a day, and the record that tells more of it."""

    day: date
    precision: str
    words: str
    see: Record | None
    see_as: str = ""


def conflict_context(conflict: Conflict, day: date | None, today: date) -> dict[str, Any]:
    missions = MISSIONS(conflict.pk)
    leads = leads_of(one.pk for one in missions)
    held = [one for one in missions if day is None or one.possibly_active_on(day)]
    decided = _decided(missions, day)
    deaths = counted(Fatality.objects.filter(mission__in=missions), day) if missions else None
    happened = sorted(
        [
            *_events(conflict, missions, day),
            *_spans(conflict, missions, day),
            *_decisions(decided, missions),
        ],
        key=lambda one: one.day,
        reverse=True,
    )
    resolutions = [one for one in decided if one.kind == DocumentKind.RESOLUTION]
    drawn = lives((_life(one, leads[one.pk], day) for one in held), today) if held else None
    return {
        "states": STATES(conflict.pk),
        "parties": PARTIES(conflict.pk),
        "lives": drawn,
        "figure": _figure(conflict, drawn, day, today) if drawn else None,
        "missions_in_all": len(missions),
        "mission_keys": ",".join(one.slug for one in missions),
        "resolutions": resolutions,
        "latest": resolutions[:LATEST],
        "deaths": deaths,
        "deaths_figure": _deaths_figure(conflict, deaths, missions, day) if deaths else None,
        "happened": happened[:SHOWN],
        "earlier": happened[SHOWN:],
        "today": today,
        "is_now": conflict.surely_active_on(today),
        "glance": list(_glance(_begun(missions, day), resolutions, deaths, today)),
    }


def _life(mission: Mission, leads: list[MissionRole], day: date | None) -> DrawnMission:
    names = dict.fromkeys(role.actor.name for role in leads)
    fill = "fill-2" if mission.ends_on else "fill-1"
    perhaps = day is not None and not mission.surely_active_on(day)
    return DrawnMission(mission, list(names), [Stretch(mission, fill)], perhaps)


def _figure(conflict: Conflict, drawn: Lives, day: date | None, today: date) -> Figure:
    missions = count_of(len(drawn.rows), _("mission,missions"))
    title = _("{missions}, the latest begun first").format(missions=missions)
    if day:
        title = _("{missions} on {day}, the latest begun first").format(
            missions=missions, day=written(day)
        )
    said = {"fill-1": _("not ended"), "fill-2": _("ended")}
    return lives_figure(
        drawn,
        today,
        page=conflict.get_absolute_url(),
        of=conflict.name,
        title=title,
        measured=_measured(drawn),
        keys=keys_of(drawn, said),
        method=_("Without a known end a bar goes to {today}.").format(today=written(today)),
        not_shown=_("missions that served in or after it and are not yet linked with it."),
        read_from=_("days of the missions, each with its own sources"),
    )


def _deaths_figure(
    conflict: Conflict, deaths: Deaths, missions: list[Mission], day: date | None
) -> Figure:
    keys = ",".join(one.slug for one in missions)
    return deaths_figure(
        deaths,
        page=conflict.get_absolute_url(),
        of=conflict.name,
        measured=_("Persons who died in service of its missions, from any cause"),
        api=f"mission={keys}" + (f"&as_of={day}" if day else ""),
    )


def _measured(drawn: Lives) -> str:
    if drawn.tells_words:
        return _("One bar for each, from its first to its last day, with who led it.")
    if words := drawn.rows[0].words:
        return _("One bar for each, from its first to its last day; led by {words}.").format(
            words=", ".join(words)
        )
    return _("One bar for each, from its first to its last day.")


Decided = dict[Document, dict[int, dict[str, None]]]  # sets of actions by mission, in order


def _decided(missions: list[Mission], day: date | None) -> Decided:
    """Documents that acted on the missions, the latest first, with what each did."""
    found: Decided = {}
    labels = {value: str(label).lower() for value, label in ActionKind.choices}
    for columns, rows in groupby(_acted([one.pk for one in missions]), key=lambda row: row[2:]):
        document = Document(
            record_kind=RecordKind.DOCUMENT, **dict(zip(OF_DOCUMENT, columns, strict=True))
        )
        if day is None or (document.adopted_on or day) <= day:
            did = found[document] = defaultdict(dict)
            for mission, action, *_document in rows:
                did[mission][labels[action]] = None
    return found


OF_DOCUMENT = ("pk", "slug", "name", "symbol", "kind", "subject", "adopted_on", "adopted_precision")
_acted = Among(
    lambda missions: (
        MandateAction.objects.filter(mission__in=missions, document__adopted_on__isnull=False)
        .order_by("-document__adopted_on", "-document", "rank", "pk")
        .values_list("mission", "action", *(f"document__{one}" for one in OF_DOCUMENT))
    )
)


def _decisions(decided: Decided, missions: list[Mission]) -> Iterator[TimelineRow]:
    short = {one.pk: _short(one) for one in missions}
    for document, did in decided.items():
        words = _("; ").join(f"{short[one]}: {', '.join(acts)}" for one, acts in did.items())
        if document.adopted_on:
            yield TimelineRow(
                document.adopted_on,
                document.adopted_precision,
                words,
                document,
                document.symbol,
            )


def _short(mission: Mission) -> str:
    return mission.acronym or mission.name


def _events(conflict: Conflict, missions: list[Mission], day: date | None) -> Iterator[TimelineRow]:
    """Its own and those of its missions."""
    ids = [conflict.pk, *(one.pk for one in missions)]
    for one in EVENTS(ids):
        if day and one.date > day:
            continue
        yield TimelineRow(one.date, one.precision, one.title, one.document or one.source)


def _spans(conflict: Conflict, missions: list[Mission], day: date | None) -> Iterator[TimelineRow]:
    """First and last days, as far as they are known and have come."""
    lasted: list[tuple[str, Conflict | Mission]] = [(_("The conflict"), conflict)]
    lasted += [(_short(one), one) for one in missions]
    for name, one in lasted:
        see = None if one is conflict else one
        edges = (
            (one.starts_on, one.starts_precision, "begins"),
            (one.ends_on, one.ends_precision, "ends"),
        )
        for edge, precision, word in edges:
            if edge and (day is None or edge <= day):
                yield TimelineRow(edge, precision, f"{name} {word}", see, name)


def _begun(missions: list[Mission], day: date | None) -> list[Mission]:
    """Those that had begun by the day, if one is asked for, or whose first day is not known."""
    return [one for one in missions if not (day and one.starts_on and one.starts_on > day)]


def _glance(
    missions: list[Mission], resolutions: list[Document], deaths: Deaths | None, today: date
) -> Iterator[Glance]:
    now = sum(one.surely_active_on(today) for one in missions)
    small = _("{now} under way on {today}").format(now=in_figures(now), today=written(today))
    yield Glance(_("Missions in or after it"), in_figures(len(missions)), small, "missions")
    small = (
        _("the last on {adopted_on}").format(adopted_on=written(resolutions[0].adopted_on))
        if resolutions
        else ""
    )
    decided = (
        count_of(len(resolutions), _("resolution,resolutions")) if resolutions else _("none held")
    )
    yield Glance(_("Decisions on them"), decided, small, "resolutions")
    small = _("from any cause, as the UN lists them")
    yield Glance(
        _("Deaths in their service"),
        in_figures(deaths.persons) if deaths else _("none listed"),
        small,
        "deaths",
    )
