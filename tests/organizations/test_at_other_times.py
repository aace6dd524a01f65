"""Rows of a state may stand under what it was before or became: whoever asks for it is told."""

from copy import deepcopy

import pytest

from records.writing.publishing import publish
from tests.asking import FILTERS, VIEWS, ask, queries
from tests.make import content, publish_with_facts, revise
from tests.pages import page_of
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

OF_STATES = [
    (name, parameter)
    for name, parameter in FILTERS
    if getattr(VIEWS[name].filterset_class.base_filters[parameter], "kind", "") == "state"
]
OLD = "Such rows also stand under what was before or after New: Old (OLD)."


@pytest.fixture
def after_alpha(on_a_world):
    """Of two worlds the state of the second came after that of the first."""
    (alpha,) = [one for one in world(2) if one["slug"] == "aaa"]
    publish(revise(deepcopy(alpha) | {"successors": ["bbb"]}))


@of_worlds(2)
@pytest.mark.parametrize(("name", "parameter"), OF_STATES)
def test_a_question_on_a_state_names_the_one_before_wherever_it_has_rows(
    client, after_alpha, name, parameter
):
    before = ask(client, name, **{parameter: "AAA"})
    answer = ask(client, name, **{parameter: "BBB"})

    told = [one for one in answer["meta"]["holes"] if one["text"].endswith("Land of alpha (AAA).")]
    assert len(told) == (before["count"] > 0 and name != "states")
    assert all(one["parameter"] == parameter for one in told)


@pytest.fixture
def lands():
    """New came of Old, Old of Oldest; another came of Old beside it. Both voted, years apart."""
    voted = {"outcome": "adopted", "adoption": "vote"}
    rows = [("r-1", "old"), ("r-1", "off"), ("r-2", "new"), ("r-2", "off")]
    publish_with_facts(
        content("state", "new", name="New"),
        content("state", "bes", name="Beside"),
        content("state", "old", name="Old", successors=["new", "bes"]),
        content("state", "ods", name="Oldest", successors=["old"]),
        content("state", "off", name="Off"),
        content("document", "r-1", symbol="S/RES/1 (1950)", adopted_on="1950-01-05", **voted),
        content("document", "r-2", symbol="S/RES/2 (1990)", adopted_on="1990-01-05", **voted),
        content("mission", "xa", starts_on="1950-01-01", host_states=["ods"]),
        votes=[{"document": one, "state": state, "position": "yes"} for one, state in rows],
    )


def holes(answer):
    return [one["text"] for one in answer["meta"]["holes"]]


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ({"state": "NEW"}, True),
        ({"state": "NEW", "adopted_on__lte": "1990"}, True),
        ({"state": "NEW", "adopted_on": "1950"}, True),
        ({"state": "NEW", "adopted_on__gte": "1951"}, False),
        ({"state": "NEW", "position": "no"}, False),
        ({"state": "NEW,OLD"}, False),
        ({"state": "OFF"}, False),
        ({"state__not": "NEW"}, False),
    ],
)
def test_it_is_told_where_rows_of_the_state_before_fit_all_the_rest(
    client, lands, question, is_told
):
    answer = ask(client, "votes", **question)

    assert [OLD] * is_told == [one for one in holes(answer) if one.startswith("Such rows")]
    figures = ask(client, "stats/votes", group_by="state", **question)
    assert (OLD in holes(figures)) == is_told


def test_an_empty_answer_is_no_true_zero_where_the_state_before_answers(client, lands):
    assert ask(client, "votes", state="NEW", adopted_on="1950")["meta"]["is_true_zero"] is False


def test_states_are_followed_however_far_and_not_to_those_beside(client, lands):
    """Of Beside, which came of Old too, Old and Oldest are the states before; New is another."""
    assert holes(ask(client, "missions", host_state="NEW"))[-1].endswith(": Oldest (ODS).")
    assert holes(ask(client, "votes", state="BES"))[-1].endswith(": Old (OLD).")
    assert holes(ask(client, "votes", state="ODS"))[-1].endswith(": New (NEW), Old (OLD).")


def test_a_list_of_states_has_no_rows_of_states_before(client, lands):
    """Oldest is no answer to what became of New, though Old came of it."""
    answer = ask(client, "states", successors="NEW")

    assert answer["count"] == 1
    assert not [one for one in holes(answer) if one.startswith("Such rows")]


def test_of_the_states_before_those_are_named_that_did_what_is_asked(client, lands):
    """Not one that voted otherwise on what another before it voted for."""
    rows = [("old", "yes"), ("ods", "no")]
    publish_with_facts(
        votes=[{"document": "r-1", "state": state, "position": told} for state, told in rows]
    )

    assert holes(ask(client, "documents", voted_yes="NEW"))[-1].endswith(": Old (OLD).")


@of_worlds(2)
def test_the_join_of_votes_and_decisions_tells_it_too(client, after_alpha):
    answer = ask(client, "joins/vote-mandate-deployment", voter="BBB")
    later = ask(client, "joins/vote-mandate-deployment", voter="BBB", adopted_on__gte="2005")

    (told,) = [one for one in answer["meta"]["holes"] if "Land of alpha (AAA)" in one["text"]]
    assert told["parameter"] == "voter"
    assert "Land of alpha (AAA)" not in str(later["meta"]["holes"])


def test_agreement_tells_it_too(client, lands):
    alike = ask(client, "votes/agreement", a="OFF", b="NEW")

    (told,) = [one for one in alike["meta"]["holes"] if one["text"] == OLD]
    assert told["parameter"] == "b"
    later = ask(client, "votes/agreement", a="NEW", b="OFF", adopted_on__gte="1951")
    assert OLD not in holes(later)


@pytest.mark.parametrize(
    ("page", "but"),
    [
        ("/resolutions/?voted_yes=NEW", "&adopted_on__gte=1951"),
        ("/votes/two/?a=OFF&b=NEW", "&as_of=1949-12-31"),
        ("/states/new/votes/?adopted_on__lte=2000", "&adopted_on__gte=1951"),
    ],
)
def test_pages_tell_it_in_one_line_and_in_french(client, lands, page, but):
    assert OLD in page_of(client, page)
    assert "(OLD)" in page_of(client, f"/fr{page}")
    assert OLD not in page_of(client, page + but)


def test_votes_of_a_state_lead_to_those_of_the_state_before(client, lands):
    page = page_of(client, "/states/new/votes/")

    assert '<a href="/states/OLD/votes/">Votes of Old</a>' in page
    assert "Votes of Oldest" not in page  # none are held
    assert "Votes of Old<" not in page_of(client, "/states/off/votes/")


def test_who_has_no_state_before_is_asked_no_query_more(client, lands):
    assert queries(client, "/api/v1/votes/?state=NEW") == 1 + queries(
        client, "/api/v1/votes/?state=OFF"
    )
