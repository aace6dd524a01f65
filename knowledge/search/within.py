"""What the words of a search name among others: records, a time, pages across records.

«who led UNIFIL in 2015» stands in no text. It names a mission, whose page has a part for those who
led it, and a year. These leads stand above what holds the words.
"""

import re
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from knowledge.search.endings import forms
from knowledge.search.lead import Lead, key_of, parts_of
from knowledge.search.times import at_times, of_time, times_in
from missions.models import MandateTaskType
from records.common.addresses import dated
from records.common.spellings import SMALL
from records.common.text import fold, words
from records.models import Record, RecordKind
from records.reading.names import Called, each_called

TOKEN = re.compile(r"[^\s?!,;:«»“”\"()]+")
MOST_WORDS = 16
LONGEST_NAME = 5  # words
SHORTEST_UNLESS_CAPITALS = 4  # «in», «and», «who» are codes and acronyms too
BEARERS = 3  # of one name; what more bear is no lead
LEADS = 6
KINDS = (
    RecordKind.MISSION,
    RecordKind.STATE,
    RecordKind.ORGANIZATION,
    RecordKind.CONFLICT,
    RecordKind.DOCUMENT,
)

# Where two records of a kind stand side by side.
COMPARED = (
    (RecordKind.MISSION, "compare", gettext_noop("Both missions compared")),
    (RecordKind.STATE, "votes_of_two", gettext_noop("How both states voted")),
    (RecordKind.DOCUMENT, "compare_documents", gettext_noop("Both documents compared")),
)

# Pages across records, with the words that ask for them.
PAGES = (
    ("votes", gettext_noop("Votes and vetoes"), {"veto", "vote", "ballot"}),
    ("clock", gettext_noop("The clock"), {"renewal", "expire", "expiry", "due", "deadline"}),
    ("clock_late", gettext_noop("Late renewals"), {"late", "rollover"}),
    ("tasks", gettext_noop("Tasks by year"), {"task"}),
    ("world", gettext_noop("The world on a day"), {"map", "world", "contributor", "contribution"}),
    (
        "deaths",
        gettext_noop("Deaths across missions"),
        {"death", "die", "died", "dead", "fatality", "casualty", "kill", "malicious"},
    ),
    ("meeting_list", gettext_noop("Meetings of the Council"), {"meeting", "agenda"}),
    ("claim_list", gettext_noop("Claims of the articles"), {"claim", "verdict"}),
    ("verify", gettext_noop("Verify a citation"), {"cite", "citation", "bibtex", "verify"}),
    ("releases", gettext_noop("Releases"), {"release", "download", "dataset"}),
    ("timeline", gettext_noop("Timeline"), {"timeline", "chronology"}),
    ("compare", gettext_noop("Records side by side"), {"compare", "comparison"}),
    ("compare_documents", gettext_noop("Two documents compared"), {"difference", "diff"}),
    ("contradictions", gettext_noop("Contradictions"), {"contradiction", "contradict", "disagree"}),
    ("check", gettext_noop("Check a text"), {"check", "checker"}),
)


def leads(text: str, day: date | None) -> list[Lead]:
    """For a text that is no name as a whole."""
    named = named_within(text)
    times = times_in(text)
    found = [Lead(one.text, one.record, parts_of(one.record, day)) for one in named]
    beside = [*_tasks(text, day), *_compared([one.record for one in named], day)]
    then = [of_time(time) for time in times]
    return [*at_times(named, times), *found, *then, *_across([*beside, *_pages(text, day)])]


def named_within(text: str) -> list[Called]:
    """The records whose names stand in it, the longest name at each place."""
    tokens = [token.rstrip(".'’") for token in TOKEN.findall(text)[:MOST_WORDS]]
    of_resolutions = "resolution" in text.lower()
    runs = {
        (at, count): run
        for at in range(len(tokens))
        for count in range(1, min(LONGEST_NAME, len(tokens) - at) + 1)
        if (run := _name(tokens[at : at + count], of_resolutions))
    }
    bearers = each_called(runs.values(), KINDS) if len(tokens) > 1 else {}
    found: dict[int, Called] = {}
    at = 0
    while at < len(tokens):
        longest = next(
            (
                count
                for count in range(LONGEST_NAME, 0, -1)
                if _are_leads(bearers.get(runs.get((at, count), ""), []))
            ),
            0,
        )
        for one in bearers[runs[at, longest]] if longest else ():
            found.setdefault(one.record.pk, one)
        at += longest or 1
    return list(found.values())[:LEADS]


def _name(run: list[str], of_resolutions: bool) -> str:
    """The words as a name that may be looked for; empty for such as name nothing by themselves."""
    if len(run) > 1:
        ends = {fold(run[0]), fold(run[-1])}
        return "" if ends & SMALL else " ".join(run)
    (word,) = run
    if word.isdecimal():
        is_number = of_resolutions or int(word) > timezone.localdate().year
        return f"resolution {word}" if is_number and len(word) < 5 else ""
    is_long = len(word) >= SHORTEST_UNLESS_CAPITALS
    return word if is_long or (len(word) > 1 and word.isupper()) else ""


def _are_leads(bearers: list[Called]) -> bool:
    return 0 < len(bearers) <= BEARERS and not bearers[0].is_guess


def _across(parts: list[tuple[str, str]]) -> list[Lead]:
    return [Lead("", None, parts)] if parts else []


def _tasks(text: str, day: date | None) -> list[tuple[str, str]]:
    """Tasks of missions whose whole name stands in the text."""
    asked = set(words(text))
    held = MandateTaskType.objects.order_by("pk").values_list("key", "name")
    return [
        (
            dated(reverse("task", args=[key]), day),
            _("Missions with the task «{name}»").format(name=name),
        )
        for key, name in held
        if set(words(name)) <= asked
    ]


def _compared(records: list[Record], day: date | None) -> list[tuple[str, str]]:
    """Two of a kind, beside each other."""
    found = []
    for kind, address, said in COMPARED:
        keys = [key_of(one) for one in records if one.record_kind == kind]
        if len(keys) == 2:
            query = f"a={keys[0]}&b={keys[1]}" + (f"&as_of={day:%Y-%m-%d}" if day else "")
            found.append((f"{reverse(address)}?{query}", _(said)))
    return found


def _pages(text: str, day: date | None) -> list[tuple[str, str]]:
    asked = {form for word in words(text) for form in forms(word)}
    return [(dated(reverse(name), day), _(said)) for name, said, by in PAGES if asked & by]
