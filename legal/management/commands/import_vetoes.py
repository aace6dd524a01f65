"""Imports the vetoes cast in the Security Council (DPPA-SCVETOES).

What is held stays: a day, meeting or veto that differs is cited and waits for editors.
"""

from legal.importers.vetoes import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "vetoes"
