"""What titles say of resolutions is true of those."""

import pytest

from peacekb.audits import titles
from tests.make import content, publish_with_facts

pytestmark = pytest.mark.django_db


def resolution(number, year, **values):
    named = {"kind": "resolution", "symbol": f"S/RES/{number} ({year})", "organ": "un-sc"}
    dated = {"number": number, "year": year, "adopted_on": f"{year}-02-01"}
    return content("document", f"s-res-{number}-{year}", **named, **dated, **values)


@pytest.mark.parametrize(
    ("told", "defects"),
    [
        ("Ends what 7 (1998) began", 1),
        ("Ends what 7 (1999) began", 0),
        ("Ends what 4007 (1998) and 12/7 (1998) began", 0),
    ],
)
@pytest.mark.parametrize("column", ["name", "summary"])
def test_a_resolution_named_with_another_year_is_found(column, told, defects):
    council = content("organization", "un-sc")
    publish_with_facts(council, resolution(7, 1999), resolution(9, 2001, **{column: told}))

    assert len(list(titles.resolutions_named())) == defects


def test_what_a_statement_was_made_on_is_as_printed():
    made = {"kind": "presidential_statement", "name": "On resolution 7 (1998)"}
    council = content("organization", "un-sc")
    publish_with_facts(council, resolution(7, 1999), content("document", "s-prst-2001-1", **made))

    assert list(titles.resolutions_named()) == []
