"""How what an editor says goes on its way: the one door from every form and job of the admin."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractUser

from records.content.facts import FactBatch
from records.models import Revision
from records.writing.publishing import publish


def hand_in(
    revisions: Sequence[Revision], *, user: AbstractUser, facts: Iterable[FactBatch] = ()
) -> list[Revision]:
    """Publishes the drafts together, and answers with what was sealed. Raises Stale and Refused."""
    return publish(revisions, facts)
