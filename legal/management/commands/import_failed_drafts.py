"""Imports members' votes on drafts and amendments that failed, a CSV file or .csv.gz.

What the base lacks becomes a record, amendments tied to what they would have amended. What is held
stays: a day, meeting or vote that differs is cited.
"""

from legal.importers.failed_drafts import gather
from legal.importers.failed_votes import FORMATS
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "votes on drafts that failed"
