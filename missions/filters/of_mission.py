"""What every list that hangs on missions can be asked about the mission."""

from django.utils.translation import gettext_lazy as _

from missions.models import Role
from records.common.filters import HeldInLanguage, named
from records.filters import AsOf
from records.named import Named


def led_by(mission: str = "mission") -> Named:
    """Rows of missions that the actor led at any time."""
    return Named(
        "*",
        f"{mission}__roles__actor",
        row="lead",
        where={"role": Role.LEAD},
        label=_("Mission led by"),
    )


class OfMission(AsOf):
    """Rows by their mission: where it was, who led it, in which conflict, of what kind."""

    columns = named(
        mission_category="mission__category",
        mission_type="mission__type",
        mission_arrangement="mission__arrangement",
    )

    mission = Named("mission", "mission", label=_("Mission"))
    host_state = Named("state", "mission__host_states", label=_("Host state"))
    region = HeldInLanguage(
        "mission__host_states__region", "mission__host_states__subregion", label=_("Host region")
    )
    conflict = Named("conflict", "mission__conflicts", label=_("Conflict"))
    lead = led_by()
    organization = Named(
        "organization",
        "mission__roles__actor",
        row="organization",
        label=_("Organization in any role"),
    )
