from datetime import UTC, datetime, timedelta

import pytest

from records.models import Revision
from records.writing import chain, publishing
from records.writing.handing_in import save_draft
from records.writing.publishing import propose, propose_again, propose_withdrawal, publish
from tests.make import content, published, revise
from tests.pages import between, page_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """A day passes with each publication; `clock.hours` can shorten it."""

    class Clock:
        hours, moment = 24, START

        def now(self):
            return self.moment

        def tick(self):
            self.moment += timedelta(hours=self.hours)

    clock = Clock()
    monkeypatch.setattr(publishing, "now", clock.now)
    monkeypatch.setattr(chain, "now", clock.now)
    return clock


def versions(clock, *contents, **values):
    for one in contents:
        publish(revise(one, **values))
        clock.tick()


def topic(**values):
    return content("topic", "topic", name="Made-up topic", **values)


def alias(text):
    return {"text": text, "kind": "descriptive", "language": "en"}


def steps(page):
    """The text of each version, newest first."""
    return page.split('<li id="version-')[1:]


def test_versions_stand_newest_first_with_who_when_and_why(client, clock):
    versions(clock, topic(), author="ann", reason="Begun")
    versions(clock, topic(kind="benefit"), author="ben", reason="Read again")

    newest, first = steps(page_of(client, "/history/topics/topic/"))

    for text in ("Version 2", "2 March 2026", "by ben", "Why: Read again"):
        assert text in newest
    for text in ("Version 1", "1 March 2026", "by ann", "Why: Begun", "The first version"):
        assert text in first


def test_each_version_shows_what_it_changed(client, clock):
    versions(
        clock,
        topic(kind="challenge", owned={"aliases": [alias("Old name")]}),
        topic(kind="benefit", owned={"aliases": [alias("New name")]}),
    )

    newest, _ = steps(page_of(client, "/history/topics/topic/"))

    changed = between(newest, "Kind</th>", "</tr>")
    assert "<del>Challenge</del>" in changed
    assert "<ins>Benefit</ins>" in changed
    assert "New name" in between(newest, "Added: 1 row", "</details>")
    assert "Old name" in between(newest, "Removed: 1 row", "</details>")


def test_a_changed_row_is_named_by_its_key(client, clock):
    mandate = {"starts_on": "1999-10-25", "document": "s-res-1", "rank": 1}
    publish(revise(content("document", "s-res-1", name="Resolution One")))
    for level in ("unarmed", "self_defence"):
        row = mandate | {"force_level": level}
        versions(clock, content("mission", "xmis", owned={"mandates": [row]}))

    newest, _ = steps(page_of(client, "/history/missions/xmis/"))

    assert "25 October 1999" in between(newest, "Changed:", "</p>")
    row = between(newest, "Force level</th>", "</tr>")
    assert "<del>Unarmed</del>" in row
    assert "<ins>Self-defence</ins>" in row


def test_the_place_that_a_citation_speaks_of_stands_in_words(client, clock):
    published("source", "library", name="The Library")
    cited = {"source": "library", "locator": "p. 1", "field": "aliases/Old name,en,descriptive"}
    name = {"aliases": [alias("Old name")]}
    versions(clock, topic(owned=name), topic(owned=name | {"citations": [cited]}))

    newest, _ = steps(page_of(client, "/history/topics/topic/"))

    assert "Aliases: Old name, en, Descriptive name" in newest
    assert "aliases/" not in newest


def test_a_draft_never_appears(client, clock):
    versions(clock, topic())
    save_draft(propose(topic(summary="Secret thought"), base_version=1, author="eve"))
    save_draft(propose(content("topic", "unborn"), base_version=0, author="eve"))

    page = page_of(client, "/history/topics/topic/")

    assert "1 revision<" in page
    assert "Secret" not in page
    assert "eve" not in page
    page_of(client, "/history/topics/unborn/", 404)


def test_only_the_last_version_of_a_day_leads_to_the_record_as_known_then(client, clock):
    clock.hours = 5
    versions(clock, topic(), topic(kind="benefit"))  # at 12 and at 17 o'clock
    clock.hours = 24
    versions(clock, topic(kind="value"), topic(kind="skill"))

    newest, third, second, first = steps(page_of(client, "/history/topics/topic/"))

    assert "known_at=2026-03-02" in newest
    assert "known_at=2026-03-01" in third
    assert "known_at" not in second
    assert "known_at" not in first


def test_a_withdrawn_record_keeps_its_history_and_may_come_back(client, clock):
    other = published("topic", "other")
    publish([propose_withdrawal(other, base_version=1, author="ann", reason="Twice here.")])

    page = page_of(client, "/history/topics/other/")
    newest, first = steps(page)
    assert "Withdrawn" in newest
    assert "Twice here." in newest
    assert "History of Made-up topic other" in page
    assert "The first version" in first
    assert ">The record<" not in page

    again = propose_again(Revision.objects.get(version=1), base_version=2, author="b", reason="")
    publish([again])

    page = page_of(client, "/history/topics/other/")
    assert "It came back after it had been withdrawn" in steps(page)[0]
    assert ">The record<" in page


def test_twenty_versions_make_a_page_and_borders_are_compared_across_pages(client, clock):
    kinds = ("challenge", "benefit")
    versions(clock, *[topic(kind=kinds[number % 2]) for number in range(22)])

    first, second = (page_of(client, f"/history/topics/topic/?page={n}") for n in (1, 2))

    assert (len(steps(first)), len(steps(second))) == (20, 2)
    assert "22 revisions" in first
    last_on_first = steps(first)[-1]
    assert "Version 3" in last_on_first
    assert "<ins>Challenge</ins>" in last_on_first
    assert "Version 2" in steps(second)[0]
    assert "known_at" in steps(second)[0]
    assert "The first version" in steps(second)[1]
    page_of(client, "/history/topics/topic/?page=3", 404)


def test_what_was_never_published_has_no_history(client):
    page_of(client, "/history/topics/nothing/", 404)
    page_of(client, "/history/nonsense/topic/", 404)


def test_another_spelling_leads_to_the_history(client):
    published("state", "aaa")
    published("document", "s-res-1-1999")

    assert client.get("/history/states/aaa/").headers["Location"] == "/history/states/AAA/"
    reply = client.get("/history/documents/s-res-1-1999/")
    assert reply.headers["Location"] == "/history/resolutions/s-res-1-1999/"


def test_a_record_shows_as_it_was_known_on_a_day(client, clock):
    published("state", "aaa", name="Aland")
    owned = {"aliases": [alias("Another name")]}
    versions(
        clock,
        content("mission", "xmis", acronym="OLD", host_states=["aaa"], owned=owned),
        content("mission", "xmis", acronym="NEW"),
    )

    then = page_of(client, "/missions/xmis/?known_at=2026-03-01")
    assert "<dt>Acronym</dt><dd>OLD</dd>" in then
    assert '<a href="/states/AAA/">Aland</a>' in then
    assert "Another name" in between(then, "Aliases</h2>", "</table>")
    assert "version 1" in then

    assert "<dd>NEW</dd>" in page_of(client, "/missions/xmis/?known_at=2026-03-02")
    page_of(client, "/missions/xmis/?known_at=2026-02-28", 404)


def test_the_page_asks_no_more_for_more_versions(client, clock):
    published("state", "aaa")
    hosts = [[], ["aaa"]]
    versions(clock, *[content("mission", "xmis", host_states=host) for host in hosts])
    few = queries(client, "/history/missions/xmis/")
    versions(clock, *[content("mission", "xmis", host_states=host) for host in hosts * 2])

    assert queries(client, "/history/missions/xmis/") == few <= 4
