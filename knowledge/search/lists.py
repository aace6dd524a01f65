"""The list that a search asks for: «demining Mali», «French veto», «EU missions under way».

A word for what is asked, with the mission, state or organization of which it is asked, if any.
The first list is the answer; where the words leave open whether a state acts or is the place,
both follow.
"""

from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge.search.lead import key_of
from knowledge.search.question import SearchQuestion, words_of
from legal.models import DocumentKind
from legal.voting.positions import permanent_terms
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
CAUSES = {
    "malicious_act": {"malicious", "attack", "malveillant", "attaque"},
    "accident": {"accident"},
    "illness": {"illness", "disease", "maladie"},
}
VETO = {"veto"}
VOTES = {"vote"}
TROOPS = {
    *("troop", "peacekeeper", "soldier", "contingent", "contributor", "contribution"),
    *("casque", "soldat", "troupe", "contributeur"),
}
MISSIONS = {"mission", "operation"}
AUTHORIZED = {
    *("authorize", "authorise", "establish", "create", "mandated"),
    *("autorise", "autorisee", "etablie", "creee", "cree", "mandatee"),
}
UNDER_WAY = {"way", "current", "active", "ongoing", "now", "cours", "actuelle"}
NEVER = {"never", "jamais"}
CHAPTER = {"chapter", "chapitre"}
CHAPTERS = ("VI", "VII", "VIII")
DOCUMENTS = {
    DocumentKind.RESOLUTION: {"resolution"},
    DocumentKind.PRESIDENTIAL_STATEMENT: {"statement", "declaration"},
}
CLAIMED_OF = (RecordKind.MISSION, RecordKind.CONFLICT, RecordKind.STATE, RecordKind.ORGANIZATION)
CLAIMS = {"claim", "verdict", "affirmation"}
DUE = {"due", "report", "expire", "expiry", "deadline", "renewal", "rapport", "echeance"}
SMALL = {"of", "the", "and", "in", "an", "to", "de", "du", "des", "la", "le", "les", "l", "d", "et"}


def lists_asked(asked: SearchQuestion, tasks: list[MandateTaskType]) -> list[Part]:
    """The likeliest first."""
    found = chain(_of_tasks(asked, tasks), *(of(asked) for says, of in KINDS if asked.asks(says)))
    return list(islice(dict.fromkeys(found), MOST))


def tasks_named(text: str) -> list[MandateTaskType]:
    """Tasks of missions whose whole name stands in the text, in English or in French."""
    asked = words_of(text)
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


def _of_tasks(asked: SearchQuestion, tasks: list[MandateTaskType]) -> Iterator[Part]:
    for task in tasks:
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
        for lead in asked.organizations:
            said = _("Missions led by {name} with the task «{task}»")
            about = {"task": task.key, "lead": key_of(lead)}
            yield asked.listed("mission_list", about), said.format(name=lead.name, task=named)


def _first(parameter: str, records: list[Record], but: Record | None = None) -> dict[str, str]:
    """The first of them as a list is asked for it, if there is another than the one told."""
    found = next((one for one in records if one != but), None)
    return {parameter: key_of(found)} if found else {}


def _of_deaths(asked: SearchQuestion) -> Iterator[Part]:
    said_causes = [one for one, said in CAUSES.items() if asked.asks(said)]
    cause = {"incident_type": said_causes[0]} if said_causes else {}
    mission = _first("mission", asked.missions)
    for state in asked.actors:
        where = mission or _first("host_state", asked.places, state)
        about = {"nationality": key_of(state)} | where
        said = _("Deaths of nationals of {state}").format(state=state.name)
        yield asked.listed("deaths", about | cause, "date"), said
    for state in asked.places:
        said = _("Deaths in missions in {state}").format(state=state.name)
        yield asked.listed("deaths", {"host_state": key_of(state)} | cause, "date"), said
    for one in asked.missions:
        said = _("Deaths in the service of {name}").format(name=one.name)
        yield asked.listed("deaths", {"mission": key_of(one)} | cause, "date"), said
    if not asked.names_any:
        yield asked.listed("deaths", cause, "date"), _("Deaths across missions")


def _of_vetoes(asked: SearchQuestion) -> Iterator[Part]:
    for state in _able_to_veto(asked):
        said = _("Drafts that {state} vetoed").format(state=state.name)
        vetoed = {"vetoed_by": key_of(state)} | _first("concerned", asked.places, state)
        yield asked.listed("document_list", vetoed, "adopted_on"), said
    for state in asked.places:
        said = _("Vetoed drafts that concern {state}").format(state=state.name)
        vetoed = {"outcome": "vetoed", "concerned": key_of(state)}
        yield asked.listed("document_list", vetoed, "adopted_on"), said
    if not asked.names_any:
        yield asked.listed("document_list", {"outcome": "vetoed"}, "adopted_on"), _("Vetoed drafts")


def _able_to_veto(asked: SearchQuestion) -> list[Record]:
    """A state of which nothing says that it acted is no author of a veto unless it could be."""
    doubtful = {one.pk for one in asked.actors} & asked.either
    if doubtful:
        terms = permanent_terms().filter(state__in=doubtful)
        doubtful -= set(terms.values_list("state", flat=True))
    return [one for one in asked.actors if one.pk not in doubtful]


def _of_troops(asked: SearchQuestion) -> Iterator[Part]:
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
        yield dated(f"{state.get_absolute_url()}#contributions", asked.last_day), said
    yield from _in_places(asked)
    if not (asked.names_any or asked.asks(DEATHS)):
        page = reverse("world")
        yield dated(f"{page}#contributors", asked.last_day), _("Who contributed most")


def _of_votes(asked: SearchQuestion) -> Iterator[Part]:
    for state in asked.actors:
        page = reverse("votes_of_state", args=[key_of(state)])
        yield dated(page, asked.last_day), _("Votes of {state}").format(state=state.name)


def _in_places(asked: SearchQuestion) -> Iterator[Part]:
    for state in asked.places:
        said = _("Missions in {state}").format(state=state.name)
        yield asked.listed("mission_list", {"host_state": key_of(state)}), said


def _of_missions(asked: SearchQuestion) -> Iterator[Part]:
    """All that is said of them in one list; a place by itself in the words for it."""
    narrowed = dict(_narrowed(asked))
    if set(narrowed) <= {"host_state"}:
        yield from _in_places(asked)
    else:
        about = {name: value for name, (value, _said) in narrowed.items()}
        said = ", ".join(words for _value, words in narrowed.values())
        yield asked.listed("mission_list", about), _("Missions: {what}").format(what=said)


def _narrowed(asked: SearchQuestion) -> Iterator[tuple[str, tuple[str, str]]]:
    """Filters of missions with their values and what they say."""
    if asked.organizations:
        one = asked.organizations[0]
        if asked.asks(AUTHORIZED):
            yield "authorized_by", (key_of(one), _("authorized by {name}").format(name=one.name))
        else:
            yield "lead", (key_of(one), _("led by {name}").format(name=one.name))
    if asked.places:
        yield "host_state", (key_of(asked.places[0]), asked.places[0].name)
    if asked.asks(CHAPTER):
        for number in CHAPTERS:
            if number.lower() in asked.words:
                yield "chapter", (number, _("Chapter {number}").format(number=number))
    if asked.asks(NEVER):
        yield "never_deployed", ("yes", _("authorized but not deployed"))
    elif asked.asks(UNDER_WAY) and not asked.time:
        yield "status", ("under_way", _("under way"))


def _of_documents(asked: SearchQuestion) -> Iterator[Part]:
    for kind, said in DOCUMENTS.items():
        for state in asked.places if asked.asks(said) else ():
            about = {"kind": kind, "concerned": key_of(state)}
            words = _("{kind}, {state}").format(kind=kind.label, state=state.name)
            yield asked.listed("document_list", about, "adopted_on"), words


def _of_claims(asked: SearchQuestion) -> Iterator[Part]:
    for kind in CLAIMED_OF:
        for one in asked.of(kind):
            about = {"record": f"{kind}:{key_of(one)}"}
            said = _("Claims that speak of {name}").format(name=one.name)
            yield f"{reverse('claim_list')}?{urlencode(about)}", said


def _of_the_clock(asked: SearchQuestion) -> Iterator[Part]:
    for one in asked.missions:
        about = {"mission": key_of(one)}
        yield asked.listed("clock", about), _("What falls due of {name}").format(name=one.name)


# What is asked for, and by which words; the first that is said goes first.
KINDS = (
    (DEATHS, _of_deaths),
    (VETO, _of_vetoes),
    (CLAIMS, _of_claims),
    (set.union(*DOCUMENTS.values()), _of_documents),
    (VOTES, _of_votes),
    (DUE, _of_the_clock),
    (TROOPS, _of_troops),
    (MISSIONS, _of_missions),
)
