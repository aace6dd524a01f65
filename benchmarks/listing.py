"""Lists and records: our answers, and the same columns by one raw query and the same renderer."""

import orjson
from django.db import connection
from django.test import Client

from benchmarks.side_by_side import compare

VOTES = """
SELECT doc.slug, d.symbol, d.adopted_on, d.outcome, st.slug, v.position, v.basis, so.slug
FROM legal_vote v
JOIN records_record doc ON doc.id = v.document_id
JOIN legal_document d ON d.record_id = v.document_id
JOIN records_record st ON st.id = v.state_id
JOIN records_record so ON so.id = v.source_id
ORDER BY v.id LIMIT %s
"""
CLIENT = Client(headers={"host": "localhost"})


def asked(path: str) -> bytes:
    reply = CLIENT.get(path)
    return b"".join(reply) if reply.streaming else reply.content


def raw(number: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(VOTES, [number])
        names = [column[0] for column in cursor.description]
        return orjson.dumps([dict(zip(names, row, strict=True)) for row in cursor], default=str)


for size in (100, 1000):
    path = f"/api/v1/votes/?page_size={size}"
    compare(f"{size} votes, and raw SQL", lambda path=path: asked(path), lambda n=size: raw(n))
compare("all votes as CSV, and raw SQL", lambda: asked("/votes.csv"), lambda: raw(10**6))
compare("a mission, and a list of 100", lambda: asked("/api/v1/missions/unmiss/"),
        lambda: asked("/api/v1/votes/?page_size=100"))  # fmt: skip
