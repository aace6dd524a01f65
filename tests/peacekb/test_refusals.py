"""What the API does not understand it refuses in words that help."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.search.asking import SearchForm
from tests.asking import FILTERS, VIEWS, answer, keys
from tests.make import content, publish_with_facts
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]


@pytest.mark.parametrize("parameter", sorted(SearchForm.base_fields))
@pytest.mark.parametrize("value", ["", " ", ",", "\r", "\xa0", "\u200b"])
def test_an_empty_value_is_refused_in_search_too(client, parameter, value):
    reply = client.get("/api/v1/search/", {parameter: value})

    assert reply.status_code == 400
    assert parameter in reply.json()["errors"]


def test_the_api_refuses_what_only_the_page_of_a_search_reads(client):
    assert "words" in client.get("/api/v1/search/?q=peace&words=yes").json()["errors"]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/schema/"])
def test_an_address_without_parameters_refuses_them(client, path):
    reply = client.get(path, {"colour": "blue"})

    assert reply.status_code == 400
    assert "colour" in reply.json()["errors"]
    assert client.get(path).status_code == 200


@pytest.mark.walk
@pytest.mark.parametrize("day", ["soon", "1999-02-30", "2999-01-01"])
@pytest.mark.parametrize("name", sorted({*VIEWS, "search"}))
def test_a_day_that_cannot_be_read_is_refused_everywhere(client, name, day):
    world()
    detail = [] if name == "search" else [f"{name}/{keys(client, name)[0]}"]
    for path in [name, *detail]:
        assert "as_of" in answer(client, path, as_of=day).json()["errors"], path


@pytest.mark.parametrize(
    "day", ["1999-1-1", " 1999-10-25", "1999-10-25 ", "١٩٩٩-١٠-٢٥", "19991025"]
)
def test_a_day_is_written_in_one_way(client, day):
    assert "as_of" in answer(client, "missions", as_of=day).json()["errors"]


@pytest.mark.parametrize(
    ("path", "query", "parameter", "said"),
    [
        ("votes", {"fields": "colour"}, "fields", "There is no field 'colour'."),
        ("votes", {"date": "1999"}, "parameters", "'date' is called 'adopted_on' now."),
        ("votes", {"": "1"}, "parameters", "a value without a parameter before it"),
        (
            "votes",
            {"adopted_on__gte": "2001-01-02", "adopted_on__lte": "2001-01-01"},
            "adopted_on__gte",
            "later than adopted_on__lte: nothing lies between",
        ),
    ],
)
def test_a_refusal_says_what_was_wrong(client, path, query, parameter, said):
    reply = answer(client, path, **query)

    assert reply.status_code == 400
    assert said in " ".join(reply.json()["errors"][parameter])


def test_one_day_is_a_span(client):
    assert keys(client, "votes", adopted_on__gte="2001-01-01", adopted_on__lte="2001-01-01") == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("votes/0", "There is no vote '0'."),
        ("missions/no-such", "There is no mission 'no-such'."),
        ("nowhere", "/api/v1/ lists all"),
    ],
)
def test_what_is_not_there_is_a_problem_in_words(client, path, said):
    reply = client.get(f"/api/v1/{path}/")

    assert reply.status_code == 404
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert said in reply.json()["detail"]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1.5", "٢", "01"])
def test_a_page_that_is_no_number_from_one_on_is_refused(client, page):
    world()

    assert client.get("/missions/", {"page": page}).status_code == 400
    assert client.get("/missions/", {"page": "2"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "parameter", "named"),
    [
        ("missions", "host_state", ["Land x", "Land y", "Land z"]),
        ("resolutions", "symbol", ["S/RES/7 (1999)", "S/RES/8 (1999)", "S/RES/9 (1999)"]),
        ("resolutions", "provision", ["charter:7", "charter:8", "charter:9"]),
        ("citations", "record", ["state:Land x", "state:Land y", "Land z"]),
    ],
)
def test_many_names_are_looked_for_in_one_question(client, path, parameter, named):
    provisions = [{"number": one, "rank": int(one)} for one in "789"]
    publish_with_facts(
        *(content("state", one * 3, name=f"Land {one}") for one in "xyz"),
        *(content("document", f"s-res-{one}-1999", symbol=f"S/RES/{one} (1999)") for one in "789"),
        content("document", "charter", owned={"provisions": provisions}),
    )

    def queries(values):
        with CaptureQueriesContext(connection) as asking:
            reply = answer(client, path, **{parameter: ",".join(values)})
        assert reply.status_code == 200, reply.json()
        return len(asking)

    few = queries(named[:1])
    assert queries(named) <= few + (path == "citations")  # one for a kind, one for any


OF_ACTORS = [
    (name, parameter)
    for name, parameter in FILTERS
    if parameter.partition("__")[0] in ("actor", "lead", "command", "authorized_by")
    and not parameter.endswith("__isnull")
]


@pytest.mark.parametrize(("name", "parameter"), OF_ACTORS)
def test_a_record_that_can_be_no_actor_is_refused_where_an_actor_is_asked(client, name, parameter):
    """`lead__not=untaet` would leave nothing out, and `lead=untaet` find nothing, as if asked."""
    world()
    for value in ("mission-alpha", "mission:mission-alpha", "MALPHA", "S/RES/1 (1999)"):
        errors = answer(client, name, **{parameter: value}).json()["errors"][parameter]

        assert "state or territory, organization or party" in errors[0]
    assert answer(client, name, **{parameter: "org-alpha"}).status_code == 200


def test_of_several_kinds_each_record_that_may_be_meant_is_told_with_its_kind(client):
    publish_with_facts(content("state", "xla", name="Same"), content("party", "xb", name="Same"))

    errors = answer(client, "missions", lead="Same").json()["errors"]["lead"]
    assert "may mean 'party:xb' or 'state:XLA'" in errors[0]
