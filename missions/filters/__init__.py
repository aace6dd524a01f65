"""What lists of this app can be asked, on pages and API."""

from missions.filters.figure_filters import (
    BudgetFilter,
    ContributionFilter,
    ContributionTotalFilter,
    FatalityFilter,
    SiteFilter,
    StrengthFilter,
)
from missions.filters.mandates import (
    LegalBasisFilter,
    MandateActionFilter,
    MandateFilter,
    MissionRelationFilter,
    MissionRoleFilter,
    StrengthCeilingFilter,
)
from missions.filters.missions import ConflictFilter, MissionFilter

__all__ = [
    "BudgetFilter",
    "ConflictFilter",
    "ContributionFilter",
    "ContributionTotalFilter",
    "FatalityFilter",
    "LegalBasisFilter",
    "MandateActionFilter",
    "MandateFilter",
    "MissionFilter",
    "MissionRelationFilter",
    "MissionRoleFilter",
    "SiteFilter",
    "StrengthCeilingFilter",
    "StrengthFilter",
]
