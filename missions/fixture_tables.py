"""The fixture tables of conflicts, missions and mandates."""

from missions.models import (
    Budget,
    Conflict,
    ConflictParty,
    Contribution,
    ContributionTotal,
    DeploymentSite,
    Fatality,
    LegalBasis,
    Mandate,
    MandateAction,
    MandateTask,
    MandateTaskType,
    Mission,
    MissionActivity,
    MissionRelation,
    MissionRole,
    PrincipleAssessment,
    Strength,
    StrengthCeiling,
)
from records.content.tables import table, wide_table

TABLES = (
    table(
        "conflicts.csv",
        Conflict,
        "slug name summary starts_on starts_precision ends_on ends_precision type note states",
    ),
    table("conflict_parties.csv", ConflictParty, "conflict actor side source"),
    table(
        "missions.csv",
        Mission,
        "slug name summary starts_on starts_precision ends_on ends_precision acronym "
        "category arrangement type primary_activity consent never_deployed established_on "
        "established_precision headquarters latitude longitude confidence note "
        "host_states conflicts",
    ),
    table("mission_activities.csv", MissionActivity, "mission activity"),
    table(
        "mission_roles.csv",
        MissionRole,
        "mission starts_on starts_precision ends_on ends_precision actor role span_basis "
        "source note",
    ),
    table(
        "mission_relations.csv",
        MissionRelation,
        "predecessor successor kind date precision source note",
    ),
    table(
        "legal_bases.csv",
        LegalBasis,
        "mission kind status document instrument note confidence source",
    ),
    table(
        "principle_assessments.csv", PrincipleAssessment, "mission principle status source locator"
    ),
    table(
        "task_types.csv",
        MandateTaskType,
        "key name group rank definition pema_code tamm_code source",
    ),
    table(
        "mandate_actions.csv",
        MandateAction,
        "document mission actor action effective_on until paragraph chapter_vii rank "
        "coding confidence note",
    ),
    table(
        "mandates.csv",
        Mandate,
        "mission starts_on starts_precision ends_on ends_precision rank open_ended action "
        "document chapter force_level geographic_limit roe_note",
    ),
    table(
        "mandate_tasks.csv",
        MandateTask,
        "mission mandate task modality strength scope coding paragraph",
    ),
    table(
        "strength_ceilings.csv",
        StrengthCeiling,
        "mission starts_on starts_precision ends_on ends_precision document paragraph "
        "category persons coding",
    ),
    wide_table(
        "strength.csv",
        Strength,
        "mission month basis source authorized_source note",
        {
            "troops": ("troops", "deployed"),
            "police": ("police", "deployed"),
            "military_observers": ("military_observer", "deployed"),
            "total": ("total_uniformed", "deployed"),
            "authorized_troops": ("troops", "authorized"),
            "authorized_police": ("police", "authorized"),
            "authorized_military_observers": ("military_observer", "authorized"),
            "authorized_total": ("total_uniformed", "authorized"),
            "contributors": ("total_uniformed", "contributors"),
        },
    ),
    wide_table(
        "contributions.csv",
        Contribution,
        "mission state month precision source note",
        {
            "troops": ("troops", "persons"),
            "police": ("police", "persons"),
            "formed_police": ("formed_police", "persons"),
            "military_observers": ("military_observer", "persons"),
            "total": ("total_uniformed", "persons"),
            "women": ("total_uniformed", "women"),
            "men": ("total_uniformed", "men"),
            "troops_women": ("troops", "women"),
            "police_women": ("police", "women"),
            "military_observers_women": ("military_observer", "women"),
        },
    ),
    wide_table(
        "contribution_totals.csv",
        ContributionTotal,
        "state month source",
        {
            "troops": ("troops", "persons"),
            "police": ("police", "persons"),
            "military_observers": ("military_observer", "persons"),
            "total": ("total_uniformed", "persons"),
            "women": ("total_uniformed", "women"),
            "men": ("total_uniformed", "men"),
        },
    ),
    table(
        "fatalities.csv",
        Fatality,
        "casualty_id mission mission_code date precision state category incident_type gender "
        "persons source note",
    ),
    table(
        "deployment_sites.csv",
        DeploymentSite,
        "mission name state province latitude longitude month precision troops contingents "
        "headquarters police military_observers position map source",
    ),
    table(
        "budgets.csv",
        Budget,
        "mission kind starts_on starts_precision ends_on ends_precision amount "
        "document_symbol source note",
    ),
)
