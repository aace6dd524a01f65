"""A claim gets a new verdict on one page: verdict, correction and evidence in one save."""

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knowledge.models import Claim
from records.models import Citation, Proposal, Revision
from records.writing.approving import approve
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import article_content, content, revise
from tests.records.reviewing import person
from tests.typed_pages import errors_at, opened

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALONE = {"_publish": "1"}
MOST = {"opening": 25, "saving": 130}  # queries
ADDRESS = "/admin/knowledge/claim/verdict/"
FILLED = {
    "verdict": "contradicted",
    "corrected_statement": "Nobody did.",
    "reason": "The pact says otherwise",
    "ground-1-cited": "pact#2(4)",
    "ground-1-locator": "first sentence",
    "ground-1-stance": "contradicts",
}


@pytest.fixture(scope="module", autouse=True)
def claims(shared_base):
    provisions = [
        {"number": number, "rank": rank} for rank, number in enumerate(["2(4)", "7", "VII"], 1)
    ]
    held = [{"document": "report", "locator": "page 7", "stance": "supports"}]
    other = [{"document": "report", "locator": f"page {at}", "stance": "context"} for at in "123"]
    passages = [{"section": "A1", "paragraph": 2, "sentence": 3, "kind": "prose"}]
    publish(
        revise(
            content("source", "library", name="The Made-up Library"),
            content("document", "report", name="A report", kind="report", symbol="A/1"),
            content(
                "document", "pact", name="A pact", kind="treaty", owned={"provisions": provisions}
            ),
            article_content("one", "A1", passages=passages),
            content(
                "claim",
                "xx-001",
                name="All kept the pact",
                summary="Everybody has honoured it since.",
                section="one#A1",
                passages=["one#A1,2,3"],
                verdict="supported",
                owned={"evidence": held},
            ),
            content("claim", "xx-002", section="one#A1", owned={"evidence": other}),
        )
    )


@pytest.fixture
def alone(client):
    client.force_login(person("edith", "Administrators"))
    return client


def filled(client, code="XX-001", **values):
    return opened(client.get(ADDRESS, {"claim": code}).context["asked"]) | FILLED | values


def post(client, data, code="XX-001"):
    return client.post(f"{ADDRESS}?claim={code}", data)


def claim():
    return Claim.objects.get(code="XX-001")


def evidence():
    rows = claim().evidence.values_list("document__slug", "provision__number", "locator", "stance")
    return sorted(rows, key=str)


def test_one_save_writes_the_verdict_and_what_it_rests_on(alone):
    reply = post(alone, filled(alone, **ALONE, checked_on="2020-02-03"))

    assert reply.status_code == 302, errors_at(reply)
    held = claim()
    assert (held.verdict, held.corrected_statement) == ("contradicted", "Nobody did.")
    assert (held.confidence, str(held.checked_on)) == ("high", "2020-02-03")
    assert evidence() == [
        ("report", None, "page 7", "supports"),
        (None, "2(4)", "first sentence", "contradicts"),
    ]
    assert Revision.objects.latest("pk").reason == "The pact says otherwise"
    assert not Citation.objects.filter(record__slug="xx-001").exists()
    assert [*problems()] == []


def test_what_a_drafter_hands_in_is_public_once_another_approves_it(client):
    client.force_login(person("dora", "Drafters"))
    reply = post(client, filled(client))
    proposal = Proposal.objects.get()
    assert reply.headers["Location"].endswith(f"/proposal/{proposal.pk}/change/")
    assert "Nobody did" not in Client().get("/claims/XX-001/").content.decode()

    approve(proposal, attempt=1, by=person("bob"))

    assert "Nobody did" in Client().get("/claims/XX-001/").content.decode()
    assert [*problems()] == []


def test_who_may_not_draft_is_shown_nothing(client):
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}?claim=XX-001", {}).status_code == 403


REFUSED = {
    "nothing to say instead": ({"corrected_statement": ""}, "corrected_statement", "holds instead"),
    "a correction of what holds": (
        {"verdict": "supported"}, "corrected_statement", "nothing to correct"
    ),
    "a month for a day": ({"checked_on": "2020-02"}, "checked_on", "write the day too"),
    "a day to come": ({"checked_on": "2150-02-03"}, "checked_on", "yet to come"),
    "no reason": ({"reason": ""}, "reason", "required"),
    "a document that nobody knows": (
        {"ground-1-cited": "Nowhere"}, "ground-1-cited", "no document 'Nowhere'"
    ),
    "a provision that is not there": (
        {"ground-1-cited": "pact#9"}, "ground-1-cited", "nor a provision"
    ),
    "a name of two": (
        {"ground-1-cited": "A pact, 7"}, "ground-1-cited", "'pact#7' or 'pact#VII'"
    ),
    "a place in nothing": ({"ground-1-cited": ""}, "ground-1-cited", "In which document"),
    "the same twice": (
        {"ground-1-cited": "A/1", "ground-1-locator": "page 7"}, "ground-1-cited", "stands twice"
    ),
    "no evidence": (
        {"ground-1-cited": "", "ground-1-locator": ""}, "proof-source", "where you read it"
    ),
    "a version that is not the last": ({"seen_version": "0"}, "__all__", "Others published"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_told_where_it_was_typed_and_nothing_is_lost_or_written(alone, case):
    values, place, told = REFUSED[case]
    data = filled(alone, **ALONE, **{"proof-new_publisher": "A press"}) | values
    before = Revision.objects.count()

    reply = post(alone, data)

    assert reply.status_code == 200
    found = errors_at(reply)
    assert list(found) == [place] and told in found[place]
    assert Revision.objects.count() == before
    page = reply.content.decode()
    assert "all that you typed stands" in page
    assert data["corrected_statement"] in page and "A press" in page


def test_a_source_that_is_no_document_is_cited_for_the_verdict(alone):
    typed = {"ground-1-cited": "", "ground-1-locator": "", "proof-locator": "p. 3"}
    typed |= {"proof-new_name": "A Made-up Study", "proof-new_kind": "article"}

    reply = post(alone, filled(alone, **ALONE) | typed)

    assert reply.status_code == 302, errors_at(reply)
    cited = Citation.objects.filter(source__slug="a-made-up-study", locator="p. 3")
    assert set(cited.values_list("record__slug", flat=True)) == {"xx-001"}
    assert "verdict" in cited.values_list("field", flat=True)
    assert len(evidence()) == 1


def test_what_is_taken_out_goes_and_what_is_cited_for_the_verdict_is_not_passed_over(alone):
    reply = post(alone, filled(alone, **ALONE, **{"ground-0-DELETE": "on"}))
    assert reply.status_code == 302, errors_at(reply)
    assert [row[1] for row in evidence()] == ["2(4)"]
    cited = {"field": "verdict", "source": "library", "locator": "p. 1"}
    held = content("claim", "xx-002", section="one#A1", owned={"citations": [cited]})
    publish(revise(held))

    reply = post(alone, filled(alone, "XX-002", **ALONE), "XX-002")

    assert "Something is cited for it" in " ".join(map(str, reply.context["messages"]))


def test_more_rows_keep_what_was_typed(alone):
    page = post(alone, filled(alone, _more_ground="1"))

    assert len(page.context["asked"].grounds.forms) == 10
    assert 'value="pact#2(4)"' in page.content.decode()
    assert claim().verdict == "supported"


def test_a_claim_is_found_by_its_number_and_by_words_of_what_it_says(alone):
    page = alone.get(ADDRESS, {"claim": "xx-001"}).content.decode()
    assert "paragraph 2, sentence 3" in page and "Everybody has honoured it since." in page

    for words in ("kept pact", "everybody honoured"):
        page = alone.get(ADDRESS, {"claim": words}).content.decode()
        assert '<a href="?claim=XX-001">' in page and "XX-002" not in page

    form = alone.get(ADDRESS, {"claim": "nowhere at all"}).context["form"]
    assert "There is no claim" in form.errors["claim"][0]


def queries_of(client, step, code, many):
    """How many questions opening or saving asks with so many rows; nothing stays."""
    rows = {
        f"ground-{at + 3}-cited": f"pact#{key}" for at, key in enumerate(["VII", "2(4)"][:many])
    }
    data = filled(client, code, **rows) | {"ground-1-locator": "p. 9"}
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        chosen = {"claim": code}
        reply = client.get(ADDRESS, chosen) if step == "opening" else post(client, data, code)
        transaction.set_rollback(True)
    assert reply.status_code == (200 if step == "opening" else 302), errors_at(reply)
    return len(asked)


@pytest.mark.parametrize("step", ["opening", "saving"])
def test_three_rows_of_evidence_ask_as_many_questions_as_one(alone, step):
    queries_of(alone, step, "XX-001", 1)  # what is kept from then on

    few, many = (queries_of(alone, step, *one) for one in (("XX-001", 0), ("XX-002", 2)))

    assert many <= few <= MOST[step]


def test_the_desk_and_the_form_of_a_claim_lead_to_it(alone):
    assert ADDRESS in alone.get("/admin/").content.decode()
    form = reverse("admin:knowledge_claim_change", args=[claim().pk])
    assert f"{ADDRESS}?claim=XX-001" in alone.get(form).content.decode()
