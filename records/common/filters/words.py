"""Questions about words: of an enumeration, or that columns hold."""

import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from records.common.filters.asked import Asked
from records.common.filters.values import SelectList, Several, not_one_of
from records.common.keeping import until_published
from records.common.languages import Words, in_language
from records.common.related import column_at
from records.common.text import fold, nearest, words

MOST_WORDS_SHOWN = 40
LAST_SIGN = chr(sys.maxunicode)


class OneOf(Several):
    """Rows whose column has one of the values listed; any of those given."""

    operators: ClassVar[tuple[str, ...]] = ("not", "all", "isnull")
    takes = "Any of the words listed."

    def __init__(
        self,
        column: str,
        choices: type[models.TextChoices] | Iterable[tuple[str, Words]],
        **kwargs,
    ) -> None:
        pairs = choices.choices if isinstance(choices, type) else choices
        self.labels = {str(value): label for value, label in pairs if value}
        options = [("", gettext_lazy("any")), *self.labels.items()]
        kwargs.setdefault("widget", SelectList(choices=options))
        super().__init__(column, **kwargs)
        self.schema = {"type": "string", "enum": [*self.labels]}

    def read_all(self, given: list[str]) -> list[str]:
        held = {value.casefold(): value for value in self.labels}
        for value in given:
            if value.casefold() not in held:
                raise ValidationError(not_one_of(value, self.labels))
        return [held[value.casefold()] for value in given]

    def in_rows(self, value: list[str]) -> list[str]:
        return value

    def told(self, value: str) -> tuple[str, str]:
        return value, self.worded(value)

    def worded(self, given: str) -> str:
        return next(str(self.labels[value]) for value in self.read_all([given]))


def holding_folded(model: type[models.Model], columns: Iterable[str], text: str) -> Q:
    """For a small table: rows whose columns hold every word, whatever its case and accents."""
    wanted, read = words(text), ("pk", *columns)

    def folded() -> list[tuple[Any, str]]:
        held = model._default_manager.order_by().values_list(*read)
        return [(pk, fold(" ".join(texts))) for pk, *texts in held]

    held = until_published(("folded", model, read), folded) if wanted else []
    for word in wanted:
        held = [one for one in held if word in one[1]]
    return Q(pk__in=[pk for pk, _ in held])


class Spellings(dict[str, list[str]]):
    """The words that are held, by how they may be given, folded."""

    @cached_property
    def in_order(self) -> list[str]:
        return sorted(self)

    def beneath(self, start: str) -> list[str]:
        """Those that go on after a start."""
        first, end = (bisect_left(self.in_order, one) for one in (start, start + LAST_SIGN))
        return self.in_order[first:end]


class Held(Several):
    """Rows by words that the columns hold, whatever the case and accents; any of those given.

    A word that no row of the base holds is refused with the nearest. `beneath` is the sign after
    which a word goes on: with a point, `A6` finds `A6.1` too.
    """

    operators: ClassVar[tuple[str, ...]] = ("not", "all", "isnull", "icontains")
    takes = "Words as the column holds them, whatever the case and accents; any of those given."

    def __init__(self, *columns: str, beneath: str = "", **kwargs) -> None:
        self.beneath = beneath
        super().__init__(*columns, **kwargs)

    def read_all(self, given: list[str]) -> list[str]:
        key = type(self), self.model, self.columns
        held = until_published(key, self._by_spelling)
        if not held:
            return given  # nothing is known yet, and so no word is wrong
        return sorted({word for one in given for word in self._meant(one, held)})

    def _by_spelling(self) -> Spellings:
        found = Spellings()
        for word in held_words(self.model, self.columns):
            for said in self.spellings(word):
                found.setdefault(self.folded(said), []).append(word)
        return found

    def spellings(self, word: str) -> Iterable[str]:
        """How a word that is held may be given."""
        return (word,)

    def in_rows(self, value: list[str]) -> list[str]:
        return value

    def _meant(self, text: str, held: Spellings) -> list[str]:
        wanted = self.folded(text)
        found = (
            [word for said in self.fitting(wanted, held) for word in held[said]] if wanted else []
        )
        if not found:
            raise ValidationError(self.refusal(text, [*chain.from_iterable(held.values())]))
        return found

    def refusal(self, text: str, held: list[str]) -> str:
        return not_held(text, held)

    def fitting(self, wanted: str, held: Spellings) -> Iterator[str]:
        """The spellings that fit what was given."""
        if wanted in held:
            yield wanted
        if self.beneath:
            yield from held.beneath(wanted + self.beneath)

    def folded(self, text: str) -> str:
        return fold(text).strip()


class HeldInLanguage(Held):
    """The same of a closed list, whose words pages say in their language: those are read, too."""

    def spellings(self, word: str) -> Iterable[str]:
        return dict.fromkeys((word, in_language(word)))

    def told(self, value: str) -> tuple[str, str]:
        return value, in_language(value)

    def worded(self, given: str) -> str:
        return in_language(self.read_all([given])[0])


class Keyed(HeldInLanguage):
    """Rows of a thing of a closed list that has a key and a name: either is taken."""

    takes = "Its key or its name, whatever the case and accents; any of those given."

    def __init__(self, path: str, **kwargs) -> None:
        self.key = f"{path}__key"
        super().__init__(self.key, f"{path}__name", **kwargs)

    def condition(self, relation: str, value: list[str]) -> Q:
        """Such things are few: they are looked up first, and rows by an index of theirs."""
        of, _ = column_at(self.model, self.key)
        meant = of._default_manager.filter(Q(key__in=value) | Q(name__in=value)).order_by()
        path = self.from_owner(relation)[0].removesuffix("__key")
        return Q(**{f"{path}__in": meant.values("pk")}) & self.wanted(relation)

    def names(self) -> dict[str, str]:
        """Of all that there are, by key."""
        of, _ = column_at(self.model, self.key)
        return dict(of._default_manager.values_list("key", "name"))

    def refusal(self, text: str, held: list[str]) -> str:
        """With all keys, and the nearest of keys and names."""
        return not_one_of(text, self.names(), held)

    def worded(self, given: str) -> str:
        names = self.names()
        found = self.read_all([given])[-1]  # of a key and its name, capitals come before
        return in_language(names.get(found, found))


class Holding(Held):
    """Rows whose column holds a text somewhere: `Syria` finds «Israel-Syria (Golan)»."""

    operators = ("not", "all", "isnull")
    takes = "A part of what the column holds, whatever the case and accents."

    def fitting(self, wanted: str, held: Spellings) -> Iterator[str]:
        yield from (one for one in held if wanted in one)


class Prose(Asked):
    """Sentences: nobody asks for the whole of them, but what they hold."""

    operators = ("icontains", "isnull")
    stands_alone = False
    field_class = forms.CharField


def held_words(model: type[models.Model], paths: Iterable[str]) -> list[str]:
    """The words that the columns at the ends of the paths hold, in the whole base."""
    found: set[str] = set()
    for path in paths:
        of, column = column_at(model, path)
        found |= set(of._default_manager.order_by().values_list(column, flat=True).distinct())
    return sorted(found - {"", None})


def words_holding(model: type[models.Model], paths: Iterable[str], part: str) -> list[str]:
    """Those of the words held that have a part, whatever its case and accents."""

    def folded() -> list[tuple[str, str]]:
        return [(fold(one), one) for one in held_words(model, paths)]

    wanted = fold(part)
    held = until_published(("folded words", model, paths), folded) if wanted else []
    return [one for text, one in held if wanted in text]


def not_held(text: str, held: Iterable[str]) -> str:
    """With all words where they are few, and else the nearest."""
    words_held = list(held)
    like = nearest(text, words_held)
    hint = f" Did you mean '{like}'?" if like else ""
    if len(words_held) <= MOST_WORDS_SHOWN:
        return f"'{text[:60]}' is not one of {', '.join(words_held)}.{hint}"
    return f"Nothing in the base has '{text[:60]}' here.{hint}"
