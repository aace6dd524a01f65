"""Imports the UN Digital Library's voting data of the Security Council, a CSV file or .csv.gz.

Takes the library's own file and the tables made from its records. What is held stays: a vote,
date, meeting or total that differs is cited and waits for editors.
"""

from legal.importers.votes import gather
from legal.importers.voting_data import FORMATS
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "votes"
