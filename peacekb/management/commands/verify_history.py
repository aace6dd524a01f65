"""Proves the history: every link of the chain, and the tables against what was published."""

import re

from django.core.management.base import BaseCommand, CommandError

from records.models import ChainHead
from records.writing.proof import problems

HEAD = re.compile(r"\d+ [0-9a-f]{64}")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they take in every page and form, and it asks the base alone

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--head",
            default="",
            metavar="'N HASH'",
            help="What `manage.py head` once printed: the chain must still pass through it.",
        )

    def handle(self, *, head: str, **options) -> None:
        if head and not HEAD.fullmatch(head):
            raise CommandError("--head wants a number and a hash, as `manage.py head` prints them.")
        count = 0
        for problem in problems(head):
            count += 1
            self.stderr.write(problem)
        if count:
            raise CommandError(f"{count:,} {'problem' if count == 1 else 'problems'} found.")
        end = ChainHead.objects.filter(pk=1).first() or ChainHead()
        counted = f"{end.sequence:,} {'revision' if end.sequence == 1 else 'revisions'}"
        self.stdout.write(f"{counted}, all links follow, tables as published.")
