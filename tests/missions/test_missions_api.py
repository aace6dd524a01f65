"""Missions as the API tells them."""

import pytest

from tests.make import content, publish_with_facts

pytestmark = pytest.mark.django_db


def test_a_mission_tells_all_its_roles_and_names_those_that_lead(client):
    held = [{"role": "lead", "actor": "organization:one", "source": "library"}]
    held += [{"role": "financier", "actor": "organization:two", "source": "library"}]
    publish_with_facts(
        content("organization", "one"),
        content("organization", "two"),
        content("mission", "xone", owned={"roles": held}),
    )

    told = client.get("/api/v1/missions/xone/").json()

    assert sorted(row["role"] for row in told["roles"]) == ["financier", "lead"]
    assert told["lead"] == ["one"]
