"""Lists of vetoes: the members they name go in as from a list, the rest is compared."""

import pytest
from django.core.management import CommandError

from legal.models import Vote
from tests.legal.council import ballot, cited, council, file, put_to_the_vote, run
from tests.make import content, publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIBRARY = ["date", "date_text", "draft", "record", "agenda_item", "vetoed_by"]
TOPICS = [
    *("year", "date", "draft", "meeting_record", "agenda_item", "crisis_topic"),
    *("member_veto1", "member_veto2", "member_veto3"),
]


def vetoed(slug="s-1999-5", day="1999-03-26", by=("aaa",), **values):
    return put_to_the_vote(slug, day, outcome="vetoed", vetoed_by=list(by), **values)


def row(draft="S/1999/5", day="1999-03-26", by="Alandia"):
    return {"date": day, "draft": draft, "vetoed_by": by}


def take(folder, *rows, columns=LIBRARY):
    return run("import_veto_lists", file(folder, rows, columns))


def votes():
    rows = Vote.objects.order_by("document", "state")
    return list(rows.values_list("document__slug", "state__slug", "position", "basis"))


def test_who_vetoed_voted_against_as_from_a_list(tmp_path):
    publish_with_facts(*council(), vetoed())

    said = take(tmp_path, row())

    assert votes() == [("s-1999-5", "aaa", "no", "veto_list")]
    assert "0 changed (waiting for editors)" in said


def test_the_list_with_topics_is_read_as_well(tmp_path):
    publish_with_facts(*council(), vetoed())
    named = {"member_veto1": "Alandia", "date": "3/26/1999", "draft": "S/1999/5"}

    take(tmp_path, named, columns=TOPICS)

    assert votes() == [("s-1999-5", "aaa", "no", "veto_list")]


def test_whole_votes_that_are_held_stay_as_they_are(tmp_path):
    publish_with_facts(*council(), vetoed(in_favour=3, against=1, abstaining=0))
    run("import_failed_drafts", file(tmp_path, ballot("nyyy", outcome="Not adopted - veto")))

    take(tmp_path, row())

    assert {basis for *_, basis in votes()} == {"as_recorded"}
    assert len(votes()) == 4


def test_each_row_means_another_vote_on_the_same_draft(tmp_path):
    second = vetoed("s-1999-5-2", draft_symbol="S/1999/5", symbol="")
    publish_with_facts(*council(), vetoed(), second)

    said = take(tmp_path, row(), row(), row())

    assert [document for document, *_ in votes()] == ["s-1999-5", "s-1999-5-2"]
    assert "expected a draft that the base holds as vetoed" in said


def test_of_two_votes_on_one_draft_that_of_the_day_is_meant(tmp_path):
    second = vetoed("s-1999-5-2", "1999-03-27", draft_symbol="S/1999/5", symbol="")
    publish_with_facts(*council(), vetoed(), second)

    take(tmp_path, row(day="1999-03-27"))

    assert [document for document, *_ in votes()] == ["s-1999-5-2"]
    assert cited() == set()


@pytest.mark.parametrize("written", ["S/1999/5 (as amended)", "S/1999/5, S/PV.202"])
def test_a_remark_beside_a_symbol_does_no_harm(tmp_path, written):
    publish_with_facts(*council(), vetoed())

    take(tmp_path, row(written))

    assert len(votes()) == 1


def test_a_list_that_names_others_or_another_day_is_cited(tmp_path):
    also = content("state", "fff", name="Felandia", owned={"memberships": [
        {"organization": "un-sc", "kind": "permanent", "source": "library",
         "starts_on": "1990-01-01", "starts_precision": "day"}]})  # fmt: skip
    publish_with_facts(*council(), also, vetoed())

    take(tmp_path, row(day="1999-04-12", by="Alandia; Felandia"))

    assert cited() == {
        ("s-1999-5", "vetoed_by", "AAA, FFF", True),
        ("s-1999-5", "adopted_on", "1999-04-12", True),
    }


def test_who_is_no_permanent_member_is_refused(tmp_path):
    publish_with_facts(*council(), vetoed())

    with pytest.raises(CommandError, match="no row could be read"):
        take(tmp_path, row(by="Belandia"))

    assert votes() == []


def test_who_is_a_permanent_member_only_later_is_refused(tmp_path):
    publish_with_facts(*council(), vetoed(day="1989-12-31"))

    with pytest.raises(CommandError, match="no row could be read"):
        take(tmp_path, row(day="1989-12-31"))

    assert votes() == []


def test_of_two_votes_of_one_day_that_which_the_same_members_vetoed_is_meant(tmp_path):
    also = content("state", "fff", name="Felandia", owned={"memberships": [
        {"organization": "un-sc", "kind": "permanent", "source": "library",
         "starts_on": "1990-01-01", "starts_precision": "day"}]})  # fmt: skip
    second = vetoed("s-1999-5-2", draft_symbol="S/1999/5", symbol="", by=["fff"])
    publish_with_facts(*council(), also, vetoed(), second)

    take(tmp_path, row(by="Felandia"))

    assert [document for document, *_ in votes()] == ["s-1999-5-2"]
    assert cited() == set()
