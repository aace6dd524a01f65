"""Why a server should not be asked, and what is amiss where it can be."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from knowledge.search.version import is_behind
from peacekb.deadlines import at_most
from peacekb.running import disks
from records.writing.stamp import written_outside

LONGEST_WAIT = 1.5  # seconds for each answer of the database


def reasons() -> list[str]:
    """None of a server that answers truly."""
    try:
        with at_most(LONGEST_WAIT):
            executor = MigrationExecutor(connection)
            pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if pending:
                return [f"{len(pending)} migrations are not applied: run manage.py migrate."]
    except Exception as error:
        return [f"The database does not answer: {type(error).__name__}."]
    return []


def notes() -> list[str]:
    """What a load balancer need not know, and whoever runs the server should.

    Index and code differ for a while when servers are upgraded one after the other.
    """
    found = [f"The disk of the {one.what} is nearly full." for one in disks() if one.is_low]
    if is_behind():
        found.append(
            "Search index, names and counts were written by another version of the code: run "
            "manage.py reindex."
        )
    if (settings.STAMP_URL or settings.STAMP) and not written_outside():
        found.append(
            "There is no data stamp to trust, so that answers are made anew each time: a "
            "publication is under way, its writer was killed, or the stamp's server is gone."
        )
    return found
