"""The few values at the head of a record's page, each with what it was counted of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Glance:
    """One value. Panels give theirs as `glance`; `part` is the anchor where it is told in full."""

    label: str
    value: str
    small: str = ""
    part: str = ""
