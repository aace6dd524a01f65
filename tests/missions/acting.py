"""Made-up documents that act on a mission: its tasks, ceilings and reports."""

from tests.make import content, publish_with_facts

DAYS = {"s-res-1-2001": "2001-01-01", "s-res-2-2002": "2002-01-01", "s-res-3-2003": "2003-01-01"}


FIRST, SECOND, THIRD = DAYS


TYPES = [
    {"key": key, "name": key.title(), "group": "security", "rank": rank, "definition": "Made up."}
    for rank, key in enumerate(("patrols", "demining", "elections"), start=1)
]


CODINGS = [
    {"key": "read", "name": "Read by Ann", "coder": "Ann", "method": "Read.", "rank": 1,
     "coded_on": "2020-01-01"},
]  # fmt: skip


def document(slug, missions=("xmis",), **owned):
    number, year = slug.split("-")[2:]
    statements = owned.pop("statements", {})
    owned["mandate_statements"] = [
        {"mission": mission, "coding": "read", "statement": "sets_out", "anchor": "op1"}
        | statements
        for mission in missions
    ]
    owned["mandate_tasks"] = [
        {"statement": f"{mission},read", "modality": "assist", "strength": "requested"} | task
        for mission in missions
        for task in owned.pop("tasks", [])
    ]
    return content(
        "document",
        slug,
        symbol=f"S/RES/{number} ({year})",
        name=f"S/RES/{number} ({year}): made up",
        adopted_on=DAYS[slug],
        outcome="adopted",
        adoption="vote",
        in_favour=14,
        against=0,
        abstaining=1,
        owned=owned,
    )


def task(key, anchor="op1", **values):
    return {"task": key, "anchor": anchor} | values


def mission(slug="xmis", **owned):
    return content("mission", slug, acronym=slug.upper(), starts_on="2001-01-01", owned=owned)


def ceiling(slug, persons, category="military", **values):
    return {
        "category": category,
        "persons": persons,
        "starts_on": DAYS[slug],
        "document": slug,
        "coding": "read",
        "paragraph": "2",
    } | values


def texts(slug, *lines):
    return [
        {"document": slug, "rank": rank, "kind": "operative", "number": str(rank),
         "anchor": f"op{rank}", "text": words}
        for rank, words in enumerate(lines, start=1)
    ]  # fmt: skip


def publish_all(*contents, **tables):
    publish_with_facts(
        content("source", "library"), *contents, task_types=TYPES, mandate_codings=CODINGS, **tables
    )


def three(**tables):
    """A series: patrols, then demining too and a lower ceiling, then only elections."""
    publish_all(
        document(FIRST, tasks=[task("patrols")], statements={"until": "2002-01-01"}),
        document(
            SECOND,
            tasks=[task("demining", "op2", change="added")],
            statements={"statement": "adds", "until": "2003-01-01"},
        ),
        document(THIRD, tasks=[task("elections")], statements={"until": "2004-01-01"}),
        mission(
            strength_ceilings=[
                ceiling(FIRST, 900, ends_on="2001-12-31"),
                ceiling(SECOND, 700),
            ]
        ),
        **tables,
    )
