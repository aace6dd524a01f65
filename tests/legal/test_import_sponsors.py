"""Sponsors from their lists: to the right document, from one source, no name guessed."""

import pytest

from legal.models import Sponsor
from tests.legal.council import cited, council, file, put_to_the_vote, resolution, run
from tests.make import publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADOPTED = ["resolution", "date_as_printed", "draft", "meeting", "submitted_by", "outcome"]
CATALOGUE = ["undl_id", "symbol", "title", "responsibility", "related_symbol"]
NINE = ("s-res-9-1999", "bbb"), ("s-res-9-1999", "eee")


@pytest.fixture
def held():
    publish_with_facts(
        *council(),
        resolution(9, "1999-03-06", "S/1999/4", meeting="S/PV.3989"),
        resolution(10, "1999-03-06", "S/1999/6", meeting="S/PV.3989"),
        put_to_the_vote("s-1999-5", "1999-03-26"),
    )


def adopted(resolution="9 (1999)", draft="S/1999/4", meeting="3989", day="1999-03-06",
            by="Elandia,Belandia"):  # fmt: skip
    named = {"resolution": resolution, "draft": draft, "meeting": meeting}
    return named | {"date_as_printed": day, "submitted_by": by, "outcome": "Adopted"}


def catalogued(by, symbol="S/1999/5"):
    return {"undl_id": "1", "symbol": symbol, "title": "Draft", "responsibility": by}


def take(folder, *rows, columns=ADOPTED):
    return run("import_sponsors", file(folder, rows, columns))


def sponsors():
    return tuple(
        Sponsor.objects.order_by("document", "state").values_list("document__slug", "state__slug")
    )


@pytest.mark.parametrize(
    "slip",
    [
        {},
        {"resolution": "S/RES/9 (1999)"},
        {"resolution": "Resolution 9 (1999)"},
        {"resolution": "19 (1999)"},
        {"resolution": "S/1999/4", "draft": "S/RES/9(1999)"},
        {"draft": "S/1999/4 as orally revised"},
        {"draft": ""},
        {"day": "1999-06-03"},
        {"draft": "S/1999/5", "meeting": "4000", "day": "1999-03-06"},
    ],
)
@pytest.mark.usefixtures("held")
def test_a_slip_in_one_column_does_no_harm(tmp_path, slip):
    take(tmp_path, adopted(**slip))

    assert sponsors() == NINE


@pytest.mark.parametrize(
    "slip",
    [
        {"draft": "S/1999/6"},  # as much of resolution 9 as of 10
        {"draft": "", "meeting": "", "day": "1999-06-03"},
        {"resolution": "Missing", "draft": "S/2000/1"},
    ],
)
@pytest.mark.usefixtures("held")
def test_a_row_that_may_mean_another_document_is_refused(tmp_path, slip):
    said = take(tmp_path, adopted(**slip), adopted("10 (1999)", "S/1999/6"))

    assert "expected one that the base holds with this draft or this meeting" in said
    assert {document for document, _ in sponsors()} == {"s-res-10-1999"}


@pytest.mark.parametrize("by", ["President", "-none-", "", "Committee on Admission", "E10"])
@pytest.mark.usefixtures("held")
def test_who_is_no_state_sponsors_nothing(tmp_path, by):
    said = take(tmp_path, adopted(by=by), adopted("10 (1999)", "S/1999/6"))

    assert "1 name no state" in said
    assert {document for document, _ in sponsors()} == {"s-res-10-1999"}


@pytest.mark.parametrize(
    "by",
    [
        "Elandia and Belandia.",
        "submitted by the delegations of Elandia and Belandia at the 393rd meeting of the Council",
        "Elandia. Belandia",
        "Elandia Belandia",
        "Elandia (64), Belandia (65)",
        "Elandia,_x000D_\nBelandia",
        "jointly Elandia and Belandia on 14 June 1952",
    ],
)
@pytest.mark.usefixtures("held")
def test_words_around_the_names_do_no_harm(tmp_path, by):
    take(tmp_path, catalogued(by), columns=CATALOGUE)

    assert sponsors() == (("s-1999-5", "bbb"), ("s-1999-5", "eee"))


@pytest.mark.usefixtures("held")
def test_a_name_that_means_no_state_is_refused_and_the_others_go_in(tmp_path):
    said = take(tmp_path, adopted(by="Elandia, Nowhere, Belandia"))

    assert "found 'Nowhere', expected a state that the base knows among the sponsors" in said
    assert sponsors() == NINE


@pytest.mark.usefixtures("held")
def test_papers_that_were_not_voted_on_are_left(tmp_path):
    rows = (catalogued("Elandia", "S/1999/77"), catalogued("Elandia"))

    said = take(tmp_path, *rows, columns=CATALOGUE)

    assert "1 are of documents that are not held as put to the vote" in said


@pytest.mark.usefixtures("held")
def test_an_amendment_has_its_own_sponsors_and_not_those_of_the_draft(tmp_path):
    amendment = {"kind": "amendment", "draft_symbol": "S/1999/5"}
    publish_with_facts(put_to_the_vote("s-1999-8", "1999-03-26", **amendment))

    rows = (catalogued("Elandia"), catalogued("Belandia", "S/1999/8"))
    take(tmp_path, *rows, columns=CATALOGUE)

    assert sponsors() == (("s-1999-5", "eee"), ("s-1999-8", "bbb"))


@pytest.mark.usefixtures("held")
def test_a_document_keeps_the_sponsors_of_the_nearer_source(tmp_path):
    take(tmp_path, catalogued("Elandia", "S/1999/4"), columns=CATALOGUE)

    take(tmp_path, adopted())

    assert sponsors() == (("s-res-9-1999", "eee"),)
    assert cited() == {("s-res-9-1999", "sponsors", "BBB, EEE", False)}


@pytest.mark.usefixtures("held")
def test_a_nearer_source_that_says_otherwise_waits_for_editors(tmp_path):
    take(tmp_path, adopted())

    for _ in range(2):
        take(tmp_path, catalogued("Elandia", "S/1999/4"), columns=CATALOGUE)

    assert sponsors() == NINE
    assert cited() == {("s-res-9-1999", "sponsors", "EEE", True)}


@pytest.mark.usefixtures("held")
def test_a_second_import_changes_nothing(tmp_path):
    take(tmp_path, adopted())

    assert "0 new, 0 changed" in take(tmp_path, adopted())
