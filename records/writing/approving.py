"""What somebody else says to a proposal: it is published as it is put together with what was
published meanwhile, or goes back to its author with a comment."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from records.content.canonical import Content, contents_of
from records.content.facts import FactBatch, fact_key, held_rows
from records.content.forms import content_in
from records.content.kept_rows import REMOVED, KeptReader, kept_facts
from records.content.merging import Clash, merge
from records.content.problems import Problem, Refused
from records.groups import APPROVE, WITHDRAW
from records.models import Batch, Proposal, ProposalState, Revision, RevisionState
from records.models.ownership import fact_models
from records.writing.chain import latest_sealed, locked_head, now
from records.writing.handing_in import Person, remark
from records.writing.publishing import propose, publish


@dataclass(frozen=True)
class ProposalStanding:
    """A proposed revision put together with what is held now; `hindrance` says what stands
    against publishing it, if anything does."""

    proposed: Revision
    revision: Revision  # to be published: the same, or on top of what was published meanwhile
    clashes: list[Clash] = field(default_factory=list)
    hindrance: str = ""

    @property
    def stands_against(self) -> bool:
        return bool(self.clashes or self.hindrance)

    @property
    def is_merged(self) -> bool:
        """Whether others published the record meanwhile, and both fit together."""
        return self.revision is not self.proposed and not self.clashes


def may_approve(proposal: Proposal, by: Person) -> str:
    """Why somebody may not approve or return it; empty for who may."""
    if not by.has_perm(APPROVE):
        return "You may not approve what others hand in."
    if by.get_username() == proposal.author:
        return "You wrote it: somebody else has to approve it."
    last = proposal.version(proposal.attempt)
    if not by.has_perm(WITHDRAW) and last.filter(state=RevisionState.WITHDRAWN).exists():
        return "It takes a record out. Who may withdraw records can approve it."
    return ""


def approve(proposal: Proposal, *, attempt: int, by: Person) -> Sequence[Revision]:
    """Publishes the version that was seen, with author and approver. Raises Refused, and Stale."""
    with transaction.atomic():
        locked_head()
        seen = _seen(proposal, attempt, by)
        last = list(seen.version(attempt).prefetch_related("batch_changes"))
        standing = caught_up(last)
        if problems := _problems(standing):
            raise Refused(problems)
        revisions = [one.revision for one in standing]
        for revision in revisions:
            revision.proposal = seen
        sealed = publish(revisions, _facts(last), approver=by.get_username())
        if not sealed:  # others published the same meanwhile: it is done
            seen.moved(ProposalState.PUBLISHED, now(), attempt)
        return sealed


def give_back(proposal: Proposal, comment: str, *, attempt: int, by: Person) -> None:
    """Returns the version that was seen to its author, who is told why. Raises Refused."""
    with transaction.atomic():
        seen = _seen(proposal, attempt, by)
        remark(seen, comment, by=by)
        seen.moved(ProposalState.RETURNED, now(), attempt)


def _seen(proposal: Proposal, attempt: int, by: Person) -> Proposal:
    """The proposal, locked. Raises Refused where it moved on, or is not for this person."""
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    told = may_approve(locked, by)
    if (locked.state, locked.attempt) != (ProposalState.IN_REVIEW, attempt):
        told = "It has moved on meanwhile: look at it again."
    if told:
        raise Refused([Problem(str(locked), "", told)])
    return locked


def caught_up(revisions: Sequence[Revision]) -> list[ProposalStanding]:
    """Proposed revisions beside what is held now: as many questions for many as for a few.

    Their batches of rows have to be prefetched.
    """
    of_kind: dict[str, list[Revision]] = defaultdict(list)
    for revision in revisions:
        of_kind[revision.record_kind].append(revision)
    found: dict[tuple[str, str], ProposalStanding] = {}
    for kind, mine in of_kind.items():
        last = latest_sealed(kind, [one.slug for one in mine])
        fresh = [one for one in mine if one.base_version == _version(last.get(one.slug))]
        found |= {one.named: ProposalStanding(one, one) for one in fresh}
        behind = [one for one in mine if one.named not in found]
        found |= _merged(kind, behind, last) if behind else {}
    return [found[one.named] for one in revisions]


def _version(revision: Revision | None) -> int:
    return revision.version or 0 if revision else 0


def _merged(
    kind: str, behind: Sequence[Revision], last: dict[str, Revision]
) -> dict[tuple[str, str], ProposalStanding]:
    slugs = [one.slug for one in behind]
    held, bases = contents_of(kind, slugs), Revision.objects.bases_of(behind)
    return {
        one.named: _put_together(
            one,
            last.get(one.slug),
            bases.get((*one.named, one.base_version)),
            held.get(one.slug),
        )
        for one in behind
    }


def _put_together(
    revision: Revision, last: Revision | None, base: Revision | None, held: Content | None
) -> ProposalStanding:
    if last is None or held is None or base is None or base.state == RevisionState.WITHDRAWN:
        return _hindered(revision, "The record was withdrawn or made anew since.")
    since = f"{last.author} published version {last.version} since."
    if revision.state == RevisionState.WITHDRAWN:
        return _hindered(revision, f"{since} Whoever withdraws it has to see that.")
    batches = _batches(revision)
    if batches is None:
        told = f"{since} It changed the same rows of a large table: they have to be made anew."
        return _hindered(revision, told)
    tables = {batch.model.batch for batch in batches}
    sides = (content_in(base), held, content_in(revision))
    before, theirs, mine = (_without_batches(side, tables) for side in sides)
    merged = merge(before, theirs, mine)
    for batch in batches:
        batch.seal_in(merged.content)
    fresh = propose(
        merged.content,
        base_version=last.version or 0,
        author=revision.author,
        origin=revision.origin,
        reason=revision.reason,
    )
    fresh.made_at = revision.made_at
    return ProposalStanding(revision, fresh, merged.clashes)


def _hindered(revision: Revision, why: str) -> ProposalStanding:
    return ProposalStanding(revision, revision, hindrance=why)


def _problems(standing: Sequence[ProposalStanding]) -> list[Problem]:
    problems = []
    for one in standing:
        name = ":".join(one.revision.named)
        if one.hindrance:
            problems.append(Problem(name, "", f"{one.hindrance} Return it to its author."))
        text = "Both changed it, and not alike. Return it: its author is asked which value stays."
        problems += [Problem(name, clash.path, text) for clash in one.clashes]
    return problems


def _facts(revisions: Sequence[Revision]) -> list[FactBatch]:
    """Whole tables as they become by the rows that came and went with the revisions."""
    return [batch for revision in revisions for batch in _batches(revision) or ()]


def _batches(revision: Revision) -> list[FactBatch] | None:
    """The tables of a source with the rows that came and went; None where a row that went is not
    held any more, or one that came has another beside it."""
    models = {model.batch: model for model in fact_models()}
    batches = []
    for change in revision.batch_changes.all():
        model = models[change.table]
        rows = {fact_key(model, row): row for _, row in held_rows(model, revision.slug)}
        for sign, row in kept_facts(model, KeptReader(change.packed), revision.form):
            key = fact_key(model, row)
            if rows.get(key) != (row if sign == REMOVED else None):
                return None
            if sign == REMOVED:
                del rows[key]
            else:
                rows[key] = row
        batches.append(FactBatch(model, revision.slug, list(rows.values())))
    return batches


def _without_batches(content: Content, tables: Collection[str]) -> Content:
    """A source without what it says of tables that are put together by their rows."""
    held = content["owned"].get(Batch.collection, ())
    rest = [row for row in held if row["table"] not in tables]
    return content | {"owned": content["owned"] | {Batch.collection: rest}}
