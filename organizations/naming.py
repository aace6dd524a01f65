"""States by the names and codes that publishers print, of today and of the time."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from organizations.models import State
from records.common.spellings import name_key, spellings, without_brackets
from records.models import Alias, Identifier, RecordKind

CODES = "iso3166-3"  # the scheme of codes withdrawn, such as BUR


class StateNames:
    """Every name and code that the base knows for a state, read once.

    `also` are spellings of a publisher that no state bears: {"D.R. of Congo": "cod"}.
    """

    def __init__(self, also: dict[str, str] | None = None) -> None:
        self._slugs: dict[str, set[str]] = defaultdict(set)
        for name, slug in (also or {}).items():
            self._slugs[name_key(name)].add(slug)
        of_states = {"record__record_kind": RecordKind.STATE}
        for slug, name, official in State.objects.values_list("slug", "name", "official_name"):
            self._learn(slug, [slug, name, without_brackets(name), official])
        for slug, text in Alias.objects.filter(**of_states).values_list("record__slug", "text"):
            self._learn(slug, [text])
        withdrawn = Identifier.objects.filter(**of_states, scheme=CODES)
        for slug, code in withdrawn.values_list("record__slug", "value"):
            self._learn(slug, [code])

    def _learn(self, slug: str, names: Iterable[str]) -> None:
        for key in filter(None, map(name_key, names)):
            self._slugs[key].add(slug)

    def called(self, name: str) -> set[str]:
        """Slugs of the states that bear a name or code, in any spelling."""
        for key in spellings(name):
            if found := self._slugs.get(key):
                return set(found)
        return set()

    def one(self, *names: str, among: Collection[str] | None = None) -> str | None:
        """The one state that the first name to fit any means; None where none or several fit.

        `among`: the states that can be meant, such as the members of the Council on a day.
        """
        for name in names:
            found = self.called(name)
            if among is not None:
                found &= set(among)
            if found:
                return found.pop() if len(found) == 1 else None
        return None
