"""A search as page and API answer it."""

import pytest

from knowledge.models import SearchEntry
from tests.asking import known_until, queries
from tests.make import content, publish_with_facts, published
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
    assert (within["as_of"], known_until(within)) == ("2000-02-03", None)
    assert known_until(beyond) == "2000-02-03"
    assert "as_of" not in client.get("/api/v1/search/?q=made").json()


@pages
def test_a_search_without_words_has_searched_nothing(client):
    world()

    assert client.get("/api/v1/search/?q=nothing").json()["meta"]["searched"]["rows"] > 0
    assert "searched" not in client.get("/api/v1/search/").json()["meta"]


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
def test_a_document_shows_the_paragraph_that_holds_what_its_own_words_lack(client):
    texts = [
        ("It digs wells.", "Nobody vetoes."),
        ("Some vetoed it.", "It may veto."),
        ("", "Dry."),
    ]
    documents = [content("document", f"d{at}", summary=text) for at, (text, _) in enumerate(texts)]
    paragraphs = [
        {"document": f"d{at}", "rank": 1, "kind": "operative", "anchor": "op1", "text": text}
        for at, (_, text) in enumerate(texts)
    ]
    publish_with_facts(*documents, paragraphs=paragraphs)

    rows = client.get("/api/v1/search/?q=veto").json()["results"]

    assert {one["key"]: one["snippet"] for one in rows} == {
        "d0": "Nobody <mark>vetoes</mark>.",
        "d1": "Some <mark>vetoed</mark> it.",
    }


@pages
@pytest.mark.parametrize("path", ["/search/", "/api/v1/search/"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_search_breaks_anything(client, path, text):
    world()

    reply = client.get(path, {"q": text, "words": "yes"})

    assert reply.status_code in (200, 400)
    if reply.status_code == 200 and path.startswith("/api"):
        assert reply.json()["count"] < SearchEntry.objects.count()


@pages
def test_a_search_says_on_whose_word_its_results_rest(client):
    asked = "q=resolution&kind=document&as_of=2031-03-01"
    account = client.get(f"/api/v1/search/?{asked}").json()["meta"]

    said = "What holds “resolution” where kind is Document as of 1 March 2031"
    assert account["question"] == said
    assert account["coverage"] == {"exact": False, "columns": [], "never_empty": []}
    rows = account["sources"]["rows"]
    assert all(one["licence"] or one["licence"] is None for one in rows) and rows
    assert account["horizon"]["asked_beyond"] == "2031-03-01"
    assert "beyond" in {one["kind"] for one in account["holes"]}
    assert "meta" not in client.get("/api/v1/search/?q=resolution&meta=none").json()
    assert client.get("/search/?q=resolution&meta=none").status_code == 400


@pages
def test_a_search_tells_how_many_entries_have_what_narrows_it(client):
    """Of an entry without a region nobody finds out by asking for one."""
    published("state", "zzz")
    answer = client.get("/api/v1/search/?q=mission&region=oceania").json()

    (column,) = answer["meta"]["coverage"]["columns"]
    held = SearchEntry.objects.exclude(regions="")
    kinds = set(held.values_list("kind", flat=True))
    assert (column["known"], column["of"]) == (
        held.count(),
        SearchEntry.objects.filter(kind__in=kinds).count(),
    )


@pages
def test_a_search_that_finds_nothing_says_of_how_many_documents_the_text_is_held(client):
    published("document", "bare")
    account = client.get("/api/v1/search/?q=nowhereatall").json()["meta"]

    assert account["is_true_zero"] is False
    assert account["searched"] == {"rows": SearchEntry.objects.count()}
    (hole,) = account["holes"]
    assert (hole["kind"], hole["parameter"]) == ("not_held", "q")


@pages
@pytest.mark.parametrize("meta", ["", "&meta=full"])
def test_the_account_of_a_search_asks_no_more_for_more_results(client, meta):
    counts = {queries(client, f"/api/v1/search/?q=made&page_size={size}{meta}") for size in (1, 3)}
    assert len(counts) == 1


@pages
def test_all_that_a_search_and_a_check_name_is_had_from_the_api(client):
    found = client.get("/api/v1/search/?q=made&page_size=100").json()
    named = client.get("/api/v1/search/?q=MALPHA").json()
    text = {"text": "S/RES/1 (1999) set up MALPHA."}
    checked = client.post("/api/v1/check/", text).json()
    links = [link for one in checked["results"] for link in one["links"]]
    addresses = {one["api"] for one in [*found["results"], *named["candidates"], *links]}

    assert links and named["candidates"]
    for address in addresses:
        assert client.get(address).status_code == 200, address
