"""Imports budgets from the Peace and Security Data Hub: of peacekeeping operations (DPO-PKBUDGET)
and of special political missions (DPPA-SPMBUDGET). An amount that differs waits for editors.
"""

from missions.importers.budgets import FORMATS, gather
from records.importing.command import ImportCommand


class Command(ImportCommand):
    help = __doc__
    gather = staticmethod(gather)
    reads, of = FORMATS, "budgets"
