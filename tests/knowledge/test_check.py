"""The claim checker: what it says, what it costs, and that it keeps nothing."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knowledge.checking import marking
from knowledge.checking.engine import LONGEST, check
from knowledge.checking.findings import Kind
from knowledge.checking.marking import MOST_SHOWN
from knowledge.checking.sentences import sentences
from legal.symbols import mentions, read
from records.common.spellings import symbol_key
from records.common.text import clean_text
from records.writing.publishing import publish
from tests.knowledge.spellings import SYMBOLS
from tests.make import content, revise
from tests.pages import HOSTILE, between

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def record():
    """Some resolutions, states and missions, none of them real."""
    publish(
        revise(
            content("organization", "un-sc", name="Security Council"),
            content("organization", "un-ga", name="General Assembly"),
            content("state", "alp", name="Alphaland"),
            content("state", "bet", name="Betaland"),
            *[resolution(number) for number in (1, 2, 3)],
            content(
                "mission",
                "unmal",
                name="United Nations Mission in Alphaland",
                acronym="UNMAL",
                established_on="2001-02-03",
                established_precision="day",
                starts_on="2001-02-03",
                starts_precision="day",
                ends_on="2005-06-07",
                ends_precision="day",
            ),
        )
    )


def resolution(number):
    return content(
        "document",
        f"s-res-{number}-2001",
        name=f"S/RES/{number} (2001): on a matter",
        kind="resolution",
        organ="un-sc",
        number=number,
        year=2001,
        symbol=f"S/RES/{number} (2001)",
        adopted_on="2001-02-03",
        outcome="adopted",
        adoption="vote",
        in_favour=14,
        against=0,
        abstaining=1,
    )


def judged(text):
    return {(text[one.start : one.end], one.judgement.value) for one in check(text)}


def test_a_resolution_is_right_with_its_year_not_quite_with_another_and_wrong_if_there_is_none(
    record,
):
    assert judged("See resolution 1 (2001).") == {("resolution 1 (2001)", "right")}
    assert judged("See resolution 1 of 2002.") == {("resolution 1 of 2002", "not_quite")}
    assert judged("See S/RES/900 (2001).") == {("S/RES/900 (2001)", "wrong")}
    assert judged("See A/RES/900 (IX).") == {("A/RES/900 (IX)", "not_known")}


def test_a_resolution_newer_than_the_record_is_not_called_wrong(record):
    assert judged("See S/RES/9 (2001).") == {("S/RES/9 (2001)", "not_known")}


def test_each_of_a_list_of_resolutions_is_looked_up(record):
    said = judged("See resolutions 1 (2001), 2 (2001) and 400 (2001).")

    assert ("2 (2001)", "right") in said
    assert ("400 (2001)", "wrong") in said


def test_a_date_is_compared_with_the_adoption_and_with_the_mission(record):
    assert ("3 February 2001", "right") in judged("Resolution 2, adopted on 3 February 2001.")
    assert ("5 February 2001", "not_quite") in judged("Resolution 2, adopted on 5 February 2001.")
    assert ("2009", "wrong") in judged("UNMAL was established in 2009.")
    assert ("7 June 2005", "right") in judged("UNMAL ended on 7 June 2005.")
    assert ("31 June 2005", "wrong") in judged("Talks went on until 31 June 2005.")
    assert ("4 May 2005", "not_known") in judged("It rained on 4 May 2005.")


def test_votes_are_compared_with_those_held(record):
    told = "Resolution 3 was adopted by {}."

    assert ("14 votes to none with one abstention", "right") in judged(
        told.format("14 votes to none with one abstention")
    )
    assert ("13 votes to 2", "wrong") in judged(told.format("13 votes to 2"))
    assert ("unanimously", "wrong") in judged("Resolution 3 was adopted unanimously.")


def test_a_number_without_one_mission_and_one_time_is_not_judged(record):
    for text in (
        "There were 500 troops in 2003.",
        "UNMAL had 500 troops.",
        "UNMAL had 500 troops between 2002 and 2003.",
    ):
        assert ("500 troops", "not_known") in judged(text)


def test_an_unknown_acronym_is_never_wrong(record):
    assert judged("The XNMALO is unknown.") == {("XNMALO", "not_known")}


def test_findings_stand_in_order_and_only_claims_hold_others(record):
    text = "UNMAL, of resolution 1 (2001), began on 3 February 2001 in Alphaland (500 troops)."
    spots = [one for one in check(text) if one.kind != Kind.CLAIM]

    assert all(one.end <= other.start for one, other in pairwise(spots))


# In a running text a bare number is no symbol, an article no paper, a scanner’s slip no text, and
# an address of others an address only.
ALONE_ONLY = re.compile(
    r"[\d()/ -]+|.*(?:Charter|art\.|Chapter).*|Resolution I244|(?:5|SI)/?RES/1244.*|.*wikipedia.*"
)


@pytest.mark.parametrize("spelled", [one for one, _ in SYMBOLS if not ALONE_ONLY.fullmatch(one)])
def test_symbols_are_found_in_running_text_as_the_resolver_reads_them(spelled):
    alone = clean_text(spelled)
    keys = {*read(alone).sure, *read(alone).guesses, symbol_key(alone)}

    found = [one.spelled for one in mentions(f"As told in {alone}, it went on.")]

    assert any(keys & {*read(one).sure, *read(one).guesses, symbol_key(one)} for one in found)


def test_sentences_end_at_no_abbreviation():
    text = "See S.C. Res. 1 of the Council. It was No. 5; then came St. John.\nAnd more"

    assert [one.text for one in sentences(text)] == [
        "See S.C. Res. 1 of the Council.",
        "It was No. 5;",
        "then came St. John.",
        "And more",
    ]


def test_a_line_broken_by_a_pdf_ends_no_sentence():
    wrapped = "The Council, which had been asked to do so for many years, adopted\nresolution 1."
    items = "- One thing that is as long as the lines that are broken by a printer\n- Another"

    assert len(list(sentences(wrapped))) == 1
    assert len(list(sentences(items))) == len(list(sentences("A heading\nIts text."))) == 2


def test_a_longer_text_asks_no_more_queries(record):
    text = "In 2003 UNMAL of resolution 1 (2001) lost 5 troops; Alphaland vetoed it. "

    def asked(times):
        with CaptureQueriesContext(connection) as queries:
            check(text * times)
        return len(queries)

    assert asked(1) == asked(3) == asked(200)


def test_the_page_sets_no_cookie_and_keeps_nothing(client, record, capsys):
    secret = "Alphaland told nobody of xyzzy."
    careful = Client(enforce_csrf_checks=True)

    empty = careful.get(reverse("check"))
    page = careful.post(reverse("check"), {"text": secret})

    assert page.status_code == 200
    assert not empty.cookies and not page.cookies
    assert page["Cache-Control"] == "no-store"
    assert "xyzzy" in page.content.decode()
    assert "xyzzy" not in capsys.readouterr().err


def test_a_text_in_the_address_is_refused(client):
    reply = client.get(reverse("check"), {"text": "UNMAL"})

    assert reply.status_code == 400
    assert "not in the address" in reply.content.decode()


def test_too_long_a_text_and_none_are_refused_in_words(client, record):
    long = client.post(reverse("check"), {"text": "a" * (LONGEST + 1)})
    none = client.post(reverse("check"), {"text": ""})

    assert long.status_code == none.status_code == 400
    assert "The text has 20001 characters" in long.content.decode()
    assert "There is no text" in none.content.decode()


@pytest.mark.slow
def test_a_text_of_full_length_with_windows_line_ends_is_taken(client, record):
    reply = client.post(reverse("check"), {"text": "a\r\n" * (LONGEST // 2)})

    assert reply.status_code == 200


@pytest.mark.parametrize(
    "text", [*HOSTILE, "(" * LONGEST, "a\0b", "\u202eevil", "<b>UNMAL</b>", "S/AAAAAAA" * 2000]
)
def test_hostile_texts_are_shown_as_text(client, record, text):
    reply = client.post(reverse("check"), {"text": f"x {text}"[:LONGEST]})
    page = reply.content.decode()

    assert reply.status_code == 200
    assert "<script>" not in page and "<b>UNMAL" not in page
    assert "\u202e" not in page and "\0" not in page


def marked(client, text):
    page = client.post(reverse("check"), {"text": text}).content.decode()
    return page, between(page, 'class="checked"', "</div>")


def test_words_that_are_told_the_same_way_share_a_line(client, record):
    page, text = marked(client, "Alphaland and ALPHALAND and Alphaland again.")

    assert page.count('<li id="found-') == 1
    assert page.count("<q>Alphaland</q>") == page.count("<q>ALPHALAND</q>") == 1
    assert text.count('href="#found-1"') == 3
    assert text.count('id="said-1"') == 1


DENSE = {
    "one name": "Alphaland " * (LONGEST // 10),
    "wrong symbols": "".join(f"S/RES/{n} (2001); " for n in range(1, 1100))[:LONGEST],
    "wrong days": "".join(f"resolution 1 (2001) of {n % 28 + 1} May {n}. " for n in range(500)),
}


@pytest.mark.parametrize("text", DENSE.values(), ids=DENSE)
@pytest.mark.slow
def test_a_text_of_full_length_makes_no_page_over_150_kilobytes(client, record, text):
    page, _ = marked(client, text[:LONGEST])

    assert len(page.encode()) < 150_000


def test_what_is_not_told_beside_the_text_is_marked_and_counted(client, record, monkeypatch):
    monkeypatch.setattr(marking, "MOST_LISTED", 1)
    page, text = marked(client, "Alphaland, UNMAL and resolution 1 (2001).")

    assert page.count('<li id="found-') == text.count("<a class=") == 1
    assert text.count("<b class=") == 2
    assert "2 more are marked in the text" in page


def test_more_than_a_page_can_show_is_left_out_and_said(client, record):
    page, text = marked(client, "Alphaland " * (MOST_SHOWN + 5))

    assert text.count("<a class=") == MOST_SHOWN
    assert "The last 5 things found are not shown" in page


def test_the_account_of_a_check_names_sources_and_repeats_nothing_of_the_text(client, record):
    text = "S/RES/1 (1999) was adopted. Xyzzy S/RES/9999 (2099) was not."
    body = client.post("/api/v1/check/", {"text": text}).json()

    account = body["meta"]
    assert account["question"] == f"A text of {len(text)} characters, held against the record"
    assert account["sources"]["exact"]
    assert "Xyzzy" not in str(account)
    unknown = body["counts"]["not_known"]
    said = [one["text"] for one in account["holes"] if one["kind"] == "unknown"]
    assert [text.split()[0] for text in said] == [str(unknown)] * bool(unknown)
    bare = client.post("/api/v1/check/?meta=none", {"text": text}).json()
    assert bare == {name: value for name, value in body.items() if name != "meta"}
    nothing = client.post("/api/v1/check/", {"text": "Hm."}).json()["meta"]
    assert [one["kind"] for one in nothing["holes"]] == ["not_held"]
