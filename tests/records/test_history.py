import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from knowledge.models import Topic
from legal.models import Vote
from records.models import Proposal, ProposalState, Revision
from records.models.proposal import STEPS
from records.writing.chain import now
from records.writing.handing_in import save_draft
from records.writing.proof import broken_links, differing_batches, differing_records
from records.writing.publishing import propose
from tests.make import content, published
from tests.world import world

pytestmark = pytest.mark.django_db


def test_a_whole_world_verifies(capsys):
    world()

    call_command("verify_history")

    assert "all links follow, tables as published" in capsys.readouterr().out


@pytest.mark.parametrize("column", ["content", "reason", "author", "state", "chain_hash"])
def test_a_published_revision_cannot_be_changed(column):
    published("topic")

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(**{column: "x" * 9})


def test_a_draft_never_changes_either():
    save_draft(propose(content("topic", "t"), base_version=0, author="ann"))
    for column in ("content", "author", "approver"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.update(**{column: "x"})


@pytest.mark.parametrize("after", ProposalState.values)
@pytest.mark.parametrize("before", ProposalState.values)
def test_a_proposal_goes_no_way_but_its_own(before, after):
    Proposal.objects.create(author="ann", state=before, made_at=now(), since=now())
    if before == after or after in STEPS.get(before, ()):
        Proposal.objects.update(state=after)
    else:
        with pytest.raises(IntegrityError, match="does not go this way"), transaction.atomic():
            Proposal.objects.update(state=after)


def test_a_deleted_revision_breaks_the_chain():
    for _ in range(3):
        published("topic")
    Revision.objects.filter(sequence=2).delete()

    found = " ".join(broken_links())

    assert "The chain jumps from 1 to 3." in found
    assert "does not follow from the one before" in found


def test_the_last_revision_cannot_be_deleted_unseen():
    published("topic")
    Revision.objects.all().delete()

    assert list(broken_links()) == ["The head says revision 1, the chain ends at 0."]


def test_a_row_changed_behind_the_back_of_publishing_is_found():
    published("topic", "t")
    Topic.objects.filter(slug="t").update(references="slipped in")

    assert list(differing_records()) == ["topic t is not in the tables as it was last published."]
    with pytest.raises(CommandError, match="2 problems found"):  # the row, and what is searched
        call_command("verify_history")


def test_a_vote_changed_behind_the_back_of_publishing_is_found():
    world()
    Vote.objects.update(position="no")

    assert list(differing_batches()) == ["votes of library are not as they were published."]


def test_triggers_that_are_missing_are_reported():
    from django.core.checks import run_checks
    from django.db import connection

    assert not [one for one in run_checks(databases=["default"]) if "E001" in (one.id or "")]
    table = " ON records_revision" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER records_revision_sealed{table}")

    found = [one.msg for one in run_checks(databases=["default"]) if one.id == "records.E001"]
    assert found == ["Trigger records_revision_sealed is missing on records_revision."]
