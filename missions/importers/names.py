"""Missions by the names that publishers print in full."""

from collections import defaultdict
from datetime import date

from missions.importers.codes import MissionSpan
from missions.models import Mission
from records.common.spellings import name_key, spellings, without_brackets
from records.models import Alias, RecordKind


class MissionNames:
    """Every name, acronym and alias that a mission bears, read once."""

    def __init__(self) -> None:
        self._slugs: dict[str, set[str]] = defaultdict(set)
        self._spans: dict[str, MissionSpan] = {}
        columns = ("slug", "name", "acronym", "starts_on", "ends_on")
        for slug, name, acronym, first, last in Mission.objects.order_by().values_list(*columns):
            self._spans[slug] = MissionSpan(first, last)
            self._learn(slug, name, acronym)
        aliases = Alias.objects.filter(record__record_kind=RecordKind.MISSION)
        for slug, text in aliases.values_list("record__slug", "text"):
            self._learn(slug, text)

    def _learn(self, slug: str, *names: str) -> None:
        for key in filter(None, map(name_key, names)):
            self._slugs[key].add(slug)

    def one(self, name: str, first: date, last: date) -> str | None:
        """The mission of that name; of several the one that lasted then."""
        bracketed = name[len(without_brackets(name)) :]
        for key in (*spellings(name), name_key(bracketed)):
            found = self._slugs.get(key, set())
            if len(found) > 1:
                found = {slug for slug in found if self._spans[slug].shares_days(first, last)}
            if len(found) == 1:
                return next(iter(found))
        return None
