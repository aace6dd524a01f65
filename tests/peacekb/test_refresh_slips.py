"""`manage.py refresh` where a publisher slips: what looks like a sound file and is none."""

import pytest

from missions.models import Fatality
from records.importing.fetching.refreshing import (
    _refuse_another_past,
    _refuse_of_another_meaning,
    _refuse_unread,
)
from records.importing.report import Tally
from records.importing.streams import Unreadable
from tests.missions.importing import is_whole
from tests.peacekb.deaths import (
    BODY,
    KEY,
    NEWER,
    PATH,
    as_json,
    death,
    redirect,
    state,
)
from tests.publisher import reply

pytestmark = pytest.mark.walk

# What stands beside all the rows, and says that they are not all or not well.
BESIDE = (
    {"page": 1, "pages": 3},
    {"total_pages": "2"},
    {"total": "10"},
    {"has_more": True},
    {"meta": {"total": 10}},
    {"pagination": {"lastPage": 2}},
    {"links": {"self": "/1", "next": "/2"}},
    {"_links": {"next": {"href": "/2"}}},
    {"success": False},
    {"status": "error"},
    {"meta": {"errors": ["timeout"]}},
)


@pytest.mark.parametrize("beside", BESIDE, ids=str)
def test_rows_that_may_not_be_all_are_refused_whatever_says_so(publisher, beside):
    publisher.answers[PATH] = reply(as_json(beside | {"data": NEWER}))
    before = state()

    said, well = publisher.refresh(KEY)

    assert (well, state()) == (False, before), said
    assert "page of several" in said or "an error beside its rows" in said


@pytest.mark.parametrize("link", ['</2>; rel="next"', "</1>; rel=first, </9>; rel='last NEXT'"])
def test_a_page_is_known_by_its_link_to_the_next(publisher, link):
    publisher.answers[PATH] = reply(BODY, Link=link)
    before = state()

    said, well = publisher.refresh(KEY)

    assert (well, state()) == (False, before)
    assert "its Link names the next" in said


def test_what_says_that_the_rows_are_all_is_taken(publisher):
    beside = {"status": "ok", "success": True, "count": 9, "next": None, "has_more": False}
    meta = {"total": 9, "pages": 1, "page": 1, "errors": []}
    body = as_json(beside | {"meta": meta, "data": NEWER})
    publisher.answers[PATH] = reply(body, Link="</terms>; rel=license, </1>; rel=first, ;;é<")

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.count()) == (True, 9), said


@pytest.mark.parametrize("scheme", ("https", "http"))
def test_a_credential_in_a_chain_of_redirects_is_neither_used_nor_told(publisher, scheme):
    last = f"{scheme}://ann:secretword@api.psdata.un.org/3"
    publisher.answers |= {PATH: redirect("/2"), "/2": redirect(last), "/3": reply(BODY)}

    said, well = publisher.refresh(KEY)

    assert (well, len(publisher.asked)) == (False, 2)
    assert "names a user or a port" in said
    assert "secretword" not in said


UNSEEN = ("\ufeff", "\u200b", "\u00ad", "\u202e", "\u2060", "\x1f")


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_a_sign_that_nobody_sees_makes_no_second_death(publisher, sign):
    again = [death(1, casualty_id=f"XMIS-{sign}2002-1"), death(9, mission_acronym=f"{sign}XMIS")]
    publisher.answers[PATH] = reply(as_json([*NEWER[1:8], *again], ensure_ascii=False))

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.count()) == (True, 9), said
    assert "1 new, 0 changed (waiting for editors), 8 unchanged" in said


OTHERWISE = ({"gender": "F"}, {"incident_date": "2003-01-01"}, {"casualty_personnel_type": "Other"})


@pytest.mark.parametrize("values", OTHERWISE, ids=str)
def test_of_a_death_given_twice_otherwise_neither_row_is_taken(publisher, values):
    publisher.answers[PATH] = reply(as_json([*NEWER, death(9, **values)]))

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.count()) == (True, 8), said
    assert "2 refused" in said
    for line in (9, 10):
        assert f"{KEY}.json, line {line}, column casualty_id: found 'XMIS-2002-9'" in said
    assert is_whole()


@pytest.mark.parametrize(
    ("counts", "refused"),
    [
        ({"changed": 5, "unchanged": 5}, False),
        ({"changed": 5, "unchanged": 4}, True),
        ({"changed": 4}, False),  # so few may be corrections
        ({"new": 5, "unchanged": 5}, False),
        ({"new": 5, "unchanged": 4}, True),
        ({"new": 4}, False),
        ({"refused": 5, "unchanged": 5}, False),
        ({"refused": 5, "unchanged": 4}, True),
    ],
    ids=str,
)
def test_more_than_half_of_a_file_makes_it_another(counts, refused):
    tally, said = Tally(**counts), []
    for look in (_refuse_of_another_meaning, _refuse_another_past, _refuse_unread):
        try:
            look(tally)
        except Unreadable as problem:
            said.append(str(problem))

    assert bool(said) == refused
