"""Writes the search index and the names of all records anew, with the code of today."""

from django.core.management.base import BaseCommand
from django.db import transaction

from knowledge.search.indexing import reindex
from knowledge.search.version import stamp
from records.common.spilling import without_spilling
from records.models import Record, RecordKind
from records.reading.name_index import keep
from records.writing.chain import locked_head


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        with without_spilling(), transaction.atomic():
            locked_head()
            for kind in RecordKind.values:
                records = Record.objects.filter(record_kind=kind)
                ids = set(records.values_list("pk", flat=True))
                keep(kind, ids)
                reindex(kind, ids)
            stamp()
        self.stdout.write(f"Indexed {Record.objects.count():,} records.")
