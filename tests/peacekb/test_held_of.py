"""An account says of how many missions or documents rows are held, also where some answer."""

import pytest

from peacekb.api import router
from records.account.owners import paths_of
from tests.asking import VIEWS, ask, publish_all
from tests.make import content, publish_with_facts
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

LISTS = [name for name, view, _ in router.registry if hasattr(view, "filterset_class")]


def test_each_list_tells_of_how_many_records_it_has_rows(client):
    world(2)
    for name in LISTS:
        rows = VIEWS[name].queryset.model._base_manager
        paths = _paths(rows.model)
        held_of = ask(client, name)["meta"]["held_of"]

        assert [one["column"] for one in held_of] == [path.rpartition("__")[2] for path in paths]
        for path, one in zip(paths, held_of, strict=True):
            assert one["with_rows"] == rows.values(path).distinct().count(), name
            assert 0 < one["with_rows"] <= one["of"]
            assert one["parameters"] == []


def _paths(model):
    return [path for path, _ in paths_of(model)]


@pytest.fixture
def few():
    """Of three missions one has rows; of three documents two were voted on, and one need not be."""
    days = {"starts_on": "2009-06-01"}
    voted = {"outcome": "adopted", "adoption": "vote", "adopted_on": "2010-01-05"}
    gave = {"state": "aaa", "month": "2010-01-01", "category": "troops", "precision": "month"}
    publish_with_facts(
        content("state", "aaa"),
        content("mission", "xa", host_states=["aaa"], **days),
        content("mission", "xb", host_states=["aaa"], **days),
        content("mission", "xc", **days),
        content("document", "r-1", symbol="S/RES/1 (2010)", **voted),
        content("document", "r-2", symbol="S/RES/2 (2010)", **voted),
        content("document", "charter", kind="treaty", outcome="not_applicable"),
        contributions=[gave | {"mission": "xa", "persons": 5}],
        votes=[{"document": "r-1", "state": "aaa", "position": "yes"}],
    )


def test_what_need_not_have_rows_is_not_counted(client, few):
    assert ask(client, "votes")["meta"]["held_of"] == [
        {"column": "document", "table": "documents", "with_rows": 1, "of": 2, "parameters": []}
    ]


def test_what_is_held_in_part_counts_too(client, few):
    vetoed = {"document": "r-2", "state": "aaa", "position": "no", "basis": "veto_list"}
    publish_with_facts(votes=[{"document": "r-1", "state": "aaa", "position": "yes"}, vetoed])

    (held,) = ask(client, "votes")["meta"]["held_of"]
    assert (held["with_rows"], held["of"]) == (2, 2)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({}, (1, 3, [])),
        ({"host_state": "AAA"}, (1, 3, [])),
        ({"host_state": "AAA", "meta": "full"}, (1, 2, ["host_state"])),
        ({"mission": "xb"}, (0, 1, ["mission"])),
        ({"contributor": "AAA", "meta": "full"}, (1, 3, [])),
    ],
)
def test_missions_that_fit_are_counted_where_nothing_answers_or_all_is_asked(
    client, few, question, told
):
    (held,) = ask(client, "contributions", **question)["meta"]["held_of"]

    assert (held["with_rows"], held["of"], held["parameters"]) == told


def test_what_is_counted_once_follows_what_is_published(client, few):
    ask(client, "contributions")
    publish_all(content("mission", "xd", starts_on="2011-01-01"))

    (held,) = ask(client, "contributions")["meta"]["held_of"]
    assert (held["with_rows"], held["of"]) == (1, 4)


def test_figures_tell_it_and_what_is_no_list_tells_nothing(client, few):
    (held,) = ask(client, "stats/contributions", group_by="contributor", category="troops")["meta"][
        "held_of"
    ]
    assert (held["with_rows"], held["of"]) == (1, 3)
    assert ask(client, "missions/xa")["meta"]["held_of"] == []
