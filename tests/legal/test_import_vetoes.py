"""Vetoes from the Peace and Security Data Hub beside the drafts of the base."""

import pytest

from legal.models import Document
from tests.make import content, publish_with_facts
from tests.missions.importing import cited, file, is_whole, revisions, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

COMMAND = "import_vetoes"
COLUMNS = {
    "chn": "china",
    "fra": "france",
    "rus": "russian_federation_or_USSR",
    "gbr": "united_kingdom_of_great_britain_and_northern_ireland",
    "usa": "united_states_of_america",
}


def veto(symbol="S/2001/1", *members, **values):
    row = {"id": "1", "Date": "2001-02-03", "Year": "2001", "draft_resolution_number": symbol}
    row |= {"record": "S/PV.4001", "agenda": "The situation in Land A", "topic": "Land A"}
    row |= {column: str(int(code in members)) for code, column in COLUMNS.items()}
    return row | {"number_of_vetoes": str(len(members)), "last_update": "2023-12-10"} | values


@pytest.fixture
def council():
    """A Council of two, one of which vetoed draft S/2001/1."""
    for_ever = {"organization": "un-sc", "kind": "permanent", "starts_on": "1946-01-01"}
    seat = {"owned": {"memberships": [for_ever | {"source": "library"}]}}
    publish_with_facts(
        content("organization", "un-sc", name="Security Council"),
        content("state", "chn", name="Land of Tea", **seat),
        content("state", "rus", name="Land of Snow", **seat),
        content("document", "s-2001-1", kind="draft", symbol="S/2001/1", organ="un-sc",
                adopted_on="2001-02-03", meeting="S/PV.4001", outcome="vetoed", adoption="vote",
                vetoed_by=["rus"]),
    )  # fmt: skip


def test_a_veto_that_is_held_is_found(council, tmp_path):
    path = file(tmp_path, [veto("S/2001/1", "rus")])

    said = run(COMMAND, path)

    assert "0 new, 0 changed (waiting for editors), 3 unchanged" in said
    assert cited() == set()


def test_what_differs_waits_for_editors(council, tmp_path):
    path = file(tmp_path, [veto("S/2001/1", "rus", "chn", Date="2001-02-04", record="S/PV.4002")])

    run(COMMAND, path)
    before = revisions()
    run(COMMAND, path)

    assert cited() == {
        ("s-2001-1", "vetoed_by", "Land of Snow and Land of Tea", "psdata-sc-vetoes"),
        ("s-2001-1", "adopted_on", "2001-02-04", "psdata-sc-vetoes"),
        ("s-2001-1", "meeting", "S/PV.4002", "psdata-sc-vetoes"),
    }
    assert revisions() == before
    assert [one.slug for one in Document.objects.get().vetoed_by.all()] == ["rus"]


def test_a_draft_that_nobody_holds_becomes_a_record(council, tmp_path):
    run(COMMAND, file(tmp_path, [veto("S/2002/77/Rev.1", "chn", "rus")]))

    draft = Document.objects.get(symbol="S/2002/77/Rev.1")
    assert (draft.slug, draft.kind, draft.outcome) == ("s-2002-77-rev-1", "draft", "vetoed")
    assert {one.slug for one in draft.vetoed_by.all()} == {"chn", "rus"}
    assert "On 3 February 2001, at its 4001st meeting" in draft.summary
    assert is_whole()


REFUSED = {
    "nobody vetoed": veto("S/2001/9"),
    "another number": veto("S/2001/9", "rus", number_of_vetoes="2"),
    "a mark of its own": veto("S/2001/9", "rus", china="maybe"),
    "a member that did not sit": veto("S/2001/9", "usa"),
    "no day": veto("S/2001/9", "rus", Date=""),
    "the same row twice": veto("S/2001/1", "rus", id="2"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_row_that_cannot_be_taken_is_told(council, tmp_path, why):
    said = run(COMMAND, file(tmp_path, [veto("S/2001/1", "rus"), REFUSED[why]]))

    assert "1 refused" in said
    assert "line 3" in said
    assert Document.objects.count() == 1


@pytest.mark.parametrize("symbols", (["S/PV.4009"], ["S/2001/8", "S/2001/8"], ["", "paragraph 2"]))
def test_votes_without_a_symbol_of_their_own_are_left_out(council, tmp_path, symbols):
    rows = [veto(symbol, "rus", topic=str(n)) for n, symbol in enumerate(symbols)]

    said = run(COMMAND, file(tmp_path, [veto("S/2001/1", "rus"), *rows]))

    assert "Left out" in said
    assert Document.objects.count() == 1


def test_a_veto_of_what_was_adopted_is_refused(council, tmp_path):
    publish_with_facts(
        content("document", "s-res-9-2001", symbol="S/RES/9 (2001)", organ="un-sc", number=9,
                year=2001, adopted_on="2001-02-03", draft_symbol="S/2001/2", outcome="adopted"),
    )  # fmt: skip

    said = run(COMMAND, file(tmp_path, [veto("S/2001/1", "rus"), veto("S/2001/2", "chn")]))

    assert "line 3, column draft_resolution_number: found 'S/2001/2', expected a draft" in said
    assert "not what was adopted as S/RES/9 (2001)" in said
    assert not Document.objects.filter(outcome="vetoed").exclude(slug="s-2001-1").exists()
