"""What became of the rows of a file, for the command that says so."""

from collections import Counter
from dataclasses import dataclass, field

from records.importing.publisher_files import RowError

LISTED = 200


@dataclass
class Tally:
    """What became of the rows of a file. `known` rows differ in a way that is cited already."""

    new: int = 0
    changed: int = 0  # disagreements queued for editors
    known: int = 0
    tolerated: int = 0  # of the known: numbers of persons that differ by little
    unchanged: int = 0
    refused: int = 0
    left: Counter[str] = field(default_factory=Counter)  # rows that are not for the base, by why
    errors: list[RowError] = field(default_factory=list)  # the first of the refused
    remarks: list[str] = field(default_factory=list)

    def refuse(self, error: RowError, rows: int = 1) -> None:
        """Counts `rows` that are left out for the one reason."""
        self.refused += rows
        if len(self.errors) < LISTED:
            self.errors.append(error)

    def leave(self, why: str, rows: int = 1) -> None:
        """Counts rows that are sound and yet left out, for what the table is."""
        self.left[why] += rows

    @property
    def read(self) -> int:
        return self.new + self.changed + self.known + self.unchanged

    def __str__(self) -> str:
        return (
            f"{self.new:,} new, {self.changed:,} changed (waiting for editors), "
            f"{self.unchanged + self.known:,} unchanged ({self.known:,} of them known to differ), "
            f"{self.refused:,} refused"
        )
