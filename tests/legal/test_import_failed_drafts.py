"""Votes on what failed: a record for each, days set right, amendments tied, nothing guessed."""

from datetime import date

import pytest
from django.core.management import CommandError

from legal.importers import failed_votes
from legal.models import Document, DocumentLink, Vote
from records.models import Citation, Revision, Source
from records.writing.proof import broken_links, differing_records
from tests.legal.council import (
    ballot,
    cited,
    council,
    file,
    put_to_the_vote,
    resolution,
    run,
)
from tests.make import publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VETO = {"outcome": "Not adopted - veto"}


def publish(*records):
    publish_with_facts(*council(), *records)


def take(folder, *rows, **options):
    return run("import_failed_drafts", file(folder, [one for some in rows for one in some]),
               **options)  # fmt: skip


def positions(document):
    votes = Vote.objects.filter(document__slug=document)
    return "".join(votes.order_by("state__slug").values_list("position", flat=True)[:9])


def test_members_votes_on_a_draft_that_is_held_go_in(tmp_path):
    publish(put_to_the_vote("s-1999-5", "1999-03-26", "S/PV.3989", in_favour=1, against=1,
                            abstaining=2))  # fmt: skip

    said = take(tmp_path, ballot("ynaa"))

    assert positions("s-1999-5") == "yesnoabstainabstain"
    assert (Document.objects.count(), cited()) == (1, set())
    assert "0 changed (waiting for editors)" in said
    assert "0 refused" in said
    assert Source.objects.get(slug="sc-votes-by-member").sha256


def test_a_draft_that_is_missing_becomes_a_record_with_all_that_the_table_says(tmp_path):
    publish(resolution(9, "1998-05-05", "S/1998/1"))

    take(tmp_path, ballot("nyyy", **VETO))

    draft = Document.objects.get(slug="s-1999-5")
    assert (draft.kind, draft.symbol, draft.draft_symbol) == ("draft", "S/1999/5", "S/1999/5")
    assert (draft.adopted_on, draft.meeting) == (date(1999, 3, 26), "S/PV.3989")
    assert (draft.in_favour, draft.against, draft.abstaining) == (3, 1, 0)
    assert draft.outcome == "vetoed"
    assert [one.slug for one in draft.vetoed_by.all()] == ["aaa"]
    assert [one.slug for one in draft.states.all()] == ["eee"]
    assert sorted(one.state.slug for one in draft.sponsors.all()) == ["bbb", "eee"]
    assert "The vote was 3 in favour, 1 against and 0 abstaining. It was vetoed." in draft.summary


def test_a_no_of_an_elected_member_is_no_veto(tmp_path):
    publish()

    take(tmp_path, ballot("nnyy", **VETO))

    assert [one.slug for one in Document.objects.get().vetoed_by.all()] == ["aaa"]


def test_a_second_vote_on_a_draft_is_a_record_of_its_own(tmp_path):
    publish(put_to_the_vote("s-1999-5", "1999-03-26", "S/PV.3989", outcome="vetoed",
                            vetoed_by=["aaa"], in_favour=3, against=1, abstaining=0))  # fmt: skip

    rows = (ballot("nyyy", **VETO), ballot("aaan", day="1999-03-25", meeting="3988"))
    take(tmp_path, *rows)
    take(tmp_path, *rows)

    second = Document.objects.get(slug="s-1999-5-2")
    assert (second.symbol, second.draft_symbol) == ("", "S/1999/5")
    assert "second vote" in second.name
    assert positions("s-1999-5") == "noyesyesyes"
    assert positions("s-1999-5-2") == "abstainabstainabstainno"
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (put_to_the_vote("s-2016-5", "2016-10-08", "S/PV.7785", in_favour=1, against=3,
                         abstaining=0), "the draft is held"),
        (resolution(9, "2016-10-08", "", meeting="S/PV.7785"), "the meeting is held"),
        (put_to_the_vote("s-2016-6", "2016-10-07", "S/PV.7784"), "the paper before is held"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_day_with_day_and_month_exchanged_is_set_right_and_cited(tmp_path, held, told):
    publish(held)

    take(tmp_path, ballot("ynnn", "S/2016/5", "2016-08-10", "7785"))

    assert Document.objects.get(slug="s-2016-5").adopted_on == date(2016, 10, 8)
    assert cited() == {("s-2016-5", "adopted_on", "2016-08-10", False)}


def test_a_day_that_no_exchange_explains_waits_for_editors(tmp_path):
    publish(put_to_the_vote("s-1999-5", "1999-03-25", "S/PV.3989"))

    take(tmp_path, ballot("ynnn"))

    assert cited() == {("s-1999-5", "adopted_on", "1999-03-26", True)}


def test_a_meeting_that_opened_the_day_before_is_told_and_closed(tmp_path):
    publish(put_to_the_vote("s-1999-5", "1999-03-27", "S/PV.3989"))

    take(tmp_path, ballot("ynnn"))

    assert cited() == {("s-1999-5", "adopted_on", "1999-03-26", False)}


def test_an_amendment_is_a_document_of_its_own_tied_to_what_it_would_have_amended(tmp_path):
    publish(resolution(9, "1999-03-26", "S/1999/4", meeting="S/PV.3989"))

    take(tmp_path, ballot("yann", "S/1999/6 (amendment)"))

    amendment = Document.objects.get(kind="amendment")
    link = DocumentLink.objects.get()
    assert (amendment.slug, amendment.symbol) == ("s-1999-6", "S/1999/6")
    assert (amendment.draft_symbol, amendment.situation) == ("S/1999/4", "Elandia")
    assert (link.document_id, link.kind, link.to.slug) == (
        amendment.pk,
        "would_amend",
        "s-res-9-1999",
    )


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("S/1999/4 amendment", "s-1999-4-amendment"),
        ("Oral amendment", "s-1999-4-oral-amendment"),
        ("Oral amendment 2", "s-1999-4-oral-amendment-2"),
        ("S/1999/4", "s-1999-4-amendment"),
    ],
)
def test_an_amendment_without_a_symbol_is_named_by_the_draft(tmp_path, printed, slug):
    publish(resolution(9, "1999-03-26", "S/1999/4", meeting="S/PV.3989"))

    for _ in range(2):
        take(tmp_path, ballot("yann", printed))

    amendment = Document.objects.get(kind="amendment")
    assert (amendment.slug, amendment.symbol, amendment.draft_symbol) == (slug, "", "S/1999/4")


def test_a_vote_that_failed_on_a_draft_that_was_adopted_is_told_as_an_amendment(tmp_path):
    publish(resolution(9, "1999-03-26", "S/1999/4", meeting="S/PV.3989"))

    take(tmp_path, ballot("yann", "S/1999/4"))

    assert cited() == {("s-1999-4-amendment", "kind", "Draft resolution", False)}


def test_an_amendment_to_nothing_that_is_held_is_refused(tmp_path):
    publish()

    said = take(tmp_path, ballot("yann", "Oral amendment"), ballot("ynaa"))

    assert "4 refused" in said
    assert list(Document.objects.values_list("slug", flat=True)) == ["s-1999-5"]


def test_a_vote_without_symbol_is_known_by_its_meeting(tmp_path):
    publish()

    for _ in range(2):
        take(tmp_path, ballot("ynaa", ""))

    draft = Document.objects.get()
    assert (draft.slug, draft.symbol) == ("s-pv-3989", "S/PV.3989")
    assert "gives no draft symbol" in draft.note


def test_a_written_vote_has_no_meeting(tmp_path):
    publish()

    take(tmp_path, ballot("ynaa", meeting="V104"))

    draft = Document.objects.get()
    assert (draft.meeting, draft.adoption) == ("", "written_procedure")
    assert "in a written procedure" in draft.summary


def test_totals_stay_open_where_the_vote_of_a_member_is_unknown(tmp_path):
    publish()

    take(tmp_path, ballot("ynn "))

    draft = Document.objects.get()
    assert (draft.in_favour, draft.against, draft.abstaining) == (None, None, None)
    assert positions("s-1999-5") == "yesnonounknown"


def test_votes_that_are_held_otherwise_are_cited(tmp_path):
    draft = put_to_the_vote("s-1999-5", "1999-03-26", in_favour=2, against=1, abstaining=1)
    rows = [{"document": "s-1999-5", "state": "aaa", "position": "no", "basis": "as_recorded"}]
    publish_with_facts(*council(), draft, votes=rows)

    take(tmp_path, ballot("ynya"))

    assert cited() == {("s-1999-5", "votes/aaa", "yes", True)}
    assert Vote.objects.get(state__slug="aaa").position == "no"


def test_totals_and_vetoes_that_are_held_otherwise_are_cited(tmp_path):
    publish(put_to_the_vote("s-1999-5", "1999-03-26", outcome="vetoed", vetoed_by=["aaa", "bbb"],
                            in_favour=2, against=2, abstaining=0))  # fmt: skip

    take(tmp_path, ballot("nyyy", **VETO))

    assert cited() == {
        ("s-1999-5", "in_favour", "3-1-0 (in favour, against, abstaining)", True),
        ("s-1999-5", "vetoed_by", "AAA", True),
    }


def test_rows_that_cannot_be_read_are_refused_one_by_one(tmp_path):
    publish()
    rows = ballot("ynaa")
    rows[1]["member"] = "Elandia"
    rows[2]["vote"] = "Perhaps"
    rows[3]["date_as_printed"] = "soon"

    said = take(tmp_path, rows, ballot("ynaa", "S/1999/8", outcome="Adopted"))

    assert "a member of the Council on 1999-03-26" in said
    assert "found 'Perhaps', expected one of yes, no, abstain" in said
    assert "found 'soon', expected a day" in said
    assert "expected a vote that failed" in said
    assert positions("s-1999-5") == "yesunknownunknownunknown"


def test_two_votes_under_one_name_are_refused_together(tmp_path, monkeypatch):
    monkeypatch.setattr(failed_votes, "MOST_DOUBLED", 3)
    publish()

    said = take(tmp_path, ballot("ynaa"), ballot("yyna"), ballot("ynaa", "S/1999/8"))

    assert "8 refused" in said
    assert "found 'S/1999/5', expected each member once" in said
    assert Document.objects.get().slug == "s-1999-8"


def test_a_second_import_changes_nothing(tmp_path):
    publish(resolution(9, "1999-03-26", "S/1999/4", meeting="S/PV.3989"))
    rows = (ballot("ynaa"), ballot("yann", "Oral amendment"))
    take(tmp_path, *rows)
    before = Revision.objects.count(), Citation.objects.count()

    said = take(tmp_path, *rows)

    assert "0 new, 0 changed" in said
    assert (Revision.objects.count(), Citation.objects.count()) == before
    assert [*broken_links(), *differing_records()] == []


def test_a_dry_run_writes_nothing(tmp_path):
    publish()

    assert "Would be: " in take(tmp_path, ballot("ynaa"), dry_run=True)

    assert not Document.objects.exists()


def test_the_file_of_another_command_is_named(tmp_path):
    publish()

    with pytest.raises(CommandError, match="use import_failed_drafts"):
        run("import_votes", file(tmp_path, ballot("ynaa")))


def test_an_amendment_that_is_held_is_not_taken_for_the_draft_itself(tmp_path):
    publish(put_to_the_vote("s-1999-5-amendment", "1999-03-26", "S/PV.3989", kind="amendment",
                            symbol="", draft_symbol="S/1999/5"))  # fmt: skip

    take(tmp_path, ballot("ynaa"))

    assert set(Document.objects.values_list("kind", "draft_symbol")) == {
        ("amendment", "S/1999/5"),
        ("draft", "S/1999/5"),
    }
    assert not Vote.objects.filter(document__kind="amendment").exists()


def test_what_general_knowledge_calls_an_amendment_waits_for_editors(tmp_path):
    publish(resolution(9, "2023-10-16", "S/2023/772", meeting="S/PV.9439"))

    take(tmp_path, ballot("yann", "S/2023/775", "2023-10-16", "9439"))

    assert cited() == {("s-2023-775", "kind", "Draft resolution", True)}
