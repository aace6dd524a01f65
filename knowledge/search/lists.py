"""The list that a search asks for: «demining Mali», «French veto», «Ghanaian troops in Lebanon».

A word for what is asked, with the mission, state or organization of which it is asked. The first
list is the answer; where the words leave open whether a state acts or is the place, both follow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge.search.endings import forms
from knowledge.search.lead import key_of
from knowledge.search.mentions import Mention
from knowledge.search.times import Time
from missions.models import MandateTaskType
from records.common.addresses import dated
from records.common.text import words
from records.models import Record, RecordKind

Part = tuple[str, str]  # address and words
MOST = 12  # lists, however many states and tasks are named
TASKS = 6

DEATHS = {
    *("death", "die", "died", "dead", "fatality", "casualty", "kill", "malicious"),
    *("mort", "deces", "tue", "tuee", "decede", "decedee"),
}
VETO = {"veto"}
VOTES = {"vote"}
TROOPS = {
    *("troop", "peacekeeper", "soldier", "contingent", "contributor", "contribution"),
    *("casque", "soldat", "troupe", "contributeur"),
}
MISSIONS = {"mission", "operation"}
SMALL = {"of", "the", "and", "in", "an", "to", "de", "du", "des", "la", "le", "les", "l", "d", "et"}


@dataclass(frozen=True)
class Question:
    """What the words name, sorted by what lists ask for."""

    words: set[str]  # folded, each in its forms
    tasks: list[MandateTaskType]
    missions: list[Record]
    leads: list[Record]
    actors: list[Record]  # states, such as may be either among them
    places: list[Record]
    time: Time | None
    day: date | None

    def asks(self, said: set[str]) -> bool:
        return not self.words.isdisjoint(said)

    def listed(self, name: str, asked: dict[str, str], days: str = "") -> str:
        """The address of a list; of the time that is named, by the column of its days."""
        within = self.time.of(days) if self.time and days else {}
        last = self.time.last if self.time and not within else self.day
        on_day = {"as_of": f"{last:%Y-%m-%d}"} if last else {}
        return f"{reverse(name)}?{urlencode(asked | within | on_day)}"


def lists_asked(
    text: str,
    tasks: list[MandateTaskType],
    mentions: list[Mention],
    times: list[Time],
    day: date | None,
) -> list[Part]:
    """The likeliest first; `tasks` and `mentions` are those of the text."""
    asked = _question(text, tasks, mentions, times, day)
    found = chain(_of_tasks(asked), *(of(asked) for says, of in KINDS if asked.asks(says)))
    return list(islice(dict.fromkeys(found), MOST))


def tasks_named(text: str) -> list[MandateTaskType]:
    """Tasks of missions whose whole name stands in the text, in English or in French."""
    asked = _forms_in(text)
    found = [
        task
        for task in MandateTaskType.objects.order_by("pk")
        if any(set(words(name)) - SMALL <= asked for name in _names_of(task))
    ]
    return found[:TASKS]


def _names_of(task: MandateTaskType) -> Iterator[str]:
    yield task.name
    with override("fr"):
        yield _(task.name)


def _forms_in(text: str) -> set[str]:
    return {form for word in words(text) for form in forms(word)}


def _question(
    text: str,
    tasks: list[MandateTaskType],
    mentions: list[Mention],
    times: list[Time],
    day: date | None,
) -> Question:
    kinds = [(RecordKind(one.called.record.record_kind), one) for one in mentions]
    states = [one for kind, one in kinds if kind == RecordKind.STATE]
    acting = [one for one in states if not one.is_place]
    certain = any(one.is_actor for one in acting)
    return Question(
        _forms_in(text),
        tasks,
        [one.called.record for kind, one in kinds if kind == RecordKind.MISSION],
        [one.called.record for kind, one in kinds if kind == RecordKind.ORGANIZATION],
        [one.called.record for one in acting if one.is_actor or not certain],
        [one.called.record for one in states if not one.is_actor],
        times[0] if len(times) == 1 else None,
        day,
    )


def _of_tasks(asked: Question) -> Iterator[Part]:
    for task in asked.tasks:
        named = _(task.name)
        for mission in asked.missions:
            page = reverse("mission_tasks", args=[key_of(mission)])
            yield dated(page, asked.day), _("Tasks of {name}").format(name=mission.name)
        for state in asked.places or asked.actors:
            said = _("Missions in {state} with the task «{task}»")
            about = {"task": task.key, "host_state": key_of(state)}
            yield (
                asked.listed("mission_list", about),
                said.format(state=state.name, task=named),
            )
        for lead in asked.leads:
            said = _("Missions led by {name} with the task «{task}»")
            about = {"task": task.key, "lead": key_of(lead)}
            yield asked.listed("mission_list", about), said.format(name=lead.name, task=named)


def _first(parameter: str, records: list[Record], but: Record | None = None) -> dict[str, str]:
    """The first of them as a list is asked for it, if there is another than the one told."""
    found = next((one for one in records if one != but), None)
    return {parameter: key_of(found)} if found else {}


def _of_deaths(asked: Question) -> Iterator[Part]:
    mission = _first("mission", asked.missions)
    for state in asked.actors:
        where = mission or _first("host_state", asked.places, state)
        about = {"nationality": key_of(state)} | where
        said = _("Deaths of nationals of {state}").format(state=state.name)
        yield asked.listed("deaths", about, "date"), said
    for state in asked.places:
        said = _("Deaths in missions in {state}").format(state=state.name)
        yield asked.listed("deaths", {"host_state": key_of(state)}, "date"), said
    for one in asked.missions:
        said = _("Deaths in the service of {name}").format(name=one.name)
        yield asked.listed("deaths", {"mission": key_of(one)}, "date"), said


def _of_vetoes(asked: Question) -> Iterator[Part]:
    for state in asked.actors:
        said = _("Drafts that {state} vetoed").format(state=state.name)
        vetoed = {"vetoed_by": key_of(state)} | _first("concerned", asked.places, state)
        yield asked.listed("document_list", vetoed, "adopted_on"), said
    for state in asked.places:
        said = _("Vetoed drafts that concern {state}").format(state=state.name)
        vetoed = {"outcome": "vetoed", "concerned": key_of(state)}
        yield asked.listed("document_list", vetoed, "adopted_on"), said


def _of_troops(asked: Question) -> Iterator[Part]:
    for mission in asked.missions:
        page = reverse("mission_contributors", args=[key_of(mission)])
        yield dated(page, asked.day), _("Contributors to {name}").format(name=mission.name)
    for state in asked.actors:
        for host in asked.places:
            if host != state:
                said = _("Missions in {host} to which {state} gave personnel")
                about = {"contributor": key_of(state), "host_state": key_of(host)}
                shown = said.format(host=host.name, state=state.name)
                yield asked.listed("mission_list", about), shown
        said = _("Personnel given by {state}").format(state=state.name)
        yield f"{dated(state.get_absolute_url(), asked.day)}#contributions", said
    yield from _in_places(asked)


def _of_votes(asked: Question) -> Iterator[Part]:
    for state in asked.actors:
        page = reverse("votes_of_state", args=[key_of(state)])
        yield dated(page, asked.day), _("Votes of {state}").format(state=state.name)


def _in_places(asked: Question) -> Iterator[Part]:
    for state in asked.places:
        said = _("Missions in {state}").format(state=state.name)
        yield asked.listed("mission_list", {"host_state": key_of(state)}), said


# What is asked for, and by which words; the first that is said goes first.
KINDS = (
    (DEATHS, _of_deaths),
    (VETO, _of_vetoes),
    (VOTES, _of_votes),
    (TROOPS, _of_troops),
    (MISSIONS, _in_places),
)
