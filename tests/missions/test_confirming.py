"""What rules read of a document is confirmed on one page, each action beside its paragraph."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.models import Document
from missions.models import MandateAction
from records.models import Proposal, Revision
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.missions.stating import document
from tests.records.reviewing import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = reverse("admin:missions_mandateaction_confirm")
ALONE = {"_publish": "1"}
OPENING, SAVING = 26, 136  # queries; saving opens the page too


def acts(*paragraphs, coding="by_rule"):
    return [
        {
            "mission": "xmis",
            "action": "extend",
            "effective_on": "2001-02-01",
            "until": "2002-01-31",
            "paragraph": paragraph,
            "rank": rank,
            "coding": coding,
        }
        for rank, paragraph in enumerate(paragraphs, start=1)
    ]


def paragraph(slug, number, text):
    place = {"document": slug, "rank": int(number), "kind": "operative", "number": number}
    return place | {"anchor": f"op{number}", "text": text}


@pytest.fixture(scope="module", autouse=True)
def two_documents(shared_base):
    older = document("s-res-1", "2001-01-31", mandate_actions=acts("1", "2"))
    newer = document("s-res-2", "2002-01-31", mandate_actions=acts("7"))
    texts = [paragraph("s-res-1", "1", "Prolongs the mandate of Mission X by a made-up year;")]
    publish_with_facts(content("mission", "xmis", name="Mission X"), older, newer, paragraphs=texts)


@pytest.fixture
def alone(client):
    client.force_login(person("edith", "Administrators"))
    return client


def shown(client, slug=""):
    return client.get(ADDRESS, {"document": slug} if slug else {})


def post(client, slug, *marked, **more):
    asked = shown(client, slug)
    keys = [one.key for one in asked.context["actions"]]
    data = {"seen_version": asked.context["document"].version, "holds": [keys[at] for at in marked]}
    return client.post(f"{ADDRESS}?document={slug}", data | more)


def codings(slug="s-res-1"):
    rows = MandateAction.objects.filter(document__slug=slug).order_by("rank")
    return list(rows.values_list("coding", flat=True))


def test_the_newest_document_comes_first_and_the_next_is_older(alone):
    first = shown(alone)
    assert first.context["document"].slug == "s-res-2"
    assert first.context["left"] == 2
    assert first.context["next"] == f"{ADDRESS}?document=s-res-1"
    assert shown(alone, "s-res-1").context["next"] == ADDRESS


def test_an_action_stands_beside_the_paragraph_that_it_was_read_in(alone):
    page = shown(alone, "s-res-1").content.decode()
    assert "Extends: Mission X, until 2002-01-31" in page
    assert "paragraph 1</b> Prolongs the mandate of Mission X by a made-up year;" in page
    assert "Paragraph 2: its text is not held here." in page


def test_what_is_marked_is_confirmed_and_the_rest_waits_on(alone):
    reply = post(alone, "s-res-1", 1, **ALONE)
    assert reply.status_code == 302 and reply.url == ADDRESS
    assert codings() == ["by_rule", "confirmed"]
    sealed = Revision.objects.sealed().latest("sequence")
    assert (sealed.author, sealed.reason) == ("edith", "Read in the text and confirmed: 2")
    assert [one.paragraph for one in shown(alone, "s-res-1").context["actions"]] == ["paragraph 1"]


def test_without_a_mark_nothing_is_written(alone):
    before = Revision.objects.count()
    page = post(alone, "s-res-1", **ALONE)
    assert "Nothing is marked." in page.content.decode()
    assert (Revision.objects.count(), codings()) == (before, ["by_rule", "by_rule"])


def test_who_may_only_draft_hands_in_and_the_document_leaves_the_line(client):
    client.force_login(person("dora", "Drafters"))
    post(client, "s-res-2", 0)
    assert codings("s-res-2") == ["by_rule"]
    assert Proposal.objects.count() == 1
    assert shown(client).context["document"].slug == "s-res-1"


def test_a_document_that_changed_meanwhile_is_shown_again(alone):
    asked = shown(alone, "s-res-1")
    data = {"seen_version": 1, "holds": [asked.context["actions"][0].key]} | ALONE
    publish(revise(document("s-res-1", "2001-01-31", mandate_actions=acts("1", "3"))))
    page = alone.post(f"{ADDRESS}?document=s-res-1", data)
    assert "Somebody changed the document meanwhile" in page.content.decode()
    assert codings() == ["by_rule", "by_rule"]


def test_a_row_that_no_rule_read_cannot_be_marked(alone):
    data = {"seen_version": 1, "holds": "made up"} | ALONE
    assert "Somebody changed" in alone.post(f"{ADDRESS}?document=s-res-1", data).content.decode()


def test_readers_have_no_such_page(client):
    assert client.get(ADDRESS).status_code == 302  # to sign in


def test_when_nothing_is_left_the_page_says_so(alone):
    post(alone, "s-res-1", 0, 1, **ALONE)
    post(alone, "s-res-2", 0, **ALONE)
    assert "Every action that a rule read was confirmed" in shown(alone).content.decode()
    assert shown(alone, "no-such").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_as_much_for_one_action_as_for_three(alone, rows):
    numbers = [str(number) for number in range(1, rows + 1)]
    publish(revise(document("s-res-1", "2001-01-31", mandate_actions=acts(*numbers))))
    with CaptureQueriesContext(connection) as opening:
        shown(alone, "s-res-1")
    with CaptureQueriesContext(connection) as saving:
        post(alone, "s-res-1", *range(rows), **ALONE)
    assert codings() == ["confirmed"] * rows
    assert len(opening) <= OPENING
    assert len(saving) <= SAVING
    assert Document.objects.get(slug="s-res-1").version == 3
