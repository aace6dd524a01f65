"""What an answer with rows says of the columns asked, and how pages and the schema say it."""

import pytest

from peacekb.openapi import description
from tests.asking import CHARTER, ask, bare_records, columns, invoking, publish_all, queries, told
from tests.make import content, publish_with_facts, published
from tests.pages import between, page_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_answer_with_rows_tells_in_how_many_missions_somebody_held_the_role(client):
    bare_records()
    world(1)

    assert told(ask(client, "missions", lead="org-alpha")) == {"lead_actors": (1, 3)}


def test_tasks_are_known_of_missions_that_somebody_has_read(client):
    bare_records()
    world(1)

    assert told(ask(client, "missions", task="demining")) == {"mandate_statements": (1, 3)}


def test_a_short_answer_on_an_article_says_for_how_many_articles_are_known(client):
    publish_all(CHARTER, invoking("r-1", "VII"), invoking("r-2", "VII", "42"), invoking("r-3"))

    by_article = ask(client, "resolutions", provision="charter:42")
    by_chapter = ask(client, "resolutions", provision="charter:VII")

    assert told(by_article)["articles_invoked"] == (1, 3)  # of resolutions: the treaty is none
    assert told(by_chapter) == {"document_provisions": (2, 3)}


def test_an_answer_with_rows_names_columns_of_which_much_is_missing(client):
    publish_all(
        content("state", "aaa"),
        *(content("document", f"a-{at}", symbol=f"A/{at}", states=["aaa"]) for at in range(8)),
        *(content("document", f"b-{at}", symbol=f"B/{at}") for at in range(2)),
    )

    assert told(ask(client, "documents", concerned="AAA")) == {"states": (8, 10)}
    publish_all(content("document", "b-0", symbol="B/0", states=["aaa"]))
    assert told(ask(client, "documents", concerned="AAA")) == {}  # nine of ten will do
    assert columns(ask(client, "documents")) == []


@pytest.mark.parametrize("start", ["/api/v1/documents/", "/documents/"])
def test_an_answer_with_rows_asks_one_query_for_all_its_filters(client, start):
    counts = []
    for number in (1, 3):
        world(number)
        plain = queries(client, f"{start}?kind=resolution")
        one = queries(client, f"{start}?kind=resolution&year=1999")
        two = queries(client, f"{start}?kind=resolution&year=1999&adoption=vote")
        counts.append((one - plain, two - plain))

    assert counts == [(1, 1), (1, 1)]


@pytest.mark.parametrize("path", ["/documents/", "/resolutions/"])
def test_an_empty_page_says_in_words_how_many_are_known_and_leads_to_coverage(client, path):
    world(2)
    noun = path.strip("/")

    page = page_of(client, f"{path}?draft_symbol=zzz")

    assert f"Draft symbol is known for 0 of the 2 {noun} that fit the rest." in page
    assert 'href="/about/data/documents/"' in between(page, "Draft symbol is known", "</p>")


def test_a_page_with_rows_says_in_a_line_what_cannot_be_found(client):
    bare_records()
    world(2)

    page = page_of(client, "/missions/?host_state=AAA")

    assert "Host states are known for 2 of 5 missions; the others cannot be found this way." in page
    assert "are known for" not in page_of(client, "/missions/")


def test_of_resolutions_is_told_what_is_known_of_resolutions(client):
    world(2)
    publish_all(*(content("document", f"a-{at}", kind="treaty") for at in range(2)))

    assert told(ask(client, "documents", number="1")) == {"number": (2, 4)}
    assert told(ask(client, "resolutions", number="1")) == {}
    publish_all(content("document", "b", symbol="B"))
    assert told(ask(client, "resolutions", number="1")) == {"number": (2, 3)}
    page = page_of(client, "/resolutions/?number=1")
    assert "Number is known for 2 of 3 resolutions; the others cannot be found this way." in page


def test_of_what_hangs_on_records_is_told_what_is_known_of_those(client):
    """What nobody knows of a document without links keeps no link from being found."""
    lead = {"role": "lead", "actor": "organization:club", "source": "library"}
    link = {"kind": "cites", "to_symbol": "X", "coding": "by_rule"}
    month = {"month": "2000-01-01", "category": "troops", "deployed": 3}
    publish_with_facts(
        content("state", "aaa"),
        content("organization", "club"),
        content("document", "a", symbol="A", states=["aaa"]),
        *(content("document", slug, symbol=slug.upper()) for slug in ("b", "c")),
        content("mission", "xa", owned={"roles": [lead]}),
        *(content("mission", slug) for slug in ("xb", "xc")),
        document_links=[link | {"document": slug} for slug in ("a", "b")],
        strength=[month | {"mission": slug} for slug in ("xa", "xb")],
    )

    assert told(ask(client, "documents", concerned="AAA")) == {"states": (1, 3)}
    assert told(ask(client, "document-links", concerned="AAA")) == {"states": (1, 2)}
    assert told(ask(client, "missions", lead="club")) == {"lead_actors": (1, 3)}
    assert told(ask(client, "strengths", lead="club")) == {"lead_actors": (1, 2)}


@pytest.mark.parametrize("start", ["resolutions/?year=1999", "document-links/?concerned=AAA"])
def test_counting_a_part_asks_one_query_however_many_rows(client, start):
    counts = []
    for number in (1, 3):
        world(number)
        plain = queries(client, f"/api/v1/{start.split('?')[0]}")
        counts.append(queries(client, f"/api/v1/{start}") - plain)

    assert counts[0] == counts[1] <= 2  # one more finds the state that is named


def test_days_of_one_column_are_told_once_on_a_page(client):
    published("document", "a")

    page = page_of(client, "/documents/?adopted_on__gte=1999-01-01&adopted_on__lte=2000-01-01")

    assert (
        page.count("The day “adopted on” is known for 0 of the 1 document that fits the rest") == 1
    )


def test_the_description_of_the_api_tells_of_both():
    answers = description()["components"]["schemas"]

    account = answers["Account"]["properties"]
    described = account["coverage"]["properties"]["columns"]["items"]
    assert {*described["required"]} == {"parameter", "table", "field", "known", "of", "among"}
    assert account["searched"]["properties"].keys() == {"rows", "coverage"}
