"""Writes releases of the base, and shows them: `manage.py make_release`, `/data/releases/`.

`tables.py` says what a release holds, `sorting.py` puts the rows in order, `files.py`,
`database.py`, `described.py` and `difference.py` write it, `making.py` brings all together.
"""


class ReleaseRefused(Exception):
    """Why a release cannot be made, in words."""
