"""Names into records: the one resolver of search, filters, forms and the crosswalk."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from rapidfuzz import fuzz, process

from records.common.addresses import public_key
from records.common.keeping import until_published
from records.common.prepared import InstancesAmong
from records.common.spellings import SpellingReading, Via, name_key, spellings
from records.common.text import DIGITS, words
from records.models import NameEntry, Record, RecordKind
from records.reading.name_parts import holding_part as held_by_index
from records.reading.name_parts import reading_each

FIRST = re.compile(r"(?<=[^\W\d])1$")  # «UNEF I» is what UNEF was called later
FEW = 5_000  # records whose names are all read sooner than an index of all names is asked
NAMED_AT_MOST = 6
LIKE_ENOUGH = 75
LIKE_ENOUGH_OF_THREE = 65  # two letters
STRENGTH: dict[str, int] = {via: rank for rank, via in enumerate(Via.values)}
PREFERRED: dict[str, int] = {Via.CODE: 0, Via.NAME: 0, Via.ACRONYM: 1, Via.OTHER: 1, Via.PAPER: 2}

Tier = tuple[list[str], bool]  # keys, and whether they are guesses

_readers: list[Callable[[str], SpellingReading]] = []


def add_reader(reader: Callable[[str], SpellingReading]) -> None:
    """For `apps.py`: another way to read a text as keys, such as symbols of documents."""
    _readers.append(reader)


@dataclass(frozen=True)
class Called:
    """A record, or a row on its page, that a text names; a guess is offered and never taken."""

    record: Record
    text: str
    via: str
    anchor: str = ""
    is_guess: bool = False

    @property
    def address(self) -> str:
        page = self.record.get_absolute_url()
        return f"{page}#{self.anchor}" if self.anchor else page


def called(text: str, kinds: Iterable[str] = (), rows: bool = False) -> list[Called]:
    """What bears this name, acronym, symbol or code in any spelling, the likeliest first.

    With `rows`, also rows such as articles of treaties.
    """
    return each_called([text], kinds, rows)[text]


def each_called(
    texts: Iterable[str], kinds: Iterable[str] = (), rows: bool = False
) -> dict[str, list[Called]]:
    """By text what is called so, however many they are in one question."""
    tiers = {text: _tiers(text) for text in texts}
    keys = {key for of_text in tiers.values() for tier, _ in of_text for key in tier}
    if not keys:
        return {text: [] for text in tiers}
    by_key: dict[str, list[NameEntry]] = defaultdict(list)
    for entry in _bearing(tuple(kinds), rows)(keys):
        by_key[entry.key].append(entry)
    return {text: _first_met(of_text, by_key) for text, of_text in tiers.items()}


@cache
def _bearing(kinds: tuple[str, ...], rows: bool) -> InstancesAmong:
    """The names that have one of some keys, of which few have any."""

    def found(keys: list[str]) -> QuerySet[NameEntry]:
        entries = NameEntry.objects.filter(key__in=keys).select_related("record")
        if kinds:
            # By no index: SQLite would read all the records of a kind.
            entries = entries.alias(kind=Coalesce("record__record_kind", Value("")))
            entries = entries.filter(kind__in=kinds)
        if not rows:
            entries = entries.filter(anchor="")
        return entries.order_by("record__record_kind", "record__name", "pk")

    return InstancesAmong(found)


def _first_met(tiers: list[Tier], held: dict[str, list[NameEntry]]) -> list[Called]:
    for tier, is_guess in tiers:
        found = [(rank, entry) for rank, key in enumerate(tier) for entry in held.get(key, ())]
        if found:
            found.sort(key=lambda one: (one[0], STRENGTH[one[1].via]))
            first: dict[tuple[int, str], Called] = {}
            for _, one in found:
                meant = Called(one.record, one.text, one.via, one.anchor, is_guess)
                first.setdefault((one.record_id, one.anchor), meant)
            return list(first.values())
    return []


def _tiers(text: str) -> list[Tier]:
    """Lists of keys, asked one after the other until something bears one of them."""
    readings = [reader(text) for reader in _readers]
    spelled = spellings(text)
    sure = [key for reading in readings for key in reading.sure]
    first_of_its_name = [FIRST.sub("", key) for key in spelled[:1] if FIRST.search(key)]
    guesses = [key for reading in readings for key in reading.guesses]
    tiers = [[*sure, *spelled[:1]], *([key] for key in spelled[1:]), first_of_its_name]
    return [(tier, False) for tier in tiers if tier] + ([(guesses, True)] if guesses else [])


class NotOne(ValueError):
    """The text means none or several; says so in words for people."""


def each_one_called(texts: Iterable[str], *kinds: str) -> dict[str, Record]:
    """By text the one record, of one of the kinds, that it means; of any kind without them.

    Raises NotOne for the first that means no one.
    """
    found = each_called(texts, kinds)
    return {text: _only(text, kinds, meant) for text, meant in found.items()}


def record_called(kind: str, text: str) -> Record:
    """The record of a kind that has this key, or else this name. Raises NotOne."""
    record = Record.objects.filter(record_kind=kind, slug=text.lower()).first()
    return record or each_one_called([text], kind)[text]


def _only(text: str, kinds: Sequence[str], found: list[Called]) -> Record:
    sure = [one for one in found if not one.is_guess]
    best = min((PREFERRED[one.via] for one in sure), default=0)
    meant = [one.record for one in sure if PREFERRED[one.via] == best]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise NotOne(f"'{text[:60]}' may mean {_listed(meant, kinds)}. Write one of these keys.")
    near = [one.record for one in found] or nearest_called(text, *kinds)
    hint = f" Did you mean {_listed(near, kinds)}?" if near else ""
    raise NotOne(f"There is no {kinds_in_words(kinds)} '{text[:60]}'.{hint}")


def kinds_in_words(kinds: Sequence[str]) -> str:
    """«state, organization or party»; «record» of any kind."""
    *first, last = [str(RecordKind(kind).label).lower() for kind in kinds] or ["record"]
    return f"{', '.join(first)} or {last}" if first else last


def _listed(records: list[Record], kinds: Sequence[str]) -> str:
    is_told = len(kinds) != 1
    shown = [
        f"'{f'{one.record_kind}:' if is_told else ''}{public_key(one.record_kind, one.slug)}'"
        for one in records[:NAMED_AT_MOST]
    ]
    if len(records) > NAMED_AT_MOST:
        shown.append(f"{len(records) - NAMED_AT_MOST} more")
    return " or ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def nearest_called(text: str, *kinds: str) -> list[Record]:
    """The record with the name most like the text; none where only the number is another."""
    asked = name_key(text)
    if len(asked) < 3:
        return []
    names = NameEntry.objects.filter(anchor="")
    names = names.filter(record__record_kind__in=kinds) if kinds else names
    numbers = DIGITS.findall(asked)
    near = {
        key: pk for pk, key in names.values_list("record", "key") if DIGITS.findall(key) == numbers
    }
    at_least = LIKE_ENOUGH if len(asked) > 3 else LIKE_ENOUGH_OF_THREE
    like = process.extractOne(asked, list(near), scorer=fuzz.ratio, score_cutoff=at_least)
    return list(Record.objects.filter(pk=near[like[0]])) if like else []


def holding(text: str, rows: QuerySet) -> Q:
    """For rows of records: each word stands in one of the names, or the text is such a name.

    An acronym means what bears it, not every word that holds its letters.
    """
    kind = getattr(rows.model, "RECORD_KIND", "")
    kinds = (kind,) if kind else ()
    found = [one for one in called(text, kinds) if not one.is_guess]
    meant = Q(pk__in=[one.record.pk for one in found])
    if any(one.via == Via.ACRONYM for one in found):
        return meant
    return meant | Q(pk__in=bearing_words(text, *kinds))


def bearing_words(text: str, *kinds: str) -> QuerySet:
    """Ids of records of which one name or another holds each of the words; numbers whole.

    Of few records of the kinds all names are read.
    """
    names, holding_part = NameEntry.objects.filter(anchor=""), held_by_index
    if kinds and until_published(("number of", kinds), _of_kinds(kinds).count) <= FEW:
        names, holding_part = names.filter(record__in=_of_kinds(kinds)), reading_each
    wanted = [f" {word} " if word.isdecimal() else word for word in words(text)]
    held = [holding_part(names, word).values("record") for word in wanted]
    if not held:
        return names.none().values("record")
    return reduce(lambda rows, more: rows.filter(record__in=more), held[1:], held[0])


def _of_kinds(kinds: Collection[str]) -> QuerySet:
    return Record.objects.filter(record_kind__in=kinds)
