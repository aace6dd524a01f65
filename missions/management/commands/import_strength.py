"""Imports the strength of missions by month, from a CSV file or .csv.gz.

Takes IPI's table of missions by month, the table of authorized and deployed personnel, and Bara
and Hultman's dataset. What is held stays: a figure that differs is cited and waits for editors.
"""

from missions.importers.strength import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "the strength of missions"
