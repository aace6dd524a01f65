"""Proves the history: every link of the chain, and the tables against the last revisions."""

from django.core.management.base import BaseCommand, CommandError

from records.models import ChainHead
from records.writing.chain import broken_links, differing_batches, differing_records


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        found = [*broken_links(), *differing_records(), *differing_batches()]
        if found:
            count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
            raise CommandError("\n".join([*found, f"{count} found."]))
        head = ChainHead.objects.filter(pk=1).first() or ChainHead()
        self.stdout.write(f"{head.sequence:,} revisions, all links follow, tables as published.")
