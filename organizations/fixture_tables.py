"""The fixture tables of states, organizations and parties."""

from organizations.models import (
    Membership,
    Organization,
    OrganizationRelation,
    Party,
    State,
)
from records.content.tables import table

TABLES = (
    table(
        "states.csv",
        State,
        "slug name summary official_name m49 region subregion kind note successors",
    ),
    table(
        "memberships.csv",
        Membership,
        "state starts_on starts_precision ends_on ends_precision organization kind "
        "regional_group note source",
    ),
    table(
        "organizations.csv",
        Organization,
        "slug name summary acronym kind adopted_on adopted_precision in_force_on "
        "in_force_precision launched_on launched_precision dissolved_on "
        "dissolved_precision headquarters website chapter8_status note",
    ),
    table(
        "organization_relations.csv",
        OrganizationRelation,
        "organization starts_on starts_precision ends_on ends_precision kind other source",
    ),
    table("parties.csv", Party, "slug name summary kind note"),
)
