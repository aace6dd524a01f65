"""Imports a list of vetoes: the Library's, or that of World Politics Data.

Vetoing members whose votes are not held go in; who is held as vetoing otherwise is cited.
"""

from legal.importers.veto_lists import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "vetoes"
