"""Votes however a file words them: letters, words, other columns and other separators."""

import pytest

from legal.models import Document
from tests.legal.votes import (
    AS_HELD,
    ballot,
    cited,
    council_of_three,
    file,
    positions,
    run,
    shortened,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]


@pytest.fixture(scope="module")
def council(shared_base):
    council_of_three()


def worded(*words):
    """The votes of resolution 1 in other words, under totals that fit what is held."""
    votes = dict(zip(AS_HELD, words, strict=True))
    return ballot(votes, total_yes=2, total_no=0, total_abstentions=1)


@pytest.mark.parametrize(
    "words",
    [("Y", "y", "A"), ("Yes", "In Favour", "Abstain"), ("IN FAVOR", "yes", "Abstention"),
     ("For", "YES", "abstained")],
)  # fmt: skip
def test_votes_are_understood_in_letters_and_words(tmp_path, words):
    said = run(file(tmp_path, worded(*words)))

    assert "0 refused" in said
    assert cited() == set()


@pytest.mark.parametrize(
    "word", ["X", "NV", "Non-voting", "NON_VOTING", "Not voting", "Absent", ""]
)
def test_words_for_no_vote_contradict_nothing(tmp_path, word):
    rows = ballot({"AAA": "Y", "BBB": word, "CCC": "A"})

    said = run(file(tmp_path, rows, shortened(rows)))

    assert "0 refused" in said
    assert cited() == set()


@pytest.mark.parametrize("word", ["N", "No", "Against", "against"])
def test_words_against_contradict_a_vote_in_favour(tmp_path, word):
    rows = ballot({"AAA": "Y", "BBB": word, "CCC": "A"})

    run(file(tmp_path, rows, shortened(rows)))

    assert cited() == {("s-res-1-1999", "votes/bbb", "no", True)}


@pytest.mark.parametrize(
    "values",
    [
        {"meeting": "S/PV.1(Resumption1)"},
        {"meeting": "S/PV.1 (Resumption 1)"},
        {"meeting": "S/PV1"},
        {"undl_id": "280001.0"},
        {"date": "1999-10-25T00:00:00"},
        {"date": "1999-10-25 00:00"},
        {"total_yes": "0", "total_no": "0", "total_abstentions": "0", "ms_vote": ""},
    ],
)
def test_the_same_in_another_form_contradicts_nothing(tmp_path, values):
    said = run(file(tmp_path, ballot(AS_HELD, **values)))

    assert "0 refused" in said
    assert cited() == set()


@pytest.mark.parametrize(
    "modality", ["ADOPTED BY ACCLAMATION", "Adopted without vote", "CONSENSUS"]
)
def test_acclamation_is_adoption_without_a_vote(tmp_path, modality):
    rows = ballot({"AAA": "Y", "BBB": "Y", "CCC": "Y"}, number=2, modality=modality)

    run(file(tmp_path, rows))

    assert Document.objects.get(number=2).adoption == "without_vote"
    assert set(positions("s-res-2-1999").values()) == {"no_vote_taken"}
    before = cited()
    run(file(tmp_path, rows, name="again.csv"))
    assert cited() == before == set()


def test_a_semicolon_and_plural_headers_in_capitals_are_read(tmp_path):
    rows = ballot(AS_HELD)
    path = tmp_path / "votes.csv"
    lines = [";".join(rows[0]).upper().replace("MS_CODE", "MS_CODES")]
    lines += [";".join(map(str, row.values())) for row in rows]
    path.write_bytes(b"\xff\xfe" + "\n".join(lines).encode("utf-16-le"))

    said = run(path)

    assert "0 changed (waiting for editors), 6 unchanged" in said
    assert "0 refused" in said
