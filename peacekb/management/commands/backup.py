"""Copies the whole base into a new folder, while it is in use: `backup /srv/backups/2026-12-01`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from peacekb.backups import Unfit, make_backup
from records.models import LastRun, Upkeep


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they take in every page and form, and it asks the base alone

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, help="It is made, and may not be there already.")

    def handle(self, *, folder: Path, **options) -> None:
        try:
            made = make_backup(folder)
        except (Unfit, OSError) as error:
            LastRun.note(Upkeep.BACKUP, str(error), failed=True)
            raise CommandError(f"No backup was made. {error}") from error
        LastRun.note(Upkeep.BACKUP, f"{folder}, {filesizeformat(made.bytes)}")
        self.stdout.write(f"{folder}: {filesizeformat(made.bytes)}, SHA-256 {made.sha256}")
        self.stdout.write(f"The chain ends at {made.head}")
