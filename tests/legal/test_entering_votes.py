"""The votes of a document are entered member by member, with the members of its day filled in."""

import pytest
from django.urls import reverse

from legal.models import Document, Vote
from records.models import Citation, Proposal, Revision
from records.writing.approving import approve
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import content, revise
from tests.missions.extending import MEMBERS, PERMANENT, council_and_mission
from tests.records.reviewing import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SLUG = "s-res-1-2001"
READ = {"proof-source": "library", "proof-locator": "p. 4"}


@pytest.fixture(scope="module", autouse=True)
def base(shared_base):
    council_and_mission()
    last_year = {"organization": "un-sc", "kind": "elected", "source": "library"}
    last_year |= {"starts_on": "1999-01-01", "ends_on": "2000-12-31"}
    publish(revise(content("state", "zzz", name="Land Z", owned={"memberships": [last_year]})))


@pytest.fixture
def ann(client):
    client.force_login(person("ann", "Administrators"))
    return client


def address(slug=SLUG):
    return reverse("admin:legal_document_votes", args=[Document.objects.get(slug=slug).pk])


def filled(client, **values):
    shown = client.get(address()).context
    forms = [shown["ballot"], shown["evidence"]]
    data = {
        form[name].html_name: form[name].value() or "" for form in forms for name in form.fields
    }
    return data | {"reason": shown["reason"].value()} | READ | values


def held():
    return dict(Vote.objects.values_list("state__slug", "position"))


def test_the_members_of_the_day_stand_in_favour(ann):
    ballot = ann.get(address()).context["ballot"]

    assert [row.name for row in ballot.rows] == MEMBERS
    assert {row.value() for row in ballot.rows} == {"yes"}


def test_votes_totals_and_what_says_so_are_published_as_one_once_approved(client):
    client.force_login(person("dora", "Drafters"))
    reply = client.post(address(), filled(client, **{"votes-aab": "not_participating"}))
    assert reply.status_code == 302
    assert held() == {}

    approve(Proposal.objects.get(), attempt=1, by=person("bob"))

    assert held() == dict.fromkeys(MEMBERS, "yes") | {"aab": "not_participating"}
    document = Document.objects.get(slug=SLUG)
    assert (document.tally, document.not_participating, document.adoption) == ("9–0–0", 1, "vote")
    cited = Citation.objects.filter(record__slug=SLUG).values_list("field", "locator")
    assert set(cited) == {(name, "p. 4") for name in ("adoption", "in_favour", "not_participating")}
    assert [*problems()] == []
    assert client.get(address()).status_code == 404  # nothing waits to be entered any more


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param({"votes-manner": "later"}, "Say how it was adopted", id="nothing said"),
        pytest.param({f"votes-{PERMANENT}": "no"}, "would have been vetoed", id="a veto"),
        pytest.param({"votes-announced": "9-1-0"}, "the rows say 10–0–0", id="another result"),
        pytest.param({"proof-source": ""}, "Say which source", id="no source"),
        pytest.param({"reason": ""}, "required", id="no reason"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(ann, values, told):
    before = Revision.objects.count()

    page = ann.post(address(), filled(ann, _publish="1", **values))

    assert page.status_code == 200 and told in page.content.decode()
    assert (held(), Revision.objects.count()) == ({}, before)


def test_without_a_vote_is_said_of_the_document_alone(ann):
    reply = ann.post(address(), filled(ann, _publish="1", **{"votes-manner": "without_vote"}))

    assert reply.status_code == 302
    assert Document.objects.get(slug=SLUG).adoption == "without_vote" and held() == {}


def test_the_form_of_a_document_leads_there_while_its_votes_are_not_held(ann):
    pk = Document.objects.get(slug=SLUG).pk
    form = f"/admin/legal/document/{pk}/change/"
    assert address() in ann.get(form).content.decode()
    publish(revise(content("document", "treaty", kind="treaty", adopted_on="2001-01-01")))
    assert ann.get(address("treaty")).status_code == 404

    ann.post(address(), filled(ann, _publish="1"))

    assert len(held()) == 10
    assert address() not in ann.get(form).content.decode()
