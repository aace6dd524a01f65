"""Audits of vetoes: as many for each state and year as the lists count, and each a vote against."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from legal.models import Document, Position, Vote

# Years with a veto, and how many where there are several: the Library's list to May 2022, that of
# World Politics Data to July 2022, the votes by member from 2023 to June 2025.
LISTED = {
    "chn": "1972 1997 1999 2007 2008 2011 2012:2 2014 2016 2017 2019:3 2020:2 2022 2023 2024",
    "fra": "1946 1956:2 1974 1975 1976:2 1977:3 1981:4 1986 1989:2",
    "gbr": "1956:2 1963 1970:2 1971 1972:2 1973 1974 1975 1976 1977:3 1981:4 1982 1985 1986:3 "
    "1987:2 1988 1989:2",
    "rus": "1993 1994 2004 2007 2008 2009 2011 2012:2 2014:2 2015:2 2016:2 2017:5 2018:2 2019:3 "
    "2020:2 2021 2022:3 2023:3 2024:4 2025:2",
    "sun": "1946:9 1947:13 1948:7 1949:12 1950:3 1952:8 1954:4 1955 1956 1957:3 1958:5 1960:5 "
    "1961:3 1962 1963 1964:2 1966 1968 1971:3 1974 1979:2 1980:2 1983 1984",
    "usa": "1970 1972 1973:3 1974 1975:6 1976:6 1977:3 1980 1981:5 1982:8 1983:2 1984:2 1985:3 "
    "1986:8 1987:2 1988:6 1989:5 1990:2 1995 1997:2 2001:2 2002:2 2003:2 2004:2 2006:2 2011 2017 "
    "2018 2020 2023:3 2024:3 2025",
}
LAST_LISTED = date(2025, 6, 30)
# Vetoes in none of the lists for their year: docs/data.md says where they are from.
BESIDE = ("s-1996-952", "s-2022-720")


def vetoes_by_year() -> Iterator[str]:
    """Vetoes held equal those listed, to their last day; a base without vetoes owes none."""
    rows = Document.objects.exclude(slug__in=BESIDE).filter(adopted_on__lte=LAST_LISTED)
    dated = rows.filter(vetoed_by__slug__in=LISTED).values_list(
        "vetoed_by__slug", "adopted_on__year"
    )
    held = Counter(f"{state} {year}" for state, year in dated)
    listed = _listed() if held else Counter()
    for place in sorted(held | listed):
        if held[place] != listed[place]:
            yield f"vetoes of {place}: {held[place]} held, {listed[place]} listed."


def _listed() -> Counter[str]:
    counts: Counter[str] = Counter()
    for state, years in LISTED.items():
        for one in years.split():
            year, _, number = one.partition(":")
            counts[f"{state} {year}"] = int(number or 1)
    return counts


def vetoes_are_votes() -> Iterator[str]:
    """Who vetoed voted against, and no vote on what was vetoed is missing altogether."""
    against = Vote.objects.filter(
        document=OuterRef("pk"), state=OuterRef("vetoed_by"), position=Position.NO
    )
    rows = Document.objects.exclude(vetoed_by=None).filter(~Exists(against))
    for slug, state in rows.order_by("slug").values_list("slug", "vetoed_by__slug"):
        yield f"document {slug}: {state} is said to have vetoed it, and no such vote is held."
