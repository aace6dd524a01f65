"""The law: documents, their provisions and paragraphs, votes, and how documents act on others."""

from legal.models.document import (
    PUT_TO_THE_VOTE,
    Adoption,
    ChapterVII,
    Confidence,
    Document,
    DocumentKind,
    Outcome,
    PlainParagraph,
    Resolution,
    tallied,
)
from legal.models.meeting import Meeting
from legal.models.parts import (
    Coding,
    DocumentLink,
    DocumentProvision,
    Event,
    EventKind,
    LinkKind,
    Paragraph,
    ParagraphKind,
    Provision,
    ProvisionRelation,
    Sponsor,
    Subject,
)
from legal.models.vote import Position, Vote, VoteBasis

__all__ = [
    "PUT_TO_THE_VOTE",
    "Adoption",
    "ChapterVII",
    "Coding",
    "Confidence",
    "Document",
    "DocumentKind",
    "DocumentLink",
    "DocumentProvision",
    "Event",
    "EventKind",
    "LinkKind",
    "Meeting",
    "Outcome",
    "Paragraph",
    "ParagraphKind",
    "PlainParagraph",
    "Position",
    "Provision",
    "ProvisionRelation",
    "Resolution",
    "Sponsor",
    "Subject",
    "Vote",
    "VoteBasis",
    "tallied",
]
