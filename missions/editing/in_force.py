"""The mandate that an editor extends: the version last in force, with its tasks and ceilings."""

from dataclasses import dataclass
from datetime import date

from missions.ceilings import in_force_last
from missions.models import Mandate, Mission, StrengthCeiling
from missions.tasks.showing import TasksOnDay, tasks_on


@dataclass(frozen=True)
class MandateExtended:
    mandate: Mandate | None  # None: the mission has none yet
    ceilings: list[StrengthCeiling]
    tasks: TasksOnDay


def in_force_before(mission: Mission, day: date) -> MandateExtended:
    """As it stands on the day, or as it last stood before."""
    held = Mandate.objects.filter(mission=mission, starts_on__lt=day).select_related("document")
    bounds = mission.strength_ceilings.counting().filter(starts_on__lt=day)
    return MandateExtended(
        held.order_by("-starts_on").first(),
        _going_on(list(bounds.select_related("document").order_by("starts_on")), day),
        tasks_on(mission, day),
    )


def _going_on(ceilings: list[StrengthCeiling], day: date) -> list[StrengthCeiling]:
    """The latest of each category, of those that reach the day if any does."""
    latest = {one.category: one for one in ceilings}.values()
    reaching = [one for one in latest if one.ends_on is None or one.ends_on >= day]
    return reaching or in_force_last(list(latest))
