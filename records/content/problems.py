"""What keeps a publication back, said for people."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong: in which record, where in it, and what to do about it."""

    record: str  # mission:untaet
    path: str  # as in a citation; empty for the record as a whole
    message: str

    def __str__(self) -> str:
        place = f"{self.record}, {self.path}" if self.path else self.record
        return f"{place}: {self.message}"


class Refused(Exception):
    """Nothing was published; `problems` says why, each in its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Stale(Refused):
    """Somebody published the record since the version that the editor started from."""
