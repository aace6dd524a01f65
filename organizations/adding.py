"""What may be added up of states, organizations and memberships: their number."""

from organizations.models import Membership, Organization, OrganizationRelation, Party, State
from records.stats.adding import Adding

ADDING = {
    State: Adding(),
    Organization: Adding("adopted_on", "adopted_precision"),
    OrganizationRelation: Adding("starts_on", "starts_precision"),
    Membership: Adding(
        "starts_on",
        "starts_precision",
        also={"region": "state__region"},
    ),
    Party: Adding(),
}
