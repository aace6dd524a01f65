"""How many days a period lasted: the one number that no column holds."""

from datetime import date

from records.common.periods import Precision

DAYS = "days"
PERIOD = ("starts_on", "ends_on", "ends_precision")


def days_held(
    until: date, starts_on: date | None, ends_on: date | None, ends_precision: str
) -> int | None:
    """Both days included, and up to a day where it goes on; None where an end is not known.

    What is to end later is as long as it is to be.
    """
    if ends_on is None and ends_precision != Precision.UNKNOWN:
        ends_on = until
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return None
    return (ends_on - starts_on).days + 1
