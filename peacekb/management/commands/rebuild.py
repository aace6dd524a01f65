"""Makes the tables anew from the history, and keeps them only if they are as it says."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from records.common.spilling import without_spilling
from records.content.problems import Refused
from records.writing.proof import problems
from records.writing.rebuilding import rebuild


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        try:
            with without_spilling(), transaction.atomic():
                made = rebuild(self.stdout.write)
                call_command("reindex", stdout=self.stdout)
                self.stdout.write("Holding the tables against the history")
                self._refuse_differences()
        except Refused as refusal:
            told = [str(problem) for problem in refusal.problems]
            raise CommandError("\n".join(["Nothing was changed.", *told])) from refusal
        self.stdout.write(f"{made:,} records are as they were last published.")

    def _refuse_differences(self) -> None:
        if found := list(problems()):
            raise CommandError("\n".join(["Nothing was changed.", *found]))
