"""The shorter way to a page gives the same page, and looks at few rows where many fit."""

import pytest
from django.http import QueryDict

from records.common import nearest, pagination
from records.common.nearest import among_nearest, found_first
from records.common.orders import ordered, steps_of
from tests.asking import VIEWS, ask
from tests.world import of_worlds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

ASKED = [  # in orders that rise and fall, over columns that may be empty or lie in other tables
    ("votes", "position=yes"),
    ("documents", "kind__not=treaty"),
    ("documents", "kind__not=treaty&ordering=adopted_on"),
    ("documents", "kind__not=treaty&ordering=name"),
    ("mandate-actions", "action__not=terminate"),
    ("tasks-in-force", "modality__not=secure"),
    ("mission-roles", "role__not=lead"),
    ("missions", "version=1"),
    ("memberships", "starts_on__isnull=no&ordering=-starts_on"),
]
WAYS = [(1, 1), (1, 2), (2, 10**6)]  # rows looked at where few fit, and where many do


def walked(client, address):
    found = []
    while address:
        reply = client.get(address)
        assert reply.status_code == 200, reply.content
        found += [row["key"] for row in reply.json()["results"]]
        address = reply.json()["next"]
    return found


@of_worlds(2)
@pytest.mark.parametrize(("name", "query"), ASKED)
def test_whatever_way_is_taken_the_pages_are_those_of_the_list(client, monkeypatch, name, query):
    address = f"/api/v1/{name}/?{query}&meta=none&fields=key&page_size="
    with monkeypatch.context() as plain:
        plain.setattr(pagination, "found_first", ordered)
        whole = walked(client, f"{address}1000")

    assert len(whole) > 1
    for at_once, most in WAYS:
        monkeypatch.setattr(pagination, "FEW", 0)
        monkeypatch.setattr(nearest, "AT_ONCE", at_once)
        monkeypatch.setattr(nearest, "MOST", most)
        assert walked(client, f"{address}1") == whole, (at_once, most)


def test_a_page_that_is_not_among_the_nearest_is_looked_for_further(client, monkeypatch):
    last = ask(client, "documents", page_size=1000)["results"][-1]["key"]
    monkeypatch.setattr(pagination, "FEW", 0)
    monkeypatch.setattr(nearest, "AT_ONCE", 1)

    assert [row["key"] for row in ask(client, "documents", key=last)["results"]] == [last]


@pytest.mark.plan_of_sqlite
def test_many_are_read_in_the_order_of_the_list_and_few_by_an_index_of_what_is_asked():
    view = VIEWS["documents"]
    asked = view.filterset_class(QueryDict("abstaining=0"), queryset=view.queryset.all())
    steps = steps_of(asked.qs)
    last = ordered(asked.qs, steps).values_list(*(step.path for step in steps)).last()

    many = among_nearest(asked.qs, steps, last).explain()
    few = found_first(asked.qs, steps).explain()

    assert "legal_document_by_adoption" in many
    assert "USE TEMP B-TREE" not in many
    assert "legal_document_by_abstaining" in few
