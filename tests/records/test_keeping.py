"""What is kept until something is published: never older than the base, nor of another question."""

import pytest
from django.utils.translation import override

from records.common.keeping import MOST, Keeper, until_published
from tests.asking import asked
from tests.make import published
from tests.pages import page_of

pytestmark = pytest.mark.django_db


def keeper(*stamps):
    one, at = Keeper(), iter(stamps)
    one.stamp = lambda: next(at)
    return one


def test_an_answer_is_made_once_while_the_base_stands_still():
    made = []
    keep = keeper("a", "a", "a")

    assert [keep("key", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]


def test_another_key_has_another_answer():
    keep = keeper("a", "a")

    assert (keep("one", lambda: 1), keep("two", lambda: 2)) == (1, 2)


def test_each_language_has_its_answer():
    keep = keeper("a", "a", "a")
    english = keep("key", lambda: "missions")
    with override("fr"):
        french = keep("key", lambda: "opérations")

    assert (english, french, keep("key", list)) == ("missions", "opérations", "missions")


def test_an_answer_is_made_anew_when_something_was_published():
    keep = keeper("a", "b", "a")

    assert [keep("key", lambda made=made: made) for made in (1, 2, 3)] == [1, 2, 3]


def test_an_answer_is_made_anew_on_another_day(monkeypatch):
    keep = keeper("a", "a")
    first = keep("key", lambda: 1)
    monkeypatch.setattr("records.common.keeping.timezone.localdate", lambda: "tomorrow")

    assert (first, keep("key", lambda: 2)) == (1, 2)


def test_nothing_is_kept_of_a_base_that_cannot_say_where_it_stands():
    keep = keeper(None, None)

    assert (keep("key", lambda: 1), keep("key", lambda: 2)) == (1, 2)


def test_while_one_answer_is_made_the_base_is_asked_once_where_it_stands():
    keep = keeper("a", "b", "c")
    with keep.one_answer():
        within = [keep("key", lambda made=made: made) for made in (1, 2)]

    assert within == [1, 1]
    with keep.one_answer("told"):
        assert [keep("key", lambda made=made: made) for made in (2, 3)] == [2, 2]
    assert keep("key", lambda: 3) == 3
    with pytest.raises(KeyError), keep.one_answer():
        raise KeyError
    assert keep("key", lambda: 4) == 4


def test_one_answer_is_of_one_day_though_the_next_begins_meanwhile(monkeypatch):
    keep = keeper("a")
    with keep.one_answer():
        first = keep("key", lambda: 1)
        monkeypatch.setattr("records.common.keeping.timezone.localdate", lambda: "tomorrow")

        assert (first, keep("key", lambda: 2)) == (1, 1)


def test_no_more_is_kept_than_has_room():
    keep = Keeper()
    keep.stamp = lambda: "a"
    for number in range(3 * MOST):
        keep(number, list)

    assert len(keep._held[1]) <= MOST


@pytest.mark.parametrize("page", ["/", "/states/", "/topics/", "/votes/", "/missions/"])
def test_a_page_asks_less_the_second_time(client, page, django_assert_max_num_queries):
    published("mission", "xmis")
    for slug, kind in (("one", "challenge"), ("two", "principle")):
        published("topic", slug, kind=kind)
    until_published.forget()
    with django_assert_max_num_queries(40) as first:
        before = page_of(client, page)
    with django_assert_max_num_queries(len(first) - 1):
        again = page_of(client, page)

    assert again == before


@pytest.mark.parametrize("page", ["/", "/states/", "/votes/", "/missions/"])
def test_what_one_language_kept_is_not_shown_in_the_other(client, page):
    published("state", "aaa")
    published("mission", "xmis", host_states=["aaa"])
    pages = [page, f"/fr{page}"]
    until_published.forget()
    english, french = (page_of(client, one) for one in pages)
    until_published.forget()
    french_first, english_second = (page_of(client, one) for one in reversed(pages))

    assert (english, french) == (english_second, french_first)


def test_what_is_published_shows_at_once_in_counts_and_columns(client):
    published("state", "aaa")
    published("mission", "xmis", host_states=["aaa"])
    page_of(client, "/states/"), page_of(client, "/")
    published("mission", "ymis", host_states=["aaa"])

    shown = client.get("/states/").context_data["columns"]
    assert [[cell.number for cell in cells.values()] for _, cells in shown] == [[2]]
    held = {one.label: one.count for one in client.get("/").context_data["held"]}
    assert held["missions"] == 2


def test_the_words_of_a_column_are_read_once_and_anew_when_something_is_published(
    monkeypatch, django_assert_num_queries
):
    published("state", "aaa", region="Africa")
    region = asked("states", "region")
    monkeypatch.setattr(until_published, "stamp", lambda: "first")
    region.read_all(["Africa"])
    with django_assert_num_queries(0):
        region.read_all(["africa"])
    published("state", "bbb", region="Asia")
    monkeypatch.setattr(until_published, "stamp", lambda: "second")

    assert region.read_all(["asia"]) == ["Asia"]
