"""Three editors at one record, whatever they do: no word goes that nobody meant to go."""

import pytest

from records.writing.proof import problems
from tests.make import published
from tests.records.several_editors import KIND, SLUG, Editor, play

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
NAMES = ("ann", "bob", "cem")


def test_no_word_is_lost_without_a_question(rounds):
    published(KIND, SLUG, summary="It is w0w.")
    play([Editor(name) for name in NAMES], rounds(10, 300))
    assert list(problems()) == []
