"""Enumerations as sentences and headings say them, from either end of a relation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.models import ClaimRelationKind, MentionRole, TopicRelationKind, Verdict

VERDICT_MEANS: Mapping[str, str] = {
    Verdict.SUPPORTED: "The evidence says the same.",
    Verdict.IMPRECISE: "The core holds, but scope, date, actor or term is wrong.",
    Verdict.DISPUTED: "Credible sources disagree.",
    Verdict.CONTRADICTED: "A primary source says otherwise.",
    Verdict.NOT_CHECKABLE: "No source can settle it: a judgement, a forecast, or a remark of the "
    "article about itself.",
}

# How the owner of a relation stands to its target, and the target to the owner.
TOPIC_RELATIONS: Mapping[str, tuple[str, str]] = {
    TopicRelationKind.PART_OF: ("Part of", "Has as its parts"),
    TopicRelationKind.LEADS_TO: ("Leads to", "Follows from"),
    TopicRelationKind.HINDERS: ("Hinders", "Hindered by"),
    TopicRelationKind.MITIGATES: ("Mitigates", "Mitigated by"),
    TopicRelationKind.REQUIRES: ("Requires", "Required by"),
    TopicRelationKind.DISTINGUISHED_FROM: ("To be told from", "To be told from"),
    TopicRelationKind.RESTATES: ("Restates", "Restated by"),
}
CLAIM_RELATIONS: Mapping[str, tuple[str, str]] = {
    ClaimRelationKind.RESTATES: ("Says the same as", "Says the same as"),
    ClaimRelationKind.CONTRADICTS: ("Contradicts", "Contradicts"),
    ClaimRelationKind.TENSION: ("Stands in tension with", "Stands in tension with"),
    ClaimRelationKind.QUALIFIES: ("Qualifies", "Qualified by"),
    ClaimRelationKind.DEPENDS_ON: ("Depends on", "Is relied on by"),
    ClaimRelationKind.DISTINCT: ("Easily taken for, yet not", "Easily taken for, yet not"),
}

MENTION_ROLES: Mapping[str, str] = {
    MentionRole.SUBJECT: "About",
    MentionRole.OBJECT: "Concerns too",
    MentionRole.PLACE: "Place",
    MentionRole.TOPIC: "Topics",
    MentionRole.CHARACTERISED_AS: "Labels the article gives",
}


def in_words(
    phrases: Mapping[str, tuple[str, str]],
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
            found[phrases[kind][side]].append(what)
    headings = dict.fromkeys(words for pair in phrases.values() for words in pair)
    return [(words, found[words]) for words in headings if words in found]
