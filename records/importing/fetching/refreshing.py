"""One registered file into the base: checked, read by its importer, published as a whole."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.utils.module_loading import import_string

from records.common.ahead import today_anywhere
from records.importing.fetching.checking import checked_rows
from records.importing.fetching.fetching import Validators
from records.importing.fetching.held import HeldCopies
from records.importing.fetching.registry import Entry
from records.importing.imports import Tell
from records.importing.publisher_files import copy_of
from records.importing.report import Tally
from records.importing.streams import Unreadable

FEWEST = 5  # rows that show a manner; fewer may be corrections


def take_in(
    entry: Entry,
    path: Path,
    held: HeldCopies,
    *,
    now: datetime,
    tell: Tell,
    validators: Validators | None = None,
    dry_run: bool = False,
) -> Tally | None:
    """None where this very copy was taken in before. Raises Unreadable or Refused."""
    if copy_of(path).sha256 in held.hashes:
        return None
    rows = checked_rows(path, entry.form, held.rows)
    gathered = import_string(entry.importer)(path, tell)
    if gathered.slug != entry.source:
        raise Unreadable(
            f"It has the columns of another table, that of the source {gathered.slug}."
        )
    gathered.refuse_ahead(today_anywhere(now))
    gathered.settle_edition()
    _refuse_unread(gathered.report)
    _refuse_of_another_meaning(gathered.report)
    if entry.repeats and "rows" in held.marks:
        _refuse_another_past(gathered.report)
    found = validators or Validators()
    marks = {"etag": found.etag, "last-modified": found.last_modified, "rows": str(rows)}
    gathered.copy = replace(
        gathered.copy,
        marks={scheme: value for scheme, value in marks.items() if value},
        accessed_on=now.date(),
    )
    gathered.publish(tell, dry_run)
    return gathered.report


def _refuse_of_another_meaning(report: Tally) -> None:
    """Raises Unreadable where most of what is held would be contradicted at once: two columns may
    have changed places (men and women, day and month), or be in another unit."""
    held = report.changed + report.known + report.unchanged
    if report.changed >= FEWEST and report.changed > held / 2:
        raise Unreadable(
            f"Of its {held:,} rows that are held, {report.changed:,} say something else than they "
            "did: columns may have been exchanged, or be in another unit."
        )


def _refuse_another_past(report: Tally) -> None:
    """Raises Unreadable where most rows of a file that repeats its past were never seen: what
    tells them apart may have been exchanged, such as month and day."""
    again = report.read - report.new
    if report.new >= FEWEST and report.new > again:
        raise Unreadable(
            f"Each edition of it repeats the one before, and of this {again:,} rows are held and "
            f"{report.new:,} are not: what tells its rows apart may have been exchanged."
        )


def _refuse_unread(report: Tally) -> None:
    """Raises Unreadable where more was refused than read: its columns may mean something else."""
    if report.refused > report.read + sum(report.left.values()):
        first = "; ".join(map(str, report.errors[:3]))
        raise Unreadable(f"Most of its rows cannot be read ({report.refused:,}), first {first}.")
