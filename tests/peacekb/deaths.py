"""A publisher's file of deaths: the edition that is held, and a newer one."""

import json

from missions.models import Fatality
from records.models import Revision
from tests.publisher import reply

KEY = "DPPADPOSS-FATALITIES"
PATH = f"/public/data/{KEY}/json"
ADDRESS = f"https://api.psdata.un.org{PATH}"
DAY = 86_400_000
LONG_AGO, LATELY = 11_750 * DAY, 20_000 * DAY  # as the hub gives days


def death(number, **values):
    return {
        "id": number,
        "incident_date": LONG_AGO,
        "casualty_id": f"XMIS-2002-{number}",
        "mission_acronym": "XMIS",
        "type_of_casualty": "Fatality",
        "gender": "M",
        "casualty_nationality": "Land A",
        "casualty_personnel_type": "Military",
        "type_of_incident": "Malicious Act",
        "m49_code": 1.0,
        "isocode3": "AAA",
        "last_update": LATELY,
    } | values


HELD = [death(number) for number in range(1, 9)]
NEWER = [death(number, last_update=LATELY + DAY) for number in range(1, 10)]


def as_json(rows, **options) -> bytes:
    return json.dumps(rows, **options).encode()


BODY = as_json(NEWER)


def state():
    """All that a refusal must leave as it was."""
    return Revision.objects.sealed().count(), set(Fatality.objects.values_list("casualty_id"))


def redirect(address, status="302 Found"):
    return reply(b"", status, Location=address)
