"""A made-up Council of ten, and a mission whose mandate it may extend."""

from django.urls import reverse

from missions.models import Mission
from tests.make import content, publish_with_facts
from tests.missions.stating import CODINGS, TASK_TYPES, document, stated
from tests.typed_pages import opened

MEMBERS = [f"aa{letter}" for letter in "abcdefghij"]
PERMANENT = "aaa"
NEW = {"mission": "XMIS", "document": "S/RES/2 (2002)", "adopted_on": "2002-01-10"}


def seat(code):
    kind = "permanent" if code == PERMANENT else "elected"
    held = {"organization": "un-sc", "kind": kind, "source": "library"}
    held |= {"starts_on": "1990-01-01", "starts_precision": "day"}
    return content("state", code, name=f"Land {code[-1].upper()}", owned={"memberships": [held]})


def mission(slug="xmis", **owned):
    """In force from 2001 to the end of January 2002, with troops allowed and two tasks."""
    grant = {"starts_on": "2001-01-01", "ends_on": "2002-01-31", "document": "s-res-1-2001"}
    held = {
        "mandates": [grant | {"rank": 1, "chapter": "VII", "force_level": "self_defence"}],
        "strength_ceilings": [grant | {"category": "troops", "persons": 500, "coding": "read"}],
    }
    return content(
        "mission", slug, name=f"Mission {slug}", acronym=slug.upper(), owned=held | owned
    )


def first_resolution(*missions):
    tasks = [("demining", "assist"), ("elections", "monitor")]
    of_each = [stated(one, tasks=tasks, until="2002-01-31") for one in missions]
    owned = {name: [row for one in of_each for row in one[name]] for name in of_each[0]}
    held = {"organ": "un-sc", "number": 1, "year": 2001, "outcome": "adopted"}
    return document("s-res-1-2001", "2001-01-01", **owned) | held | {"symbol": "S/RES/1 (2001)"}


def council_and_mission(*others):
    publish_with_facts(
        content("organization", "un-sc", kind="organ", name="Security Council"),
        *map(seat, MEMBERS),
        first_resolution("xmis"),
        mission(),
        *others,
        task_types=TASK_TYPES,
        mandate_codings=CODINGS,
    )
    return Mission.objects.get(slug="xmis")


def address(**chosen):
    query = "&".join(f"{name}={value}" for name, value in (NEW | chosen).items())
    return f"{reverse('admin:missions_mission_extend')}?{query}"


FILLED = {
    "subject": "Land A",
    "until": "2003-01-31",
    "paragraph": "1",
    "proof-source": "The Made-up Library",
    "proof-locator": "p. 3",
}


def filled(client, chosen=NEW, **values):
    return opened(client.get(address(**chosen)).context["asked"]) | FILLED | values
