"""Conflicts, missions, their mandates and the figures about them over the API."""

from missions.api.clock import DueDayViewSet, ReportingDutyViewSet
from missions.api.conflicts import ConflictPartyViewSet, ConflictViewSet
from missions.api.figure_tables import (
    BudgetViewSet,
    ContributionTotalViewSet,
    ContributionViewSet,
    FatalityViewSet,
    SiteViewSet,
    StrengthViewSet,
)
from missions.api.mandates import MandateActionViewSet, MandateViewSet, StrengthCeilingViewSet
from missions.api.missions import MissionViewSet
from missions.api.relations import (
    LegalBasisViewSet,
    MissionLeaderViewSet,
    MissionRelationViewSet,
    MissionRoleViewSet,
)
from missions.api.tasks import StatementViewSet, TaskPeriodViewSet, TaskViewSet

ENDPOINTS = {
    "conflicts": ConflictViewSet,
    "conflict-parties": ConflictPartyViewSet,
    "missions": MissionViewSet,
    "mission-roles": MissionRoleViewSet,
    "mission-leaders": MissionLeaderViewSet,
    "mission-relations": MissionRelationViewSet,
    "legal-bases": LegalBasisViewSet,
    "mandates": MandateViewSet,
    "mandate-actions": MandateActionViewSet,
    "mandate-statements": StatementViewSet,
    "mandate-tasks": TaskViewSet,
    "tasks-in-force": TaskPeriodViewSet,
    "reporting-duties": ReportingDutyViewSet,
    "clock": DueDayViewSet,
    "strength-ceilings": StrengthCeilingViewSet,
    "strengths": StrengthViewSet,
    "contributions": ContributionViewSet,
    "contribution-totals": ContributionTotalViewSet,
    "fatalities": FatalityViewSet,
    "sites": SiteViewSet,
    "budgets": BudgetViewSet,
}
