"""What people may try to do in the admin, each with whether it was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import Group, User
from django.urls import reverse

from knowledge.models import Topic
from records.models import (
    Job,
    JobState,
    Proposal,
    ProposalState,
    Report,
    ReportState,
    Revision,
)
from records.writing.approving import approve, give_back
from records.writing.chain import now
from records.writing.handing_in import discard, hand_in
from records.writing.publishing import propose_withdrawal, publish
from records.writing.undoing import undo
from tests.make import form_of
from tests.records.reviewing import drafted, handed_in, page_of, person
from tests.records.test_curation import change_address

ME, OTHER = "me", "other"
Deed = Callable[[object], bool]  # tried with the client of «me»


@contextmanager
def writing(name) -> Iterator[User]:
    """Whoever it is may draft for a moment: the right may have been taken away since."""
    if name == OTHER:
        yield person(OTHER)
        return
    groups = User.objects.get(username=ME).groups
    held = list(groups.all())
    groups.set(Group.objects.filter(name="Drafters"))
    yield User.objects.get(username=ME)
    groups.set(held)


def proposal_of(name, state) -> Proposal:
    helper = person("helper", "Reviewers")
    with writing(name) as by:
        if state == ProposalState.DRAFT:
            return drafted(by, headquarters="There")
        proposal = handed_in(by, headquarters="There")
    if state == ProposalState.RETURNED:
        give_back(proposal, "Why?", attempt=1, by=helper)
    elif state == ProposalState.PUBLISHED:
        approve(proposal, attempt=1, by=helper)
    elif state == ProposalState.DISCARDED:
        discard(proposal, by=by)
    return proposal


def pressed(button, name, state) -> Deed:
    """A button of the page of a proposal, whether it is shown or not."""

    def deed(client):
        proposal = proposal_of(name, state)
        data = {button: "1", "comment": "So.", "attempt": proposal.attempt}
        client.post(page_of(proposal), data)
        after = Proposal.objects.get(pk=proposal.pk)
        return after.state != state or after.remarks.filter(author=ME).exists()

    return deed


def of_job(button, name, state) -> Deed:
    def deed(client):
        job = Job.objects.create(table="sources", file_name="x.csv", author=name, state=state)
        address = reverse("admin:records_job_change", args=[job.pk])
        client.post(address, {button: "1"})
        return Job.objects.get(pk=job.pk).state != state

    return deed


def answered(button, state) -> Deed:
    def deed(client):
        report = Report(record_kind="mission", slug="xmis", version=1, message="Wrong.")
        report.state, report.made_at = state, now()
        if state != ReportState.NEW:
            report.answer, report.answered_by, report.answered_at = "No.", OTHER, now()
        report.make_key()
        report.save()
        address = reverse("admin:records_report_change", args=[report.pk])
        client.post(address, {"answer": "It is so.", button: "1"})
        return Report.objects.get(pk=report.pk).answer == "It is so."

    return deed


def sent(**pressed) -> Deed:
    """The form of a topic, changed and sent with this button."""

    def deed(client):
        address = change_address(Topic.objects.get())
        reply = client.get(address)
        data = form_of(client, reply) if reply.status_code == 200 else {}
        data.pop("_publish", None)
        client.post(address, data | {"summary": "Mine.", "reason": "so"} | pressed)
        if "_publish" in pressed:
            return Topic.objects.get().summary == "Mine."
        return Revision.objects.filter(author=ME, sequence=None).exists()

    return deed


def without_a_reason(client):
    return sent(_publish="1", reason="")(client)


def withdrawal_handed_in(client):
    address = change_address(Topic.objects.get()).replace("change", "delete")
    client.post(address, {"post": "yes", "reason": "twice"})
    return Proposal.objects.filter(author=ME).exists()


def withdrawal_approved(client):
    by = person(OTHER, "Reviewers")
    topic = Topic.objects.get()
    taken = [propose_withdrawal(topic, base_version=1, author=OTHER, reason="twice")]
    proposal = hand_in(taken, by=by).proposal
    client.post(page_of(proposal), {"_approve": "1", "attempt": "1"})
    return not Topic.objects.exists()


def withdrawn_by_another():
    topic = Topic.objects.get()
    taken = propose_withdrawal(topic, base_version=1, author=OTHER, reason="twice")
    return publish([taken])[0]


def undone_at(revision, client):
    address = reverse("admin:records_revision_undo", args=[revision.pk])
    reply = client.get(address)
    seen = reply.context["seen"] if reply.status_code == 200 else ""
    client.post(address, {"seen": seen, "reason": "so", "_hand_in": "1"})


def brought_back(client):
    undone_at(withdrawn_by_another(), client)
    return Proposal.objects.filter(author=ME).exists()


def return_approved(client):
    """By whoever approves what another would bring back."""
    by = person(OTHER, "Reviewers")
    found = undo([withdrawn_by_another()], author=OTHER, reason="so")
    proposal = hand_in(found.drafts, by=by).proposal
    client.post(page_of(proposal), {"_approve": "1", "attempt": "1"})
    return Topic.objects.exists()


def changed_though_withdrawn(button) -> Deed:
    """A form that stood open while the record was withdrawn."""

    def deed(client):
        address = change_address(Topic.objects.get())
        reply = client.get(address)
        data = form_of(client, reply) if reply.status_code == 200 else {}
        withdrawn_by_another()
        client.post(address, data | {"summary": "Mine.", "reason": "so", button: "1"})
        client.post(address.replace("change", "delete"), {"post": "yes", "reason": "so"})
        return Topic.objects.exists() or Revision.objects.filter(author=ME).exists()

    return deed


CLOSED = (ProposalState.PUBLISHED, ProposalState.DISCARDED)
OPEN = [state for state in ProposalState if state not in CLOSED]
NOT_IN_REVIEW = [state for state in ProposalState if state != ProposalState.IN_REVIEW]
DECIDE = ("_approve", "_return")
UNCHECKED = [state for state in JobState if state != JobState.CHECKED]
ANSWERS = ("_answer", "_dismiss")

# By the line of the table in the docs: whatever is tried is done by who may, and by nobody else.
DEEDS: dict[str, list[Deed]] = {
    "drafts a change, hands it in": [sent(_draft="1"), sent(_save="1")],
    "discards their own proposal while it is open": [
        pressed("_discard", ME, state) for state in OPEN
    ],
    "discards what another proposed": [pressed("_discard", OTHER, state) for state in OPEN],
    "comments on an open proposal": [
        pressed("_remark", name, state) for state in OPEN for name in (ME, OTHER)
    ],
    "approves or returns what another handed in": [
        *(pressed(button, OTHER, ProposalState.IN_REVIEW) for button in DECIDE),
        return_approved,
    ],
    "approves or returns their own, or what is not in review": [
        *(pressed(button, ME, state) for button in DECIDE for state in ProposalState),
        *(pressed(button, OTHER, state) for button in DECIDE for state in NOT_IN_REVIEW),
    ],
    "adds to a proposal that has ended": [
        pressed(button, name, state)
        for button in ("_remark", "_discard")
        for state in CLOSED
        for name in (ME, OTHER)
    ],
    "brings a withdrawn record back, by undoing that": [brought_back],
    "changes or withdraws what is withdrawn already": [
        changed_though_withdrawn(button) for button in ("_save", "_draft", "_publish")
    ],
    "withdraws a record, or approves that": [withdrawal_handed_in, withdrawal_approved],
    "publishes alone, with a reason": [sent(_publish="1")],
    "publishes alone without a reason": [without_a_reason],
    "lets another's checked table be written": [of_job("approve", OTHER, JobState.CHECKED)],
    "lets their own checked table be written": [of_job("approve", ME, JobState.CHECKED)],
    "lets a table be written that was not checked": [
        of_job("approve", name, state) for name in (ME, OTHER) for state in UNCHECKED
    ],
    "answers a report of a reader": [answered(button, ReportState.NEW) for button in ANSWERS],
    "answers a report again": [
        answered(button, state)
        for button in ANSWERS
        for state in (ReportState.ANSWERED, ReportState.DISMISSED)
    ],
}
