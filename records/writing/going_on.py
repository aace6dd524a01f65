"""What an author writes beside what they proposed of the same record already, so that a new version
of the proposal loses nothing of the one before."""

from collections.abc import Sequence

from records.content.forms import content_in
from records.content.merging import merge
from records.content.problems import Problem, Refused
from records.models import Revision, RevisionState
from records.writing.publishing import propose


def beside_own(revisions: Sequence[Revision]) -> list[Revision]:
    """Unsaved drafts of one author, each put together with what they propose of it already.

    One that goes on with that says so (`continues`) and stays as it is. Raises Refused where both
    say something of the same.
    """
    named = {one.named for one in revisions}
    open_ones = Revision.objects.open().filter(
        author__in={one.author for one in revisions}, slug__in={slug for _, slug in named}
    )
    own = {one.named: one for one in open_ones.prefetch_related("batch_changes")}
    bases = Revision.objects.bases_of(own.values()) if own.keys() & named else {}
    return [
        one
        if one.named not in own or one.continues == own[one.named].pk
        else _put_together(one, own[one.named], bases)
        for one in revisions
    ]


def _put_together(
    revision: Revision, own: Revision, bases: dict[tuple[str, str, int], Revision]
) -> Revision:
    base = bases.get((*own.named, own.base_version))
    if base is None or own.base_version != revision.base_version or own.batch_changes.all():
        raise _refused(own)
    if any(one.state == RevisionState.WITHDRAWN for one in (base, own, revision)):
        raise _refused(own)
    merged = merge(content_in(base), content_in(own), content_in(revision))
    if merged.clashes:
        raise _refused(own)
    return propose(
        merged.content,
        base_version=revision.base_version,
        author=revision.author,
        origin=revision.origin,
        reason=revision.reason or own.reason,
    )


def _refused(own: Revision) -> Refused:
    text = (
        "You proposed something of it already, and this does not go with it: go on with that, or "
        "discard it, under «Waits for me» or «My drafts»."
    )
    return Refused([Problem(":".join(own.named), "", text)])
