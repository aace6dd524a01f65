"""Writes the base as fixtures: the same bytes that a load of them reads."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from peacekb.fixtures.exporting import export
from records.models import Record


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)

    def handle(self, folder: Path, **options) -> None:
        if not Record.objects.exists():
            raise CommandError("The base is empty; writing it would empty the fixtures.")
        counts = export(folder)
        self.stdout.write(f"{sum(counts.values()):,} rows in {len(counts)} tables: {folder}")
