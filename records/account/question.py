"""A question in words, made of the labels and the values of the filters that were asked."""

import re
from datetime import date
from typing import Any

from django_filters.constants import EMPTY_VALUES

from records.common.filters import All, Compared, Contains, Empty, Not, Number, Text, Turned
from records.common.languages import Words
from records.common.periods import written

IS_NUMBER = {"gte": "{} or more", "lte": "{} or less", "gt": "more than {}", "lt": "less than {}"}
IS_DAY = {"gte": "{} or later", "lte": "{} or earlier", "gt": "after {}", "lt": "before {}"}
LEADING = ("of", "by", "in", "with", "to", "from", "contains", "end", "the", "is", "says")
BESIDE = ("as_of", "certainty", "ordering")


def question_of(filterset: Any, measured: str = "") -> str:
    """«Votes where state is France and adopted is 2011 or later, ordered by adopted on, reversed».

    `measured` goes before it, where figures are taken of the rows.
    """
    model = filterset.queryset.model
    plural = str(model._meta.verbose_name_plural)
    given = [
        name
        for name, value in filterset.form.cleaned_data.items()
        if value not in EMPTY_VALUES and name not in BESIDE
    ]
    said = [measured + plural if measured else plural[:1].upper() + plural[1:]]
    if given:
        *first, last = [_condition(filterset, name) for name in given]
        said.append(f"where {', '.join(first)} and {last}" if first else f"where {last}")
    if day := filterset.given("as_of"):
        said.append(f"as of {written(day)}")
    text = " ".join(said)
    if certainty := filterset.given("certainty"):
        text += f" ({certainty})"
    return text + _order(filterset)


def between(first: date | None, last: date | None) -> str:
    """« from 1 January 2010 until 31 December 2011», as far as days were given."""
    start = f" from {written(first)}" if first else ""
    return f"{start} until {written(last)}" if last else start


def _condition(filterset: Any, name: str) -> str:
    one, value = filterset.filters[name], filterset.given(name)
    asked = one.of if isinstance(one, Turned) else one
    label = in_a_sentence(asked.label)
    if isinstance(one, Empty):
        return f"{label} is {'not known' if value else 'known'}"
    if isinstance(one, Contains) and label.rpartition(" ")[2] not in LEADING:
        label = f"{label} contains"
    words = _words(filterset, name, one, asked)
    return f"{label} {words}" if label.rpartition(" ")[2] in LEADING else f"{label} is {words}"


def _words(filterset: Any, name: str, one: Any, asked: Any) -> str:
    words = filterset.worded(name)
    if isinstance(one, Contains) or isinstance(asked, Text):
        return f"“{words}”"
    if isinstance(one, Compared):
        return (IS_NUMBER if isinstance(asked, Number) else IS_DAY)[one.word].format(words)
    if one.takes_several and not isinstance(one, All):
        *first, last = one.each_in_words(filterset.parts(name), filterset.given(name))
        words = f"{', '.join(first)} or {last}" if first else last
    return f"not {words}" if isinstance(one, Not) else words


def _order(filterset: Any) -> str:
    """Where one was asked for."""
    words = filterset.given("ordering")
    if not words:
        return ""
    told = [
        word.removeprefix("-").replace("_", " ") + (", reversed" if word[0] == "-" else "")
        for word in words
    ]
    return f", ordered by {', then '.join(told)}"


def in_a_sentence(label: Words) -> str:
    """«Host state» as it stands within a sentence, without what explains it; «UN» stays."""
    text = re.split(r"[:(,]", str(label))[0].strip()
    return text[:1].lower() + text[1:] if text[1:2].islower() or len(text) == 1 else text
