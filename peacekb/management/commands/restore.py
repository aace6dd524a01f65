"""Puts a backup into the empty base that DATABASE_URL names: `restore /srv/backups/2026-12-01`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from peacekb.backups import Unfit, restore_backup


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # some ask for tables, which are still to come

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, help="As `backup` made it.")

    def handle(self, *, folder: Path, **options) -> None:
        try:
            restored = restore_backup(folder)
        except (Unfit, OSError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(f"Restored as of {restored.made_at}. Start the servers anew, then run:")
        self.stdout.write("  manage.py migrate")
        self.stdout.write(f"  manage.py verify_history --head '{restored.head}'")
