"""What the parameters of lists ask: each bears on the answer, or is refused in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.common.related import column_at, to_many
from records.writing.publishing import publish
from tests.asking import VIEWS, answer, keys, known_until
from tests.make import article_content, content, publish_with_facts, published, revise
from tests.world import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("missions", {"region": "Oceanía?"}, "Did you mean 'Oceania'?"),
        ("states", {"region": "Ocean"}, "is not one of Oceania"),
        ("mandates", {"task": "deminin"}, "Did you mean 'Demining'?"),
        ("search", {"subkind": "resolutoin"}, "Did you mean 'resolution'?"),
        ("mandates", {"task": "demine"}, "Did you mean 'Demining'?"),
        ("mandates", {"task": "deminator"}, "Did you mean 'Demining'?"),
        ("search", {"region": "Oceana"}, "Did you mean 'Oceania'?"),
    ],
)
def test_an_unknown_word_gets_the_nearest(client, name, query, said):
    world()

    reply = answer(client, name, **query)

    assert reply.status_code == 400
    assert said in reply.json()["detail"]


def test_a_symbol_of_another_year_gets_the_right_one(client):
    numbered = {"number": 9, "year": 1999, "organ": "un-sc", "adopted_on": "1999-05-05"}
    published("organization", "un-sc")
    published("document", "s-res-9-1999", symbol="S/RES/9 (1999)", **numbered)

    assert keys(client, "documents", symbol="s_res_9") == ["s-res-9-1999"]
    refused = answer(client, "documents", symbol="S/RES/9 (2019)").json()["detail"]
    assert "Did you mean S/RES/9 (1999)?" in refused


def test_words_are_read_in_any_case_and_without_their_accents(client):
    published("state", "aaa", region="Océanie")
    published("document", "s-1", situation="Situation au Myräland, Nord")

    assert keys(client, "states", region="OCEANIE") == ["AAA"]
    assert keys(client, "documents", situation="myraland") == ["s-1"]
    assert keys(client, "documents", situation="Situation au Myräland, Nord") == ["s-1"]


def test_a_word_is_no_mistake_while_nothing_is_known(client):
    published("state", "aaa")

    assert keys(client, "states", region="Oceania") == []


def test_a_section_holds_its_subsections_and_no_other(client):
    named = {"A6": "in-a6", "A6.1": "in-a6-1", "A60": "in-a60"}
    mentions = [{"section": code, "record": f"party:{slug}"} for code, slug in named.items()]
    parties = [content("party", slug, name=slug) for slug in named.values()]
    publish(revise(*parties, article_content("article-x", *named, section_mentions=mentions)))

    assert keys(client, "parties", section="a6") == ["in-a6", "in-a6-1"]
    assert keys(client, "parties", section="a6.1") == ["in-a6-1"]
    assert keys(client, "parties", section="A60") == ["in-a60"]


def test_beyond_the_last_day_that_is_known_an_answer_says_so(client):
    world()

    def until(path, day):
        return known_until(answer(client, path, as_of=day).json())

    assert until("strengths", "2000-01-31") is None
    assert until("strengths", "2000-02-01") == "2000-01-31"
    assert until("votes", "1999-10-25") is None
    assert until("votes", "1999-10-26") == "1999-10-25"
    for path in ("missions", "mandates", "organizations", "missions/mission-alpha"):
        assert until(path, "2000-02-04") == "2000-02-03", path  # of the latest fact, a death
        assert until(path, "2000-02-03") is None
    page = client.get("/missions/?as_of=2031-03-01").content.decode()
    assert "The latest day known here is 3 February 2000" in page
    within = client.get("/missions/?as_of=2000-01-01").content.decode()
    assert "The latest day known here is" not in within


def test_a_figure_of_a_year_is_known_until_its_end(client):
    gave = {"state": "aaa", "mission": "xmis", "category": "troops", "persons": 4}
    publish_with_facts(
        content("state", "aaa"),
        content("mission", "xmis"),
        contributions=[
            gave | {"month": "2020-01-01", "precision": "year"},
            gave | {"month": "2020-03-01", "precision": "month"},
        ],
    )

    assert known_until(answer(client, "contributions", as_of="2020-12-31").json()) is None
    beyond = answer(client, "contributions", as_of="2021-01-01").json()
    assert known_until(beyond) == "2020-12-31"


def test_an_empty_answer_of_what_coverage_does_not_count_leads_nowhere(client):
    def searched(name):
        return answer(client, name).json()["meta"]["searched"]

    assert searched("tasks-in-force") == {"rows": 0}
    assert "coverage" in searched("votes")
    assert "coverage" in searched("resolutions")


def test_a_filter_over_missions_looks_for_the_missions_first(client):
    """Not for each of a hundred thousand rows whether its mission is one."""
    world()
    with CaptureQueriesContext(connection) as asking:
        keys(client, "contributions", document="s-res-1-1999")

    counting = next(
        one["sql"] for one in asking if "COUNT(" in one["sql"] and "IN (SELECT" in one["sql"]
    )
    assert "EXISTS" not in counting


def test_the_column_of_a_path_is_that_of_its_end():
    model = VIEWS["votes"].filterset_class._meta.model

    assert column_at(model, "document__situation")[0].__name__ == "Document"
    assert to_many(model, "document__adopted_on") == ""
    assert to_many(model, "document__states__region") == "document__states"


@pytest.mark.parametrize("named", ["Article 53", "art. 53", "Charter 53", "Article 53, other:1"])
def test_a_provision_is_read_by_the_names_that_search_reads(client, named):
    invoked = [{"provision": "charter#53", "relation": "acting_under"}]
    own = [{"number": "53", "rank": 1}]
    publish(
        revise(
            content(
                "document", "charter", name="Charter", kind="treaty", owned={"provisions": own}
            ),
            content("document", "other", owned={"provisions": [{"number": "1", "rank": 1}]}),
            content("document", "one", symbol="ONE", owned={"provisions_invoked": invoked}),
        )
    )

    assert keys(client, "resolutions", provision=named) == ["one"]


def test_a_name_that_provisions_of_two_documents_bear_is_refused(client):
    own = {"provisions": [{"number": "53", "rank": 1}]}
    publish(
        revise(
            *(content("document", slug, kind="treaty", owned=own) for slug in ("charter", "pact"))
        )
    )

    reply = client.get("/api/v1/resolutions/", {"provision": "Article 53"})

    assert reply.status_code == 400


def test_a_provision_is_read_in_any_case(client):
    invoked = [{"provision": "charter#VII", "relation": "acting_under"}]
    publish(
        revise(
            content("document", "charter", owned={"provisions": [{"number": "VII", "rank": 1}]}),
            content("document", "one", symbol="ONE", owned={"provisions_invoked": invoked}),
        )
    )

    for spelled in ("charter:VII", "Charter:vii", "CHARTER#VII"):
        assert keys(client, "resolutions", provision=spelled) == ["one"]
