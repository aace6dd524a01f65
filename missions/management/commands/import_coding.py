"""Imports a further coding of the tasks of mandates, from a table with a row a task.

It stands beside the codings held: the first of them still counts for what it has read.
"""

from datetime import date
from functools import partial
from typing import Any

from django.core.management.base import CommandParser

from missions.importers.codings import FORMATS, TextCoding, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    reads, of = FORMATS, "a coding of the tasks of mandates"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--key", required=True, help="By which it is asked for: coding=KEY.")
        parser.add_argument("--name", required=True, help="What it is called on pages.")
        parser.add_argument("--coder", required=True, help="Who read the texts.")
        parser.add_argument("--method", required=True, help="How they were read.")
        parser.add_argument("--coded-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--measured", default="", help="How good it was measured to be.")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("key", "name", "coder", "method", "coded_on", "measured")
        coding = TextCoding(**{name: options.pop(name) for name in names})
        self.gather = partial(gather, coding=coding)  # type: ignore[method-assign]
        super().handle(*args, **options)
