"""The least that a list can cost here: its columns by raw SQL, and JSON."""

import os
import sqlite3
from urllib.parse import parse_qs

import orjson

VOTES = """
SELECT doc.slug || ':' || st.slug AS key, doc.slug AS document, d.symbol, d.adopted_on, d.outcome,
       st.slug AS state, v.position, v.basis, so.slug AS source
FROM legal_vote v
JOIN records_record doc ON doc.id = v.document_id
JOIN legal_document d ON d.record_id = v.document_id
JOIN records_record st ON st.id = v.state_id
JOIN records_record so ON so.id = v.source_id
WHERE :state IS NULL OR st.slug = :state
ORDER BY v.document_id, v.state_id LIMIT :size
"""
base = sqlite3.connect(f"file:{os.environ['BARE_BASE']}?mode=ro", uri=True, check_same_thread=False)


def application(environ, start_response):
    asked = parse_qs(environ["QUERY_STRING"])
    state = asked.get("state", [None])[0]
    cursor = base.execute(VOTES, {"state": state, "size": int(asked["size"][0])})
    names = [column[0] for column in cursor.description]
    body = orjson.dumps([dict(zip(names, row, strict=True)) for row in cursor])
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
