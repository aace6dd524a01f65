"""Proposals beside what others publish, of several records at once, and the lists of them."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from legal.models import Vote
from missions.models import Mission
from records.content.facts import FactBatch, fact_columns
from records.content.problems import Refused
from records.models import Proposal, Record, Remark, Revision
from records.writing.approving import approve, give_back
from records.writing.handing_in import discard, hand_in, remark
from records.writing.proof import problems
from records.writing.publishing import propose_withdrawal, publish
from records.writing.undoing import undo
from tests.changing import publish_rows, votes
from tests.make import content, revise
from tests.records.reviewing import drafted, handed_in, headquarters, last, page_of, person, press
from tests.records.test_curation import change_address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


# What others publish meanwhile


def test_approving_keeps_what_was_published_meanwhile(of_group, mission):
    proposal = handed_in(person("ann"), headquarters="There")
    publish(revise(content("mission", "xmis", name="Renamed", headquarters="Here")))

    bob = of_group("Editors", "bob")
    assert "Others published the record meanwhile" in bob.get(page_of(proposal)).content.decode()
    press(bob, proposal, "_approve")

    held = Mission.objects.get()
    assert (held.name, held.headquarters, held.version) == ("Renamed", "There", 3)
    assert not list(problems())


def test_what_both_changed_is_shown_with_both_values_and_can_only_be_returned(of_group, mission):
    proposal = handed_in(person("ann"), headquarters="There")
    publish(revise(content("mission", "xmis", name="Mission X", headquarters="Elsewhere")))

    bob = of_group("Editors", "bob")
    page = bob.get(page_of(proposal)).content.decode()
    assert all(f"<td>{value}</td>" in page for value in ("Here", "Elsewhere", "There"))
    assert "_approve" not in page and "_return" in page
    assert "Both changed it" in press(bob, proposal, "_approve").content.decode()
    assert headquarters() == "Elsewhere"
    press(bob, proposal, "_return", "See what was published since.")

    ann = of_group("Editors", "ann")
    draft = Revision.objects.open().get()
    shown = ann.get(f"{change_address(mission)}?draft={draft.pk}").content.decode()
    assert 'name="clash-headquarters"' in shown


def test_what_others_published_alike_meanwhile_needs_no_revision(ann, bob, mission):
    proposal = handed_in(ann, headquarters="There")
    publish(revise(content("mission", "xmis", name="Mission X", headquarters="There")))

    assert approve(proposal, attempt=1, by=bob) == []
    proposal.refresh_from_db()
    assert (proposal.state, proposal.sequence) == ("published", None)


def test_a_withdrawal_waits_and_is_not_approved_over_what_came_since(ann, mission):
    rev, other = person("rev", "Reviewers"), person("other", "Reviewers")
    taken = propose_withdrawal(mission, base_version=1, author="rev", reason="twice")
    proposal = hand_in([taken], by=rev).proposal
    with pytest.raises(Refused, match="Who may withdraw"):
        approve(proposal, attempt=1, by=ann)
    assert Mission.objects.exists()
    publish(revise(content("mission", "xmis", name="Renamed")))
    with pytest.raises(Refused, match="published version 2 since"):
        approve(proposal, attempt=1, by=other)
    discard(proposal, by=rev)

    again = propose_withdrawal(mission, base_version=2, author="rev", reason="twice")
    approve(hand_in([again], by=rev).proposal, attempt=1, by=other)
    assert not Mission.objects.exists()
    assert (last().state, last().author, last().approver) == ("withdrawn", "rev", "other")
    assert not list(problems())


# What is proposed together


def test_what_is_handed_in_together_is_approved_together(ann, bob):
    publish(revise(*(content("topic", slug) for slug in ("one", "two", "three"))))
    together = [content("topic", slug, summary="More.") for slug in ("one", "two", "three")]
    proposal = hand_in(revise(*together, author="ann"), by=ann).proposal
    (changed,) = revise(content("topic", "two", summary="Still more."), author="ann")
    changed.continues = proposal.version(1).get(slug="two").pk
    assert hand_in([changed], by=ann).proposal == proposal

    approve(proposal, attempt=2, by=bob)

    summaries = dict(Record.objects.values_list("slug", "summary"))
    assert summaries == {"one": "More.", "two": "Still more.", "three": "More."}
    sealed = Revision.objects.sealed().filter(approver="bob")
    assert len({one.sealed_at for one in sealed}) == 1
    assert not list(problems())


def test_one_that_cannot_be_approved_holds_all_back(ann, bob):
    publish(revise(*(content("topic", slug) for slug in ("one", "two"))))
    together = [content("topic", slug, summary="Mine.") for slug in ("one", "two")]
    proposal = hand_in(revise(*together, author="ann"), by=ann).proposal
    publish(revise(content("topic", "two", summary="Theirs.")))

    with pytest.raises(Refused, match="Both changed it"):
        approve(proposal, attempt=1, by=bob)
    assert Record.objects.get(slug="one").summary == ""


def held_votes():
    return dict(Vote.objects.values_list("state__slug", "position"))


def rows_of(**positions):
    columns = [column.name for column in fact_columns(Vote)]
    told = [row | {"basis": "as_recorded"} for row in votes(**positions)]
    return [tuple(row[name] for name in columns) for row in told]


def undone_votes(by):
    """An import of votes, whose undoing is handed in."""
    publish_rows(votes=votes(aaa="yes", bbb="no"))
    publish_rows(votes=votes(aaa="no", ccc="yes"))
    found = undo([last()], author=by.username, reason="of another year")
    return hand_in(found.drafts, found.facts, by=by).proposal


def test_rows_of_a_large_table_wait_with_what_they_were_handed_in_with(
    of_group, parliament, ann, bob
):
    proposal = undone_votes(ann)
    assert held_votes() == {"aaa": "no", "ccc": "yes"}
    page = of_group("Editors", "bob").get(page_of(proposal)).content.decode()
    assert "Votes: 2 rows come, 2 go." in page
    told = re.findall(r"<li>(Comes|Goes): .*?State: (?:<a[^>]*>)?([^<·]+).*?Position: (\w+)", page)
    assert len(told) == 4 and {what for what, *_ in told} == {"Comes", "Goes"}
    assert {position for *_, position in told} == {"Yes", "No"}

    approve(proposal, attempt=1, by=bob)
    assert held_votes() == {"aaa": "yes", "bbb": "no"}
    assert (last().author, last().approver) == ("ann", "bob")
    assert not list(problems())


def test_rows_that_a_later_import_overtook_are_made_anew(parliament, ann, bob):
    proposal = undone_votes(ann)
    publish_rows(votes=votes(aaa="abstain"))

    with pytest.raises(Refused, match="made anew"):
        approve(proposal, attempt=1, by=bob)
    assert held_votes() == {"aaa": "abstain"}


def test_rows_that_nobody_else_touched_are_put_together_with_those_of_others(
    of_group, parliament, ann, bob
):
    publish_rows(votes=votes(aaa="yes"))
    batch = FactBatch(Vote, "press", [*rows_of(aaa="yes"), *rows_of(bbb="no")])
    press_content = content("source", "press", name="Press", summary="Mine.", owned={})
    batch.seal_in(press_content)
    proposal = hand_in(revise(press_content, author="ann"), [batch], by=ann).proposal
    publish_rows(votes=votes(aaa="yes", ccc="abstain"))
    page = of_group("Editors", "bob").get(page_of(proposal)).content.decode()
    assert "Others published the record meanwhile" in page and "made anew" not in page

    approve(proposal, attempt=1, by=bob)

    assert held_votes() == {"aaa": "yes", "bbb": "no", "ccc": "abstain"}
    assert Record.objects.get(slug="press").summary == "Mine."
    assert not list(problems())


def test_what_was_approved_is_undone(ann, bob, mission):
    approve(handed_in(ann, headquarters="There"), attempt=1, by=bob)
    found = undo([last()], author="bob", reason="it did not")
    approve(hand_in(found.drafts, found.facts, by=bob).proposal, attempt=1, by=ann)

    assert headquarters() == "Here"
    assert (last().author, last().approver) == ("bob", "ann")


# What waits, and what it costs


def shown_to(client, group, name):
    found = _signed(client, group, name).get(WAITS).context["cl"].result_list
    return [(one.author, one.state) for one in found]


def _signed(client, group, name):
    client.force_login(person(name, group))
    return client


WAITS = "/admin/records/proposal/?waits=me"


def test_everybody_sees_what_waits_for_them_the_oldest_first(client, ann, bob, mission):
    handed_in(ann, headquarters="There")
    handed_in(bob, headquarters="Elsewhere")
    give_back(handed_in(bob, headquarters="No"), "Why?", attempt=2, by=ann)
    drafted(person("dora", "Drafters"), headquarters="Nowhere")

    assert shown_to(client, "Editors", "ann") == []
    assert shown_to(client, "Editors", "bob") == [("ann", "in_review"), ("bob", "returned")]
    assert shown_to(client, "Editors", "cy") == [("ann", "in_review")]
    assert shown_to(client, "Drafters", "dora") == [("dora", "draft")]
    assert ">Waits for me: 2<" in _signed(client, "Editors", "bob").get("/admin/").content.decode()


def asked(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def proposals_of(number, by):
    """Proposals of one record each, new ones."""
    slugs = [f"t-{by.username}-{number}-{at}" for at in range(number)]
    return [hand_in(revise(content("topic", one), author=by.username), by=by) for one in slugs]


@pytest.mark.parametrize("address", [WAITS, "/admin/", "/admin/records/proposal/"])
def test_lists_ask_as_much_for_three_proposals_as_for_one(client, ann, address):
    _signed(client, "Editors", "bob").get(address)
    counts = []
    for number in (1, 2):
        proposals_of(number, ann)
        counts.append(asked(lambda: client.get(address)))
    assert counts[0] == counts[1]


def test_review_asks_as_much_for_three_records_as_for_one_beside_publishing(client, ann, bob):
    counts = []
    for number in (1, 1, 3):  # the first fills what is kept
        slugs = [f"s-{len(counts)}-{at}" for at in range(number)]
        publish(revise(*(content("topic", one) for one in slugs)))
        changed = revise(*(content("topic", one, summary="More.") for one in slugs), author="ann")
        handing = asked(lambda changed=changed: hand_in(changed, by=ann))
        since = revise(*(content("topic", one, references="Since.") for one in slugs))
        publishing = asked(lambda since=since: publish(since))
        proposal = Proposal.objects.latest("pk")
        _signed(client, "Editors", "bob")
        looking = asked(lambda proposal=proposal: client.get(page_of(proposal)))
        approving = asked(lambda proposal=proposal: approve(proposal, attempt=1, by=bob))
        counts.append((handing - publishing, looking, approving - publishing))
    assert counts[1] == counts[2]


def test_an_empty_comment_is_none(ann, mission):
    proposal = handed_in(ann, headquarters="There")
    with pytest.raises(Refused, match="Write what you have to say"):
        remark(proposal, "  ", by=ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.create(
            proposal=proposal, attempt=1, author="ann", text="", made_at=proposal.made_at
        )
