"""Readers report an error without an account, and read the answer at a private link."""

import re
import time
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records import report_views
from records.common.limiting import Buckets
from records.models import Record, Report, ReportState, Revision
from records.models.report import LONGEST
from records.writing.chain import now
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, published, revise
from tests.pages import page_of
from tests.records.test_review import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = "</textarea>'\"><made-up-tag onload=x>{{ 7|add:42 }}\u202e javascript:x"
FORM = "/report/?record=mission:xmis"
QUEUE = reverse("admin:records_report_changelist")


@pytest.fixture
def mission():
    return published("mission", "xmis", name="Mission X")


def sent(client, said="The end is wrong.", address=FORM, **further):
    return client.post(address, {"message": said, **further})


def link_after(client, *args, **further):
    """The private link of a report that was kept, as the page shows it."""
    reply = sent(client, *args, **further)
    assert reply.status_code == 201, reply.content.decode()
    return re.search(r'data-private-link="http://testserver([^"]+)"', reply.content.decode())[1]


def read_at(client, link):
    """As without scripts: the link is put into the form of the page that it opens."""
    address = link.partition("#")[0]
    assert "data-key-of-link" in page_of(client, address)
    return client.post(address, {"key": f"http://testserver{link}"})


def answered(client, state="_answer", **further):
    address = reverse("admin:records_report_change", args=[Report.objects.get().pk])
    return client.post(address, {"answer": "It ended later.", state: "1", **further})


def test_the_page_of_a_record_of_each_kind_leads_to_its_form(client, on_a_world):
    from tests.world import world

    world()
    for record in Record.objects.all():
        link = f"/report/?record={record.record_kind}:{record.slug}"
        assert f'href="{link}"' in page_of(client, record.get_absolute_url()), record
        assert page_of(client, link).count("<textarea") == 2, link


def test_what_was_reported_is_kept_with_version_and_field_and_nothing_of_the_reader(
    client, mission
):
    publish(revise(content("mission", "xmis", name="Mission X, again")))

    link = link_after(client, address=f"{FORM}&field=starts_on", checked_in=" S/1 ")

    kept = Report.objects.get()
    assert (kept.record_kind, kept.slug, kept.version) == ("mission", "xmis", 2)
    assert (kept.field, kept.message, kept.checked_in) == ("starts_on", "The end is wrong.", "S/1")
    address, _, key = link.partition("#")
    assert address == "/report/private/", "no address that is sent holds the key"
    assert kept.digest == Report.digest_of(key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM records_report")
        row = " ".join(map(str, cursor.fetchone()))
    assert key not in row
    assert "127.0.0.1" not in row


def test_only_the_private_link_shows_the_report_and_its_answer(client, mission):
    link = link_after(client, address=f"/fr{FORM}")
    assert link.startswith("/fr/report/private/#")

    waiting = read_at(client, link).content.decode()
    assert "The end is wrong." in waiting
    assert f"http://testserver{link}" in waiting
    refused = read_at(client, link[:-2])
    assert (refused.status_code, b"data-key-of-link" in refused.content) == (404, False)
    person("bob")
    editor = Client()
    editor.force_login(person("bob"))
    publish(revise(content("mission", "xmis", name="Mission Y")))
    answered(editor, mended_by="2")

    told = read_at(client, link).content.decode()
    assert "It ended later." in told
    assert 'href="/fr/history/missions/xmis/#version-2"' in told
    assert "bob" not in told


@pytest.mark.parametrize("address", [FORM, "/report/", "/report/private/", "link"])
def test_pages_of_reports_are_kept_by_nobody_and_found_by_no_search(client, mission, address):
    reply = read_at(client, link_after(client)) if address == "link" else client.get(address)

    assert {"private", "no-store"} <= set(reply["Cache-Control"].replace(",", "").split())
    assert reply["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("said", "further", "told"),
    [
        ("", {}, "This field is required"),
        (" \u200b ", {}, "This field is required"),
        ("a" * (LONGEST + 1), {}, f"at most {LONGEST} characters"),
        ("Fine.", {"checked_in": "b" * (LONGEST + 1)}, f"at most {LONGEST} characters"),
        ("Buy.", {"website": "http://made-up.example"}, "A field that nobody sees"),
    ],
    ids=["empty", "invisible", "long", "long place", "honeypot"],
)
def test_what_cannot_be_kept_comes_back_with_what_was_typed(client, mission, said, further, told):
    reply = sent(client, said, **further)

    assert reply.status_code == 400
    page = reply.content.decode()
    assert told in page
    assert said.strip(" \u200b")[:5] in page
    assert "made-up.example" not in page
    assert not Report.objects.exists()


def test_lines_count_as_browsers_count_them(client, mission):
    link_after(client, "a\r\n" * (LONGEST // 2))

    assert Report.objects.get().message == ("a\n" * (LONGEST // 2)).strip()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("record=mission:nowhere", 404),
        ("record=mission", 400),
        ("record=ship:xmis", 400),
        ("record=mission:xmis&colour=blue", 400),
        (f"record=mission:xmis&field={'a' * 301}", 400),
        ("record=mission:xmis&field=mandates/%2500", 400),
        ("", 400),
    ],
)
def test_a_report_on_nothing_is_refused(client, mission, asked, status):
    assert sent(client, address=f"/report/?{asked}").status_code == status
    assert not Report.objects.exists()


def test_a_form_of_another_site_is_refused(mission):
    strict = Client(enforce_csrf_checks=True)

    assert sent(strict).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page_of(strict, FORM))
    assert sent(strict, csrfmiddlewaretoken=token[1]).status_code == 201


def test_a_reader_reports_so_many_in_an_hour_and_loses_no_word(
    client, mission, settings, monkeypatch
):
    settings.REPORT_LIMIT, clock = 2, [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(report_views, "_left", Buckets("reports"))
    for _ in range(2):
        link_after(client)

    refused = sent(client, "A third thing.")
    assert (refused.status_code, refused["Retry-After"]) == (429, "1800")
    assert "A third thing." in refused.content.decode()
    assert "in 30 minutes" in refused.content.decode()
    assert sent(client, REMOTE_ADDR="made up").status_code == 429
    assert client.post(FORM, {"message": "Other."}, REMOTE_ADDR="10.0.0.9").status_code == 201
    clock[0] += 1800
    link_after(client, "A third thing.")
    assert Report.objects.count() == 4


def test_hostile_words_are_text_wherever_they_are_read(client, admin_client, mission):
    link = link_after(client, HOSTILE, f"{FORM}&field={quote(HOSTILE)}", checked_in=HOSTILE)
    address = reverse("admin:records_report_change", args=[Report.objects.get().pk])
    again = sent(client, HOSTILE, website="made up")
    pages = (read_at(client, link), admin_client.get(address), admin_client.get(QUEUE), again)
    for page in pages:
        assert b"made-up-tag" in page.content
        assert b"<made-up-tag" not in page.content
        assert b"49" not in page.content.partition(b"made-up-tag")[2][:40]


def test_who_may_approve_answers_once_and_others_read(client, mission):
    link_after(client)
    drafter, editor = Client(), Client()
    drafter.force_login(person("dora", "Drafters"))
    editor.force_login(person("bob"))

    assert answered(client).status_code == 403
    assert "may answer it" in answered(drafter).content.decode()
    assert Report.objects.get().state == ReportState.NEW
    assert answered(editor, "_dismiss").status_code == 302
    kept = Report.objects.get()
    assert (kept.state, kept.answered_by) == (ReportState.DISMISSED, "bob")
    late = answered(editor, answer="Mine, later.").content.decode()
    assert "Somebody else answered it meanwhile" in late
    assert "Mine, later." in late
    assert Report.objects.get().answer == "It ended later."


def test_only_a_later_version_of_the_record_can_have_mended_it(client, admin_client, mission):
    published("mission", "other", name="Mission Other")
    link_after(client)
    publish(revise(content("mission", "xmis", name="Mission Y")))

    assert "Select a valid choice" in answered(admin_client, mended_by="1").content.decode()
    told = answered(admin_client, "_dismiss", mended_by="2").content.decode()
    assert "Nothing was to be mended" in told
    assert answered(admin_client, mended_by="2").status_code == 302
    assert Report.objects.get().mended_by == Revision.objects.get(slug="xmis", version=2)


def test_a_report_outlives_its_record(client, admin_client, mission):
    link = link_after(client)
    gone = propose_withdrawal(mission, base_version=1, author="tester", reason="made up")
    publish([gone])

    assert "xmis" in read_at(client, link).content.decode()
    address = reverse("admin:records_report_change", args=[Report.objects.get().pk])
    assert "withdrawn since" in page_of(admin_client, address)


def test_the_queue_asks_as_much_for_three_as_for_one_and_has_the_oldest_first(
    client, admin_client, mission
):
    counts = []
    for _ in range(2):
        link_after(client)
        admin_client.get(QUEUE)
        with CaptureQueriesContext(connection) as asked:
            page = page_of(admin_client, f"{QUEUE}?state__exact=new")
        counts.append(len(asked))
        link_after(client)
    assert counts[0] == counts[1]
    places = [page.index(f"/report/{one.pk}/change/") for one in Report.objects.all()[:3]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "values",
    [
        {"message": ""},
        {"message": "a" * (LONGEST + 1)},
        {"checked_in": "a" * (LONGEST + 1)},
        {"state": "answered"},
        {"state": "lost"},
        {"answer": "x", "answered_by": "x"},
        {"record_kind": "ship"},
    ],
    ids=lambda values: "-".join(f"{name}-{value[:9]}" for name, value in values.items()),
)
def test_the_database_holds_what_a_report_is(values):
    named = {"record_kind": "mission", "slug": "xmis", "version": 1, "message": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**named | values, digest="a", made_at=now())
