"""Checks and writes the tables that editors hand in: the one worker, beside the web server."""

import time

from django.core.management.base import BaseCommand
from django.db import connection

from records.curation.bulk.working import work_once

PAUSE = 2  # seconds between two looks at the table of jobs


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="End when nothing waits.")

    def handle(self, once: bool, **options) -> None:
        while True:
            if work_once():
                continue
            if once:
                return
            connection.close()  # none is held while nothing is to be done
            time.sleep(PAUSE)
