"""What the words of a search name among others: records, a time, pages across records.

«who led UNIFIL in 2015» stands in no text. It names a mission, whose page has a part for those who
led it, and a year. These leads stand above what holds the words.
"""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from knowledge.search.lead import Lead, key_of, parts_of
from knowledge.search.lists import MOST, lists_asked, tasks_named
from knowledge.search.mentions import mentions
from knowledge.search.parts_asked import parts_asked
from knowledge.search.question import question, words_of
from knowledge.search.times import at_times, ends_of_missions, of_time, times_in
from missions.models import MandateTaskType
from records.common.addresses import dated
from records.models import Record, RecordKind

# Where two records of a kind stand side by side.
COMPARED = (
    (RecordKind.MISSION, "compare", gettext_noop("Both missions compared")),
    (RecordKind.STATE, "votes_of_two", gettext_noop("How both states voted")),
    (RecordKind.DOCUMENT, "compare_documents", gettext_noop("Both documents compared")),
)

# Pages across records, with the words that ask for them.
PAGES = (
    ("votes", gettext_noop("Votes and vetoes"), {"veto", "vote", "ballot", "agreement", "agree"}),
    (
        "clock",
        gettext_noop("The clock"),
        {"renewal", "expire", "expiry", "due", "deadline", "report"},
    ),
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
    """For a text that is no name as a whole; a list that it asks for goes first."""
    found_in_text = mentions(text)
    named = [one.called for one in found_in_text]
    times = times_in(text)
    tasks = tasks_named(text)
    ends = ends_of_missions(named) if times and named else {}
    asked = question(text, found_in_text, times, day)
    answers = list(dict.fromkeys([*lists_asked(asked, tasks), *parts_asked(asked, ends)]))[:MOST]
    answering = [Lead(_("What you ask for"), None, answers)] if answers else []
    found = [Lead(one.text, one.record, parts_of(one.record, day)) for one in named]
    beside = [*_of_tasks(tasks, day), *_compared([one.record for one in named], day)]
    then = [of_time(time) for time in times]
    return [
        *answering,
        *at_times(named, times, ends),
        *found,
        *then,
        *_across([*beside, *_pages(text, day)]),
    ]


def _across(parts: list[tuple[str, str]]) -> list[Lead]:
    return [Lead("", None, parts)] if parts else []


def _of_tasks(tasks: list[MandateTaskType], day: date | None) -> list[tuple[str, str]]:
    return [
        (
            dated(reverse("task", args=[task.key]), day),
            _("Missions with the task «{name}»").format(name=_(task.name)),
        )
        for task in tasks
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
    asked = words_of(text)
    return [(dated(reverse(name), day), _(said)) for name, said, by in PAGES if asked & by]
