"""Made-up documents that state tasks of a mission."""

from missions.models import Mission
from tests.make import content, publish_with_facts


def stated(mission, coding="read", kind="sets_out", tasks=(), until=None):
    return {
        "mandate_statements": [
            {"mission": mission, "coding": coding, "statement": kind, "until": until}
        ],
        "mandate_tasks": [
            {
                "statement": f"{mission},{coding}",
                "anchor": f"op{at}",
                "task": task,
                "modality": modality,
                "strength": "requested",
            }
            for at, (task, modality) in enumerate(tasks, 1)
        ],
    }


def document(slug, day, **owned):
    return content("document", slug, symbol=slug.upper(), adopted_on=day, owned=owned)


TASK_TYPES = [
    {"key": key, "name": key.title(), "group": "security", "rank": at, "definition": "Made up."}
    for at, key in enumerate(["demining", "elections", "policing"], 1)
]


CODINGS = [
    {"key": key, "name": key, "coder": "Ann", "method": "Made up.", "rank": at}
    for at, key in enumerate(["read", "rule"], 1)
]


def base(*documents):
    publish_with_facts(
        content("mission", "xmis", name="Mission X", acronym="XMIS"),
        content("mission", "xnone", name="Mission Y"),
        *documents,
        task_types=TASK_TYPES,
        mandate_codings=CODINGS,
    )
    return Mission.objects.get(slug="xmis")


def two_documents():
    return base(
        document(
            "s-1",
            "2001-01-01",
            **stated("xmis", tasks=[("demining", "assist"), ("elections", "monitor")]),
        ),
        document("s-2", "2002-01-01", **stated("xmis", kind="carries_over")),
        document("s-3", "2003-01-01", **stated("xmis", tasks=[("elections", "execute")])),
    )


def rows(client, name, **query):
    reply = client.get(f"/api/v1/{name}/", query)
    assert reply.status_code == 200, reply.json()
    return reply.json()["results"]
