"""Imports what states contributed to missions, from a CSV file or .csv.gz.

Takes the United Nations' own table (DPO-UCHISTORICAL), IPI's tables (by mission, month and sex;
by mission in one month; by month), the yearly means and the United Nations' ranking. A figure that
differs is cited and waits for editors.
"""

from missions.importers.contributions import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "contributions"
