"""Dates in a running text: days, months and years, as English writes them."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from knowledge.checking.sentences import DateSpot, Sentence
from records.common.periods import Precision

NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(NAMES.split(), start=1)}
SHORT = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?P<%s>{'|'.join(MONTHS)}|(?:{'|'.join(sorted(SHORT, reverse=True))})\b\.?)"
_YEAR = r"(?P<%s>(?:18|19|20)\d\d)"
_DAY = r"(?P<%s>\d{1,2})(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"""(?<![\w/.,-])(?:
        (?:the\s)?{_DAY % "d1"}\s(?:of\s)?{_MONTH % "m1"},?\s{_YEAR % "y1"}
      | {_MONTH % "m2"}\s{_DAY % "d2"},?\s{_YEAR % "y2"}
      | {_YEAR % "y3"}-(?P<m3>\d\d)-(?P<d3>\d\d)
      | (?P<d4>\d{{1,2}})[./](?P<m4>\d{{1,2}})[./]{_YEAR % "y4"}
      | (?<!\d\s){_MONTH % "m5"},?\s(?:of\s)?{_YEAR % "y5"}
      | {_YEAR % "y6"}
    )(?![\w/]|[.,-]\d|\s?%)""",
    re.VERBOSE | re.IGNORECASE,
)


def find(sentence: Sentence) -> Iterator[DateSpot]:
    for found in DATE.finditer(sentence.text):
        start, end = found.start() + sentence.start, found.end() + sentence.start
        told = {name[0]: cell for name, cell in found.groupdict().items() if cell}
        if found["m4"] and int(found["m4"]) <= 12 and int(found["d4"]) <= 12:
            continue  # 04/05/1999 is April in one country and May in another
        yield _spot(start, end, found[0], told)


def _spot(start: int, end: int, text: str, told: dict[str, str]) -> DateSpot:
    year, month, day = int(told["y"]), _month(told.get("m", "")), int(told.get("d", 0))
    if not month:
        days = date(year, 1, 1), date(year, 12, 31)
        return DateSpot(start, end, text, *days, Precision.YEAR)
    last = monthrange(year, month)[1] if month <= 12 else 0
    if not 1 <= (day or 1) <= last:
        days = date(year, 1, 1), date(year, 12, 31)
        return DateSpot(start, end, text, *days, Precision.DAY, is_real=False)
    if not day:
        days = date(year, month, 1), date(year, month, last)
        return DateSpot(start, end, text, *days, Precision.MONTH)
    return DateSpot(start, end, text, date(year, month, day), date(year, month, day), Precision.DAY)


def _month(told: str) -> int:
    if told.isdecimal():
        return int(told)
    plain = told.lower().rstrip(".")
    return MONTHS.get(plain) or SHORT.get(plain, 0)
