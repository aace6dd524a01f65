"""The account of figures: of the list behind them, with the columns by which they are grouped."""

from collections.abc import Iterator
from typing import Any

from records.account.account import Found, account_of
from records.reading.known import AMONG_ANSWER, MEASURED, CoveredField, KnownCount
from records.stats.adding import Measure
from records.stats.answering import AnsweredFigures
from records.stats.axes import Axis

WORDS = {Measure.COUNT: "number", Measure.SHARE: "share"}


def account_of_figures(answer: AnsweredFigures, is_full: bool) -> dict[str, Any]:
    found = Found(answer.total.tally.rows)
    filterset = answer.asked.filterset
    told = [*_groups(answer), *_numbers(answer)]
    return account_of(filterset, found, is_full, told, _measure(answer))


def _groups(answer: AnsweredFigures) -> Iterator[KnownCount]:
    """Of how many rows the group is known: the figures tell it, so that nothing is asked."""
    of, model = answer.total.tally.rows, answer.asked.filterset.queryset.model
    for at, axis in enumerate(answer.asked.question.axes if of else ()):
        unknown = sum(one.tally.rows for one in answer.figures if one.group[at] is None)
        place = CoveredField(model, axis.name, is_many=False, called=_label(axis))
        yield KnownCount("group_by", place, max(0, of - unknown), of, AMONG_ANSWER, model)


def _numbers(answer: AnsweredFigures) -> Iterator[KnownCount]:
    """Of how many rows the number is known that was measured: a ratio asks for both."""
    tally, model = answer.total.tally, answer.asked.filterset.queryset.model
    if answer.asked.question.has_number and tally.rows:
        name = answer.asked.of_name
        place = CoveredField(model, name, is_many=False, called=name.capitalize().replace("_", " "))
        yield KnownCount("of", place, tally.known, tally.rows, MEASURED, model)


def _label(axis: Axis) -> str:
    return str(axis.one.label) if axis.one else axis.name.replace("_", " ").capitalize()


def _measure(answer: AnsweredFigures) -> str:
    """«The number of », «Sum of persons of the »: what goes before the plural of the rows."""
    asked = answer.asked
    word = WORDS.get(asked.question.measure, str(asked.question.measure))
    per = f" per {asked.question.per.replace('_', ' ')}" if asked.question.per else ""
    per += f" of {asked.rate.rate.over.replace('-', ' ')}" if asked.rate else ""
    of = f"{asked.of_name.replace('_', ' ')}{per} of the " if asked.of_name else ""
    names = [axis.name.replace("_", " ") for axis in asked.question.axes]
    by = f", by {' and '.join(names)}, " if names else " "
    return f"The {word}{by}of {of}"
