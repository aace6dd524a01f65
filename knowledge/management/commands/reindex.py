"""Writes anew what follows from the records: search, names, tasks in force, due days, coverage."""

from django.core.management.base import BaseCommand
from django.db import transaction

from knowledge.search.indexing import reindex
from knowledge.search.version import stamp
from missions.clock.following import keep as keep_clock
from missions.models import Mission
from missions.tasks.following import keep as keep_tasks
from records.common.spilling import without_spilling
from records.models import Record, RecordKind
from records.reading.coverage import all_models, count
from records.reading.name_index import forget as forget_names
from records.reading.name_index import write as write_names
from records.writing.chain import locked_head
from records.writing.stamp import move_stamp


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        with without_spilling(), transaction.atomic():
            locked_head()
            for kind in RecordKind.values:
                records = Record.objects.filter(record_kind=kind)
                ids = set(records.values_list("pk", flat=True))
                forget_names(ids)
                write_names(kind, ids)
                reindex(kind, ids)
            missions = Mission.objects.values_list("pk", flat=True)
            keep_tasks(missions)
            keep_clock(missions)
            count(all_models())
            stamp()
            move_stamp()
        self.stdout.write(f"Indexed {Record.objects.count():,} records.")
