"""A resolution is taken in from its file: read, shown, put right, and handed in in one save."""

import zlib

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import SearchEntry
from knowledge.search.indexing import differences
from legal.editing import from_file
from legal.models import Document, Paragraph, Sponsor
from records.models import Citation, Proposal, Revision
from records.writing.approving import approve
from records.writing.proof import problems
from records.writing.publishing import publish
from records.writing.undoing import published_with, undo
from tests.legal.texts import contradictions, council, texts, xml
from tests.make import revise
from tests.records.reviewing import person
from tests.typed_pages import errors_at, opened

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = "/admin/legal/document/from-file/"
NAME, SYMBOL = "S_RES_12_2001.xml", "S/RES/12 (2001)"
ALONE = {"_publish": "1"}
MOST = {"opening": 45, "saving": 170}  # queries
NEW = xml(
    SYMBOL,
    date="2001-05-04",
    meeting="S/PV.4300",
    draft="S/2001/5",
    title="Resolution 12 (2001) [on peace in Alandia]",
    sponsors="Alandia and Nowhere",
    subjects=[("S/", "THE SITUATION IN ALANDIA")],
    votes={"inFavour": ["ALANDIA"]},
    chapter="Chapter VII",
    operative=("Decides to extend the mandate set out in resolution 9 (2000);", "Decides to stop."),
)


@pytest.fixture(scope="module", autouse=True)
def _council(shared_base):
    council()
    publish(revise(from_file.SOURCE))


@pytest.fixture
def alone(client):
    client.force_login(person("edith", "Administrators"))
    return client


def read(client, data=NEW, name=NAME):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})


def filled(client, data=NEW, **values):
    page = read(client, data)
    context = page.context
    return opened(context["asked"]) | {"carried": context["found"].carried} | values


def made():
    return Document.objects.get(symbol=SYMBOL)


def test_what_the_file_says_is_shown_before_anything_is_written(alone):
    before = Revision.objects.count()

    page = read(alone).content.decode()

    for said in (SYMBOL, "peace in Alandia", "2001-05-04", "S/PV.4300", "1–0–0", "marked"):
        assert said in page
    assert "Extends, by rule" in page and "S/RES/9 (2000)" in page
    assert '<th scope="row">op2</th><td>Decides to stop.' in page
    assert "Nowhere" in page and "a state that the base knows" in page
    assert Revision.objects.count() == before


def test_one_save_writes_the_record_with_its_text_and_it_is_undone_as_one(alone):
    reply = alone.post(ADDRESS, filled(alone, **ALONE))

    assert reply.status_code == 302, errors_at(reply)
    held = made()
    assert (held.name, held.subject) == (f"{SYMBOL}: peace in Alandia", "peace in Alandia")
    assert (str(held.adopted_on), held.tally, held.chapter_vii) == ("2001-05-04", "1–0–0", "yes")
    assert [row[2] for row in texts(held.slug)] == ["formula", "pre1", "op1", "op2"]
    assert set(Paragraph.objects.values_list("source__slug", flat=True)) == {"unxml"}
    assert Sponsor.objects.get(document=held).state.slug == "aaa"
    cited = Citation.objects.get(record=held.record)
    assert (cited.source.slug, cited.locator) == ("unxml", NAME)
    assert alone.get(reply.headers["Location"]).status_code == 200
    assert [*problems()] == []

    last = Revision.objects.sealed().get(slug=held.slug)
    found = undo(published_with(last), author="rev", reason="a slip")
    publish(found.drafts, found.facts)

    assert not Document.objects.filter(symbol=SYMBOL).exists() and not Paragraph.objects.exists()


def test_what_search_has_of_other_texts_is_not_written_anew(alone):
    assert alone.post(ADDRESS, filled(alone, xml(), **ALONE)).status_code == 302
    others = SearchEntry.objects.filter(record__slug="s-res-9-2000")
    before = set(others.values_list("pk", flat=True))

    assert alone.post(ADDRESS, filled(alone, **ALONE)).status_code == 302

    assert before and set(others.values_list("pk", flat=True)) == before
    assert SearchEntry.objects.filter(record__slug="s-res-12-2001", words__contains="stop").exists()
    assert [*differences()] == []


def test_what_a_drafter_hands_in_is_public_once_another_approves_it(client):
    client.force_login(person("dora", "Drafters"))

    reply = client.post(ADDRESS, filled(client))

    proposal = Proposal.objects.get()
    assert reply.headers["Location"].endswith(f"/proposal/{proposal.pk}/change/")
    assert Client().get("/resolutions/s-res-12-2001/").status_code == 404
    assert not Paragraph.objects.exists()
    approve(proposal, attempt=1, by=person("bob"))
    assert "Decides to stop." in Client().get("/resolutions/s-res-12-2001/").content.decode()
    assert [*problems()] == []


def test_what_is_put_right_is_cited_and_what_the_file_says_is_cited_against_it(alone):
    right = {"subject": "calm in Alandia", "adopted_on": "2001-05-03", "situation": "Alandia"}
    right |= {"states": "Alandia; bbb"}
    data = filled(alone, **ALONE) | right
    assert "subject, adopted on" in errors_at(alone.post(ADDRESS, data))["proof-source"]

    reply = alone.post(ADDRESS, data | {"proof-source": "library", "proof-locator": "p. 3"})

    assert reply.status_code == 302, errors_at(reply)
    held = made()
    assert (held.name, str(held.adopted_on)) == (f"{SYMBOL}: calm in Alandia", "2001-05-03")
    assert "On 3 May 2001" in held.summary and "on calm in Alandia" in held.summary
    assert held.situation == "Alandia"
    assert sorted(held.states.values_list("slug", flat=True)) == ["aaa", "bbb"]
    assert contradictions(held.slug) == [
        ("adopted_on", "2001-05-04", False),
        ("subject", "peace in Alandia", False),
    ]
    fields = Citation.objects.filter(locator="p. 3").values_list("field", flat=True)
    assert sorted(fields) == ["adopted_on", "subject"]
    assert [*problems()] == []


def test_of_a_document_that_is_held_the_text_comes_and_nothing_else_changes(alone):
    page = read(alone, xml(date="2000-03-02"))
    assert page.context["asked"].correction is None
    assert "is held without its text" in page.content.decode()
    assert "2000-03-01" in page.content.decode()

    reply = alone.post(ADDRESS, filled(alone, xml(date="2000-03-02"), **ALONE))

    assert reply.status_code == 302, errors_at(reply)
    assert len(texts()) == 3
    assert ("adopted_on", "2000-03-02", True) in contradictions()
    assert str(Document.objects.get(slug="s-res-9-2000").adopted_on) == "2000-03-01"
    again = read(alone, xml(date="2000-03-02")).context["form"].errors["file"][0]
    assert "that of S/RES/9 (2000) is held already" in again


def entities(levels):
    """What would become 10 to the power of so many when it is expanded."""
    named = "".join(
        f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "boom"}">' for at in range(levels)
    )
    return f"<!DOCTYPE x [{named}]><x>&e{levels - 1};</x>".encode()


OTHERS = {
    "a PDF": (b"%PDF-1.7", "this is a PDF document"),
    "a page": (b"<!DOCTYPE html><html></html>", "this is a page in HTML"),
    "an archive": (b"PK\x03\x04rest", "an archive or an Office document"),
    "a line of JSON": (b'{"symbol": 1}', "this is JSON"),
    "words": (b"The Security Council,", "expected XML"),
    "other XML": (b"<x/>", "a statement in Akoma Ntoso"),
    "nothing": (b" ", "expected XML"),
    "another language": (xml(SYMBOL, language="fra"), "an English text"),
    "no symbol": (xml("E/2001/1"), "the symbol of a resolution"),
    "a bomb": (entities(12), "XML without a document type"),
    "a file of ours": (
        b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>' + NEW, "without a document type"
    ),
    "too much": (b"<x>" + b" " * from_file.MOST_BYTES, "at most 2 MB"),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHERS)
def test_a_file_of_another_kind_is_named_and_refused(alone, case):
    data, told = OTHERS[case]

    page = read(alone, data)

    assert page.status_code == 200
    assert told in page.context["form"].errors["file"][0]
    assert "root:" not in page.content.decode()


def test_what_this_base_has_not_signed_is_not_unpacked(alone):
    packed = signing.b64_encode(zlib.compress(b"[" + b" " * 50_000_000)).decode()
    none = alone.post(ADDRESS, {})

    page = alone.post(ADDRESS, {"carried": f".{packed}:1abcde:{'x' * 43}"})

    assert "choose it again" in page.context["form"].errors["file"][0]
    assert "an XML file" in none.context["form"].errors["file"][0]


REFUSED = {
    "no subject": ({"subject": ""}, "subject", "required"),
    "a day of another year": ({"adopted_on": "2002-05-04"}, "adopted_on", "The symbol says 2001"),
    "a month": ({"adopted_on": "2001-05"}, "adopted_on", "write the day too"),
    "a state that nobody knows": (
        {"states": "Alandia; Mars"},
        "states",
        "There is no state or territory 'Mars'",
    ),
    "no reason": ({"reason": ""}, "reason", "required"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_told_where_it_was_typed_and_nothing_is_lost_or_written(alone, case):
    values, place, told = REFUSED[case]
    data = filled(alone, **ALONE, **{"proof-new_publisher": "A press"}) | values
    before = Revision.objects.count()

    reply = alone.post(ADDRESS, data)

    assert told in errors_at(reply)[place]
    page = reply.content.decode()
    assert "all that you typed stands" in page and "A press" in page
    assert reply.context["found"].data == NEW
    assert Revision.objects.count() == before


def test_who_may_not_draft_is_shown_nothing(client):
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {}).status_code == 403


def queries_of(client, step, paragraphs):
    """How many questions reading or saving asks with so many paragraphs; nothing stays."""
    named = tuple(f"Recalls resolution 9 (2000) {at} times;" for at in range(paragraphs))
    data = xml(SYMBOL, date="2001-05-04", title="Resolution [on peace]", operative=named)
    posted = filled(client, data)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        reply = read(client, data) if step == "opening" else client.post(ADDRESS, posted)
        transaction.set_rollback(True)
    assert reply.status_code == (200 if step == "opening" else 302), errors_at(reply)
    return len(asked)


@pytest.mark.parametrize("step", ["opening", "saving"])
def test_three_paragraphs_ask_as_many_questions_as_one(alone, step):
    queries_of(alone, step, 1)  # what is kept from then on

    assert queries_of(alone, step, 3) <= queries_of(alone, step, 1) <= MOST[step]


def test_the_desk_leads_to_it(alone):
    assert ADDRESS in alone.get("/admin/").content.decode()
    assert alone.get(ADDRESS).status_code == 200
