"""Imports the deaths in UN operations, from the list of the Peace and Security Data Hub (CSV).

What is held stays: a value that differs is cited and waits for editors.
"""

from missions.importers.fatalities import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "fatalities"
