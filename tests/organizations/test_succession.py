"""Of a land whose state changed, facts stand under the state of their day."""

from datetime import date

import pytest

from organizations.succession import StatesOfTheDay
from records.writing.publishing import publish
from tests.make import content, revise

pytestmark = pytest.mark.django_db


def state(code, starts_on=None, ends_on=None, precision="day", name="", successors=(), aliases=()):
    """A state, a member of the United Nations from and until these days."""
    owned = {"aliases": list(aliases)}
    if starts_on:
        spell = {"organization": "un", "kind": "member", "source": "library"}
        ends = {"ends_on": ends_on, "ends_precision": precision} if ends_on else {}
        owned["memberships"] = [spell | {"starts_on": starts_on, "starts_precision": "day"} | ends]
    kind = "former_state" if successors else "member_state"
    name = name or f"Land {code.upper()}"
    return content("state", code, name=name, kind=kind, successors=list(successors), owned=owned)


@pytest.fixture
def states():
    """A union of two that split and of which one goes on; a federation of three; a land renamed."""
    own_name = {"text": "Zembia", "kind": "former_name", "starts_on": "1971-01-01",
                "starts_precision": "day", "ends_on": "1997-05-17",
                "ends_precision": "day"}  # fmt: skip
    published = [
        state("fed", "1945-10-24", "1992-12-31", "year", successors=["uni", "cro"]),
        state("uni", "2000-11-01", "2006-06-03", successors=["ser", "mon"]),
        state("ser", "2006-06-03"),
        state("mon", "2006-06-28"),
        state("cro", "1992-05-22"),
        state("own", "1960-09-20", aliases=[own_name]),
        state("zem", name="Zembia", successors=["own"]),
        state("old", "1945-10-24", "1991-12-24", successors=["rus", "ukr"]),
        state("rus", "1991-12-24"),
        state("ukr", "1945-10-24"),
        state("end", "1960-01-01", "1990-06-30", successors=["nex"]),
        state(
            "nex",
            aliases=[
                {
                    "text": "Nexia",
                    "kind": "former_name",
                    "starts_on": "1990-08-01",
                    "starts_precision": "day",
                }
            ],
        ),
    ]
    un = content("organization", "un")
    publish(revise(un, *[content("source", "library")], *reversed(published)))


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize(
    ("filed", "day", "stood"),
    [
        ("mon", "2003-05-05", "uni"),
        ("uni", "2003-05-05", "uni"),
        ("ser", "2007-01-01", "ser"),
        ("uni", "2007-01-01", "ser"),
        ("ser", "1985-01-01", "fed"),
        ("cro", "1992-06-01", "cro"),
        ("cro", "1985-06-01", "fed"),
        ("own", "1985-01-01", "zem"),
        ("own", "1965-01-01", "own"),
        ("zem", "1999-01-01", "own"),
        ("rus", "1986-01-01", "old"),
        ("rus", "1991-12-24", "rus"),
        ("old", "1995-01-01", "rus"),
        ("ukr", "1986-01-01", "ukr"),
        ("fed", "1950-01-01", "fed"),
        ("nex", "1990-06-30", "end"),
        ("nex", "1990-07-01", "nex"),
    ],
)
def test_the_state_of_the_day_stands_for_its_land(filed, day, stood):
    assert StatesOfTheDay().on(filed, date.fromisoformat(day)) == stood
