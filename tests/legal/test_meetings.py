"""Meetings of the Council: what was decided there, by page, API and search."""

import csv

import pytest

from legal.meeting_symbols import number_called
from legal.models import Document
from records.content.problems import Refused
from tests.asking import known_until
from tests.legal.council import council, put_to_the_vote, resolution
from tests.make import publish_with_facts, published
from tests.pages import page_of, queries, section

pytestmark = pytest.mark.django_db


def held(count=1):
    """The meetings S/PV.3989 (and those after it) with a resolution each, the first resumed."""
    days = [f"1999-03-{day:02}" for day in range(6, 6 + count)]
    publish_with_facts(
        *council(),
        *[
            resolution(9 + at, day, f"S/1999/{4 + at}", meeting=f"S/PV.{3989 + at}")
            for at, day in enumerate(days)
        ],
        resolution(99, "1999-12-01", "S/1999/99", meeting="S/PV.4999"),
        put_to_the_vote("s-1999-50", "1999-03-06", meeting="S/PV.3989", outcome="vetoed"),
        put_to_the_vote("s-2020-1", "2020-04-01", meeting="S/2020/7"),
        meetings=[
            *[
                {"meeting": f"S/PV.{3989 + at}", "date": day, "topic": f"Elandia {at}"}
                for at, day in enumerate(days)
            ],
            {
                "meeting": "S/PV.3989",
                "sitting": "Resumption 1",
                "date": "1999-03-07",
                "topic": "Elandia, once more",
                "private": True,
            },
        ],
    )


@pytest.mark.parametrize(
    "spelled",
    [
        "S/PV.3989",
        "s pv 3989",
        "S/PV.3989 (Resumption 1)",
        "3989th meeting",
        "3989th meeting of the Security Council",
        "3989e séance",
        "3989ème séance du Conseil de sécurité",
        "https://undocs.org/en/S/PV.3989",
    ],
)
def test_a_meeting_is_found_however_it_is_called(client, spelled):
    held()

    assert client.get("/search/", {"q": spelled}).headers["Location"] == "/meetings/3989/"
    assert client.get("/fr/search/", {"q": spelled}).headers["Location"] == "/fr/meetings/3989/"


@pytest.mark.parametrize("spelled", ["S/PV.3989", "3989th meeting", "S/PV.4999"])
def test_the_api_leads_from_a_text_and_from_a_document_to_the_meeting(client, spelled):
    held()
    number = "".join(filter(str.isdecimal, spelled))

    meeting = client.get("/api/v1/search/", {"q": spelled}).json()["meeting"]
    documents = client.get("/api/v1/documents/", {"meeting": meeting["meeting"]}).json()["results"]

    assert (meeting["meeting"], meeting["page"]) == (f"S/PV.{number}", f"/meetings/{number}/")
    assert {one["meeting_api"] for one in documents} == {meeting["api"]}
    sittings = client.get(meeting["api"]).json()
    assert {one["page"] for one in sittings["results"]} <= {meeting["page"]}
    assert sittings["count"] == {"3989": 2}.get(number, 0)  # the list ends before the other
    not_listed = [one["text"] for one in sittings["meta"]["holes"] if one["kind"] == "not_held"]
    assert any("is not listed" in one for one in not_listed) == (number == "4999")


def test_what_names_no_meeting_has_none_in_the_api(client):
    held()

    assert client.get("/api/v1/search/?q=meeting").json()["meeting"] is None
    by_letter = client.get("/api/v1/documents/s-2020-1/").json()
    assert (by_letter["meeting"], by_letter["meeting_api"]) == ("S/2020/7", None)


@pytest.mark.parametrize("spelled", ["3989", "S/1999/3989", "meeting", "S/PV.3989 and S/PV.3990"])
def test_what_is_no_meeting_leads_to_none(spelled):
    assert number_called(spelled) is None


def test_a_meeting_that_the_base_has_nothing_of_is_searched_as_words(client):
    held()

    assert client.get("/search/", {"q": "S/PV.7"}).status_code == 200
    assert client.get("/meetings/7/").status_code == 404


def test_a_page_has_each_sitting_and_all_that_was_decided(client):
    held()

    page = page_of(client, "/meetings/3989/")

    assert "/resolutions/s-res-9-1999/" in section(page, "decided")
    assert "/documents/s-1999-50/" in section(page, "decided")
    assert "S/PV.3989 (Resumption 1)" in section(page, "agenda")
    assert section(page, "agenda").count("private") == 1


def test_a_page_says_that_a_later_meeting_is_not_listed(client):
    held()

    page = page_of(client, "/meetings/4999/")

    assert "Meetings are listed to 7 March 1999" in page
    assert "/resolutions/s-res-99-1999/" in section(page, "decided")
    assert 'id="agenda"' not in page


def test_a_page_keeps_its_day(client):
    held()

    page = page_of(client, "/meetings/3989/?as_of=1999-03-01")

    assert "s-res-9-1999" not in page
    assert "Nothing that is held was decided there by 1 March 1999." in page


def test_a_document_leads_to_its_meeting(client):
    held()

    page = page_of(client, "/resolutions/s-res-9-1999/?as_of=1999-04-01")

    assert page.count('<a href="/meetings/3989/?as_of=1999-04-01">S/PV.3989</a>') == 2


def test_a_vote_by_correspondence_leads_to_no_meeting(client):
    held()

    page = page_of(client, "/documents/s-2020-1/")

    assert "<dd>S/2020/7" in page
    assert "/meetings/2020" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("document=s-res-9-1999", ["S/PV.3989:Resumption 1", "S/PV.3989:"]),
        ("document=s-2020-1", []),
        ("topic=once more", ["S/PV.3989:Resumption 1"]),
        ("date=1999-03", ["S/PV.3989:Resumption 1", "S/PV.3990:", "S/PV.3989:"]),
        ("private=yes", ["S/PV.3989:Resumption 1"]),
        ("meeting=s pv 3990", ["S/PV.3990:"]),
        ("as_of=1999-03-06", ["S/PV.3989:"]),
    ],
)
def test_a_list_is_asked_by_document_words_and_day(client, asked, found):
    held(2)

    answer = client.get(f"/api/v1/meetings/?{asked}").json()
    rows = [f"{one['meeting']}:{one['sitting'] or ''}" for one in answer["results"]]

    assert sorted(rows) == sorted(found)
    assert client.get(f"/meetings/?{asked}").status_code == 200


def test_a_row_of_the_api_has_what_was_decided_at_whichever_sitting(client):
    held()

    rows = client.get("/api/v1/meetings/?date=1999").json()["results"]

    assert [one["decided"] for one in rows] == [["s-1999-50", "s-res-9-1999"]] * 2
    assert {one["page"] for one in rows} == {"/meetings/3989/"}


def test_a_table_has_keys_and_names_of_what_was_decided(client):
    held()

    reply = client.get("/api/v1/meetings.csv?fields=sitting,decided")
    rows = list(csv.DictReader(reply.getvalue().decode().splitlines()))

    assert [row["decided"] for row in rows] == ["s-1999-50; s-res-9-1999"] * 2
    names = Document.objects.filter(slug__in=("s-1999-50", "s-res-9-1999")).order_by("slug")
    assert {row["decided_name"] for row in rows} == {"; ".join(one.name for one in names)}


def test_a_list_says_how_far_it_goes(client):
    held()

    assert "Listed to 7 March 1999" in page_of(client, "/meetings/")
    assert known_until(client.get("/api/v1/meetings/?as_of=2020-01-01").json()) == "1999-03-07"


def test_three_meetings_ask_no_more_than_one(client):
    paths = "/meetings/", "/meetings/3989/", "/api/v1/meetings/"
    held(1)
    few = [queries(client, path) for path in paths]
    held(3)

    assert [queries(client, path) for path in paths] == few
    assert few[1] <= 6


@pytest.mark.parametrize("meeting", ["S/PV.3989 (Resumption 1)", "S/PV3989", "S/PV.", "S/PV.03"])
def test_the_database_holds_one_form_of_a_meeting(meeting):
    with pytest.raises(Refused, match=r"S/PV\.4057"):
        published("document", "made-up", meeting=meeting)


@pytest.mark.parametrize("wrong", [{"meeting": "S/PV1"}, {"sitting": "resumed"}])
def test_the_database_holds_meetings_in_the_same_form(wrong):
    row = {"meeting": "S/PV.1", "date": "1999-01-01", "topic": "Elandia"} | wrong

    with pytest.raises(Refused):
        publish_with_facts(meetings=[row])
