"""A plugin for runs that measure which lines are met.

slipcover takes its probes out of lines that were met often, and for that looks through all that is
imported: after 50 times, for each file anew, which took a sixth of a run. Its `--threshold` does
not reach the processes of xdist.
"""

from functools import partial

import slipcover

OFTEN = 20_000  # times

slipcover.Slipcover = partial(slipcover.Slipcover, d_miss_threshold=OFTEN)
