"""The desk: the first page of the admin asks what waits, and leads to each."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.models import Claim
from missions.models import ClockKind, DueDay, MandateAction
from records.common.keeping import until_published
from records.curation.desk import AT_ONCE, SHOWN, desk_of
from records.models import Citation, Job, Report
from records.writing.chain import now
from tests.make import published
from tests.pages import page_of
from tests.records.test_review import drafted, handed_in, person
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_QUERIES = 24


@pytest.fixture
def ann(client):
    user = person("ann")
    client.force_login(user)
    return user


def tile(page, title):
    (found,) = re.findall(rf"<section[^>]*>\s*<h2[^>]*>{title}.*?</section>", page, re.S)
    return found


def report(number):
    named = {"record_kind": "mission", "slug": f"xmis-{number}", "version": 1}
    one = Report(message="Wrong.", made_at=now(), **named)
    one.make_key()
    one.save()


def disagreements(number):
    """So many in a mission, and one in a state."""
    source = published("source", "other-source", name="Other source")
    mission = published("mission", "xmis", name="Mission X")
    rows = [(mission, f"it says {one}") for one in range(number)]
    rows.append((published("state", "xst", name="State X"), "it says"))
    Citation.objects.bulk_create(
        Citation(
            record=record.record,
            source=source,
            field="starts_on",
            stated=stated,
            stance="contradicts",
            open=True,
        )
        for record, stated in rows
    )
    return source


def test_an_empty_desk_says_that_nothing_waits(client, ann):
    page = page_of(client, "/admin/")

    assert page.count("Nothing waits here.") == len(desk_of(ann)) == 10


def test_a_tile_counts_all_shows_the_first_and_leads_to_the_whole_list(client, ann):
    for number in range(SHOWN + 2):
        report(number)

    shown = tile(page_of(client, "/admin/"), "Reports of readers")

    assert f"Reports of readers: {SHOWN + 2}<" in shown
    assert [f"xmis-{number}<" in shown for number in range(SHOWN + 2)] == [True] * SHOWN + [
        False
    ] * 2
    (whole,) = re.findall(r'href="([^"]+)">All', shown)
    assert f"{SHOWN + 2} reports of readers" in page_of(client, whole.replace("&amp;", "&"))


def test_what_waits_for_me_and_my_drafts_are_mine(client, ann):
    published("mission", "xmis", name="Mission X", headquarters="Here")
    handed_in(person("bob"), headquarters="There")
    drafted(ann, headquarters="Elsewhere")

    page = page_of(client, "/admin/")
    assert "Waits for me: 1<" in page
    assert "Mission Mission X, in review, bob" in tile(page, "Waits for me")
    assert "Mission Mission X, draft, ann" in tile(page, "My drafts")
    client.force_login(person("bob"))
    page = page_of(client, "/admin/")
    assert "Waits for me: 0<" in page
    assert "My drafts: 0<" in page


def test_tables_of_others_that_are_checked_wait_for_who_approves(client, ann):
    for author, state in (("bob", "checked"), ("ann", "checked"), ("bob", "waiting")):
        Job.objects.create(author=author, state=state, table="aliases", file_name=f"{author}.csv")

    told = tile(page_of(client, "/admin/"), "Tables to approve")

    assert "bob.csv into aliases, bob" in told and "ann.csv" not in told
    assert "Tables to approve: 1" in told
    assert not Job.objects.waiting_for("carol", approves=False)


def test_disagreements_stand_by_source_and_kind_and_ten_are_decided_at_once(client, ann):
    source = disagreements(AT_ONCE + 2)

    shown = tile(page_of(client, "/admin/"), "Disagreements to decide")
    lines = re.findall(r'<a href="([^"]+)">([^<]+)</a>', shown)
    assert [text for _, text in lines[:2]] == [
        f"Other source, mission: {AT_ONCE + 2}",
        "Other source, state or territory: 1",
    ]
    assert f"{AT_ONCE + 2} citations" in page_of(client, lines[0][0].replace("&amp;", "&"))
    form = shown.partition("<form")[2].partition("</form>")[0]
    chosen = re.findall(r'name="_selected_action" value="(\d+)"', form)
    oldest = Citation.objects.filter(source=source, record__record_kind="mission").order_by("pk")
    assert list(map(int, chosen)) == list(oldest.values_list("pk", flat=True)[:AT_ONCE])
    for action in re.findall(r'name="action" value="(\w+)"', form):
        sent = {"action": action, "index": "0", "_selected_action": chosen}
        asked = client.post(re.findall(r'action="([^"]+)"', form)[0], sent)
        assert asked.status_code == 200
        assert b"By what rule you choose" in asked.content
        assert asked.content.count(b"it says") == AT_ONCE


def test_mandates_codings_and_claims_of_the_apps_above_have_tiles(client, ann, on_a_world):
    world()
    soon = timezone.localdate() + timedelta(days=30)
    DueDay.objects.filter(kind=ClockKind.EXPIRY).update(day=soon, followed_by=None)
    MandateAction.objects.update(coding="by_rule")

    until_published.forget()  # nothing was published since an earlier test
    page = page_of(client, "/admin/")

    ends = DueDay.objects.filter(kind=ClockKind.EXPIRY)
    assert ends.exists()
    assert f"{soon}: " in tile(page, "Mandates that end in 90 days")
    assert f"coded by rule: {MandateAction.objects.count()}<" in page
    disputed = Claim.objects.filter(verdict="disputed").count()
    assert f"Disputed claims: {disputed}<" in page
    for name in (
        "Mandates that end in 90 days",
        "Actions on missions, coded by rule",
        "Disputed claims",
    ):
        for link in re.findall(r'href="([^"]+)"', tile(page, name)):
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_records_of_a_kind_that_are_called_alike_are_perhaps_held_twice(client, ann):
    alias = {"text": "MISSION  x", "kind": "former_name"}
    published("mission", "one", name="Mission X")
    published("mission", "two", name="Another", owned={"aliases": [alias]})
    published("state", "xxx", name="Mission X")
    other = {"text": "The Force", "kind": "descriptive"}
    for slug in ("three", "four"):
        published("mission", slug, name=f"Mission {slug}", owned={"aliases": [other]})

    shown = tile(page_of(client, "/admin/"), "Perhaps held twice")

    assert "Perhaps held twice: 1<" in shown
    assert "Mission X, mission: 2 are called so" in shown
    (address,) = re.findall(r'href="([^"]+)"', shown)
    listed = page_of(client, address)
    assert "2 missions" in listed and "Another" in listed


def test_the_desk_asks_as_much_for_many_as_for_few(client, ann):
    disagreements(3)
    counts = []
    for number in (1, 3):
        report(number)
        published("mission", f"xmis-{number}", name="Mission X", headquarters="Here")
        handed_in(person("bob"), f"xmis-{number}", headquarters="There")
        client.get("/admin/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= MOST_QUERIES


def test_who_may_not_draft_has_no_desk():
    reader = Client()
    user = person("ray")
    user.groups.clear()
    reader.force_login(user)

    assert "Waits for me" not in page_of(reader, "/admin/")
