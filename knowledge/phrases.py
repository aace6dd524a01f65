"""Enumerations as sentences and headings say them, from either end of a relation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from knowledge.models import ClaimRelationKind, MentionRole, TopicRelationKind, Verdict
from records.common.languages import Words

VERDICT_MEANS: Mapping[str, Words] = {
    Verdict.SUPPORTED: _("The evidence says the same."),
    Verdict.IMPRECISE: _("The core holds, but scope, date, actor or term is wrong."),
    Verdict.DISPUTED: _("Credible sources disagree."),
    Verdict.CONTRADICTED: _("A primary source says otherwise."),
    Verdict.NOT_CHECKABLE: _(
        "No source can settle it: a judgement, a forecast, or a remark of the article about itself."
    ),
}

# How the owner of a relation stands to its target, and the target to the owner.
TOPIC_RELATIONS: Mapping[str, tuple[Words, Words]] = {
    TopicRelationKind.PART_OF: (_("Part of"), _("Has as its parts")),
    TopicRelationKind.LEADS_TO: (_("Leads to"), _("Follows from")),
    TopicRelationKind.HINDERS: (_("Hinders"), _("Hindered by")),
    TopicRelationKind.MITIGATES: (_("Mitigates"), _("Mitigated by")),
    TopicRelationKind.REQUIRES: (_("Requires"), _("Required by")),
    TopicRelationKind.DISTINGUISHED_FROM: (_("To be told from"), _("To be told from")),
    TopicRelationKind.RESTATES: (_("Restates"), _("Restated by")),
}
CLAIM_RELATIONS: Mapping[str, tuple[Words, Words]] = {
    ClaimRelationKind.RESTATES: (_("Says the same as"), _("Says the same as")),
    ClaimRelationKind.CONTRADICTS: (_("Contradicts"), _("Contradicts")),
    ClaimRelationKind.TENSION: (_("Stands in tension with"), _("Stands in tension with")),
    ClaimRelationKind.QUALIFIES: (_("Qualifies"), _("Qualified by")),
    ClaimRelationKind.DEPENDS_ON: (_("Depends on"), _("Is relied on by")),
    ClaimRelationKind.DISTINCT: (_("Easily taken for, yet not"), _("Easily taken for, yet not")),
}

MENTION_ROLES: Mapping[str, Words] = {
    MentionRole.SUBJECT: _("About"),
    MentionRole.OBJECT: _("Concerns too"),
    MentionRole.PLACE: _("Place"),
    MentionRole.TOPIC: _("Topics"),
    MentionRole.CHARACTERISED_AS: _("Labels the article gives"),
}


def in_words(
    phrases: Mapping[str, tuple[Words, Words]],
    outward: Iterable[tuple[str, Any]],
    inward: Iterable[tuple[str, Any]],
) -> list[tuple[str, list[Any]]]:
    """What something is tied to, under the words for each tie, in the order of `phrases`.

    `outward` and `inward` hold (kind, what) pairs; a tie that reads alike from both ends comes
    under one heading.
    """
    found: dict[str, list[Any]] = defaultdict(list)
    for side, pairs in enumerate((outward, inward)):
        for kind, what in pairs:
            found[str(phrases[kind][side])].append(what)
    headings = dict.fromkeys(str(words) for pair in phrases.values() for words in pair)
    return [(words, found[words]) for words in headings if words in found]
