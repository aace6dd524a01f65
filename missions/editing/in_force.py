"""The mandate that an editor extends: the version last in force, with its tasks and ceilings."""

from dataclasses import dataclass
from datetime import date

from missions.ceilings import in_force_last
from missions.models import Mandate, Mission, StrengthCeiling
from missions.tasks.showing import TasksOnDay, tasks_on


@dataclass(frozen=True)
class MandateInForce:
    mandate: Mandate | None  # None: the mission has none yet
    ceilings: list[StrengthCeiling]
    tasks: TasksOnDay


def in_force_before(mission: Mission, day: date) -> MandateInForce:
    """As it stands on the day, or as it last stood before."""
    held = Mandate.objects.filter(mission=mission, starts_on__lt=day).select_related("document")
    bounds = mission.strength_ceilings.counting().filter(starts_on__lt=day)
    return MandateInForce(
        held.order_by("-starts_on").first(),
        in_force_last(list(bounds.select_related("document"))),
        tasks_on(mission, day),
    )
