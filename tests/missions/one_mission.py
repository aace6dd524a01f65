"""The made-up mission `xone`: its decisions, mandates, ceilings and counts."""

from datetime import date

from missions.decisions import decisions_of
from missions.life import counts_of, life_of
from missions.models import Mission
from missions.tasks.showing import statements_on
from tests.make import content, publish_with_facts

TASKS = [
    {"key": key, "name": key.title(), "group": "security", "rank": at, "definition": "Made up."}
    for at, key in enumerate(["demining", "elections", "policing"], 1)
]
CODINGS = [{"key": "read", "name": "Read", "coder": "Ann", "method": "Made up.", "rank": 1}]
CHINA, FRANCE, PERU = "chn", "fra", "per"


def seat(kind, starts_on="1990-01-01"):
    row = {"organization": "un-sc", "kind": kind, "starts_on": starts_on, "source": "library"}
    return {"memberships": [row]}


def council():
    return [
        content("organization", "un-sc", name="The Council"),
        content("state", CHINA, name="Chinaland", owned=seat("permanent")),
        content("state", FRANCE, name="Franceland", owned=seat("permanent")),
        content("state", PERU, name="Peruland"),
    ]


def decision(number, day, until=None, kind="sets_out", tasks=(), final=False, **values):
    """A resolution that makes a version of the mandate of the mission `xone`."""
    slug = f"s-res-{number}-{day[:4]}"
    actions = [("extend", until)] + ([("terminate", None)] if final else [])
    return content(
        "document",
        slug,
        symbol=f"S/RES/{number} ({day[:4]})",
        organ="un-sc",
        number=number,
        year=int(day[:4]),
        adopted_on=day,
        **({"in_favour": 13, "against": 0, "abstaining": 2, "adoption": "vote"} | values),
        owned={
            "mandate_actions": [
                {"mission": "xone", "action": name, "effective_on": day, "until": last, "rank": at}
                for at, (name, last) in enumerate(actions, 1)
            ],
            "mandate_statements": [
                {"mission": "xone", "coding": "read", "statement": kind, "until": until}
            ],
            "mandate_tasks": [
                {
                    "statement": "xone,read",
                    "anchor": f"op{at}",
                    "task": task,
                    "modality": modality,
                    "strength": "requested",
                }
                for at, (task, modality) in enumerate(tasks, 1)
            ],
        },
    )


THREE = (
    decision(1, "2001-02-01", "2002-01-31", tasks=[("demining", "assist"), ("policing", "secure")]),
    decision(2, "2002-01-31", "2002-02-09", kind="carries_over"),
    decision(
        3, "2002-02-09", "2003-01-31", tasks=[("demining", "secure"), ("elections", "monitor")]
    ),
)


def mandate(number, starts_on, ends_on, **values):
    document = f"s-res-{number}-{starts_on[:4]}"
    row = {"starts_on": starts_on, "ends_on": ends_on, "rank": number, "document": document}
    return row | values


MANDATES = (
    mandate(1, "2001-02-01", "2002-01-30", chapter="VI"),
    mandate(2, "2002-01-31", "2002-02-08", chapter="VI"),
    mandate(3, "2002-02-09", "2003-01-31", chapter="VII"),
)


def ceiling(number, persons, starts_on, ends_on=None, category="troops"):
    return {
        "category": category,
        "persons": persons,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "document": f"s-res-{number}-{starts_on[:4]}",
        "coding": "read",
    }


CEILINGS = (ceiling(1, 500, "2001-02-01", "2002-02-08"), ceiling(3, 300, "2002-02-09"))


def counted(month, troops, basis="reported", **others):
    numbers = {"troops": troops, "military_observer": 10, "total_uniformed": troops + 10} | others
    return [
        {"mission": "xone", "month": month, "category": name, "deployed": number, "basis": basis}
        for name, number in numbers.items()
    ]


def hold(
    *documents, mandates=MANDATES, ceilings=CEILINGS, leaders=(), strength=(), votes=(), **values
):
    days = {"starts_on": "2001-02-01", "acronym": "XONE", "name": "Mission of one"} | values
    owned = {
        "mandates": list(mandates),
        "strength_ceilings": list(ceilings),
        "leaders": list(leaders),
    }
    publish_with_facts(
        content("source", "library", name="The Made-up Library"),
        content("source", "memory", name="Memory", kind="general_knowledge"),
        content("source", "rumour", name="Rumours", kind="secondary"),
        *council(),
        *(documents or THREE),
        content("mission", "xone", **days, owned=owned),
        task_types=TASKS,
        mandate_codings=CODINGS,
        strength=list(strength),
        votes=list(votes),
    )
    return Mission.objects.get(slug="xone")


def life(mission, day="2002-06-01"):
    mandates = list(mission.mandates.select_related("document", "action"))
    ceilings = list(mission.strength_ceilings.select_related("document"))
    asked = date.fromisoformat(day)
    decisions = decisions_of(mandates, list(statements_on(mission)), ceilings, ())
    return life_of(mission, decisions, (), ceilings, counts_of(mission, asked), asked)
