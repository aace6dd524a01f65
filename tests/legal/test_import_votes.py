"""Votes from the UN Digital Library's files: compared, cited where they differ, never guessed."""

import pytest
from django.core.management import CommandError

from legal.models import Document
from records.models import Revision, Source
from tests.legal.votes import (
    AS_HELD,
    BY_RESOLUTION,
    ballot,
    cited,
    council_of_three,
    file,
    is_whole,
    positions,
    run,
    shortened,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council"), pytest.mark.slow]


@pytest.fixture(scope="module")
def council(shared_base):
    council_of_three()


def test_votes_that_are_held_come_out_unchanged(tmp_path):
    said = run(file(tmp_path, ballot(AS_HELD)))

    assert "0 changed (waiting for editors)" in said
    assert "0 refused" in said
    assert cited() == set()
    assert Source.objects.get(slug="undl").sha256


def test_another_vote_waits_for_editors_and_the_one_held_stays(tmp_path):
    run(file(tmp_path, ballot(AS_HELD | {"CCC": "N"}, total_no="", total_yes="")))

    assert positions()["ccc"] == "abstain"
    assert cited() == {("s-res-1-1999", "votes/ccc", "no", True)}
    assert is_whole()


def test_dates_meetings_and_totals_that_differ_are_cited(tmp_path):
    rows = ballot(AS_HELD | {"CCC": "Y"}, date="1999-10-26", meeting="S/PV.2")

    run(file(tmp_path, rows))

    assert cited() == {
        ("s-res-1-1999", "adopted_on", "1999-10-26", True),
        ("s-res-1-1999", "meeting", "S/PV.2", True),
        ("s-res-1-1999", "in_favour", "3-0-0 (in favour, against, abstaining)", True),
        ("s-res-1-1999", "votes/ccc", "yes", True),
    }
    assert str(Document.objects.get().adopted_on) == "1999-10-25"


def test_a_second_import_changes_nothing(tmp_path):
    path = file(tmp_path, ballot(AS_HELD | {"CCC": "N"}) + ballot(AS_HELD, number=2))
    run(path)
    before = Revision.objects.sealed().count()

    said = run(path)

    assert "0 new, 0 changed" in said
    assert Revision.objects.sealed().count() == before


def test_a_dry_run_writes_nothing(tmp_path):
    before = Revision.objects.sealed().count()

    said = run(file(tmp_path, ballot(AS_HELD | {"CCC": "N"})), dry_run=True)

    assert "Would be" in said
    assert "2 changed" in said  # the vote, and the totals
    assert Revision.objects.sealed().count() == before
    assert cited() == set()


def test_a_resolution_that_the_base_lacks_is_made_with_its_votes(tmp_path):
    run(file(tmp_path, ballot({"AAA": "N", "BBB": "Y", "CCC": "X"}, number=2)))

    made = Document.objects.get(number=2)
    assert (made.slug, made.name) == ("s-res-2-1999", "S/RES/2 (1999): Land A")
    assert (made.in_favour, made.against, made.abstaining) == (1, 1, 0)
    assert (str(made.adopted_on), made.meeting, made.draft_symbol) == (
        "1999-10-25",
        "S/PV.2",
        "S/1999/2",
    )
    assert positions(made.slug) == {"aaa": "no", "bbb": "yes", "ccc": "unknown"}
    assert made.record.citations.get().locator == "record 280002"
    assert made.summary == (
        "On 25 October 1999, at its 2nd meeting, the Security Council adopted this resolution on "
        "Land A. The vote was 1 in favour, 1 against and 0 abstaining."
    )
    assert is_whole()


def test_what_was_adopted_without_a_vote_gets_no_votes(tmp_path):
    votes = {"AAA": "Y", "BBB": "Y", "CCC": "Y"}

    run(file(tmp_path, ballot(votes, number=2, modality="ADOPTED WITHOUT VOTE", total_yes="")))

    made = Document.objects.get(number=2)
    assert (made.adoption, made.in_favour) == ("without_vote", None)
    assert set(positions(made.slug).values()) == {"no_vote_taken"}


def test_a_new_resolution_without_the_votes_of_all_members_is_refused(tmp_path):
    said = run(file(tmp_path, ballot(AS_HELD) + ballot({"AAA": "Y", "BBB": "Y"}, number=2)))

    assert "found 'S/RES/2 (1999)', expected a resolution that the base has" in said
    assert "with the votes of all members: CCC" in said
    assert "2 refused" in said
    assert Document.objects.count() == 1


@pytest.mark.parametrize("name", ["ATLANTIS", "LAND D"], ids=["unknown", "no member that day"])
def test_who_cannot_have_voted_is_refused_with_line_and_name(tmp_path, name):
    rows = ballot(AS_HELD)
    rows[1] |= {"ms_code": "", "ms_name": name}

    said = run(file(tmp_path, rows))

    assert f"voting.csv, line 3, column ms_name: found '{name}', expected a member" in said
    assert "1 refused" in said
    assert cited() == set()


def test_a_member_counted_twice_is_refused_the_second_time(tmp_path):
    said = run(
        file(
            tmp_path,
            [*ballot(AS_HELD), *ballot({"CCC": "N"}, total_yes=2, total_no=0, total_abstentions=1)],
        )
    )

    assert "line 5, column ms_name: found 'LAND C', expected each member once" in said
    assert cited() == set()


def test_totals_to_which_the_rows_do_not_add_up_refuse_the_ballot(tmp_path):
    said = run(
        file(
            tmp_path,
            ballot({"AAA": "Y", "BBB": "N", "CCC": "A"}, total_yes=3) + ballot(AS_HELD, number=2),
        )
    )

    assert "line 2, totals of S/RES/1 (1999): found '3-1-1', expected 1-1-1" in said
    assert "3 refused" in said
    assert positions() == {"aaa": "yes", "bbb": "yes", "ccc": "abstain"}
    assert cited() == set()


def test_blanks_contradict_nothing(tmp_path):
    rows = ballot({"AAA": "Y", "BBB": "", "CCC": "A"})

    run(file(tmp_path, rows, shortened(rows), "undl-votes.csv.gz"))

    assert cited() == set()


def test_a_ballot_of_which_nothing_is_recorded_contradicts_nothing(tmp_path):
    rows = ballot({"AAA": "", "BBB": "", "CCC": ""})

    run(file(tmp_path, rows, shortened(rows)))

    assert cited() == set()


def test_the_table_of_resolutions_is_compared_by_totals(tmp_path):
    row = {
        "symbol": "S/RES/1(1999)",
        "undl_id": "280001",
        "vote_date": "1999-10-25",
        "meeting": "S/PV1",
        "n_yes": "2",
        "n_no": "0",
        "n_abstain": "0",
        "n_blank": "1",
    }

    run(file(tmp_path, [row], BY_RESOLUTION, "undl-resolutions.csv.gz"))

    stated = "2-0-0 (in favour, against, abstaining), blank 1"
    assert cited() == {("s-res-1-1999", "abstaining", stated, True)}


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("ms_vote", "maybe", "Y, N, A, X or nothing"),
        ("date", "25/10/1999", "a day such as 1999-10-25"),
        ("resolution", "A/RES/1(1999)", "a resolution of the Council"),
        ("resolution", "S/RES/1(2001)", "S/RES/1 (1999), as the base has it"),
        ("undl_id", "abc", "the number of a record"),
        ("total_yes", "-1", "a whole number from 0 to 15"),
    ],
)
def test_cells_that_cannot_be_read_refuse_their_row(tmp_path, column, value, expected):
    rows = ballot(AS_HELD) + ballot(AS_HELD, number=2)
    rows[2][column] = value

    said = run(file(tmp_path, rows))

    assert f"voting.csv, line 4, column {column}: found '{value}', expected {expected}" in said


def test_another_table_is_refused_by_its_columns(tmp_path):
    with pytest.raises(CommandError, match="columns of none of the tables"):
        run(file(tmp_path, [{"a": 1}], ["a", "b"]))


@pytest.mark.parametrize("with_totals", [True, False])
def test_of_two_rows_for_a_member_the_totals_tell_which_is_right_or_nothing(tmp_path, with_totals):
    new = ballot(AS_HELD, resolution="S/RES/2(1999)", undl_id="2", date="1999-11-01")
    rows = [*ballot(AS_HELD), *new, new[-1] | {"ms_vote": "N"}]
    if not with_totals:
        rows = [{name: row[name] for name in row if "total" not in name} for row in rows]

    said = run(file(tmp_path, rows))

    assert ("one vote of each member, or totals that tell which is right" in said) != with_totals
    assert Document.objects.filter(slug="s-res-2-1999").exists() == with_totals
