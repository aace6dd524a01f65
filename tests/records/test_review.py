"""Review by two: handed in, approved by somebody else or returned, and never seen before that."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from peacekb.management.commands.add_editor import Command
from records.content.problems import Refused
from records.models import Proposal, Revision
from records.writing.approving import approve, give_back
from records.writing.handing_in import HandedIn, discard, hand_in
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import form_of, published
from tests.records.reviewing import drafted, handed_in, headquarters, last, page_of, person, press
from tests.records.test_curation import change_address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_first_account_is_an_administrator_and_the_next_an_editor(monkeypatch, capsys):
    monkeypatch.setattr(Command, "_password", lambda self: "a long made-up word")
    for name in ("first", "second"):
        call_command("add_editor", name)
    call_command("add_editor", "third", group="Drafters")

    said = capsys.readouterr().out
    groups = {one.username: one.groups.get().name for one in User.objects.all()}
    assert groups == {"first": "Administrators", "second": "Editors", "third": "Drafters"}
    assert "belongs to Administrators" in said and "once somebody else approves" in said


# From a draft to the chain


def test_what_is_handed_in_is_published_when_another_approves_it(of_group, mission):
    address = change_address(mission)
    author = of_group("Editors", "ann")
    data = form_of(author, address) | {"headquarters": "There", "reason": "it moved"}
    reply = author.post(address, data, follow=True)
    assert "once somebody else has approved it" in reply.content.decode()
    assert "Approve" not in reply.content.decode()
    assert headquarters() == "Here"
    assert "in review since" in author.get(address).content.decode()

    approver = of_group("Editors", "bob")
    page = approver.get(page_of(Proposal.objects.get())).content.decode()
    assert all(words in page for words in ("There", "Here", "it moved", "ann"))
    press(approver, Proposal.objects.get(), "_approve")

    sealed = last()
    assert (sealed.author, sealed.approver, sealed.reason) == ("ann", "bob", "it moved")
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.sequence) == ("published", sealed.sequence)
    assert headquarters() == "There"
    page = approver.get(page_of(proposal)).content.decode()
    undo = reverse("admin:records_revision_undo", args=[sealed.pk])
    assert "Approved by bob" in page and f'href="{undo}"' in page
    assert "in review" not in approver.get(address).content.decode()
    assert not list(problems())


def test_nobody_approves_their_own_change_by_whatever_way(of_group, mission):
    ada = person("ada", "Administrators")
    proposal = handed_in(ada, headquarters="There")

    reply = press(of_group("Administrators", "ada"), proposal, "_approve")
    assert "somebody else has to approve it" in reply.content.decode()
    with pytest.raises(Refused, match="somebody else"):
        approve(proposal, attempt=1, by=ada)
    with pytest.raises(Refused, match="somebody else"):
        publish(Revision.objects.open(), approver="ada")
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        Revision.objects.bulk_create([Revision(**_columns(last()) | {"approver": "tester"})])
    assert headquarters() == "Here"


def _columns(revision):
    """Of another link of the chain that says the same."""
    columns = {one.attname: getattr(revision, one.attname) for one in revision._meta.fields}
    return columns | {"id": None, "sequence": revision.sequence + 1}


def test_what_an_administrator_publishes_alone_says_why(mission):
    with pytest.raises(IntegrityError, match="alone_says_why"), transaction.atomic():
        columns = _columns(last()) | {"origin": "admin", "reason": ""}
        Revision.objects.bulk_create([Revision(**columns)])


def test_a_returned_proposal_is_handed_in_again_as_its_next_version(of_group, mission):
    proposal = handed_in(person("ann"), headquarters="There")
    reply = press(of_group("Editors", "bob"), proposal, "_return")
    assert "Write what you have to say" in reply.content.decode()
    press(of_group("Editors", "bob"), proposal, "_return", "Which street?")

    author = of_group("Editors", "ann")
    page = author.get(page_of(proposal)).content.decode()
    assert "Which street?" in page and "back with its author" in page
    (address,) = re.findall(r'href="([^"]+\?draft=\d+)"', page)
    data = form_of(author, address) | {"headquarters": "There, Main Street"}
    author.post(address, data)

    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.attempt) == ("in_review", 2)
    earlier = author.get(page_of(proposal), {"version": "1"}).content.decode()
    assert "There" in earlier and "Main Street" not in earlier
    approve(proposal, attempt=2, by=person("bob"))
    assert headquarters() == "There, Main Street"


def test_a_second_draft_of_a_record_is_a_new_version_of_the_first(ann, bob, mission):
    drafted(ann, headquarters="There")
    drafted(ann, headquarters="Elsewhere")
    drafted(bob, headquarters="Nowhere")

    kept = {one.author: (one.state, one.attempt) for one in Proposal.objects.all()}
    assert kept == {"ann": ("draft", 2), "bob": ("draft", 1)}
    assert len(Revision.objects.open()) == 2
    assert Revision.objects.filter(sequence=None, author="ann").count() == 2


def test_a_draft_of_what_is_in_review_takes_it_back(ann, bob, mission):
    proposal = handed_in(ann, headquarters="There")
    assert drafted(ann, headquarters="Perhaps there") == proposal
    proposal.refresh_from_db()

    assert (proposal.state, proposal.attempt) == ("returned", 2)
    with pytest.raises(Refused, match="moved on"):
        approve(proposal, attempt=2, by=bob)


def test_only_the_version_that_was_seen_is_approved(ann, bob, mission):
    proposal = handed_in(ann, headquarters="There")
    handed_in(ann, headquarters="Elsewhere")

    for refused in (approve, lambda one, **told: give_back(one, "No.", **told)):
        with pytest.raises(Refused, match="moved on"):
            refused(proposal, attempt=1, by=bob)
    assert headquarters() == "Here"


def test_a_draft_ends_when_its_author_publishes_it_alone(editor, mission):
    address = change_address(mission)
    data = form_of(editor, address)
    editor.post(address, data | {"headquarters": "There", "_draft": "1"})
    editor.post(address, data | {"headquarters": "There"})

    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.sequence) == ("published", last().sequence)
    assert last().approver == ""


def test_what_changes_nothing_is_not_handed_in(ann, mission):
    assert handed_in(ann) is None
    assert hand_in([], by=ann) == HandedIn()
    assert not Proposal.objects.exists()


def test_what_is_wrong_is_told_when_it_is_handed_in_and_nothing_is_kept(ann, mission):
    with pytest.raises(Refused, match="leads nowhere"):
        handed_in(ann, owned={"gaps": [{"field": "colour", "why": "unknown"}]})
    assert not Proposal.objects.exists()
    assert not list(problems())


def test_its_author_alone_discards_a_proposal_and_it_stays_readable(of_group, mission):
    proposal = handed_in(person("ann"), headquarters="There")
    press(of_group("Editors", "bob"), proposal, "_discard")
    assert Proposal.objects.get().state == "in_review"

    press(of_group("Editors", "ann"), proposal, "_discard")
    assert Proposal.objects.get().state == "discarded"
    page = of_group("Editors", "bob").get(page_of(proposal)).content.decode()
    assert "There" in page and "_approve" not in page
    with pytest.raises(Refused, match="while it is open"):
        discard(proposal, by=person("ann"))


def test_a_comment_is_seen_on_the_page_with_its_author_and_version(of_group, mission):
    proposal = handed_in(person("ann"), headquarters="There")
    press(of_group("Drafters", "dora"), proposal, "_remark", "Is <b>that</b> so?")

    page = of_group("Editors", "ann").get(page_of(proposal)).content.decode()
    assert "Is &lt;b&gt;that&lt;/b&gt; so?" in page and "dora on" in page


def test_who_approves_sees_what_readers_never_see(of_group, mission):
    """A page that may lead to a better one is for editors only; it is approved all the same."""
    leader = {"post": "head_of_mission", "person": "A Made-up Person", "starts_on": "2002-01-01"}
    leader |= {"evidence": "found", "dates_recalled": "none", "source": "library"}
    published("source", "library")
    rows = [leader | {"lead": "https://example.org/lead"}]
    proposal = handed_in(person("ann"), owned={"leaders": rows})

    assert "example.org" in of_group("Editors", "bob").get(page_of(proposal)).content.decode()
