"""Fetches the publishers' own files, checks them and imports what is new.

What editors curated is never overwritten: what differs waits in their queue. One source fails, the
others go on; the exit status is 1 where any failed.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.common.text import nearest
from records.content.problems import Refused
from records.importing.command import report_lines
from records.importing.fetching.fetching import Fetcher, Tell
from records.importing.fetching.held import HeldCopies, held_of
from records.importing.fetching.refreshing import take_in
from records.importing.fetching.registry import Entry, registered
from records.importing.streams import Unreadable
from records.models import LastRun, Upkeep

log = structlog.get_logger("peacekb")

NO_IMPORTER = "no importer yet"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("keys", nargs="*", metavar="SOURCE", help="As --list names them.")
        parser.add_argument(
            "--list",
            action="store_true",
            dest="only_list",
            help="What is registered, and what is held of it.",
        )
        parser.add_argument(
            "--from",
            type=Path,
            dest="folder",
            metavar="DIR",
            help="Take files from a folder, named as --list says; ask no network.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Do all of it, then take back.")

    def handle(
        self, keys: list[str], only_list: bool, folder: Path | None, dry_run: bool, **options
    ) -> None:
        entries = _chosen(keys)
        held = held_of(entries)
        if only_list:
            for entry in entries:
                for line in _described(entry, held[entry.key]):
                    self.stdout.write(line)
            return
        if folder and not any((folder / entry.file).is_file() for entry in entries):
            raise CommandError(f"{folder} has none of the files that `refresh --list` names.")
        failed = []
        for entry in entries:
            if why := _why_not(entry, folder):
                self.stdout.write(f"{entry.key}: {why}")
                failed += [entry.key] if keys else []
            elif not self._refresh(entry, held[entry.key], folder, dry_run):
                failed.append(entry.key)
        if not dry_run:
            told = f"{len(failed)} failed: {', '.join(failed)}" if failed else ""
            LastRun.note(
                Upkeep.REFRESH, f"{len(entries)} sources asked. {told}", failed=bool(failed)
            )
        if failed:
            raise CommandError(f"{len(failed)} of {len(entries)} failed: {', '.join(failed)}.")

    def fetcher(self, tell: Tell) -> Fetcher:
        """Tests take another, with hosts, resolver and certificate of their own."""
        return Fetcher(tell)

    def _refresh(self, entry: Entry, held: HeldCopies, folder: Path | None, dry_run: bool) -> bool:
        """Whether all went well; what went wrong is said and logged."""
        self.stdout.write(f"{entry.key}: {entry.name}")
        try:
            with tempfile.TemporaryDirectory(prefix="peacekb-") as place:
                self._take_in(entry, held, folder, Path(place), dry_run)
        except (Unreadable, Refused) as problem:
            self.stderr.write(f"  {problem}\n  Nothing was imported of {entry.key}.")
            log.warning("not_refreshed", source=entry.key, why=str(problem))
            return False
        except Exception as error:
            # A fault of this program in one source must not keep the others from being refreshed.
            self.stderr.write(
                f"  {type(error).__name__}: {error}\n  Nothing was imported of {entry.key}; "
                "the log tells where the program failed."
            )
            log.exception("refresh_broke", source=entry.key)
            return False
        return True

    def _take_in(
        self, entry: Entry, held: HeldCopies, folder: Path | None, place: Path, dry_run: bool
    ) -> None:
        """Raises Unreadable or Refused."""
        tell = self._teller()
        path, validators = (folder or place) / entry.file, None
        if folder is None:
            tell(f"Asking for {entry.address}")
            validators = self.fetcher(tell).fetch(entry, path, held.validators)
            if validators is None:
                self.stdout.write("  unchanged: the publisher says that it is the copy held")
                return
        report = take_in(
            entry, path, held, now=timezone.now(), tell=tell, validators=validators, dry_run=dry_run
        )
        if report is None:
            self.stdout.write("  unchanged: this very copy was taken in before")
            return
        for line in report_lines(report, dry_run):
            self.stdout.write(f"  {line}")
        if not dry_run:
            told = {"new": report.new, "queued": report.changed, "refused": report.refused}
            log.info("refreshed", source=entry.key, **told)

    def _teller(self) -> Tell:
        begun = time.monotonic()

        def tell(step: str) -> None:
            self.stdout.write(f"{time.monotonic() - begun:6.1f} s  {step}")
            self.stdout.flush()

        return tell


def _why_not(entry: Entry, folder: Path | None) -> str:
    """Why nothing can be taken of an entry; empty where something can."""
    if not entry.importer:
        return NO_IMPORTER
    if folder and not (folder / entry.file).is_file():
        return f"{folder} has no {entry.file}"
    return ""


def _chosen(keys: list[str]) -> list[Entry]:
    """Raises CommandError for a name that is not registered."""
    by_key = {entry.key.casefold(): entry for entry in registered()}
    for key in keys:
        if key.casefold() not in by_key:
            known = [entry.key for entry in by_key.values()]
            like = nearest(key, known, same_numbers=False)
            hint = f" Did you mean {like}?" if like else ""
            raise CommandError(f"{key} is no registered source.{hint} See `refresh --list`.")
    return [by_key[key.casefold()] for key in keys] or list(by_key.values())


def _described(entry: Entry, held: HeldCopies) -> Iterator[str]:
    yield f"{entry.key}: {entry.name}"
    yield f"  address   {entry.address}"
    yield f"  licence   {entry.licence}"
    yield f"  changes   {entry.changes}; file {entry.file}"
    yield f"  importer  {entry.importer or NO_IMPORTER}"
    yield f"  held      {'; '.join(_held_words(held)) or 'nothing'}"


def _held_words(held: HeldCopies) -> Iterator[str]:
    if held.source is None:
        return
    yield f"source {held.source.slug}"
    if held.rows:
        yield f"{held.rows:,} rows"
    if held.edition:
        yield f"edition of {held.edition}"
    if held.source.accessed_on:
        yield f"taken on {held.source.accessed_on}"
    if held.source.sha256:
        yield f"SHA-256 {held.source.sha256[:12]}…"
