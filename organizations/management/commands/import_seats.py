"""Imports the members of the Security Council by year (DPPA-SCMEMBERSHIP): new terms of states."""

from organizations.importers.seats import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "members of the Security Council"
