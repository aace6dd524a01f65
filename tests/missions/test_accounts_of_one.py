"""What is computed of one mission or document says on what it rests, and what it lacks."""

import pytest

from tests.make import content, publish_with_facts

pytestmark = pytest.mark.django_db

HOLES = {
    "missions/xa/timeline/": None,  # it has an event, and so is not empty
    "missions/xb/timeline/?as_of=1990-01-01": ["not_held"],
    "missions/xa/tasks/?a=2010-01-01&b=2011-01-01": ["not_held"],
    "missions/xa/lineage/": ["not_held"],
    "documents/r-1/effects/": ["not_held"],
    "documents/d-1/effects/": [],  # it was not adopted, and so did nothing
}


@pytest.fixture
def two():
    born = {"kind": "independence", "date": "2010-05-01", "title": "It became a state"}
    born |= {"source": "library"}
    failed = {"kind": "draft", "outcome": "vetoed", "adoption": "vote"}
    publish_with_facts(
        content("mission", "xa", starts_on="2009-06-01", owned={"events": [born]}),
        content("mission", "xb", starts_on="1980-06-01"),
        content("document", "r-1", adopted_on="2010-01-05", outcome="adopted", adoption="vote"),
        content("document", "d-1", adopted_on="2010-03-05", **failed),
    )


@pytest.mark.parametrize("question", HOLES)
def test_what_is_computed_of_one_record_has_an_account(client, two, question):
    told, holes = client.get(f"/api/v1/{question}").json()["meta"], HOLES[question]

    parts = {"question", "release", "sources", "coverage", "held_of", "horizon", "holes"}
    assert parts <= told.keys()
    assert told["question"]
    assert told.get("is_true_zero") is (None if holes is None else not holes)
    assert [one["kind"] for one in told["holes"]] == (holes or [])


@pytest.mark.parametrize("question", HOLES)
def test_who_wants_no_account_gets_none(client, two, question):
    silent = question + ("&" if "?" in question else "?") + "meta=none"

    assert "meta" not in client.get(f"/api/v1/{silent}").json()
