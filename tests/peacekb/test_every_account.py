"""Each list, record and figure has an account, whole and at the cost of two queries."""

from urllib.parse import quote

import pytest

from peacekb.api import router
from records.account.sources import own_column
from records.models import ChainHead
from tests.asking import queries
from tests.peacekb.test_account import AGREEMENT, meta
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.walk, pytest.mark.usefixtures("on_a_world")]

LISTS = [name for name, view, _ in router.registry if hasattr(view, "filterset_class")]
PARTS = ["question", "release", "sources", "coverage", "held_of", "horizon", "holes"]
JOIN = "joins/vote-mandate-deployment/"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_record_and_figure_has_a_whole_account(client, name):
    world()
    rows = client.get(f"/api/v1/{name}/").json()
    asked = [name + "/", f"stats/{name}/", f"{name}/{quote(rows['results'][0]['key'])}/"]

    for question in asked:
        told = meta(client, question)
        assert list(told) == PARTS, question
        assert told["question"]
        assert told["release"]["state"] == ChainHead.stamp()
        assert told["sources"].keys() == {"of", "exact", "rows"}
        assert told["horizon"].keys() == {"first", "last", "asked_before", "asked_beyond"}
        for source in told["sources"]["rows"]:
            assert source["title"]
            assert source["rows"] > 0
        assert "meta" not in client.get(f"/api/v1/{question}", {"meta": "none"}).json()
        assert meta(client, f"{question}?meta=full")["sources"]["exact"]
        for wrong in ("some", "none,full", ""):
            assert client.get(f"/api/v1/{question}", {"meta": wrong}).status_code == 400
        assert client.get(f"/api/v1/{question}?meta=none&meta=full").status_code == 400


@pytest.mark.parametrize("name", LISTS)
def test_an_account_asks_two_queries_at_most_however_many_rows(client, name):
    """One for where the base stands; one for the sources of the page, where rows name none."""
    views = {one: view for one, view, _ in router.registry}
    most = 1 if own_column(views[name].filterset_class._meta.model) else 2
    for number in (1, 3):
        world(number)
        plain = queries(client, f"/api/v1/{name}/?meta=none")
        assert queries(client, f"/api/v1/{name}/") <= plain + most


@pytest.mark.parametrize("name", ["votes", "contributions", "missions"])
def test_an_account_is_of_the_rows_whatever_is_shown_of_them(client, name):
    world()

    told = meta(client, f"{name}/")

    assert told["sources"]["rows"]
    for shown in ("fields=key", "omit=missing", "expand=source" if name != "missions" else ""):
        assert meta(client, f"{name}/?page_size=400&{shown}".rstrip("&")) == told


@of_worlds(2)
@pytest.mark.parametrize("question", [AGREEMENT, "votes/agreement/?a=AAA", f"{JOIN}?"])
def test_what_is_computed_from_votes_has_a_whole_account(client, question):
    world(2)
    told = meta(client, question)

    assert [name for name in told if name != "is_true_zero"] == PARTS
    assert told["question"]
    assert told["sources"]["rows"]
    beyond = meta(client, f"{question}&adopted_on__gte=2031-01-01")
    assert beyond["horizon"]["asked_beyond"] == "2031-01-01"
    assert [one["kind"] for one in beyond["holes"]] == ["beyond", "not_held"]
    assert beyond["is_true_zero"] is False
    assert "meta" not in client.get(f"/api/v1/{question}&meta=none").json()
    assert client.get(f"/api/v1/{question}&meta=some").status_code == 400
