"""Imports the meetings of the Security Council, from the Library's table of them.

What is held stays: a day or meeting of a document that differs is cited and waits for editors.
"""

from legal.importers.meetings import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "meetings of the Council"
