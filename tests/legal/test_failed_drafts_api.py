"""Failed drafts and amendments over the API and in lists: asked by outcome, veto and state."""

import pytest

from tests.legal.council import council, put_to_the_vote, resolution
from tests.make import publish_with_facts
from tests.pages import page_of, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _held(shared_base):
    vetoed = {"outcome": "vetoed", "vetoed_by": ["aaa"], "states": ["eee"]}
    amendment = {"symbol": "", "draft_symbol": "S/1999/4", "states": ["ccc"]}
    votes = [("s-1999-5", "aaa", "no"), ("s-1999-5", "bbb", "yes"), ("oral", "aaa", "yes"),
             ("s-res-9-1999", "aaa", "yes")]  # fmt: skip
    publish_with_facts(
        *council(),
        put_to_the_vote("s-1999-5", "1999-03-26", **vetoed),
        put_to_the_vote("s-1999-6", "1999-03-27", states=["eee"]),
        put_to_the_vote("oral", "1999-03-28", kind="amendment", **amendment),
        resolution(9, "1999-03-28", "S/1999/4"),
        votes=[{"document": d, "state": s, "position": p} for d, s, p in votes],
        sponsors=[{"document": "s-1999-5", "state": "ddd"}],
    )


def asked(client, name, **query):
    reply = client.get(f"/api/v1/{name}/", query)
    assert reply.status_code == 200, reply.json()
    return reply.json()["results"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({"outcome": "vetoed"}, ["s-1999-5"]),
        ({"outcome": "lacked_majority"}, ["oral", "s-1999-6"]),
        ({"vetoed_by": "AAA"}, ["s-1999-5"]),
        ({"concerned": "EEE", "kind": "draft"}, ["s-1999-6", "s-1999-5"]),
        ({"concerned": "CCC"}, ["oral"]),
        ({"kind": "amendment"}, ["oral"]),
        ({"draft_symbol": "S/1999/4"}, ["s-res-9-1999", "oral"]),
    ],
)
def test_documents_are_asked_by_outcome_veto_state_and_draft(client, query, slugs):
    assert [one["key"] for one in asked(client, "documents", **query)] == slugs
    page = page_of(client, "/documents/?" + "&".join(f"{k}={v}" for k, v in query.items()))
    assert all(f"/{slug}/" in page for slug in slugs)


@pytest.mark.parametrize("query", [{"outcome": "vetoed"}, {"vetoed_by": "AAA"}])
def test_no_resolution_was_ever_vetoed(client, query):
    assert asked(client, "resolutions", **query) == []


def test_a_failed_draft_tells_its_votes_vetoes_and_sponsors(client):
    told = client.get("/api/v1/documents/s-1999-5/").json()

    assert told["vetoed_by"] == ["AAA"]
    assert told["sponsors"] == ["DDD"]
    assert [(one["state"], one["position"]) for one in told["votes"]] == [
        ("AAA", "no"),
        ("BBB", "yes"),
    ]


def test_votes_on_what_failed_are_asked_by_member(client):
    query = {"state": "AAA", "outcome": "vetoed,lacked_majority", "ordering": "adopted_on"}
    failed = asked(client, "votes", **query)

    assert [(one["document"], one["outcome"], one["position"]) for one in failed] == [
        ("s-1999-5", "vetoed", "no"),
        ("oral", "lacked_majority", "yes"),
    ]


def test_a_page_asks_the_same_number_of_queries_for_one_vote_on_a_draft_and_for_three(client):
    one = queries(client, "/documents/oral/")
    more = [
        put_to_the_vote(f"oral-{n}", "1999-03-28", kind="amendment", symbol="",
                        draft_symbol="S/1999/4")
        for n in (2, 3)
    ]  # fmt: skip
    publish_with_facts(*more, votes=[{"document": "oral", "state": "aaa", "position": "yes"}])

    assert queries(client, "/documents/oral/") == one
