"""`manage.py read_texts [--dry-run]`."""

from datetime import date
from pathlib import Path
from typing import Any

from legal.reading.texts import gather
from records.importing.command import ImportCommand
from records.importing.imports import Import, Tell


class Command(ImportCommand):
    help = (
        "Reads the texts held by rule: citations with their paragraphs, links that extend, amend, "
        "replace or end, and Chapter VII. Changes nothing that other sources or editors say."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Read and compare only.")

    def gather(self, path: Path, tell: Tell) -> Import:
        return gather(tell)

    def handle(
        self,
        path: Path = Path("the texts held"),
        dry_run: bool = False,
        edition: date | None = None,
        **options: Any,
    ) -> None:
        super().handle(path, dry_run, edition, **options)
