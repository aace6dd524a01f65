"""The shorter way to a page gives the same page, and looks at few rows where many fit."""

from datetime import date

import pytest
from django.http import QueryDict

from records.common import nearest, pagination
from records.common.nearest import among_nearest, found_first, looked_at
from records.common.orders import ordered, steps_of
from tests.asking import VIEWS, ask
from tests.world import of_worlds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

ASKED = [  # in orders that rise and fall, over columns that may be empty or lie in other tables
    ("votes", "position=yes"),
    ("votes", "member_of=org-alpha,org-beta"),
    ("documents", "kind__not=treaty"),
    ("documents", "kind__not=treaty&ordering=adopted_on"),
    ("documents", "kind__not=treaty&ordering=name"),
    ("mandate-actions", "action__not=terminate"),
    ("tasks-in-force", "modality__not=secure"),
    ("mission-roles", "role__not=lead"),
    ("missions", "version=1"),
    ("missions", "host_state__isnull=no"),
    ("documents", "voted_yes__isnull=no"),
    ("memberships", "ordering=-starts_on"),
    ("documents", "ordering=-abstaining"),
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
        plain.setattr(nearest, "WORTH", 0)
        whole = walked(client, f"{address}1000")

    assert len(whole) > 1
    monkeypatch.setattr(nearest, "SPREAD", 1)
    monkeypatch.setattr(pagination, "AT_ONCE", 0)
    for at_once, most in WAYS:
        monkeypatch.setattr(nearest, "AT_ONCE", at_once)
        monkeypatch.setattr(nearest, "MOST", most)
        assert walked(client, f"{address}1") == whole, (at_once, most)


@of_worlds(3)
def test_a_page_that_is_not_among_the_nearest_is_looked_for_further(client, monkeypatch):
    *_, one, last = (row["key"] for row in ask(client, "documents", page_size=1000)["results"])
    monkeypatch.setattr(nearest, "AT_ONCE", 1)
    monkeypatch.setattr(nearest, "MOST", 1)

    found = ask(client, "documents", key=f"{last},{one}", page_size=1)

    assert [row["key"] for row in found["results"]] == [one]


@pytest.mark.parametrize(
    ("fitting", "total", "many"),
    [
        (100, 200, 200),  # of a short list all
        (5_000, 100_000, 10_000),
        (800, 1_000, 1_000),
        (2_500, 10_000, 3_000),
        (1_000, 100_000, 0),  # which are sorted sooner
    ],
)
def test_more_are_looked_at_where_fewer_fit_until_sorting_costs_less(fitting, total, many):
    assert looked_at(50, fitting, total) == many


@pytest.mark.parametrize(
    ("query", "together"),
    [
        ("decade=1990s", True),
        ("adopted_on__gte=1990&adopted_on__lte=1999", True),
        ("decade=1990s&abstaining=0", False),
        ("abstaining=0", False),
        ("outcome=adopted", True),  # an index of both
        ("outcome=adopted,vetoed", False),
        ("outcome__not=adopted", False),
    ],
)
def test_what_an_index_has_in_order_is_read_there(query, together):
    view = VIEWS["documents"]
    asked = view.filterset_class(QueryDict(query), queryset=view.queryset.all())

    assert asked.is_valid(), asked.errors
    assert asked.stand_together("adopted_on") is together


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


@pytest.mark.plan_of_sqlite
def test_of_the_nearest_each_is_asked_for_a_row_of_its_own_and_none_for_all():
    view = VIEWS["documents"]
    asked = view.filterset_class(QueryDict("voted_yes__isnull=no"), queryset=view.queryset.all())

    plan = among_nearest(asked.qs, steps_of(asked.qs), None).explain()

    assert "CORRELATED SCALAR SUBQUERY" in plan
    assert "LIST SUBQUERY" not in plan


@pytest.mark.plan_of_sqlite
def test_the_index_is_entered_where_the_nearest_end_though_days_may_be_unknown():
    view = VIEWS["documents"]
    asked = view.filterset_class(QueryDict("abstaining=0"), queryset=view.queryset.all())

    plan = among_nearest(asked.qs, steps_of(asked.qs), (date(1999, 1, 1), 1)).explain()

    assert "legal_document_by_adoption (adopted_on>?)" in plan
