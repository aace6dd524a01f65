"""Imports deployment sites, from a table of Geo-PKO 2.1 or 2.3, a CSV file or .csv.gz.

What is held stays: a value that differs is cited and waits for editors.
"""

from missions.importers.sites import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "deployment sites"
