"""Everyone who died in the service of the United Nations, counted across missions."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from missions.counts import Count, counts
from missions.deaths import counted
from missions.models import Fatality, IncidentType


def deaths_across(found: QuerySet[Fatality]) -> dict[str, Any]:
    """By mission and year, by cause and by nationality, of the rows that were asked for."""
    return {
        "deaths": counted(found, None),
        "by_cause": _by_cause(found),
        "by_nationality": _by_nationality(found),
    }


def _by_cause(found: QuerySet[Fatality]) -> list[Count]:
    held = dict(found.order_by().values_list("incident_type").annotate(Sum("persons")))
    return counts(("", str(one.label), held[one]) for one in IncidentType if one in held)


def _by_nationality(found: QuerySet[Fatality]) -> list[Count]:
    """The most first; last those whose nationality the list does not tell."""
    held = found.order_by().values_list("state__slug", "state__name").annotate(most=Sum("persons"))
    rows = sorted(held, key=lambda one: (one[0] is None, -one[2], one[1]))
    return counts((slug or "", name or _("not told"), persons) for slug, name, persons in rows)
