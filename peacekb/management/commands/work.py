"""Checks and writes the tables that editors hand in: the one worker, beside the web server."""

import math
import os
import time
from contextlib import suppress

from django.core.management.base import BaseCommand
from django.db import connection

from records.curation.bulk.working import work_once
from records.models import LastRun, Upkeep
from records.writing.stamp import mend_stamp
from records.writing.stamp_places import StampGone

PAUSE = 2  # seconds between two looks at the table of jobs
TELLING = 60  # seconds after which it says again that it is there


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # the server starts beside it

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="End when nothing waits.")
        parser.add_argument(
            "--beside", type=int, help="End when this process, which started it, has ended."
        )

    def handle(self, once: bool, beside: int | None, **options) -> None:
        told = -math.inf
        while True:
            if time.monotonic() - told > TELLING:
                LastRun.note(Upkeep.WORKER)
                told = time.monotonic()
            if work_once():
                continue
            with suppress(StampGone):  # it is tried again
                mend_stamp()
            if once or beside not in (None, os.getppid()):
                return
            connection.close()  # none is held while nothing is to be done
            time.sleep(PAUSE)
