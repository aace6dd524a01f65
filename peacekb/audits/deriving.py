"""How far the mandates held follow from what documents did: a figure beside the audits."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from missions.derivation import Action, MissionEnd, derive_mandates
from missions.models import ActionKind, Mandate, MandateAction, Mission
from records.common.periods import Precision

Spans = list[tuple[date | None, date | None]]


def mandates_derived() -> Iterator[str]:
    """Mandates derived from the actions of documents, beside those that are held."""
    actions, held = _actions(), _held()
    missions = Mission.objects.filter(pk__in=actions.keys() & held.keys())
    agreeing = total = 0
    for mission in missions.order_by("pk"):
        total += 1
        agreeing += _derived(mission, actions[mission.pk]) == held[mission.pk]
    yield (
        f"the derivation from actions gives the stored periods for {agreeing:,} of {total:,} "
        "missions."
    )


def _actions() -> dict[int, list[Action]]:
    """What documents did, by mission, in the order of the days."""
    found = defaultdict(list)
    rows = MandateAction.objects.filter(mission__isnull=False)
    for mission, document, action, effective_on, until in rows.values_list(
        "mission", "document__slug", "action", "effective_on", "until"
    ):
        found[mission].append(Action(document, ActionKind(action), effective_on, until))
    return found


def _held() -> dict[int, Spans]:
    found: dict[int, Spans] = defaultdict(list)
    rows = Mandate.objects.order_by("mission", "starts_on")
    for mission, starts_on, ends_on in rows.values_list("mission", "starts_on", "ends_on"):
        found[mission].append((starts_on, ends_on))
    return found


def _derived(mission: Mission, actions: Sequence[Action]) -> Spans | None:
    """None where a document grants a period that ends before it begins."""
    end = MissionEnd(mission.ends_on, Precision(mission.ends_precision))
    try:
        return [(one.starts_on, one.ends_on) for one in derive_mandates(actions, end)]
    except ValueError:
        return None
