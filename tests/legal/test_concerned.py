"""Which states a matter concerns, by the resolutions on it and by what its words name."""

from datetime import date

import pytest

from legal.importers.concerned import Matters, StatesConcerned
from tests.legal.council import council, resolution
from tests.make import publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = date(2000, 1, 1)


@pytest.fixture
def concerned():
    publish_with_facts(
        *council(),
        *(resolution(n, "1999-03-06", f"S/1999/{n}") for n in (1, 2)),
        resolution(3, "1999-03-06", "S/1999/3", states=["eee", "bbb"]),
        resolution(5, "1999-03-06", "S/1999/5", states=["eee", "bbb"]),
        resolution(4, "1999-03-06", "S/1999/4", situation="Water", states=[]),
    )
    return StatesConcerned()


def test_a_situation_concerns_the_states_of_most_of_its_resolutions(concerned):
    assert concerned.by("Elandia", "", DAY) == ["eee"]


def test_states_that_the_text_names_are_added_where_the_situation_has_had_them(concerned):
    assert concerned.by("Elandia", "Attacks from Belandia, seen by Celandia", DAY) == ["bbb", "eee"]


def test_without_states_in_common_all_that_are_named_count(concerned):
    assert concerned.by("Water", "Wells in Celandia and Alandia", DAY) == ["aaa", "ccc"]
    assert concerned.by("Belandia (1947)", "", DAY) == ["bbb"]


def test_a_situation_between_two_states_concerns_both(concerned):
    assert concerned.by("Belandia-Celandia (1950)", "", DAY) == ["bbb", "ccc"]
    assert concerned.by("Belandia-Nowhere", "", DAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "Letter dated 4 May 1999 from the Permanent Representative of Celandia",
        "Wells — Identical letters dated 4 May 1999 from Celandia",
        "aaa, and ccc",
    ],
)
def test_who_sends_a_letter_and_what_reads_as_a_code_is_not_concerned(concerned, text):
    assert concerned.by("Water", text, DAY) == []


def test_a_text_concerns_the_states_that_half_of_its_paragraphs_name(concerned):
    paragraphs = ["Celandia thirsts.", "Celandia and Alandia dig.", "Nobody else.", "They drink."]

    assert concerned.in_most(paragraphs, DAY) == ["ccc"]
    assert concerned.in_most(paragraphs[:1], DAY) == []


def test_an_item_is_on_a_situation_where_nearly_all_its_resolutions_are():
    matters = Matters()
    for situation in ("Elandia",) * 4 + ("Water",):
        matters.learn("The question of Élandia.", situation)
        matters.learn("The wider matter", situation)
    matters.learn("The wider matter", "Water")

    assert matters.situation("The question of Elandia") == "Elandia"
    assert matters.situation("The wider matter") == ""
    assert matters.situation("Another") == ""
