"""Three editors at one record, whatever they do: no word goes that nobody meant to go."""

import random

import pytest

from records.models import Proposal, ProposalState, Revision
from records.writing.proof import problems
from tests.make import published
from tests.records.several_editors import EDITORS, KIND, SLUG, Editor

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
NAMES = ("ann", "bob", "cem")


def one_round(dice, number):
    editor = EDITORS[dice.choice(NAMES)]
    others = Proposal.objects.filter(state=ProposalState.IN_REVIEW).exclude(author=editor.name)
    sealed = Revision.objects.of(KIND, SLUG).sealed()
    what = dice.choices(
        ("open", "change", "draft", "hand in", "decide", "undo", "withdraw", "discard"),
        (2, 8, 2, 5, 7, 2, 0.5, 0.5),
    )[0]
    if what == "open":
        editor.open(dice)
    elif what == "change":
        editor.change(dice, f"w{number}w")
    elif what in ("draft", "hand in"):
        if editor.form is None:
            editor.change(dice, f"w{number}w")
        editor.send(dice, "_draft" if what == "draft" else "_save")
    elif what == "decide" and others:
        editor.decide(dice, dice.choice(list(others)))
    elif what == "undo":
        last = sealed.last()
        is_gone = last.state == "withdrawn"
        editor.undo(
            dice, last if is_gone else dice.choice(list(sealed[max(0, last.version - 3) :]))
        )
    elif what == "withdraw":
        editor.withdraw(dice)
    elif what == "discard":
        editor.discard(dice)
    return f"{editor.name}: {what}"


def test_no_word_is_lost_without_a_question(rounds):
    published(KIND, SLUG, summary="It is w0w.")
    EDITORS.clear()
    EDITORS.update({name: Editor(name) for name in NAMES})
    seed, done = random.randrange(10**9), []
    dice = random.Random(seed)
    for number in range(1, rounds(10, 300)):
        try:
            done.append(one_round(dice, number))
        except AssertionError as lost:
            raise AssertionError(f"{lost} (seed {seed}, round {number}: {done[-6:]})") from lost
    assert list(problems()) == []
