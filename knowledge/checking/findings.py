"""What checking tells of a piece of the text."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


class Judgement(StrEnum):
    """How a piece of the text stands to the record. What is not held is never wrong for that."""

    WRONG = "wrong"
    NOT_QUITE = "not_quite"
    NOT_KNOWN = "not_known"
    RIGHT = "right"

    @property
    def label(self) -> str:
        return _(LABELS[self][1])

    @property
    def sign(self) -> str:
        return LABELS[self][0]


LABELS = {
    Judgement.WRONG: ("✕", gettext_noop("Wrong")),
    Judgement.NOT_QUITE: ("≈", gettext_noop("Not quite")),
    Judgement.NOT_KNOWN: ("–", gettext_noop("Not known")),
    Judgement.RIGHT: ("✓", gettext_noop("Right")),
}


class Kind(StrEnum):
    """What a piece of a text is."""

    SYMBOL = "symbol"
    DATE = "date"
    NAME = "name"
    ACRONYM = "acronym"
    NUMBER = "number"
    VOTE = "vote"
    CLAIM = "claim"


@dataclass(frozen=True)
class Link:
    """A record's page, and what it is called."""

    address: str
    label: str


@dataclass(frozen=True)
class Finding:
    """A piece of the text from `start` to `end`, its judgement and the reason in words."""

    start: int
    end: int
    kind: Kind
    judgement: Judgement
    reason: str
    links: tuple[Link, ...] = ()
