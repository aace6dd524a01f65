"""The fixture tables of conflicts, missions and mandates."""

from missions.models import (
    Conflict,
    ConflictParty,
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
    StrengthCeiling,
)
from records.tables import table

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
)
