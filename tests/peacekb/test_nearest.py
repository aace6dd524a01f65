"""The shorter way to a page gives the same page, and looks at few rows where many fit."""

from datetime import date

import pytest
from django.http import QueryDict

from legal.models import Document, Resolution
from missions.models import Strength
from records.common import nearest, pagination
from records.common.nearest import among_nearest, found_first, looked_at, sorted_in
from records.common.orders import beyond, is_indexed, ordered, steps_of
from records.rows import writer
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
    ("contributions", "persons__gte=1"),
    ("contributions", "persons__gte=1&ordering=-persons"),
    ("contribution-totals", "persons__gte=1"),
    ("strengths", "deployed__gte=1"),
    ("resolutions", "voted_yes__isnull=no"),
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


@of_worlds(2)
@pytest.mark.parametrize(("name", "query"), ASKED)
def test_a_page_that_begins_among_the_nearest_goes_on_where_these_end(
    client, monkeypatch, name, query
):
    address = f"/api/v1/{name}/?{query}&meta=none&fields=key&page_size="
    whole = walked(client, f"{address}1000")

    monkeypatch.setattr(pagination, "DEEPEST", 3)  # more fit than are counted, or sorted
    monkeypatch.setattr(pagination, "looked_at", lambda wanted, fitting, total: 1)
    for size in (2, 1):
        assert walked(client, f"{address}{size}") == whole


@of_worlds(3)
def test_a_page_that_is_not_among_the_nearest_is_looked_for_further(client, monkeypatch):
    *_, one, last = (row["key"] for row in ask(client, "documents", page_size=1000)["results"])
    monkeypatch.setattr(nearest, "AT_ONCE", 1)
    monkeypatch.setattr(nearest, "MOST", 1)

    found = ask(client, "documents", key=f"{last},{one}", page_size=1)

    assert [row["key"] for row in found["results"]] == [one]


@pytest.mark.plan_of_sqlite
@of_worlds(2)
@pytest.mark.parametrize(
    ("most_looked_at", "is_sorted"), [(10**6, False), (1, True)], ids=["near", "further on"]
)
def test_where_some_are_too_near_to_sort_all_the_page_is_looked_for_further(
    client, monkeypatch, most_looked_at, is_sorted
):
    address = "/api/v1/contribution-totals/?persons__gte=0&meta=none&fields=key&page_size="
    whole = walked(client, f"{address}1000")
    ways = []
    monkeypatch.setattr(pagination, "DEEPEST", 3)  # more fit than are counted
    monkeypatch.setattr(pagination, "AT_ONCE", 1)
    monkeypatch.setattr(pagination, "MOST", most_looked_at)
    monkeypatch.setattr(
        pagination, "found_first", lambda *rows: ways.append(1) or found_first(*rows)
    )

    found = [row["key"] for row in client.get(f"{address}2").json()["results"]]

    assert found == whole[:2]
    assert bool(ways) is is_sorted


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
    assert asked_of("documents", query).stand_together("adopted_on") is together


@pytest.mark.parametrize(
    ("query", "together"),
    [
        ("mission_category=un_peacekeeping", True),
        ("mission_type=observer&mission_category=un_peacekeeping", True),
        ("mission_type__not=observer", False),
        ("mission_type=observer&category=troops", False),
    ],
)
def test_rows_of_the_missions_asked_for_are_read_in_the_order_of_missions(query, together):
    assert asked_of("strengths", query).stand_together("mission_id") is together


@pytest.mark.parametrize(
    ("query", "beside"),
    [
        ("contributors__gte=43", True),
        ("contributors__gte=4&contributors__lte=9", True),
        ("authorized=0,1", True),
        ("contributors__isnull=no", False),
        ("contributors__gte=4&authorized__gte=9", False),
        ("deployed__gte=1", False),  # an index of its order alone
        ("mission_category=un_peacekeeping", False),
    ],
)
def test_what_an_index_has_with_the_order_is_sorted_without_the_rows(query, beside):
    columns = ("mission_id", "month", "category")
    assert asked_of("strengths", query).stand_beside(columns) is beside


def test_an_index_counts_that_begins_with_the_columns_in_their_order_and_has_all_rows():
    assert is_indexed(Strength, "contributors", "mission_id", "month")
    assert not is_indexed(Strength, "mission_id", "contributors")
    assert not is_indexed(Document, "organ", "number", "year"), "only of what has a number"
    assert is_indexed(Resolution, "situation", "adopted_on"), "of all documents"


def asked_of(name, query):
    asked = VIEWS[name].filterset_class(QueryDict(query), queryset=VIEWS[name].queryset.all())
    assert asked.is_valid(), asked.errors
    return asked


@pytest.mark.plan_of_sqlite
def test_figures_are_sorted_from_an_index_also_after_a_place():
    asked = asked_of("strengths", "contributors__gte=43")
    steps = sorted_in(asked.qs.model, steps_of(asked.qs))
    found = found_first(asked.qs, steps)
    onward = beyond(found, steps, [1, date(1999, 1, 1), "troops", 1], backwards=False)

    for rows in (found, onward):
        plan = rows.values_list(*(step.path for step in steps)).explain()
        assert "COVERING INDEX missions_strength_by_givers" in plan


@pytest.mark.plan_of_sqlite
def test_figures_are_found_by_their_missions_in_the_order_of_the_list():
    asked = asked_of("strengths", "mission_category=un_peacekeeping")
    plan = ordered(asked.qs, steps_of(asked.qs)).explain()

    assert "missions_strength_identified (mission_id=?)" in plan
    assert "USE TEMP B-TREE" not in plan


@pytest.mark.plan_of_sqlite
def test_what_names_rows_by_their_keys_finds_them_and_not_the_kind_of_all():
    asked = asked_of("resolutions", "voted_yes__isnull=no")
    plan = found_first(asked.qs, steps_of(asked.qs)).explain()

    assert "(kind=?)" not in plan


@pytest.mark.plan_of_sqlite
def test_rows_whose_keys_are_known_are_found_by_them_and_not_by_the_kind_of_all():
    rows = Resolution.objects.filter(pk__in=range(20))
    plan = found_first(rows, steps_of(rows)).explain()

    assert "(kind=?)" not in plan


@pytest.mark.plan_of_sqlite
def test_many_are_read_in_the_order_of_the_list_and_few_by_an_index_of_what_is_asked():
    asked = asked_of("documents", "abstaining=0")
    steps = steps_of(asked.qs)
    last = ordered(asked.qs, steps).values_list(*(step.path for step in steps)).last()

    many = among_nearest(asked.qs, steps, last).explain()
    few = found_first(asked.qs, steps).explain()

    assert "legal_document_by_adoption" in many
    assert "USE TEMP B-TREE" not in many
    assert "legal_document_by_abstaining" in few


@pytest.mark.plan_of_sqlite
@pytest.mark.parametrize(
    ("name", "question"),
    [("documents", "voted_yes__isnull=no"), ("legal-bases", "organization=org-alpha")],
    ids=["a row of its own", "its mission"],
)
def test_of_the_nearest_each_is_asked_for_what_is_wanted_and_no_list_is_made(name, question):
    asked = asked_of(name, question)

    plan = among_nearest(asked.qs, steps_of(asked.qs), None).explain()

    assert "CORRELATED SCALAR SUBQUERY" in plan
    assert "LIST SUBQUERY" not in plan


@pytest.mark.plan_of_sqlite
def test_the_index_is_entered_where_the_nearest_end_though_days_may_be_unknown():
    asked = asked_of("documents", "abstaining=0")

    plan = among_nearest(asked.qs, steps_of(asked.qs), (date(1999, 1, 1), 1)).explain()

    assert "legal_document_by_adoption (adopted_on>?)" in plan


@of_worlds(2)
@pytest.mark.parametrize("name", ["votes", "contributions", "documents", "mandate-tasks", "claims"])
def test_a_page_of_many_rows_reads_what_they_name_apart_and_says_the_same(
    client, monkeypatch, name
):
    together = ask(client, name, page_size=1000)
    monkeypatch.setattr(writer, "MANY", 0)

    assert ask(client, name, page_size=1000) == together


@pytest.mark.plan_of_sqlite
@pytest.mark.parametrize("name", ["documents", "resolutions"])
def test_what_a_section_mentions_is_found_from_the_section_and_not_among_all_mentions(name):
    plan = asked_of(name, "section=X1").qs.explain()

    assert "knowledge_section_by_code (code=?)" in plan
    assert "SCAN" not in plan


@pytest.mark.plan_of_sqlite
def test_statements_are_found_by_their_last_day_and_not_all_read():
    plan = asked_of("mandate-statements", "until=2007-12-31").qs.order_by().explain()

    assert "missions_statement_by_last_day (until>? AND until<?)" in plan
