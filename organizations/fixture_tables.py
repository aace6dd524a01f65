"""The fixture tables of states, organizations and parties."""

from organizations.models import (
    Membership,
    Organization,
    OrganizationRelation,
    Party,
    State,
)
from records.content.tables import Table

TABLES = (
    Table("states.csv", State),
    Table("memberships.csv", Membership),
    Table("organizations.csv", Organization),
    Table("organization_relations.csv", OrganizationRelation),
    Table("parties.csv", Party),
)
