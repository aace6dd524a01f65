"""Members of the Security Council by year, into seats of two years."""

import pytest
from django.core.management.base import CommandError

from organizations.models import Membership
from tests.make import content, publish_with_facts
from tests.missions.importing import file, is_whole, revisions, run

pytestmark = pytest.mark.django_db

COMMAND = "import_seats"


def seat(first, last, **values):
    seat = {"organization": "un-sc", "kind": "elected", "source": "library"}
    return seat | {"starts_on": f"{first}-01-01", "ends_on": f"{last}-12-31"} | values


@pytest.fixture
def council():
    """Land A for ever, Land B in 2001 and 2002, Land C never."""
    lands = {"aaa": [seat(1946, 2099, kind="permanent", ends_on=None)], "bbb": [seat(2001, 2002)],
             "ccc": []}  # fmt: skip
    publish_with_facts(
        content("organization", "un-sc", name="Security Council"),
        *(
            content("state", code, name=f"Land {code[0].upper()}", owned={"memberships": seats})
            for code, seats in lands.items()
        ),
    )


def rows(*members):
    return [{"id": n, "security_council_member": f"Land {who}", "year": year, "last_update": ""}
            for n, (who, year) in enumerate(members)]  # fmt: skip


def seats_of(state):
    held = Membership.objects.filter(state__slug=state).order_by("starts_on")
    return [(str(one.starts_on), str(one.ends_on), one.kind, one.note) for one in held]


def test_seats_that_are_held_are_found_and_nothing_is_added(council, tmp_path):
    path = file(tmp_path, rows(("A", 1950), ("A", 2001), ("B", 2001), ("B", 2002)))

    said = run(COMMAND, path)

    assert "0 new, 0 changed (waiting for editors), 4 unchanged" in said
    assert len(seats_of("bbb")) == 1


def test_two_years_are_a_term(council, tmp_path):
    path = file(tmp_path, rows(("C", 2001), ("C", 2002), ("B", 2005), ("C", 2006), ("B", 2006),
                               ("C", 2005), ("A", 2007)))  # fmt: skip
    before = revisions()

    run(COMMAND, path)
    once = revisions()
    run(COMMAND, path)

    assert seats_of("ccc") == [
        ("2001-01-01", "2002-12-31", "elected", ""),
        ("2005-01-01", "2006-12-31", "elected", ""),
    ]
    assert seats_of("bbb")[1:] == [("2005-01-01", "2006-12-31", "elected", "")]
    assert before < once == revisions()
    assert is_whole()


def test_the_newest_year_begins_a_term_that_the_charter_ends(council, tmp_path):
    run(COMMAND, file(tmp_path, rows(("A", 2009), ("C", 2009))))
    run(COMMAND, file(tmp_path, rows(("A", 2010), ("C", 2010)), "next.csv"))

    [(first, last, _, note)] = seats_of("ccc")
    assert (first, last) == ("2009-01-01", "2010-12-31")
    assert "Article 23" in note


REFUSED = {
    "a year alone": [("C", 2001), ("A", 2009)],
    "three years": [("C", 2001), ("C", 2002), ("C", 2003), ("A", 2009)],
    "directly after a term that is held": [("B", 2003), ("B", 2004), ("A", 2009)],
    "directly before one": [("B", 1999), ("B", 2000), ("A", 2009)],
    "a member that nobody knows": [("Z", 2001), ("A", 2009)],
    "a year before the Council": [("C", 1900), ("A", 2009)],
    "a member twice": [("A", 2009), ("A", 2009)],
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_term_is_refused(council, tmp_path, why):
    before = Membership.objects.count()

    said = run(COMMAND, file(tmp_path, rows(*REFUSED[why])))

    assert "Refused:" in said
    assert Membership.objects.count() == before


def test_of_three_years_in_a_row_the_third_is_named_too(council, tmp_path):
    said = run(COMMAND, file(tmp_path, rows(*REFUSED["three years"])))

    assert "2 refused" in said
    assert all(f"line {line}, column year" in said for line in (2, 4))


def test_a_base_without_the_council_is_told(tmp_path):
    with pytest.raises(CommandError, match="load the fixtures first"):
        run(COMMAND, file(tmp_path, rows(("A", 2001))))
