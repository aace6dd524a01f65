"""A made-up base of which every figure draws something."""

from tests.legal.council import council, put_to_the_vote, resolution
from tests.make import article_content, content, publish_with_facts

FIRST, SECOND = "s-res-1-2001", "s-res-2-2002"


def drawn_world():
    """Something that every figure draws, of two months, years or documents where it takes two."""
    seat = {"organization": "un-sc", "kind": "permanent", "starts_on": "1990-01-01"}
    seat["source"] = "library"
    second = content("state", "fff", name="Fland", owned={"memberships": [seat]})
    roles = [
        {"role": role, "actor": actor, "source": "library"}
        for role, actor in (
            ("lead", "organization:un-sc"),
            ("command", "state:aaa"),
            ("lead", "party:rebels"),
        )
    ]
    bounds = [
        {"category": "military", "persons": persons, "starts_on": day, "ends_on": until}
        | {"document": slug, "coding": "read", "paragraph": "2"}
        for slug, persons, day, until in (
            (FIRST, 900, "2001-01-01", "2001-12-31"),
            (SECOND, 700, "2002-01-01", None),
        )
    ]
    mission = content(
        *("mission", "xone"),
        acronym="XONE",
        starts_on="2001-01-01",
        latitude="1.5",
        longitude="2.5",
        headquarters="Seatville",
        host_states=["eee"],
        conflicts=["xwar"],
        owned={
            "roles": roles,
            "mandates": [
                {"starts_on": day, "ends_on": until, "rank": rank, "document": slug}
                for slug, day, until, rank in (
                    (FIRST, "2001-01-01", "2001-12-31", 1),
                    (SECOND, "2002-01-01", "2003-12-31", 2),
                )
            ],
            "strength_ceilings": bounds,
            "relations": [
                {"kind": "succeeded_by", "successor": "xtwo", "source": "library"},
            ],
        },
    )
    publish_with_facts(
        content("source", "library", name="The Made-up Library"),
        *council(),
        second,
        content("party", "rebels", name="The Rebels"),
        article_content("treatise", "A1"),
        content("claim", "xx-001", section="treatise#A1", verdict="not_checkable"),
        content(
            *("claim", "xx-002"),
            section="treatise#A1",
            verdict="imprecise",
            corrected_statement="It was in June.",
        ),
        content("conflict", "xwar", name="The War", starts_on="2000-01-01"),
        mission,
        content("mission", "xtwo", acronym="XTWO", starts_on="2003-01-01"),
        _resolution(1, "2001-01-01", "2001-12-31"),
        _resolution(2, "2002-01-01", "2003-12-31"),
        put_to_the_vote("s-2001-9", "2001-05-05", outcome="vetoed", vetoed_by=["aaa"]),
        task_types=[
            {"key": "patrols", "name": "Patrols", "group": "security", "rank": 1}
            | {"definition": "Made up."}
        ],
        mandate_codings=[
            {"key": "read", "name": "Read", "coder": "Ann", "method": "Read.", "rank": 1}
            | {"coded_on": "2020-01-01"}
        ],
        votes=[
            {"document": slug, "state": state, "position": position}
            for slug, other in ((FIRST, "abstain"), (SECOND, "yes"))
            for state, position in (("aaa", "yes"), ("fff", other))
        ],
        strength=[
            {"mission": "xone", "month": month, "category": category, "deployed": persons}
            | {"basis": "reported"}
            for month, troops in (("2001-11-01", 300), ("2001-12-01", 400))
            for category, persons in (
                ("troops", troops),
                ("military_observer", 10),
                ("total_uniformed", troops + 10),
            )
        ],
        contributions=[
            {"mission": "xone", "state": "aaa", "month": month, "category": "total_uniformed"}
            | {"persons": persons}
            for month, persons in (("2001-11-01", 30), ("2002-12-01", 40))
        ],
        contribution_totals=[
            {"state": "aaa", "month": month, "category": "total_uniformed", "persons": persons}
            for month, persons in (("2001-11-01", 30), ("2001-12-01", 40))
        ],
        fatalities=[
            {"casualty_id": "X-1", "mission": "xone", "mission_code": "XONE", "date": "2001-03-01"}
            | {"incident_type": "accident", "category": "military", "persons": 3, "state": "aaa"},
            {"casualty_id": "X-2", "mission": "xone", "mission_code": "XONE", "date": "2002-03-01"}
            | {"incident_type": "illness", "category": "police", "persons": 1, "state": "aaa"},
        ],
        deployment_sites=[
            {"mission": "xone", "name": "North Camp", "month": "2001-11-01", "troops": 50}
            | {"latitude": "1.5", "longitude": "2.5"}
        ],
        budgets=[
            {"mission": "xone", "kind": "approved", "starts_on": first, "ends_on": last}
            | {"amount": 1_000_000, "document": "A/RES/55/1"}
            for first, last in (("2001-07-01", "2002-06-30"), ("2002-07-01", "2003-06-30"))
        ],
    )


def _resolution(number, day, until):
    statement = {"mission": "xone", "coding": "read", "statement": "sets_out", "anchor": "op1"}
    task = {"statement": "xone,read", "anchor": "op1", "task": "patrols"}
    return resolution(
        *(number, day, f"S/{day[:4]}/1"),
        adoption="vote",
        in_favour=1,
        against=0,
        abstaining=1,
        owned={
            "mandate_statements": [statement | {"until": until}],
            "mandate_tasks": [task | {"modality": "assist", "strength": "requested"}],
            "mandate_actions": [
                {"mission": "xone", "action": "extend", "effective_on": day, "until": until}
                | {"paragraph": "1", "rank": 1}
            ],
        },
    )
