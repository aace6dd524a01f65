"""The Library's table of meetings: its slips in form, and what it says against the base."""

import pytest
from django.core.management.base import CommandError

from legal.models import Document, Meeting
from tests.legal.council import cited, council, file, resolution, run
from tests.make import publish_with_facts

pytestmark = pytest.mark.django_db
COLUMNS = ["year", "meeting", "date", "date_text", "topic", "outcome_text", "resolutions", "prst"]


@pytest.fixture
def held():
    publish_with_facts(*council(), resolution(9, "1999-03-06", "S/1999/4", meeting="S/PV.3989"))


def meeting(symbol="S/PV.3989", day="1999-03-06", topic="The situation in Elandia", **values):
    return {"year": "1999", "meeting": symbol, "date": day, "topic": topic} | values


def take(folder, *rows, columns=COLUMNS):
    return run("import_meetings", file(folder, rows, columns))


def meetings(*columns):
    return list(Meeting.objects.order_by("meeting", "sitting").values_list(*columns))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("S/PV.3989", ("S/PV.3989", "", False)),
        ("S/PV.3989+Corr.1", ("S/PV.3989", "", False)),
        ("S/PV.3989(closed)", ("S/PV.3989", "", True)),
        ("S/PV.3989 / (privada)", ("S/PV.3989", "", True)),
        ("S/PV.3989 (Resumption1)+Corr.1", ("S/PV.3989", "Resumption 1", False)),
        ("S/PV.3989 Resumption 2)", ("S/PV.3989", "Resumption 2", False)),
        ("S/PV.3989 (Resumption)", ("S/PV.3989", "Resumption 1", False)),
        ("S/PV.3989 (Resumption 1)(closed)", ("S/PV.3989", "Resumption 1", True)),
        ("S/PV.3989 / (Part II)", ("S/PV.3989", "Part II", False)),
        ("S/PV.3989 (PartI) / S/PV.3989 (PartII)", ("S/PV.3989", "", False)),
        ("S/PV.3989(meeting held in Elandia)", ("S/PV.3989", "", False)),
    ],
)
def test_a_symbol_is_read_however_it_is_printed(tmp_path, printed, read):
    take(tmp_path, meeting(printed))

    assert meetings("meeting", "sitting", "private") == [read]


@pytest.mark.parametrize(
    ("cell", "topic"),
    [
        (
            "Letter from Elandia to the / President (S/1)",
            "Letter from Elandia to the President (S/1)",
        ),
        (
            "Complaint by Elandia / Complaint by Alandia",
            "Complaint by Elandia; Complaint by Alandia",
        ),
        ("Elections (S/1 & / Add.1, / Add.2)", "Elections (S/1 & Add.1, Add.2)"),
        ("The question of bacterial / weapons", "The question of bacterial weapons"),
    ],
)
def test_a_broken_line_is_told_from_a_new_item(tmp_path, cell, topic):
    take(tmp_path, meeting(topic=cell))

    assert meetings("topic") == [(topic,)]


def test_rows_of_one_sitting_make_one_with_all_items(tmp_path):
    told = take(tmp_path, meeting(), meeting(topic="Elections"), meeting(topic="Elections"))

    assert meetings("topic") == [("The situation in Elandia; Elections",)]
    assert "2 further items of a meeting" in told


@pytest.mark.parametrize(
    ("words", "day"), [("15 Sep.", "1999-09-15"), ("22/23 November", "1999-11-22")]
)
def test_a_day_in_words_is_the_first_that_they_name(tmp_path, words, day):
    take(tmp_path, meeting(day="", date_text=words))

    assert [str(one) for (one,) in meetings("date")] == [day]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (meeting("V104"), "the symbol of a meeting"),
        (meeting("S/PV.0"), "the symbol of a meeting"),
        (meeting(topic=""), "an item of the agenda"),
        (meeting(day="1999-13-01"), "a day such as"),
        (meeting(day="", date_text="soon"), "a day such as 15 Sep."),
        (meeting(day="", date_text="31 Feb."), "a day of that month"),
        (meeting("S/PV.1", day="1999-05-06"), "the day of the same meeting above"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_rest_goes_in(tmp_path, row, said):
    told = take(tmp_path, meeting("S/PV.1"), row)

    assert said in told
    assert meetings("meeting") == [("S/PV.1",)]


def test_votes_by_correspondence_are_no_meetings(tmp_path):
    told = take(tmp_path, meeting(), meeting("--", resolutions="S/RES/9(1999)"))

    assert len(meetings("pk")) == 1
    assert "1 of votes by correspondence, which had no meeting" in told


@pytest.mark.usefixtures("held")
def test_what_contradicts_a_document_is_cited_and_changes_nothing(tmp_path):
    said = meeting("S/PV.3990", "1999-03-07", resolutions="S/RES/9(1999) S/RES/10(1999)")
    for _ in range(2):
        take(tmp_path, said)

    assert cited(source__slug="dhl-meetings") == {
        ("s-res-9-1999", "meeting", "S/PV.3990", True),
        ("s-res-9-1999", "adopted_on", "1999-03-07", True),
    }
    nine = Document.objects.get(slug="s-res-9-1999")
    assert (nine.meeting, str(nine.adopted_on)) == ("S/PV.3989", "1999-03-06")


@pytest.mark.usefixtures("held")
def test_what_agrees_is_cited_nowhere(tmp_path):
    take(tmp_path, meeting("S/PV.3989 (Resumption 1)", resolutions="S/RES/9 (1999)"))

    assert cited() == set()


def test_a_second_import_changes_nothing(tmp_path):
    take(tmp_path, meeting(), meeting("S/PV.3990"))

    assert "Done: 0 new, 0 changed" in take(tmp_path, meeting(), meeting("S/PV.3990"))


def test_another_edition_changes_no_meeting_but_is_cited(tmp_path):
    take(tmp_path, meeting())
    take(tmp_path, meeting(topic="The situation in Alandia"))

    assert meetings("topic") == [("The situation in Elandia",)]
    assert cited() == {("dhl-meetings", "", "topic: The situation in Alandia", True)}
    again = take(tmp_path, meeting(topic="The situation in Alandia"))
    assert "Done: 0 new, 0 changed" in again


def test_a_table_without_agenda_is_refused(tmp_path):
    with pytest.raises(CommandError, match="topic"):
        take(tmp_path, {"year": "1999"}, columns=[one for one in COLUMNS if one != "topic"])
