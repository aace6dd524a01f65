"""Walking a list by cursors gives each row once: in any order, both ways, while rows are added."""

from contextlib import suppress

import pytest
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from peacekb.api import router
from records.common import pagination
from records.common.orders import steps_of
from records.common.pagination import DEEPEST, SIGNER
from records.common.related import column_at
from tests.asking import asked
from tests.make import published
from tests.peacekb.test_parameters import value_for
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]

LISTS = {name: view for name, view, _ in router.registry if name != "search"}
PUBLISHED = [name for name in LISTS if name != "coverage"]  # which each publication counts anew
MISSIONS = "/api/v1/missions/"


def orders(view):
    """Every word that `ordering` takes."""
    filters = view.filterset_class.base_filters
    words = filters["ordering"].orders if "ordering" in filters else ()
    return [sign + word for word in words for sign in ("", "-")] or [""]


def first_address(name, order, size):
    chosen = f"&ordering={order}{needed(name, order)}" if order else ""
    return f"/api/v1/{name}/?page_size={size}{chosen}"


def needed(name, order):
    """What an order that no index serves has to be asked with."""
    needs = LISTS[name].filterset_class.base_filters["ordering"].needs
    first = needs.get(order.removeprefix("-"), ())[:1]
    return "".join(f"&{one}={value_for(asked(name, one))}" for one in first)


def pages(client, address, way="next"):
    """Answers one after another, as `next` or `previous` leads."""
    while address:
        reply = client.get(address)
        assert reply.status_code == 200, (address, reply.content)
        yield reply.json()
        address = reply.json()[way]


def walked(answers):
    """What names each row of the answers; numbers of the database change with what is derived."""
    rows = [row for one in answers for row in one["results"]]
    return [row["key"] for row in rows]


def plant_empty_values(view, order):
    """Takes values of the order out of every second row, where the base allows it."""
    rows = view.queryset.all()
    filters = view.filterset_class.base_filters
    planted = 0
    for step in steps_of(filters["ordering"].filter(rows, [order])):
        if not step.may_be_empty or step.path == "pk":
            continue
        model, column = column_at(rows.model, step.path)
        if model._meta.get_field(column).null:
            with suppress(IntegrityError), transaction.atomic():
                every_second = sorted(model.objects.values_list("pk", flat=True))[::2]
                planted += model.objects.filter(pk__in=every_second).update(**{column: None})
    return planted


@of_worlds(2)
@pytest.mark.walk
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_walk_gives_each_row_once_in_every_order_while_rows_are_added(client, name):
    world(2)
    before, begun = {}, {}
    for order in orders(LISTS[name]):
        before[order] = walked(pages(client, first_address(name, order, 1000)))
        size = max(1, len(before[order]) // 4)
        begun[order] = client.get(first_address(name, order, size)).json()

    world(3)  # somebody publishes, and rows come to every list

    for order, first in begun.items():
        rest = pages(client, first["next"]) if first["next"] else []
        found = walked([first, *rest])
        assert len(found) == len(set(found)), order
        assert [row for row in found if row in before[order]] == before[order], order


@of_worlds(3)
@pytest.mark.walk
@pytest.mark.parametrize("name", LISTS)
def test_the_way_back_is_the_way_there_with_empty_values_too(client, name):
    world(3)
    for order in orders(LISTS[name]):
        plant_empty_values(LISTS[name], order)
        whole = client.get(first_address(name, order, 1000)).json()
        size = max(2, whole["count"] // 8)
        there = list(pages(client, first_address(name, order, size)))
        back = [there[-1], *pages(client, there[-1]["previous"], "previous")]

        assert walked(there) == walked([whole]), order
        assert walked(reversed(back)) == walked(there), order
        assert back[-1]["previous"] is None
        assert {one["count"] for one in there} == {len(walked(there))}


@of_worlds(3)
@pytest.mark.parametrize("order", ["adopted_on", "-adopted_on"])
@pytest.mark.slow
def test_rows_without_a_value_come_last_whichever_way(client, order):
    world(3)
    assert plant_empty_values(LISTS["documents"], order)

    answers = pages(client, first_address("documents", order, 1))
    days = [row["adopted_on"] for one in answers for row in one["results"]]

    known = [day for day in days if day]
    assert days == [*known, *[None] * (len(days) - len(known))]
    assert known == sorted(known, reverse=order.startswith("-"))
    assert 0 < len(known) < len(days)


@of_worlds(3)
def test_numbered_pages_and_cursors_cut_a_list_alike(client):
    world(3)
    by_cursor = list(pages(client, f"{MISSIONS}?page_size=2"))

    by_number = [
        client.get(f"{MISSIONS}?page_size=2&page={number}").json()
        for number in range(1, len(by_cursor) + 1)
    ]

    assert walked(by_number) == walked(by_cursor)
    assert by_number[-1]["next"] is None
    assert client.get(f"{MISSIONS}?page_size=2&page={len(by_cursor) + 1}").status_code == 404


@of_worlds(3)
def test_the_link_header_says_what_the_body_says(client):
    world(3)
    middle = client.get(client.get(f"{MISSIONS}?page_size=1").json()["next"])
    body = middle.json()

    assert middle["Link"].startswith(
        f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev", '
        f'<{MISSIONS}?page_size=1>; rel="first", </api/v1/missions.csv>; rel="alternate"; '
    )


def test_pages_too_deep_are_refused_and_the_refusal_names_the_cursor(client):
    world()
    deepest = DEEPEST // 1000

    assert client.get(f"{MISSIONS}?page_size=1000&page={deepest}").status_code == 404
    reply = client.get(f"{MISSIONS}?page_size=1000&page={deepest + 1}")
    assert reply.status_code == 400
    assert reply.json()["type"] == "/api/problems/page-too-deep/"
    assert "cursor" in reply.json()["errors"]["page"][0]


@of_worlds(3)
def test_a_cursor_holds_for_its_own_question_only(client):
    world(3)
    cursor = client.get(f"{MISSIONS}?page_size=1").json()["next"].partition("cursor=")[2]

    def status(path):
        return client.get(path).status_code

    assert status(f"{MISSIONS}?cursor={cursor}") == 200
    assert status(f"{MISSIONS}?cursor={cursor}&page_size=2&fields=key") == 200
    for path in (
        f"{MISSIONS}?cursor={cursor}&ordering=name",
        f"{MISSIONS}?cursor={cursor}&type=observer",
        f"{MISSIONS}?cursor={cursor}&page=1",
        f"{MISSIONS}?cursor={cursor}&cursor={cursor}",
        f"{MISSIONS}?cursor={cursor}x",
        f"/api/v1/states/?cursor={cursor}",
    ):
        assert status(path) == 400, path


@pytest.mark.parametrize(
    "given",
    [
        "x",
        "null",
        SIGNER.sign_object(7),
        SIGNER.sign_object(["", False]),
        SIGNER.sign_object({"": 1, "a": 2, "b": 3}),
        SIGNER.sign_object(None),
        signing.Signer(salt="another").sign_object(["", False, []]),
    ],
)
def test_what_is_no_cursor_is_refused_by_name(client, given):
    reply = client.get(MISSIONS, {"cursor": given})

    assert reply.status_code == 400
    assert reply.json()["type"] == "/api/problems/bad-cursor/"
    assert "cursor" in reply.json()["errors"]


@of_worlds(3)
@pytest.mark.parametrize("name", LISTS)
def test_a_page_by_cursor_is_no_more_work_than_the_first(client, name):
    world(3)
    address = first_address(name, "", 1)
    queries = []
    for _ in range(3):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            reply = client.get(address).json()
        queries.append(len(asked))
        assert "OFFSET" not in " ".join(one["sql"] for one in asked)
        address = reply["next"] or address

    assert max(queries) == queries[0]


@of_worlds(3)
def test_a_walk_counts_its_rows_once(
    client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.STAMP = tmp_path
    world(3)
    with django_capture_on_commit_callbacks(execute=True):
        published("mission", "mission-last")

    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            count = client.get(f"{MISSIONS}?page_size=1").json()["count"]
        counted.append(sum("COUNT(" in one["sql"] for one in asked))

    assert counted[0] - counted[1] == 1

    with django_capture_on_commit_callbacks(execute=True):
        published("mission", "mission-later")

    assert client.get(f"{MISSIONS}?page_size=1").json()["count"] == count + 1


@of_worlds(3)
def test_what_is_kept_of_walks_is_bounded(
    client, settings, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    settings.STAMP = tmp_path
    world(3)
    with django_capture_on_commit_callbacks(execute=True):
        published("mission", "mission-last")
    monkeypatch.setattr(pagination, "MOST_COUNTS", 2)

    for word in ("alpha", "beta", "gamma", "mission"):
        client.get(MISSIONS, {"q": word})
        assert 0 < len(pagination.COUNTS) <= 2


@pytest.mark.slow
def test_rows_are_counted_as_far_as_pages_reach_and_whole_where_that_is_asked(client, monkeypatch):
    world(3)
    votes = "/api/v1/votes/"
    whole = client.get(votes).json()
    assert (whole["count"], whole["count_is"]) == (len(whole["results"]), "exact")

    for reach, told in ((whole["count"], "exact"), (2, "more_than")):
        monkeypatch.setattr(pagination, "DEEPEST", reach)
        pagination.COUNTS.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(votes).json()
        assert (answer["count"], answer["count_is"]) == (reach, told)
        (counting,) = [one["sql"] for one in queries if one["sql"].startswith("SELECT COUNT(")]
        assert f"LIMIT {reach + 1}" in counting  # however many there are
        assert answer["results"] == whole["results"]

    full = client.get(f"{votes}?meta=full").json()
    assert (full["count"], full["count_is"]) == (whole["count"], "exact")
    found = [row["key"] for one in pages(client, f"{votes}?page_size=1") for row in one["results"]]
    assert found == [row["key"] for row in whole["results"]]
