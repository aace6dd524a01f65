"""Editors who work on one record at once, by the pages of the admin, and say which words they meant
to go: whatever else goes is lost."""

import random
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.test import Client
from django.urls import reverse

from knowledge.models import Topic
from records.content.canonical import contents_of
from records.models import Proposal, ProposalState, Revision
from tests.make import form_of
from tests.records.reviewing import page_of, person
from tests.records.test_curation import change_address

KIND, SLUG = "topic", "one"
WORD = re.compile(r"\bw\d+w\b")
FIELDS = ("summary", "references")
CLASH = re.compile(r'<fieldset class="clash">.*?name="clash-([^"]+)".*?</fieldset>', re.DOTALL)
TRIES = 6


def words(text) -> set[str]:
    return set(WORD.findall(str(text)))


def held() -> set[str]:
    return words(contents_of(KIND, [SLUG]))


def proposed_by(name) -> Revision | None:
    return Revision.objects.open().of(KIND, SLUG).filter(author=name).first()


def added(revision) -> set[str]:
    """What it says and the version from which it started did not."""
    base = Revision.objects.of(KIND, SLUG).filter(version=revision.base_version).get()
    return words(revision.content) - words(base.content)


@dataclass
class Form:
    """As it stands in a browser: what it holds, which words its editor wrote, and took out."""

    address: str
    data: dict[str, str]
    gone: set[str]
    written: set[str] = field(default_factory=set)

    def put(self, name, word, text) -> None:
        self.gone |= words(self.data.get(name, ""))
        self.written.add(word)
        self.data[name] = text


class Reply(NamedTuple):
    status: int
    page: str
    data: dict[str, str]  # of the form that came back


@dataclass
class Editor:
    """By the requests that a browser would send; see `tests/browser/test_two_browsers.py`."""

    name: str
    group: str = "Reviewers"
    client: Client = field(default_factory=Client)
    form: Form | None = None
    meant: dict[int, set[str]] = field(default_factory=dict)  # to go, by proposal

    def __post_init__(self) -> None:
        self.client.force_login(person(self.name, self.group))

    def read(self, address) -> dict[str, str]:
        """What stands in the form there."""
        return form_of(self.client, address)

    def post(self, form: Form, button) -> Reply:
        reply = self.client.post(form.address, form.data | {button: "1", "reason": "so"})
        data = form_of(self.client, reply) if reply.status_code == 200 else {}
        return Reply(reply.status_code, reply.content.decode(), data)

    def press(self, address, button, **data) -> None:
        """A button of a page that asks little."""
        self.client.post(address, data | {button: "1"})

    def meant_already(self) -> set[str]:
        own = proposed_by(self.name)
        return set(self.meant.get(own.proposal_id, ())) if own else set()

    def open(self, dice) -> None:
        """The form, or what one proposed oneself in it; at times whatever stands."""
        record, own = Topic.objects.first(), proposed_by(self.name)
        if record is None or (own and own.takes_out):
            self.form = None
            return
        goes_on = own and dice.random() < 0.8
        address = change_address(record) + (f"?draft={own.pk}" if goes_on else "")
        data = self.read(address)
        data.pop("_publish", None)
        self.form = Form(address, data, set(self.meant_already()))

    def change(self, dice, word) -> None:
        if self.form is None:
            self.open(dice)
        if self.form:
            dice.choice((self._write, self._write, self._add, self._rename, self._delete))(
                dice, word
            )

    def _write(self, dice, word) -> None:
        self.form.put(dice.choice(FIELDS), word, f"It is {word}.")

    def _add(self, dice, word) -> None:
        number = int(self.form.data["aliases-TOTAL_FORMS"])
        self.form.put(f"aliases-{number}-text", word, f"Name {word}")
        self.form.data |= {
            "aliases-TOTAL_FORMS": str(number + 1),
            f"aliases-{number}-language": "en",
            f"aliases-{number}-kind": "descriptive",
            f"aliases-{number}-starts_precision": "day",
            f"aliases-{number}-ends_precision": "day",
        }

    def _row(self, dice) -> str | None:
        texts = [name for name in self.form.data if re.fullmatch(r"aliases-\d+-text", name)]
        rows = [name.removesuffix("text") for name in texts]
        left = [row for row in rows if f"{row}DELETE" not in self.form.data]
        return dice.choice(left) if left else None

    def _rename(self, dice, word) -> None:
        if row := self._row(dice):
            self.form.put(f"{row}text", word, f"Name {word}")

    def _delete(self, dice, word) -> None:
        if row := self._row(dice):
            self.form.gone |= words(self.form.data[f"{row}text"])
            self.form.data[f"{row}DELETE"] = "on"

    def send(self, dice, button) -> None:
        """Answers what is asked, until it is kept; what was typed stays in the form till then."""
        for _ in range(TRIES):
            if self.form is None:
                return
            form = self.form
            reply = self.post(form, button)
            if reply.status == 302:
                self.form = None
                own = proposed_by(self.name)
                kept = words(own.content if own else held())
                assert form.written - form.gone <= kept, "typed, and not kept"
                if own:
                    self.meant[own.proposal_id] = self.meant_already() | form.gone
                return
            assert form.written - form.gone <= words(reply.page), "typed, and not shown"
            if reply.status == 410:
                self.form = None
                return
            asked = {found[1]: words(found[0]) for found in CLASH.finditer(reply.page)}
            data = reply.data
            data.pop("_publish", None)
            data |= {f"clash-{path}": dice.choice(("mine", "theirs")) for path in asked}
            self.form = Form(form.address, data, form.gone.union(*asked.values()), form.written)
        self.form = None  # what was refused to the end was never kept

    def decide(self, dice, proposal, author: "Editor") -> None:
        """Approves what another handed in as it stands now, or as it did; or returns it."""
        before = held()
        last = proposal.version(proposal.attempt).get()
        seen = proposal.attempt - (dice.random() < 0.1)
        button = dice.choice(("_approve", "_approve", "_approve", "_return"))
        self.press(page_of(proposal), button, comment="So.", attempt=str(seen))
        proposal.refresh_from_db()
        if proposal.state != "published":
            assert held() == before
            return
        assert seen == proposal.attempt and author is not self
        meant = author.meant.get(proposal.pk, set())
        if last.takes_out:
            assert held() == set()
            return
        assert before - held() <= meant, "published, and lost by another's approval"
        assert added(last) <= held(), "approved, and not published"

    def seen_at(self, address) -> str:
        """The versions that the page of an undoing shows."""
        return self.client.get(address).context["seen"]

    def undo(self, dice, revision) -> None:
        address = reverse("admin:records_revision_undo", args=[revision.pk])
        seen = self.seen_at(address)
        own = proposed_by(self.name)
        kept = words(own.content) if own else set()
        self.press(address, "_hand_in", seen=seen, reason="so")
        if (mine := proposed_by(self.name)) and mine != own:
            meant = self.meant.setdefault(mine.proposal_id, set())
            meant |= words(revision.content)
            assert kept - meant <= words(mine.content), "proposed, and lost by an undoing"

    def withdraw(self, dice) -> None:
        if record := Topic.objects.first():
            own = proposed_by(self.name)
            address = change_address(record).replace("change", "delete")
            self.press(address, "_hand_in", post="yes", reason="so")
            assert own is None or proposed_by(self.name) == own or own.takes_out

    def discard(self, dice) -> None:
        if own := proposed_by(self.name):
            self.press(page_of(own.proposal), "_discard", attempt=str(own.attempt))
            assert Proposal.objects.get(pk=own.proposal_id).state == "discarded"


def one_round(dice, number, editors: dict[str, Editor]):
    editor = editors[dice.choice(list(editors))]
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
        proposal = dice.choice(list(others))
        editor.decide(dice, proposal, editors[proposal.author])
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


def play(editors: list[Editor], many) -> None:
    """So many deeds by any of them, each chosen by dice that can be thrown again."""
    seed, done = random.randrange(10**9), []
    dice, by_name = random.Random(seed), {editor.name: editor for editor in editors}
    for number in range(1, many):
        try:
            done.append(one_round(dice, number, by_name))
        except AssertionError as lost:
            raise AssertionError(f"{lost} (seed {seed}, round {number}: {done[-6:]})") from lost
