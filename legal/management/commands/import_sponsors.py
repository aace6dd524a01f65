"""Imports sponsors: those of resolutions since 1994, or the Library's catalogue of drafts."""

from legal.importers.sponsors_of_drafts import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "sponsors"
