"""Editors who work on one record at once, by the pages of the admin, and say which words they meant
to go: whatever else goes is lost."""

import re
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from knowledge.models import Topic
from records.content.canonical import contents_of
from records.models import Proposal, Revision
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


@dataclass
class Editor:
    name: str
    group: str = "Reviewers"
    client: Client = field(default_factory=Client)
    form: Form | None = None
    meant: dict[int, set[str]] = field(default_factory=dict)  # to go, by proposal

    def __post_init__(self) -> None:
        self.client.force_login(person(self.name, self.group))

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
        data = form_of(self.client, address)
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
            reply = self.client.post(form.address, form.data | {button: "1", "reason": "so"})
            if reply.status_code == 302:
                self.form = None
                own = proposed_by(self.name)
                kept = words(own.content if own else held())
                assert form.written - form.gone <= kept, "typed, and not kept"
                if own:
                    self.meant[own.proposal_id] = self.meant_already() | form.gone
                return
            page = reply.content.decode()
            assert form.written - form.gone <= words(page), "typed, and not shown in a refusal"
            if reply.status_code == 410:
                self.form = None
                return
            asked = {found[1]: words(found[0]) for found in CLASH.finditer(page)}
            data = form_of(self.client, reply)
            data.pop("_publish", None)
            data |= {f"clash-{path}": dice.choice(("mine", "theirs")) for path in asked}
            self.form = Form(form.address, data, form.gone.union(*asked.values()), form.written)
        self.form = None  # what was refused to the end was never kept

    def decide(self, dice, proposal) -> None:
        """Approves what another handed in as it stands now, or as it did; or returns it."""
        author, before = proposal.author, held()
        last = proposal.version(proposal.attempt).get()
        seen = proposal.attempt - (dice.random() < 0.1)
        button = dice.choice(("_approve", "_approve", "_approve", "_return"))
        data = {button: "1", "comment": "So.", "attempt": str(seen)}
        self.client.post(page_of(proposal), data)
        proposal.refresh_from_db()
        if proposal.state != "published":
            assert held() == before
            return
        assert seen == proposal.attempt and author != self.name
        meant = EDITORS[author].meant.get(proposal.pk, set())
        if last.takes_out:
            assert held() == set()
            return
        assert before - held() <= meant, "published, and lost by another's approval"
        assert added(last) <= held(), "approved, and not published"

    def undo(self, dice, revision) -> None:
        address = reverse("admin:records_revision_undo", args=[revision.pk])
        seen = self.client.get(address).context["seen"]
        own = proposed_by(self.name)
        kept = words(own.content) if own else set()
        self.client.post(address, {"seen": seen, "reason": "so", "_hand_in": "1"})
        if (mine := proposed_by(self.name)) and mine != own:
            meant = self.meant.setdefault(mine.proposal_id, set())
            meant |= words(revision.content)
            assert kept - meant <= words(mine.content), "proposed, and lost by an undoing"

    def withdraw(self, dice) -> None:
        if record := Topic.objects.first():
            own = proposed_by(self.name)
            address = change_address(record).replace("change", "delete")
            self.client.post(address, {"post": "yes", "reason": "so", "_hand_in": "1"})
            assert own is None or proposed_by(self.name) == own or own.takes_out

    def discard(self, dice) -> None:
        if own := proposed_by(self.name):
            self.client.post(page_of(own.proposal), {"_discard": "1", "attempt": own.attempt})
            assert Proposal.objects.get(pk=own.proposal_id).state == "discarded"


EDITORS: dict[str, Editor] = {}
