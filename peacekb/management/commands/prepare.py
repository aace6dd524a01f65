"""Brings the base of this machine up to date: migrations, fixtures, the search index."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from knowledge.search.version import is_behind
from records.writing.stamp import mend_stamp
from records.writing.stamp_places import StampGone


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database")
            call_command("migrate", verbosity=0)
        call_command("load_fixtures", stdout=self.stdout)
        if is_behind():
            self.stdout.write("Bringing search index, names and counts up to the code of today")
            call_command("reindex", stdout=self.stdout)
        try:
            mend_stamp()
        except StampGone as error:
            self.stderr.write(f"{error} Answers are made anew each time until it does.")
