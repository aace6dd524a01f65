"""The command of an importer: a file read, told step by step, published and reported."""

import time
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import structlog
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.common.ahead import today_anywhere
from records.content.problems import Refused
from records.importing.fact_tables import FEW_PERSONS, PERCENT
from records.importing.imports import Import, Tell
from records.importing.publisher_files import format_in
from records.importing.report import LISTED, Tally
from records.importing.streams import Unreadable
from records.importing.tables import table_of

log = structlog.get_logger("peacekb")

# Tables that are met often and not read, by columns that tell them.
ELSEWHERE = {
    "UCDP's events (GED)": ("conflict_new_id", "dyad_new_id", "best", "high", "low"),
    "the library's record numbers": ("document_record_id", "voting_record_id"),
    "Geo-PKO's contributors by place": ("mission", "year", "location", "no.tcc"),
    "Geo-PKO's types of troops by place": ("mission", "year", "location", "infantry", "engineer"),
    "seats in the Security Council": ("year", "name", "permanent", "regional_group"),
    "deaths by contingent and month": ("nationality", "mission", "illness", "malicious"),
}


class ImportCommand(BaseCommand):
    """`manage.py import_… PATH [--dry-run]`; a subclass says how a file is gathered.

    `reads` are the columns by which its formats are known, `of` what it is about, in words: so
    that any command can name a file that belongs to another.
    """

    reads: Mapping[str, Collection[str]] = {}
    of = "what this command reads"

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The publisher's file.")
        parser.add_argument("--dry-run", action="store_true", help="Read and compare only.")
        parser.add_argument(
            "--edition",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="Day on which the publisher issued the file, where the file does not say.",
        )

    def gather(self, path: Path, tell: Tell) -> Import:
        """Reads the file. Raises Unreadable."""
        raise NotImplementedError

    def handle(
        self, path: Path, dry_run: bool, edition: date | None = None, **options: Any
    ) -> None:
        begun = time.monotonic()

        def tell(step: str) -> None:
            self.stdout.write(f"{time.monotonic() - begun:6.1f} s  {step}")
            self.stdout.flush()

        try:
            gathered = self.gather(path, tell)
            gathered.refuse_ahead(today_anywhere(timezone.now()))
            gathered.settle_edition(edition)
            if gathered.report.read:
                gathered.publish(tell, dry_run)
        except Unreadable as problem:
            told = self._recognized(path) or str(problem)
            raise CommandError(f"{told}\nNothing was imported.") from None
        except Refused as problem:
            raise CommandError(f"{problem}\nNothing was imported.") from None
        for line in report_lines(gathered.report, dry_run):
            self.stdout.write(line)
        if not dry_run:
            log.info(
                "imported",
                file=path.name,
                new=gathered.report.new,
                queued=gathered.report.changed,
                refused=gathered.report.refused,
            )
        if not gathered.report.read:
            raise CommandError(f"{path.name}: no row could be read; nothing was imported.")

    def _recognized(self, path: Path) -> str:
        """What a table is that does not belong here; empty where nobody knows it."""
        try:
            table = table_of(path)
        except Unreadable:
            return ""
        if format_in(table.header, self.reads):
            return ""
        what = f"{path.name}: this is {table.form} of"
        for name, app in sorted(get_commands().items()):
            command = load_command_class(app, name) if name.startswith("import_") else None
            reads = command.reads if isinstance(command, ImportCommand) else {}
            if found := format_in(table.header, reads):
                return f"{what} {found}, not {self.of}; use {name}."
        found = format_in(table.header, ELSEWHERE)
        return f"{what} {found}, which no command reads." if found else ""


def report_lines(report: Tally, dry_run: bool) -> Iterator[str]:
    """What became of the rows of a file, line by line."""
    yield f"{'Would be' if dry_run else 'Done'}: {report}"
    for remark in report.remarks:
        yield f"  {remark}"
    if report.tolerated:
        yield (
            f"  {report.tolerated:,} differ by at most {FEW_PERSONS} persons or {PERCENT:.0%}: "
            "cited, and closed as within tolerance."
        )
    for why, rows in report.left.most_common():
        yield f"  Left out: {rows:,} {why}."
    if report.refused:
        yield "Refused:"
    for error in report.errors:
        yield f"  {error}"
    if len(report.errors) == LISTED:
        yield f"  … the first {LISTED} reasons; {report.refused:,} rows in all"
