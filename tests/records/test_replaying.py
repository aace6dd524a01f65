"""A copy that follows the changes over the API is, at each of them, what the base was."""

import random
from contextlib import suppress

import pytest

from records import change_api
from records.content import forms
from records.content.canonical import contents_of
from records.content.forms import Lift, renaming
from records.content.problems import Refused
from records.models import ChainHead, Record, RecordKind, Revision
from records.writing.handing_in import save_draft
from records.writing.publishing import propose, propose_again, publish
from tests.below import seal_anew
from tests.changing import (
    MODELS,
    base,
    got,
    in_canonical_form,
    only,
    publish_rows,
    topics,
    votes,
    withdraw,
)
from tests.make import content, published, published_version, revise
from tests.replica import Copy
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def copy_through(client):
    return Copy(lambda address: got(client, address))


def state_of(copy):
    assert copy.differences() == []
    return in_canonical_form(copy.records, copy.rows)


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_a_copy_made_from_nothing_is_the_base(client, limit):
    world(2)
    published("document", "s-res-1")
    publish_rows(
        sponsors=[{"document": "s-res-1", "state": "aaa"}],
        subjects=[{"document": "s-res-1", "thesaurus": "UNBIS", "term": "ÉLECTIONS «libres»"}],
    )
    copy = copy_through(client)
    copy.follow(limit=limit)

    assert state_of(copy) == base()
    assert {table for table, _ in copy.rows} == set(MODELS)  # every table that there is
    assert {kind for kind, _ in copy.records} == set(RecordKind.values)


def edit(dice):
    kind = dice.choice(RecordKind.values)
    slug = dice.choice(sorted(contents_of(kind)))
    one = contents_of(kind, [slug])[slug]
    publish(revise(one | {"summary": f"Said anew, {dice.random()}."}))


def edit_a_row(dice):
    slug = dice.choice(["mission-alpha", "mission-beta"])
    one = contents_of("mission", [slug])[slug]
    one["owned"]["aliases"] = [{"text": f"Name {dice.random()}", "kind": "descriptive"}]
    publish(revise(one))


def take_out_or_back(dice):
    last = Revision.objects.of("topic", "coming-and-going").sealed().last()
    if last.state == "withdrawn":
        before = Revision.objects.of("topic", "coming-and-going").sealed()[last.version - 2]
        again = propose_again(before, base_version=last.version, author="x", reason="back")
        publish([again])
    else:
        withdraw(Record.objects.get(slug="coming-and-going"))


def bring_votes(dice):
    states = dice.sample(["aaa", "bbb", "ccc"], dice.randrange(4))
    publish_rows(
        votes=votes(**{state: dice.choice(["yes", "no", "abstain"]) for state in states}),
        sponsors=[{"document": "s-res-1", "state": state} for state in states[:1]],
    )


def load_the_same_again(dice):
    one = contents_of("topic")["topic-alpha"]
    version = published_version(one)
    loaded = propose(one, base_version=version, author="load", loaded_hash="0" * 64, origin="load")
    publish([loaded])


def keep_a_draft(dice):
    one = contents_of("topic")["topic-alpha"] | {"name": "A draft"}
    draft = propose(one, base_version=published_version(one), author="x")
    own = Revision.objects.open().of("topic", "topic-alpha").first()
    draft.continues = own and own.pk
    save_draft(draft)


def be_refused(dice):
    with suppress(Refused):
        withdraw(Record.objects.get(record_kind="mission", slug="mission-alpha"))
    with suppress(Refused):
        publish(revise(content("mission", "bad", owned={"relations": [{"successor": "nobody"}]})))


STEPS = (edit, edit, edit_a_row, take_out_or_back, bring_votes, load_the_same_again)
STEPS += (keep_a_draft, be_refused)


def test_a_copy_follows_whatever_is_done_and_knows_every_moment_of_it(client, rounds):
    world(3)
    published("document", "s-res-1")
    published("topic", "coming-and-going")
    seed = random.randrange(10**9)
    dice = random.Random(seed)
    copy, moments = copy_through(client), {}
    copy.follow()
    for number in range(rounds(24, 300)):
        dice.choice(STEPS)(dice) if number >= len(STEPS) else STEPS[number](dice)
        copy.follow(limit=dice.choice([1, 2, 1000]))
        moments[copy.position] = base()

        assert state_of(copy) == moments[copy.position], f"seed {seed}, step {number}"
        assert copy.position == ChainHead.objects.get().sequence

    for position in dice.sample(sorted(moments), 4):
        earlier = copy_through(client)
        earlier.follow(until=position)
        assert state_of(earlier) == moments[position], f"seed {seed}, position {position}"


def test_a_copy_made_after_a_rename_has_the_names_of_today(client, parliament, monkeypatch):
    published("topic", "one", references="before")
    publish_rows(votes=votes(aaa="yes", bbb="no"))
    before = copy_through(client)
    before.follow()
    seal_anew(
        lambda text: text.replace('"references"', '"hints"').replace('"position"', '"stance"')
    )
    lift = Lift(
        content=renaming("topic", "hints", "references"),
        fact=lambda table, row: {{"stance": "position"}.get(name, name): row[name] for name in row},
    )
    monkeypatch.setattr(forms, "LIFTS", {1: lift})
    publish(revise(*(one | {"references": "after"} for one in topics())))
    publish_rows(votes=votes(aaa="no"))
    copy = copy_through(client)
    copy.follow()

    assert state_of(copy) == base()
    assert only(client, after=before.position, kind="topic")["fields"] == ["references"]
    with pytest.raises(ValueError, match="make it anew"):
        before.follow()


def test_an_answer_is_bounded_however_long_contents_and_rows_are(client, monkeypatch):
    world(2)
    monkeypatch.setattr(change_api, "MOST_TEXT", 1_000)
    addresses = []

    def get(address):
        reply = client.get(address)
        addresses.append(address)
        answer = reply.json()
        assert len(reply.content) < 10_000 or len(answer["results"]) == 1
        return answer

    copy = Copy(get)
    copy.follow()

    assert state_of(copy) == base()
    assert sum("/rows/" in one for one in addresses) > 1
