"""`manage.py import_resolution_texts PATH [--dry-run]`."""

from pathlib import Path

from legal.importers.texts import gather
from records.importing.command import ImportCommand
from records.importing.imports import Import, Tell


class Command(ImportCommand):
    help = (
        "Imports texts of Security Council documents: a checkout or archive (.tar, .tar.xz, .zip) "
        "of UNxml/SCresolutions, or texts as lines of JSON (.jsonl, .jsonl.gz)."
    )

    reads = {
        "texts of the Council's documents": ("symbol", "number", "paragraphs"),
        "texts of the Council's resolutions": ("symbol", "number", "text"),
    }
    of = "texts"

    def gather(self, path: Path, tell: Tell) -> Import:
        return gather(path, tell)
