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


def asked(client, **query):
    rows = client.get("/api/v1/missions/", query).json()["results"]
    return [row["key"] for row in rows]


def test_missions_can_be_asked_for_the_chapter_of_their_mandates_on_any_day(client):
    resolution = content("document", "s-res-1-2001", kind="resolution", symbol="S/RES/1 (2001)")
    mandates = [
        {"document": "s-res-1-2001", "rank": rank, "chapter": chapter}
        | {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31", "force_level": "self_defence"}
        for rank, chapter, year in ((1, "VI", 2001), (2, "VII", 2002))
    ]
    publish_with_facts(
        resolution,
        content("mission", "xone", starts_on="2001-01-01", owned={"mandates": mandates}),
        content("mission", "xtwo", starts_on="2001-01-01", owned={"mandates": mandates[:1]}),
    )

    assert asked(client, chapter="VII") == ["xone"]
    assert asked(client, chapter="VII", as_of="2001-06-01") == []
    assert asked(client, chapter="VI", as_of="2001-06-01", ordering="name") == ["xone", "xtwo"]


def test_a_mission_is_followed_by_what_took_over_from_it_and_by_nothing_beside_it(client):
    kinds = ("succeeded_by", "transitioned_to", "rehatted_as", "overlapped_with", "supported_by")
    publish_with_facts(
        content("mission", "after"),
        *(
            content(
                "mission",
                f"x-{kind}".replace("_", "-"),
                owned={"relations": [{"kind": kind, "successor": "after", "source": "library"}]},
            )
            for kind in kinds
        ),
    )

    followed = {"x-succeeded-by", "x-transitioned-to", "x-rehatted-as"}
    assert set(asked(client, followed="yes")) == followed
    assert set(asked(client, followed="no")) == {"after", "x-overlapped-with", "x-supported-by"}
