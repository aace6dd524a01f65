"""A search as page and API answer it."""

import pytest

from knowledge.models import SearchEntry
from tests.world import world


def pages(test):
    """Of a test that asks for pages of a world."""
    return pytest.mark.django_db(pytest.mark.usefixtures("on_a_world")(test))


HOSTILE = [
    "'",
    '"',
    '"unclosed',
    "a" * 200,
    "a " * 100,
    "* * *",
    "-",
    "- -a",
    "OR OR OR",
    "AND",
    "NOT a",
    "NEAR(a b)",
    "title_words : a",
    "{words} : a",
    "a:b",
    "a^2",
    "(a",
    "a)",
    "a & b | !c",
    "a <-> b",
    "a:*",
    "'; DROP TABLE records_record; --",
    "%",
    "_",
    "\\",
    "\\'",
    "\u202e\u200b\ufeff",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "ﬁ ligature",
    "İstanbul",
    "a\tb\nc",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${7*7}",
    "..",
    "../../etc/passwd",
    "0",
    "-0",
    "1e999",
    "NaN",
    "null",
    "true",
]


@pages
def test_a_certainty_without_a_day_is_refused(client):
    assert client.get("/api/v1/search/?q=a&certainty=any").status_code == 400


@pages
def test_a_search_tells_its_day_and_the_last_that_is_known(client):
    world()

    within = client.get("/api/v1/search/?q=made&as_of=2000-02-03").json()
    beyond = client.get("/api/v1/search/?q=made&as_of=2031-03-01").json()
    assert (within["as_of"], "known_until" in within) == ("2000-02-03", False)
    assert beyond["known_until"] == "2000-02-03"
    assert "as_of" not in client.get("/api/v1/search/?q=made").json()


@pages
def test_a_search_without_words_has_searched_nothing(client):
    world()

    assert "searched" in client.get("/api/v1/search/?q=nothing").json()
    assert "searched" not in client.get("/api/v1/search/").json()


@pages
def test_one_symbol_goes_straight_to_its_record_and_a_word_does_not(client):
    world()

    assert client.get("/search/?q=MALPHA").headers["Location"] == "/missions/mission-alpha/"
    assert client.get("/search/?q=MALPHA&words=yes").status_code == 200
    assert client.get("/search/?q=alpha").status_code == 200


@pages
def test_the_search_page_marks_hits_and_says_what_was_searched(client):
    world()

    assert b"<mark>claimed</mark>" in client.get("/search/?q=claimed").content
    nothing = client.get("/search/?q=zzzzz").content.decode()
    assert "Nothing holds these words" in nothing
    assert "Names, other names, codes" in nothing


@pages
@pytest.mark.parametrize("path", ["/search/", "/api/v1/search/"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_search_breaks_anything(client, path, text):
    world()

    reply = client.get(path, {"q": text, "words": "yes"})

    assert reply.status_code in (200, 400)
    if reply.status_code == 200 and path.startswith("/api"):
        assert reply.json()["count"] < SearchEntry.objects.count()
