"""Brings the base of this machine up to date: migrations, fixtures, the search index."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor

from knowledge.search.version import is_behind
from peacekb.up_to_date import number_of_files
from records.writing.stamp import mend_stamp
from records.writing.stamp_places import StampGone


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # each start would pay for them

    def handle(self, **options) -> None:
        read = number_of_files()  # before: what changes meanwhile is for the next time
        if self._to_migrate():
            self.stdout.write("Preparing the database")
            self._migrate()
        call_command("load_fixtures", stdout=self.stdout)
        if is_behind():
            self.stdout.write("Bringing search index, names and counts up to the code of today")
            call_command("reindex", stdout=self.stdout)
        try:
            mend_stamp()
        except StampGone as error:
            self.stderr.write(f"{error} Answers are made anew each time until it does.")
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA user_version = {read}")

    def _to_migrate(self) -> list:
        executor = MigrationExecutor(connection)
        return executor.migration_plan(executor.loader.graph.leaf_nodes())

    def _migrate(self) -> None:
        """By the guide the server's role owns no table of PostgreSQL, and may make none."""
        try:
            call_command("migrate", verbosity=0)
        except (MigrationSchemaMissing, ProgrammingError) as error:
            raise CommandError(
                f"The base could not be migrated: {' '.join(str(error).split())} If its tables "
                "belong to another role, run manage.py migrate with that role's DATABASE_URL, then "
                "start again."
            ) from error
