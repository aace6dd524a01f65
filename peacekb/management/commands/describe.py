"""Writes the description of the API, as the code has it, into `peacekb/openapi/openapi.json`.

--check writes nothing: it shows how the file differs, and fails if it does. --examples takes the
examples anew from the base, which should hold all fixtures.
"""

from difflib import unified_diff

from django.core.management.base import BaseCommand, CommandError

from peacekb.openapi import EXAMPLES, FILE
from peacekb.openapi.examples import Examples
from peacekb.openapi.making import made, written
from peacekb.openapi.recording import recorded

MOST_LINES = 400


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="Say whether the file is behind.")

        parser.add_argument("--examples", action="store_true", help="Take them from the base.")

    def handle(self, *, check: bool, examples: bool, **options) -> None:
        if examples:
            held = Examples.of_file(EXAMPLES)
            recorded(made(Examples()), held).to_file(EXAMPLES)
        text = written(made(Examples.of_file(EXAMPLES)))
        if check:
            self._compare(text)
        else:
            FILE.write_text(text)

    def _compare(self, text: str) -> None:
        held = FILE.read_text() if FILE.exists() else ""
        lines = list(
            unified_diff(held.splitlines(), text.splitlines(), "in the file", "in the code", "", "")
        )
        if not lines:
            return
        for line in lines[:MOST_LINES]:
            self.stdout.write(line)
        if len(lines) > MOST_LINES:
            self.stdout.write(f"… and {len(lines) - MOST_LINES} lines more.")
        raise CommandError(
            f"{FILE.name} is behind the code: write it by `make description`, look at the "
            "difference, and commit it."
        )
