"""A lead: what a text names, with the addresses where one would look."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from records.common.addresses import dated, public_key
from records.models import Record, RecordKind

# Parts of the page of a record, or pages about it, by its kind.
PARTS = {
    RecordKind.MISSION: (
        ("#mandates", gettext_noop("Mandates")),
        ("mission_tasks", gettext_noop("Tasks")),
        ("#leaders", gettext_noop("Who led")),
        ("mission_contributors", gettext_noop("Contributors")),
        ("#deaths", gettext_noop("Deaths in service")),
        ("mission_figures", gettext_noop("Figures")),
    ),
    RecordKind.STATE: (
        ("#missions", gettext_noop("Missions")),
        ("#contributions", gettext_noop("Personnel given")),
        ("#deaths", gettext_noop("Deaths of its nationals")),
        ("votes_of_state", gettext_noop("Its votes")),
        ("#terms", gettext_noop("Terms in the Council")),
        ("#in-the-record", gettext_noop("Documents that concern it")),
    ),
    RecordKind.ORGANIZATION: (
        ("#missions", gettext_noop("Missions")),
        ("#members", gettext_noop("Members")),
    ),
    RecordKind.CONFLICT: (
        ("#missions", gettext_noop("Missions")),
        ("#timeline", gettext_noop("What was decided")),
    ),
}


@dataclass(frozen=True)
class Lead:
    """A record that the words name, or a time or nothing, with addresses to look at."""

    words: str
    record: Record | None
    parts: list[tuple[str, str]]  # address and words


def key_of(record: Record) -> str:
    return public_key(record.record_kind, record.slug)


def parts_of(record: Record, day: date | None) -> list[tuple[str, str]]:
    page, key = record.get_absolute_url(), key_of(record)
    return [
        (
            dated(f"{page}{part}" if part.startswith("#") else reverse(part, args=[key]), day),
            _(said),
        )
        for part, said in PARTS.get(RecordKind(record.record_kind), ())
    ]
