"""Everyone who died in the service of the United Nations, counted across missions."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from missions.counts import Count, counts
from missions.deaths import Deaths, counted
from missions.deaths_figure import deaths_figure
from missions.models import Fatality, IncidentType
from records.common.drawing.figure import Figure


def deaths_across(found: QuerySet[Fatality], asked: Mapping[str, str]) -> dict[str, Any]:
    """By mission and year, by cause and by nationality, of the rows that were asked for."""
    deaths, causes = counted(found, None), _by_cause(found)
    return {
        "deaths": deaths,
        "figure": _figure(deaths, causes, asked) if deaths else None,
        "by_cause": causes,
        "by_nationality": _by_nationality(found),
    }


def _figure(deaths: Deaths, causes: list[Count], asked: Mapping[str, str]) -> Figure:
    if len(causes) == 1:
        measured = _("Persons who died in service of missions of the UN, by cause: {cause}")
        measured = measured.format(cause=causes[0].label.lower())
    else:
        measured = _("Persons who died in service of missions of the UN, from any cause")
    return deaths_figure(
        deaths,
        page=reverse("deaths"),
        of=_("Deaths in UN peace operations"),
        measured=measured,
        api=urlencode(asked),
        asked={name: value for name, value in asked.items() if name != "as_of"},
    )


def _by_cause(found: QuerySet[Fatality]) -> list[Count]:
    held = dict(found.order_by().values_list("incident_type").annotate(Sum("persons")))
    return counts(("", str(one.label), held[one]) for one in IncidentType if one in held)


def _by_nationality(found: QuerySet[Fatality]) -> list[Count]:
    """The most first; last those whose nationality the list does not tell."""
    held = found.order_by().values_list("state__slug", "state__name").annotate(most=Sum("persons"))
    rows = sorted(held, key=lambda one: (one[0] is None, -one[2], one[1]))
    return counts((slug or "", name or _("not told"), persons) for slug, name, persons in rows)
