"""How a figure was made, in sentences."""

from collections.abc import Sequence

from records.stats.adding import Measure, Rate
from records.stats.counting import ENDS, FigureQuestion
from records.stats.periods import IN_FORCE

WORDS = {
    Measure.MEAN: "the mean",
    Measure.MEDIAN: "the median",
    Measure.MIN: "the lowest",
    Measure.MAX: "the highest",
}
WHOLE = ("list", "same first group", "same first two groups")  # by the axes before the last


def method(question: FigureQuestion, plural: str, out_of: Sequence[str] = ()) -> str:
    """What was counted or added, what it was divided by, and what not to do with it."""
    measured = _share(question, plural, out_of) or _measured(question, plural)
    return " ".join([measured, *_groups(question), *_unknown(question)])


def _share(question: FigureQuestion, plural: str, out_of: Sequence[str]) -> str:
    """What a share is of; nothing where none is asked for."""
    if question.measure != Measure.SHARE:
        return ""
    whole = f"those of the {WHOLE[max(0, len(question.axes) - 1)]}"
    if out_of:
        whole = f"those of the same group whatever their {' and '.join(out_of)}"
    of = question.of.replace("_", " ")
    part = f"the sum of {of}" if question.has_number else f"the number of {plural}"
    over = ", over all months alike" if question.has_number and question.adding.stock else ""
    return f"A share is {part} in a group divided by `of`, {whole}{over}."


def _measured(question: FigureQuestion, plural: str) -> str:
    of = question.of.rpartition("__")[2].replace("_", " ")
    if question.counts_things:
        return f"Each {of} that the {plural} name is counted once in a group, however many name it."
    if question.measure == Measure.COUNT:
        return f"The {plural} of the list are counted."
    if question.by_month:
        word = WORDS[question.measure]
        taken = f"{word} month is taken; `at` is the first such"
        if question.measure not in ENDS:
            taken = f"{word} is taken over the months, `of`, in which the group has a number"
        return f"Within a month {of} is added up; over months {taken}."
    if question.rate:
        return _rate(question, question.rate, plural)
    if question.measure == Measure.RATIO:
        per = question.per.replace("_", " ")
        over = ", over all months alike" if question.adding.stock else ""
        return f"The sum of {of} divided by that of {per}, `of`, of the {plural} with both{over}."
    if question.measure in (Measure.MEAN, Measure.MEDIAN):
        return f"{WORDS[question.measure].capitalize()} of {of} over the {plural} with it, `of`."
    word = "added up over" if question.measure == Measure.SUM else f"{WORDS[question.measure]} of"
    return f"{of.capitalize()}, {word} the {plural}."


def _rate(question: FigureQuestion, rate: Rate, plural: str) -> str:
    of, per = rate.of.replace("_", " "), rate.per.replace("_", " ")
    alike = " and ".join(name.replace("_", " ") for name in rate.matched)
    chosen = ", ".join(f"{name}={value}" for name, value in rate.chosen.items())
    among = "".join(f" of the {name} {' or '.join(some)}" for name, some in rate.among.items())
    return " ".join(
        [
            f"A rate is `part`, the sum of {of} of the {plural}{among},",
            f"divided by `of`, the sum of {per} over the months of the list of {rate.over}",
            f"({chosen}), times {rate.factor:,}: {rate.said}, rounded to six decimals.",
            f"Rows are matched by {alike} and month; a month that has begun counts whole.",
            f"Other {plural}, and those to which the list of {rate.over} has no number, are left",
            "out and told as `without_number`. What only that list has is no group, and no zero.",
        ]
    )


def _groups(question: FigureQuestion) -> list[str]:
    found = []
    for axis in question.axes:
        if axis.name == IN_FORCE:
            found.append(
                "A period stands in each year on a day of which it surely held, up to this one."
            )
        elif axis.many:
            found.append(f"One may stand in several groups of {axis.name}.")
    if question.counts_things or any(axis.many for axis in question.axes):
        found.append("The groups may add up to more than the total.")
    return found


def _unknown(question: FigureQuestion) -> list[str]:
    found = []
    if question.of_days:
        found.append("First and last day count; what goes on is counted up to today.")
    if question.has_number and not question.rate:
        found.append("Rows without a number are left out, and told as `without_number`.")
    if question.axes:
        found.append("null is the group of which the value is not known, or none.")
    return found
