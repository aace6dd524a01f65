"""Citations pin what they cite, and the base says whether it still holds it."""

import json
import re

import pytest

from records.models import Record, Revision
from records.writing.handing_in import save_draft
from records.writing.publishing import propose, propose_withdrawal, publish
from tests.make import content, published, published_version, revise
from tests.pages import page_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FORMS = ("bib", "ris", "json")


def files_of(page):
    return {
        form: re.search(rf'href="([^"]*/cite/[^"]*\.{form})"', page)[1].replace("&amp;", "&")
        for form in FORMS
    }


def hash_of(record_kind, slug):
    return Revision.objects.of(record_kind, slug).sealed().last().content_hash


def verified(client, record, hash_given):
    return client.get("/verify/", {"record": record, "hash": hash_given})


def answer(reply):
    assert reply.status_code == 200
    return re.search(r'class="big">(.*?)</p>', reply.content.decode(), re.DOTALL)[1]


def again(one, **values):
    changed = one | values
    publish([propose(changed, base_version=published_version(one), author="edith")])


def test_each_record_is_cited_with_its_version_hash_and_address_in_every_form(client):
    world()
    for record in Record.objects.all():
        address = record.get_absolute_url()
        page = page_of(client, address)
        told = hash_of(record.record_kind, record.slug)
        assert told in page, address
        for target in files_of(page).values():
            text = client.get(target).content.decode()
            assert told in text, target
            assert f"http://testserver{address}" in text, target
            assert "Version 1" in text, target


def test_the_forms_are_well_made(client):
    published("topic", "odd", name="100 % of {R&D}: «Ü_1»")
    bib, ris, csl = (
        client.get(f"/cite/topics/odd.{form}").content.decode() for form in ("bib", "ris", "json")
    )

    assert r"title = {{100 \% of \{R\&D\}: «Ü\_1»}}" in bib
    assert bib.startswith("@misc{peacekb-topics-odd-v1,\n")
    lines = ris.split("\r\n")
    assert (lines[0], lines[-2]) == ("TY  - DATA", "ER  - ")
    assert "TI  - 100 % of {R&D}: «Ü_1»" in lines
    (item,) = json.loads(csl)
    assert item["title"] == "100 % of {R&D}: «Ü_1»"
    assert item["author"] == [{"literal": "PeaceKB"}]
    assert len(item["issued"]["date-parts"][0]) == 3


def test_a_page_of_a_day_is_cited_as_of_that_day(client):
    world()
    page = page_of(client, "/missions/mission-alpha/?as_of=2001-01-01")
    bib = client.get("/cite/missions/mission-alpha.bib?as_of=2001-01-01").content.decode()

    for text in (page, bib):
        assert "as of 1 January 2001" in text
        assert "/missions/mission-alpha/?as_of=2001-01-01" in text


def test_reference_managers_read_title_date_and_address(client):
    world()
    page = page_of(client, "/missions/mission-alpha/")

    for name in ("title", "author", "publication_date", "public_url"):
        assert re.search(rf'<meta name="citation_{name}" content="[^"]+">', page), name


def test_a_list_is_cited_with_what_it_is_narrowed_to(client):
    world()
    page = page_of(client, "/missions/?category=un_peacekeeping")
    text = re.search(r'id="cite".*?</section>', page, re.DOTALL)[0]

    assert "Category: UN peacekeeping operation" in text
    assert "http://testserver/missions/?category=un_peacekeeping" in text
    bib = client.get("/cite/missions.bib?category=un_peacekeeping").content.decode()
    assert "http://testserver/missions/?category=un_peacekeeping" in bib


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cite/topics/none.bib", 404),
        ("/cite/topics/odd.doc", 404),
        ("/cite/things/odd.bib", 404),
        ("/cite/things.bib", 404),
        ("/cite/topics/odd.bib?colour=blue", 400),
        ("/cite/topics/ODD.bib", 301),
        ("/cite/topics/gone.bib", 410),
    ],
)
def test_what_cannot_be_cited_is_refused(client, address, status):
    published("topic", "odd")
    withdraw(published("topic", "gone"))

    assert client.get(address).status_code == status


def withdraw(record):
    draft = propose_withdrawal(
        record, base_version=record.version, author="edith", reason="It was doubled"
    )
    publish([draft])


def test_what_was_cited_is_the_same(client):
    published("topic", "one", name="A name")
    whole = hash_of("topic", "one")

    for record in ("topic:one", "topics:one", "TOPIC:One"):
        for told in (whole, whole[:12], whole.upper()):
            assert answer(verified(client, record, told)).startswith("The same.")


def test_what_changed_is_told_with_the_fields_that_differ(client):
    first = content("topic", "one", name="A name")
    publish(revise(first))
    cited = hash_of("topic", "one")
    again(first, name="Another name")
    again(first, name="A third name")
    reply = verified(client, "topic:one", cited)

    assert answer(reply).startswith("Changed since. What was cited is version 1")
    page = reply.content.decode()
    assert "held is version 3" in page
    assert 'href="/history/topics/one/#version-3"' in page
    assert "A name" in page and "A third name" in page
    assert "Another name" not in page


def test_what_came_back_to_the_content_cited_is_the_same(client):
    first = content("topic", "one", name="A name")
    publish(revise(first))
    cited = hash_of("topic", "one")
    again(first, name="Another name")
    again(first)

    assert answer(verified(client, "topic:one", cited)).startswith("The same.")


def test_what_was_withdrawn_is_told_with_the_reason(client):
    record = published("topic", "one", name="A name")
    cited = hash_of("topic", "one")
    withdraw(record)
    reply = verified(client, "topic:one", cited)

    assert answer(reply).startswith("Withdrawn. A name was taken out")
    assert "It was doubled" in reply.content.decode()


def test_an_unknown_hash_or_record_is_told_in_words(client):
    published("topic", "one")

    assert answer(verified(client, "topic:one", "0" * 64)).startswith("Not known. No version of")
    assert answer(verified(client, "topic:two", "0" * 64)).startswith("Not known. No record")


def test_a_draft_is_no_version(client):
    one = content("topic", "one", name="A name")
    publish(revise(one))
    draft = save_draft(propose(one | {"name": "Hidden"}, base_version=1, author="x"))
    reply = verified(client, "topic:one", draft.content_hash)

    assert answer(reply).startswith("Not known. No version of")
    assert "Hidden" not in reply.content.decode()


@pytest.mark.parametrize(
    "query",
    ["record=topic:one", "record=one&hash=000000000000", "record=topic:one&hash=0000",
     "record=topic:one&hash=xyz", "hash=000000000000", "record=:one&hash=000000000000"],
)  # fmt: skip
def test_half_a_citation_is_refused(client, query):
    published("topic", "one")

    assert client.get(f"/verify/?{query}").status_code == 400


def test_search_engines_read_only_what_is_held(client):
    world()
    for record in Record.objects.all():
        page = page_of(client, record.get_absolute_url())
        told = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])

        assert told["name"] == record.name
        assert told["url"] == f"http://testserver{record.get_absolute_url()}"
        assert told["@type"] in TYPES[record.record_kind]
        assert all(value not in ("", None) for value in told.values()), told


TYPES = {
    "state": {"Place"},
    "organization": {"Organization"},
    "party": {"Thing"},
    "document": {"Legislation", "CreativeWork", "Report", "Book"},
    "conflict": {"Event"},
    "mission": {"Event"},
    "topic": {"DefinedTerm"},
    "case_study": {"Thing"},
    "process": {"Thing"},
    "comparison": {"Thing"},
    "article": {"Article"},
    "claim": {"ClaimReview"},
    "source": {"Dataset", "CreativeWork"},
}


def test_a_day_known_by_year_is_told_as_a_year(client):
    days = {"starts_on": "1990-01-01", "starts_precision": "year", "ends_precision": "unknown"}
    published("conflict", "war", **days)
    page = page_of(client, "/conflicts/war/")
    told = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])

    assert told["startDate"] == "1990"
    assert "endDate" not in told


def test_no_name_ends_the_data_block(client):
    published("topic", "odd", name="</script><script>alert(1)</script>")

    assert b"<script>alert" not in client.get("/topics/odd/").content
