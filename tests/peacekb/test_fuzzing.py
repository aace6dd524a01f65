"""Requests put together at random: whatever is asked, the answer is a plain one."""

import random
from urllib.parse import quote

import pytest

from peacekb.api import router
from tests.pages import HOSTILE
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

PLACES = [
    *(f"/api/v1/{prefix}/" for prefix, _, _ in router.registry),
    *("/missions/", "/resolutions/", "/documents/", "/states/", "/claims/", "/contradictions/"),
    *("/search/", "/api/v1/search/", "/about/data/", "/id/", "/missions/mission-alpha/"),
]
WORDS = [
    *("as_of", "certainty", "q", "ordering", "page", "page_size", "fields", "state", "mission"),
    *("month", "kind", "region", "symbol", "known_at", "resolution", "organization", "category"),
]
VALUES = ["2000-06-01", "2000", "alpha", "AAA", "s-res-1-1999", "-name", "1", "yes", "", ","]
METHODS = ["get", "get", "get", "head", "options", "post", "put", "delete"]


def made_up_request(dice: random.Random) -> tuple[str, str]:
    place = dice.choice(PLACES)
    if dice.random() < 0.2:
        place += quote(dice.choice(HOSTILE)[:200], safe="%")
    pairs = []
    for _ in range(dice.randrange(4)):
        word = dice.choice(WORDS) if dice.random() < 0.9 else dice.choice(HOSTILE)[:80]
        value = dice.choice(VALUES) if dice.random() < 0.5 else mutated(dice)
        pairs.append(f"{quote(word)}={quote(value, safe='%')}")
    return dice.choice(METHODS), f"{place}?{'&'.join(pairs)}"


def mutated(dice: random.Random) -> str:
    text = list(dice.choice([*HOSTILE, *VALUES])[:300])
    for _ in range(dice.randrange(3)):
        text.insert(
            dice.randrange(len(text) + 1), chr(dice.choice([*range(1, 128), 0x202E, 0x308]))
        )
    return "".join(text)


def test_no_request_put_together_at_random_breaks_the_site(client, rounds):
    world()
    seed = random.randrange(10**9)
    dice = random.Random(seed)
    client.raise_request_exception = False
    for number in range(rounds(600, 20_000)):
        method, asked = made_up_request(dice)
        reply = getattr(client, method)(asked)

        assert reply.status_code < 500, f"seed {seed}, request {number}: {method} {asked}"
        assert "Set-Cookie" not in reply.headers, asked
        assert b"<script>alert" not in reply.content.lower(), asked
