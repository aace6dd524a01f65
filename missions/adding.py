"""What may be added up of missions and the figures about them."""

from missions.models import (
    Budget,
    Conflict,
    ConflictParty,
    Contribution,
    ContributionTotal,
    DeploymentSite,
    DueDay,
    Fatality,
    LegalBasis,
    Mandate,
    MandateAction,
    MandateStatement,
    MandateTask,
    Mission,
    MissionLeader,
    MissionRelation,
    MissionRole,
    PersonnelCategory,
    ReportingDuty,
    Strength,
    StrengthCeiling,
    TaskPeriod,
)
from missions.models.figures import CasualtyCategory
from records.common.periods import Precision
from records.stats.adding import CATEGORIES, CODINGS, PRECISIONS, Adding, Rate, Single

CATEGORY, PRECISION = Single("category", CATEGORIES), Single("precision", PRECISIONS)
PERIOD = Adding("starts_on", "starts_precision")
OF_HOST = {
    "host_state": "mission__host_states",
    "host_region": "mission__host_states__region",
    "conflict": "mission__conflicts",
    "mission_category": "mission__category",
}
OF_STATE = {"region": "state__region"}

# Whom deaths and money are divided by. The list of deaths is that of the UN's missions.
OF_MISSION = {name: name for name in ("mission", "host_state", "conflict", "organization")} | {
    f"mission_{name}": f"mission_{name}" for name in ("category", "type", "arrangement")
}
WHOLE = {"category": PersonnelCategory.TOTAL_UNIFORMED.value}
OF_UN = {"mission_category": "un_peacekeeping,un_political,un_other"}
UNIFORMED = {
    "category": tuple(
        one.value
        for one in (
            CasualtyCategory.MILITARY,
            CasualtyCategory.POLICE,
            CasualtyCategory.MILITARY_OBSERVER,
        )
    )
}
CAUSES = ("incident_type", "gender")
DEATHS = "deaths a year per 1,000 uniformed persons"
DEATHS_PER = (
    Rate(
        "persons",
        "strengths",
        "deployed",
        matched={"mission": "mission"},
        chosen=WHOLE | OF_UN,
        factor=12_000,
        said=DEATHS,
        among=UNIFORMED,
        shared=OF_MISSION | {"region": "region", "host_region": "host_region", "date": "month"},
        alone=CAUSES,
    ),
    Rate(
        "persons",
        "contributions",
        "persons",
        matched={"mission": "mission", "state": "state"},
        chosen=WHOLE | OF_UN | {"precision": Precision.MONTH.value},
        factor=12_000,
        said=DEATHS,
        among=UNIFORMED,
        shared=OF_MISSION
        | {"region": "host_region", "host_region": "host_region"}
        | {"nationality": "contributor", "date": "month"},
        alone=CAUSES,
    ),
)
MONEY_PER = (
    Rate(
        "amount",
        "strengths",
        "deployed",
        matched={"mission": "mission"},
        chosen=WHOLE,
        factor=12,
        said="US dollars a year per uniformed person",
    ),
)

ADDING = {
    Conflict: PERIOD,
    ConflictParty: Adding(),
    Mission: PERIOD,
    MissionRole: PERIOD,
    MissionLeader: PERIOD,
    MissionRelation: Adding("date", "precision"),
    LegalBasis: Adding(also=OF_HOST),
    Mandate: Adding("starts_on", "starts_precision", also=OF_HOST),
    MandateAction: Adding(
        "effective_on", also=OF_HOST | {"chapter_vii": "chapter_vii", "coding": "coding"}
    ),
    MandateStatement: Adding(
        "document__adopted_on",
        "document__adopted_precision",
        singles=(Single("coding__key", CODINGS, counting=True),),
    ),
    MandateTask: Adding(
        "statement__document__adopted_on",
        "statement__document__adopted_precision",
        singles=(Single("statement__coding__key", CODINGS, counting=True),),
    ),
    TaskPeriod: PERIOD,
    ReportingDuty: Adding(
        "document__adopted_on",
        "document__adopted_precision",
        singles=(Single("coding__key", CODINGS, counting=True),),
    ),
    DueDay: Adding("day"),
    StrengthCeiling: Adding(
        "starts_on",
        "starts_precision",
        numbers=("persons",),
        holds="A ceiling holds from day to day until another takes its place.",
        singles=(CATEGORY,),
        also=OF_HOST,
    ),
    Strength: Adding(
        "month",
        numbers=("deployed", "authorized"),
        stock=True,
        singles=(CATEGORY,),
        also=OF_HOST,
    ),
    Contribution: Adding(
        "month",
        "precision",
        numbers=("persons", "women", "men"),
        stock=True,
        singles=(CATEGORY, PRECISION),
        also=OF_HOST | OF_STATE,
    ),
    ContributionTotal: Adding(
        "month",
        numbers=("persons", "women", "men"),
        stock=True,
        singles=(CATEGORY,),
        also=OF_STATE,
    ),
    Fatality: Adding(
        "date", "precision", numbers=("persons",), also=OF_HOST | OF_STATE, rates=DEATHS_PER
    ),
    DeploymentSite: Adding(
        "month", "precision", numbers=("troops",), stock=True, singles=(PRECISION,), also=OF_STATE
    ),
    Budget: Adding(
        "starts_on",
        "starts_precision",
        numbers=("amount",),
        singles=(Single("kind", "What was proposed, approved and spent is the same money."),),
        also=OF_HOST,
        rates=MONEY_PER,
    ),
}
