"""How often codings of the texts agree, task by task: a figure beside the audits."""

from collections.abc import Iterator
from itertools import combinations

from missions.models import MandateCoding
from missions.tasks.agreement import CodingAgreement, agreements


def codings_agree() -> Iterator[str]:
    """Codings of the tasks of mandates, two by two, over the documents that both have read."""
    keys = list(MandateCoding.objects.order_by("rank").values_list("key", flat=True))
    for pair in combinations(keys, 2):
        yield from map(_told, agreements(pair))


def _told(one: CodingAgreement) -> str:
    first, second = one.codings
    if not one.read:
        return f"{one.task}: {first} and {second} have read no document in common."
    share = f"{one.agreeing / one.read:.0%} of {one.read:,}"
    stated = f"stated in {one.stated[0]:,} and {one.stated[1]:,}"
    measured = "alpha has no value" if one.alpha is None else f"alpha {one.alpha:.2f}"
    return f"{one.task}: {first} and {second} agree in {share} ({stated}), {measured}."
