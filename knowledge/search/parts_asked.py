"""The part of a page that a search asks for: «budget of UNMISS», «who sponsored S/RES/2719»."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from knowledge.search.lead import key_of
from knowledge.search.question import SearchQuestion
from knowledge.search.times import last_day
from legal.models import PUT_TO_THE_VOTE, Document
from records.common.addresses import dated
from records.models import Record, RecordKind

# By kind of record: the words that ask, a page about it (none: its own) with a place, what it says.
PARTS = {
    RecordKind.MISSION: (
        (
            {"legal", "basis", "juridique", "fondement"},
            "#legal-basis",
            gettext_noop("Legal basis of {name}"),
        ),
        (
            {
                *("follow", "successor", "predecessor", "succeed", "replace", "precede", "lineage"),
                *("successeur", "predecesseur", "succede", "remplace", "suivi"),
            },
            "#lineage",
            gettext_noop("Before and after {name}"),
        ),
        (
            {"budget", "cost", "fund", "spend", "cout", "depense"},
            "mission_figures#budgets",
            gettext_noop("Budget of {name}"),
        ),
        (
            {"base", "site", "place", "location", "camp", "lieu", "lieux", "emplacement"},
            "mission_places",
            gettext_noop("Places of {name}"),
        ),
        (
            {"strength", "ceiling", "authorized", "size", "effectif", "plafond"},
            "mission_figures#strength",
            gettext_noop("Strength of {name}"),
        ),
        (
            {"women", "woman", "female", "femme"},
            "mission_contributors#states",
            gettext_noop("Contributors to {name}"),
        ),
        (
            {
                *("led", "lead", "leader", "command", "commander", "head", "chief", "srsg"),
                *("chef", "commandant", "commande", "dirige"),
            },
            "#leaders",
            gettext_noop("Who led {name}"),
        ),
        ({"task", "tache"}, "mission_tasks", gettext_noop("Tasks of {name}")),
        (
            {"mandate", "expire", "expiry", "renewal", "mandat", "reconduction"},
            "#mandates",
            gettext_noop("Mandates of {name}"),
        ),
    ),
    RecordKind.STATE: (
        ({"term", "seat", "siege"}, "#terms", gettext_noop("Terms of {name} in the Council")),
    ),
    RecordKind.ORGANIZATION: (
        ({"member", "membre"}, "#members", gettext_noop("Members of {name}")),
    ),
    RecordKind.CONFLICT: (
        ({"mission", "operation"}, "#missions", gettext_noop("Missions in {name}")),
        ({"decide", "decision", "resolution"}, "#timeline", gettext_noop("Decisions on {name}")),
    ),
}
BALLOT = {
    *("vote", "ballot", "abstain", "abstention", "against", "favour", "sponsor", "veto"),
    *("voix", "abstenu", "contre", "coauteur", "parraine"),
}


def parts_asked(asked: SearchQuestion, ends: dict[int, date | None]) -> list[tuple[str, str]]:
    """Address and words; at the time that is named, if one is. `ends`: last days of missions."""
    return [*_ballots(asked), *chain.from_iterable(_parts(asked, ends, kind) for kind in PARTS)]


def _parts(
    asked: SearchQuestion, ends: dict[int, date | None], kind: RecordKind
) -> Iterator[tuple[str, str]]:
    for record in asked.of(kind):
        day = last_day(record, asked.time, ends) if asked.time else asked.day
        for by, part, said in PARTS[kind]:
            if asked.asks(by):
                yield dated(_address(record, part), day), _(said).format(name=record.name)


def _address(record: Record, part: str) -> str:
    page, sign, place = part.partition("#")
    start = reverse(page, args=[key_of(record)]) if page else record.get_absolute_url()
    return f"{start}{sign}{place}"


def _ballots(asked: SearchQuestion) -> Iterator[tuple[str, str]]:
    documents = asked.of(RecordKind.DOCUMENT) if asked.asks(BALLOT) else []
    if documents:
        voted = Document.objects.filter(
            pk__in=[one.pk for one in documents], kind__in=PUT_TO_THE_VOTE
        )
        symbols = dict(voted.values_list("pk", "symbol"))
        for one in documents:
            if one.pk in symbols:
                said = _("Vote and sponsors of {symbol}").format(symbol=symbols[one.pk])
                yield dated(f"{one.get_absolute_url()}#votes", asked.day), said
