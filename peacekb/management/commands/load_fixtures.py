"""Loads `fixtures/`: checks every table first, then writes all of it or nothing."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from peacekb.fixtures.loading import LoadOutcome, load
from peacekb.fixtures.reading import FixturesRefused

LISTED = 20


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they take in every page and form, a sixth of its memory

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument("--dry-run", action="store_true", help="Check and compare only.")

    def handle(self, folder: Path, dry_run: bool, **options) -> None:
        begun = time.monotonic()

        def tell(step: str) -> None:
            self.stdout.write(f"{time.monotonic() - begun:6.1f} s  {step}")
            self.stdout.flush()

        try:
            outcome = load(folder, tell, dry_run)
        except FixturesRefused as refused:
            raise CommandError(
                f"{refused}\n\n{len(refused.faults)} faults; nothing was changed."
            ) from None
        self._report(outcome, dry_run)

    def _report(self, outcome: LoadOutcome, dry_run: bool) -> None:
        if outcome.already_loaded:
            self.stdout.write("These fixtures are loaded already.")
            return
        counts = ", ".join(f"{count:,} {name}" for name, count in outcome.counts().items())
        self.stdout.write(f"{'Would be' if dry_run else 'Done'}: {counts}".replace("_", " "))
        self._list("Kept as editors published them since", outcome.kept)
        self._list("In the base but no longer in the fixtures", outcome.no_longer_there)

    def _list(self, heading: str, names: list[str]) -> None:
        if names:
            self.stdout.write(f"{heading}:")
            for name in names[:LISTED]:
                self.stdout.write(f"  {name}")
            if len(names) > LISTED:
                self.stdout.write(f"  … and {len(names) - LISTED} more")
