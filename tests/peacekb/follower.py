"""Follows the changes over the API while others write, until a line comes; for test_crashes.py.

Tells then how many changes it applied, and whether the copy is the base.
"""

import json
import os
import select
import sys
from typing import Any

import django


def get(address: str) -> dict[str, Any]:
    """As a client does: asks again where somebody else's change holds the base."""
    from django.test import Client

    reply = Client().get(address)
    while reply.status_code == 503:
        reply = Client().get(address)
    assert reply.status_code == 200, reply.content
    return reply.json()


def follow() -> None:
    from tests.changing import base, in_canonical_form
    from tests.replica import Copy

    copy = Copy(get)
    while not select.select([sys.stdin], [], [], 0)[0]:
        copy.follow(limit=3)
    told = {"while_writing": copy.position}
    copy.follow()
    told |= {"is_equal": in_canonical_form(copy.records, copy.rows) == base()}
    told |= {"position": copy.position}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
    os.environ |= {"ALLOWED_HOSTS": "testserver", "RATE_LIMIT": "0"}
    django.setup()
    follow()
