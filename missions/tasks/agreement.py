"""How often codings of the same documents agree: Krippendorff's alpha for names.

Source: K. Krippendorff, Content Analysis (4th edition, 2018), chapter 12: one less the observed
disagreement over that which chance would bring, from the coincidences of values within units.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from missions.models import MandateStatement, MandateTask

MissionAndDocument = tuple[int, int]


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Of units with a value from each coder who read them; None where no value ever differs.

    Units that one coder alone has read say nothing of agreement.
    """
    coincidences: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for values in units:
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)
    totals: dict[Hashable, float] = defaultdict(float)
    for (value, _), times in coincidences.items():
        totals[value] += times
    number = sum(totals.values())
    expected = number**2 - sum(times**2 for times in totals.values())
    if not expected:
        return None
    observed = sum(times for (one, other), times in coincidences.items() if one != other)
    return 1 - (number - 1) * observed / expected


@dataclass(frozen=True)
class CodingAgreement:
    """How codings agree on whether documents state a task; `stated` counts them by coding."""

    task: str
    codings: tuple[str, ...]
    read: int  # missions and documents that all of them have read
    agreeing: int
    stated: tuple[int, ...]
    alpha: float | None


def agreements(codings: Sequence[str]) -> list[CodingAgreement]:
    """For each task that any of these codings states, over what all of them have read."""
    read = _read_by_all(codings)
    stating: dict[str, dict[str, set[MissionAndDocument]]] = defaultdict(lambda: defaultdict(set))
    lines = MandateTask.objects.filter(statement__coding__key__in=codings).order_by("task__rank")
    columns = ("task__name", "statement__coding__key", "statement__mission", "statement__document")
    for task, coding, mission, document in lines.values_list(*columns):
        stating[task][coding].add((mission, document))
    return [_agreement(task, codings, read, found) for task, found in stating.items()]


def _read_by_all(codings: Sequence[str]) -> set[MissionAndDocument]:
    read: dict[str, set[MissionAndDocument]] = defaultdict(set)
    rows = MandateStatement.objects.filter(coding__key__in=codings).order_by()
    for coding, mission, document in rows.values_list("coding__key", "mission", "document"):
        read[coding].add((mission, document))
    return set.intersection(*(read[coding] for coding in codings))


def _agreement(
    task: str,
    codings: Sequence[str],
    read: set[MissionAndDocument],
    stating: dict[str, set[MissionAndDocument]],
) -> CodingAgreement:
    units = [tuple(unit in stating[coding] for coding in codings) for unit in sorted(read)]
    return CodingAgreement(
        task,
        tuple(codings),
        len(units),
        sum(len(set(values)) == 1 for values in units),
        tuple(map(sum, zip(*units, strict=True))) or (0,) * len(codings),
        alpha(units),
    )
