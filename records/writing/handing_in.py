"""What somebody proposes: kept as a draft, handed in for review, or published by who may alone.

What was handed in together is approved together: a `Proposal` owns it, in every version. Nothing
of it is written to the tables before somebody else approves it (`approving.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction

from records.content.facts import FactBatch
from records.content.problems import Problem, Refused
from records.groups import DRAFT, PUBLISH_ALONE
from records.models import BatchChange, Proposal, ProposalState, Remark, Revision
from records.writing.chain import now
from records.writing.going_on import beside_own
from records.writing.publishing import Tried, copied, publish, try_out


class Person(Protocol):
    """An account: who somebody is, and what they may do."""

    def get_username(self) -> str: ...

    def has_perm(self, perm: str) -> bool: ...


@dataclass(frozen=True)
class HandedIn:
    """What became of it: published, or waiting; neither where it says nothing new."""

    published: Sequence[Revision] = ()
    proposal: Proposal | None = None


def hand_in(
    revisions: Sequence[Revision],
    facts: Iterable[FactBatch] = (),
    *,
    by: Person,
    alone: bool = False,
) -> HandedIn:
    """Keeps unsaved drafts of one author until somebody else approves them; tried out before.

    `alone` asks to publish them at once: for who may, and says why. Raises Stale and Refused, as
    `publish` does.
    """
    facts = list(facts)
    if not revisions:
        return HandedIn()
    _refuse_strangers(revisions, by, alone)
    with transaction.atomic():
        revisions = beside_own(revisions)
        if alone:
            proposal = _open_proposal(revisions)
            if proposal and proposal.version(proposal.attempt).count() == len(revisions):
                for revision in revisions:
                    revision.proposal = proposal  # which ends with it
            return HandedIn(publish(revisions, facts))
        tried = try_out(revisions, facts)
        news = [one for one in revisions if one.named in tried]
        if not news:
            return HandedIn()
        return HandedIn(proposal=_kept(news, ProposalState.IN_REVIEW, tried))


def save_draft(revision: Revision) -> Revision:
    """Keeps an unsaved draft for later: a new version of what its author proposes already.

    What was in review is with its author again.
    """
    with transaction.atomic():
        (revision,) = beside_own([revision])
        _kept([revision], ProposalState.DRAFT, {})
    return revision


def discard(proposal: Proposal, *, by: Person) -> None:
    """Ends what its author proposed. Raises Refused."""
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if by.get_username() != locked.author or not locked.is_open:
            raise Refused([Problem(str(locked), "", "Only its author ends it, while it is open.")])
        locked.moved(ProposalState.DISCARDED, now(), locked.attempt)


def remark(proposal: Proposal, text: str, *, by: Person) -> None:
    """Adds to what is said on it while it is open. Raises Refused, for an empty text too."""
    if not text.strip():
        raise Refused([Problem(str(proposal), "", "Write what you have to say.")])
    if not proposal.is_open:
        raise Refused([Problem(str(proposal), "", "It has ended: nobody would read it.")])
    Remark.objects.create(
        proposal=proposal,
        attempt=proposal.attempt,
        author=by.get_username(),
        text=text.strip(),
        made_at=now(),
    )


def _refuse_strangers(revisions: Sequence[Revision], by: Person, alone: bool) -> None:
    told = ""
    if not by.has_perm(PUBLISH_ALONE if alone else DRAFT):
        told = "You may not publish it alone: hand it in." if alone else "You may not draft."
    elif any(one.author != by.get_username() for one in revisions):
        told = "Everybody hands in what they wrote themselves."
    elif alone and not all(one.reason for one in revisions):
        told = "Say why: nobody else looks at it before it is published."
    if told:
        raise Refused([Problem(":".join(revisions[0].named), "", told)])


def _open_proposal(revisions: Sequence[Revision]) -> Proposal | None:
    """What the author proposes already of all these records, locked."""
    first, wanted = revisions[0], {one.named for one in revisions}
    found = Proposal.objects.open().filter(author=first.author).about(*first.named)
    for proposal in found.select_for_update(of=("self",)):
        named = set(proposal.version(proposal.attempt).values_list("record_kind", "slug"))
        if wanted <= named:
            return proposal
    return None


def _kept(revisions: Sequence[Revision], state: str, tried: Tried) -> Proposal:
    """Saves the revisions as a version of their author's proposal, with its other revisions."""
    moment, proposal = now(), _open_proposal(revisions)
    rest: list[Revision] = []
    if proposal is None:
        author = revisions[0].author
        proposal = Proposal.objects.create(author=author, state=state, made_at=moment, since=moment)
    else:
        fresh = {one.named for one in revisions}
        last = proposal.version(proposal.attempt).prefetch_related("batch_changes")
        rest = [one for one in last if one.named not in fresh]
        proposal.moved(_following(proposal, state), moment, proposal.attempt + 1)
    for revision in revisions:
        revision.proposal, revision.attempt = proposal, proposal.attempt
    place = {"proposal": proposal, "attempt": proposal.attempt}
    kept = {one: copied(one, **place) for one in rest}
    Revision.objects.bulk_create([*revisions, *kept.values()])
    BatchChange.objects.bulk_create(
        BatchChange(revision=revision, table=table, packed=rows.packed)
        for revision in revisions
        for table, rows in tried.get(revision.named, {}).items()
    )
    BatchChange.objects.bulk_create(
        BatchChange(revision=copy, table=one.table, packed=one.packed)
        for revision, copy in kept.items()
        for one in revision.batch_changes.all()
    )
    return proposal


def _following(proposal: Proposal, state: str) -> str:
    """Keeping a draft of what was handed in takes it back."""
    if state == ProposalState.IN_REVIEW:
        return state
    was = ProposalState(proposal.state)
    return ProposalState.RETURNED if was == ProposalState.IN_REVIEW else was
