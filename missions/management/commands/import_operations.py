"""Compares the United Nations' list of peacekeeping operations with the missions of the base.

It makes no mission: what differs waits for editors, and an operation that the base lacks is named.
"""

from missions.importers.operations import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "the list of operations"
