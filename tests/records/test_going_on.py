"""What somebody writes beside what they proposed already loses nothing of it."""

import pytest
from django.urls import reverse

from records.content.canonical import contents_of
from records.content.problems import Refused
from records.models import Proposal, Record, Revision
from records.writing.handing_in import hand_in, save_draft
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, form_of, published, revise
from tests.records.reviewing import handed_in
from tests.records.test_curation import change_address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def said(by, **values):
    held = {"name": "Mission X", "headquarters": "Here"}
    return revise(content("mission", "xmis", **held | values), author=by.username)


def proposed():
    return Revision.objects.open().get()


def test_what_goes_with_it_becomes_its_next_version_with_both(ann, mission):
    handed_in(ann, headquarters="There")
    hand_in(said(ann, note="Read."), by=ann)

    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.attempt) == ("in_review", 2)
    assert '"headquarters":"There"' in proposed().content and '"Read."' in proposed().content


@pytest.mark.parametrize(
    "keep", [lambda one, by: hand_in(one, by=by), lambda one, _: save_draft(*one)]
)
def test_what_says_otherwise_is_refused_and_changes_nothing(ann, mission, keep):
    handed_in(ann, headquarters="There")
    with pytest.raises(Refused, match="go on with that, or discard it"):
        keep(said(ann, headquarters="Elsewhere"), ann)
    assert Proposal.objects.get().attempt == 1


def test_a_withdrawal_takes_the_place_of_no_change_that_waits(ann, mission):
    handed_in(ann, headquarters="There")
    taken = propose_withdrawal(Record.objects.get(), base_version=1, author="ann", reason="twice")
    with pytest.raises(Refused, match="go on with that, or discard it"):
        hand_in([taken], by=ann)
    assert not proposed().takes_out


def test_what_rests_on_another_version_than_it_is_refused(ann, mission):
    handed_in(ann, headquarters="There")
    publish(revise(contents_of("mission")["xmis"] | {"acronym": "XM"}))
    with pytest.raises(Refused, match="go on with that, or discard it"):
        hand_in(said(ann, acronym="XM", note="Read."), by=ann)


def test_an_undoing_keeps_what_its_author_proposed(of_group, ann, mission):
    publish(
        revise(content("mission", "xmis", name="Mission X", headquarters="Here", note="Wrong."))
    )
    last = Revision.objects.sealed().last()
    editor = of_group("Editors", "ann")
    handed_in(ann, headquarters="There", note="Wrong.")
    address = reverse("admin:records_revision_undo", args=[last.pk])
    seen = editor.get(address).context["seen"]

    editor.post(address, {"seen": seen, "reason": "a slip", "_hand_in": "1"})

    assert '"headquarters":"There"' in proposed().content and "Wrong." not in proposed().content


def test_a_form_that_was_opened_beside_the_own_draft_keeps_both_or_refuses(of_group, mission):
    editor, address = of_group("Editors", "ann"), change_address(mission)
    data = form_of(editor, address)
    editor.post(address, data | {"headquarters": "There", "_draft": "1"})

    editor.post(address, data | {"note": "Mine.", "_draft": "1"})
    assert '"headquarters":"There"' in proposed().content and "Mine." in proposed().content
    reply = editor.post(address, data | {"headquarters": "Elsewhere", "_save": "1"})
    page = reply.content.decode()
    assert "go on with that, or discard it" in page and "Elsewhere" in page

    again = f"{address}?draft={proposed().pk}"
    editor.post(again, form_of(editor, again) | {"headquarters": "Elsewhere", "_save": "1"})
    assert '"headquarters":"Elsewhere"' in proposed().content


def test_the_same_said_twice_is_no_contradiction(ann):
    published("topic", "one")
    for _ in range(2):
        hand_in(revise(content("topic", "one", summary="Said."), author="ann"), by=ann)
    assert Proposal.objects.count() == 1
