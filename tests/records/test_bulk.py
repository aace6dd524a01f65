"""Whole tables taken away and handed in: all or nothing, seen before, and one worker writes."""

import csv
import gzip
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.content.table_lines import lines_of
from records.curation.bulk import working
from records.curation.bulk.checking import check
from records.curation.bulk.sheets import guard, tables, unguarded, written
from records.models import Alias, Job, Revision, Source
from records.writing.chain import now
from records.writing.proof import broken_links, differing_records
from tests.make import content, publish_with_facts
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


ALIAS = {"kind": "translation", "language": "fr"}


@pytest.fixture
def ann(client):
    user = User.objects.create_user("ann", is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(user)
    return user


def sources(*slugs):
    publish_with_facts(*(content("source", slug, name=f"Source {slug}") for slug in slugs))


def one():
    return Source.objects.get(slug="one")


def as_csv(*rows):
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def handed_in(client, table, data, name="table.csv"):
    file = SimpleUploadedFile(name, data)
    address = reverse("admin:records_job_upload", args=[table])
    response = client.post(address, {"file": file, "reason": "The list of May"})
    assert response.status_code == 302, response.context["form"].errors
    call_command("work", once=True)
    return Job.objects.latest("pk")


def approve(client, job, digest=None):
    address = reverse("admin:records_job_change", args=[job.pk])
    client.post(address, {"approve": "1", "digest": digest or job.outcome["digest"]})
    call_command("work", once=True)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_that_was_taken_away_and_handed_in_changes_nothing(form, tmp_path):
    world()
    filled = 0
    for name, table in tables().items():
        lines = lines_of(table)
        filled += bool(lines)
        path = tmp_path / f"{name}.{form}"
        path.write_bytes(written(table, lines, form))
        checked = check(table, path, author="ann", reason="none")
        told = (name, checked.refused[:3], checked.new[:3], checked.changed[:3])
        assert not (checked.refused or checked.new or checked.changed or checked.revisions), told
    assert filled > 15


def test_a_table_is_written_only_when_the_editor_has_seen_it_and_said_so(client, ann):
    sources("one", "two")
    data = as_csv(["slug", "name", "kind"], ["one", "Source 1", "dataset"],
                  ["two", "Source two", "dataset"], ["three", "Third", "dataset"])  # fmt: skip
    job = handed_in(client, "sources", data)
    assert (job.state, job.outcome["new"], job.outcome["changed"], job.outcome["unchanged"]) == (
        "checked", 1, 1, 1)  # fmt: skip
    assert not Source.objects.filter(slug="three").exists()
    page = client.get(reverse("admin:records_job_change", args=[job.pk])).content.decode()
    assert "Line 2: source:one, name: «Source one» → «Source 1»" in page
    assert approve(client, job).state == "done"
    assert Source.objects.get(slug="one").name == "Source 1"
    made = Revision.objects.filter(sequence__in=job.sequences)
    assert {(one.slug, one.author, one.reason) for one in made} == {
        ("one", "ann", "The list of May"), ("three", "ann", "The list of May")}  # fmt: skip
    assert bytes(job.file) == b""
    assert not list(broken_links()) and not list(differing_records())


def test_rows_that_are_owned_are_added_and_changed_and_none_is_taken_out(client, ann):
    publish_with_facts(
        content(
            "source", "one", owned={"aliases": [ALIAS | {"text": "Uno"}, ALIAS | {"text": "Eins"}]}
        )
    )
    data = as_csv(["record", *ALIAS, "text"], ["source:one", *ALIAS.values(), "Un"],
                  ["source:one", *ALIAS.values(), "Uno"])  # fmt: skip
    job = handed_in(client, "aliases", data)
    assert (job.outcome["new"], job.outcome["unchanged"]) == (1, 1), job.outcome
    approve(client, job)
    assert set(Alias.objects.values_list("text", flat=True)) == {"Uno", "Eins", "Un"}


def test_each_wrong_cell_is_told_by_line_and_column_and_nothing_is_written(client, ann):
    sources("one")
    data = as_csv(["slug", "name", "kind"], ["new", "=cmd()", "dataset"], ["one", "One", "dreamt"],
                  ["fine", "Fine", "dataset"], ["fine", "Fine", "dataset"])  # fmt: skip
    job = handed_in(client, "sources", data)
    assert job.state == "failed"
    refused = job.outcome["refused_rows"]
    assert refused[0].startswith("Line 2, column name: found «=cmd()»: expected no formula")
    assert refused[1].startswith("Line 3, column kind: found «dreamt»: expected one of ")
    assert refused[2].startswith("Line 5, column slug: found «fine»: expected each row once")
    assert approve(client, job, "x").state == "failed"
    assert not Source.objects.filter(slug="fine").exists()


def test_a_name_that_leads_nowhere_is_told_by_its_column(client, ann):
    data = as_csv(["record", *ALIAS, "text"], ["source:nobody", *ALIAS.values(), "No"])
    refused = handed_in(client, "aliases", data).outcome["refused_rows"]
    assert refused == [
        "Line 2, column record: found «source:nobody»: expected the name of a published record."
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"slug,nmae\none,x\n", "There is no column «nmae»"),
        (b"name\nx\n", "The column «slug» is missing"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04broken", "broken"),
        (gzip.compress(b"slug,name\n", mtime=0), "unpack it first"),
        (b"\n", "names no columns"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(client, ann, data, words):
    name = "t.xlsx" if data.startswith(b"PK") else "t.csv"
    job = handed_in(client, "sources", data, name)
    assert job.state == "failed"
    assert words in job.outcome["refused_rows"][0]
    assert working.BROKEN not in job.outcome["refused_rows"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("t.exe", b"slug,name\n", "File extension"),
        ("t", b"slug,name\n", "File extension"),
        ("t.csv", b"PK\x03\x04", "not of the kind that its name says"),
        ("t.xlsx", b"slug,name\n", "not of the kind that its name says"),
    ],
)
def test_a_file_is_of_the_kind_that_its_name_says(client, ann, name, data, told):
    form = {"file": SimpleUploadedFile(name, data), "reason": "The list of May"}

    reply = client.post(reverse("admin:records_job_upload", args=["sources"]), form)

    assert told in reply.content.decode()
    assert not Job.objects.exists()


def test_a_computed_cell_of_excel_is_refused(client, ann):
    sources("one")
    book = openpyxl.Workbook()
    book.active.append(["slug", "name", "kind"])
    book.active.append(["one", '="Source"&" one"', "dataset"])
    buffer = io.BytesIO()
    book.save(buffer)
    refused = handed_in(client, "sources", buffer.getvalue(), "t.xlsx").outcome["refused_rows"]
    assert "Line 2, column B: expected a value, not a formula." in refused


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@x", "\tx", "-5", "-0.5", "plain", "'s"])
def test_what_is_taken_away_runs_in_no_spreadsheet_and_comes_back_as_it_was(cell):
    assert unguarded(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "@", "\t", "-c"))


def test_what_others_published_meanwhile_is_shown_before_anything_is_written(client, ann):
    sources("one")
    data = as_csv(["slug", "name", "kind"], ["one", "Mine", "dataset"])
    job = handed_in(client, "sources", data)
    publish_with_facts(content("source", "one", name="Source one", summary="Theirs."))
    approve(client, job)
    assert (job.state, job.outcome["message"]) == ("checked", working.MEANWHILE)
    assert one().name == "Source one"
    approve(client, job)
    assert (one().name, one().summary) == ("Mine", "Theirs.")


def test_only_the_preview_that_was_seen_is_approved(client, ann):
    sources("one")
    job = handed_in(client, "sources", as_csv(["slug", "name", "kind"], ["one", "X", "dataset"]))
    assert approve(client, job, "another digest").state == "checked"


def test_rows_of_a_large_table_are_joined_to_the_batch_of_their_source(client, ann):
    world()
    table = tables()["votes"]
    lines = lines_of(table)
    column = table.columns.index("position")
    mine = [list(lines[0])]
    mine[0][column] = "abstain" if mine[0][column] != "abstain" else "yes"
    job = handed_in(client, "votes", written(table, mine, "csv"))
    assert (job.state, job.outcome["changed"]) == ("checked", 1), job.outcome
    approve(client, job)
    assert job.state == "done", job.outcome
    assert sorted([*mine, *lines[1:]]) == sorted(lines_of(table))
    assert not list(broken_links()) and not list(differing_records())


def test_a_job_of_a_killed_worker_is_taken_again_and_none_is_done_twice(ann):
    job = Job.objects.create(table="sources", file=b"", author="ann", reason="x", file_name="x")
    held = Job.objects.take(now())
    assert held == job
    assert Job.objects.take(now()) is None
    later = now() + timedelta(hours=1)
    assert Job.objects.take(later) == job
    with pytest.raises(working.Overtaken):
        working._end(held, state="done")


def test_a_worker_ends_with_the_server_that_it_was_started_beside(client, ann, monkeypatch):
    sources("one")
    job = handed_in(client, "sources", as_csv(["slug", "note"], ["one", "New"]))
    address = reverse("admin:records_job_change", args=[job.pk])
    client.post(address, {"approve": "1", "digest": job.outcome["digest"]})
    servers = iter([4711, 1])
    monkeypatch.setattr("os.getppid", lambda: next(servers))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction

    call_command("work", beside=4711)

    job.refresh_from_db()
    assert job.state == "done"
    assert next(servers, None) is None


def test_an_error_of_the_worker_ends_the_job_and_not_the_worker(client, ann, monkeypatch):
    monkeypatch.setattr(working, "check", lambda *told, **more: 1 / 0)
    job = handed_in(client, "sources", as_csv(["slug"], ["one"]))
    assert (job.state, job.outcome["refused_rows"]) == ("failed", [working.BROKEN])


def person(name, group):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def seen_by(client, name, group, job):
    client.force_login(User.objects.filter(username=name).first() or person(name, group))
    return client.get(reverse("admin:records_job_change", args=[job.pk])).content.decode()


def test_a_table_is_approved_by_somebody_else_before_it_is_written(client):
    sources("one")
    client.force_login(person("dora", "Drafters"))
    job = handed_in(client, "sources", as_csv(["slug", "name", "kind"], ["one", "X", "dataset"]))
    assert "Somebody else has to approve it" in seen_by(client, "dora", "Drafters", job)
    assert "You may not approve" in seen_by(client, "dan", "Drafters", job)
    for name in ("dora", "dan"):
        client.force_login(User.objects.get(username=name))
        assert approve(client, job).state == "checked"

    assert "Write all of it" in seen_by(client, "bob", "Editors", job)
    assert approve(client, job).state == "done"
    last = Revision.objects.sealed().last()
    assert (last.author, last.approver, one().name) == ("dora", "bob", "X")
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        Job.objects.update(approver="dora")
    assert not list(broken_links())


def test_what_an_approver_may_no_longer_do_the_worker_does_not_do_for_them(client, ann):
    sources("one")
    job = handed_in(client, "sources", as_csv(["slug", "name", "kind"], ["one", "X", "dataset"]))
    Job.objects.update(state="approved", approver=person("gone", "Drafters").username)
    call_command("work", once=True)
    job.refresh_from_db()
    assert (job.state, one().name) == ("failed", "Source one")


def test_what_an_author_may_no_longer_do_the_worker_does_not_do_for_them(client, ann):
    sources("one")
    job = handed_in(client, "sources", as_csv(["slug", "name", "kind"], ["one", "X", "dataset"]))
    Job.objects.update(state="approved")
    ann.groups.clear()
    call_command("work", once=True)
    job.refresh_from_db()
    assert job.state == "failed"
    assert one().name == "Source one"


@pytest.mark.parametrize("name", ["tables", "upload", "export", "template", "change"])
def test_no_page_of_tables_opens_for_who_may_not_curate(client, name):
    job = Job.objects.create(table="sources", file=b"", author="ann", reason="x", file_name="x")
    given = {"tables": [], "upload": ["sources"], "change": [job.pk]}
    address = reverse(f"admin:records_job_{name}", args=given.get(name, ["sources", "csv"]))
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address).status_code == 403
    client.force_login(User.objects.create_superuser("root"))
    assert client.get(address).status_code == 200


def test_a_page_of_a_job_that_waits_looks_again_by_itself(client, ann):
    job = Job.objects.create(table="sources", file=b"", author="ann", reason="x", file_name="x")
    address = reverse("admin:records_job_change", args=[job.pk])
    assert client.get(address)["Refresh"] == "3"
    Job.objects.update(state="done")
    assert "Refresh" not in client.get(address)


@pytest.mark.parametrize("ending", ["refused", "discarded"])
def test_a_file_is_kept_no_longer_than_its_job_lasts(client, ann, ending):
    sources("one")
    kind = "dataset" if ending == "discarded" else "dreamt"
    job = handed_in(client, "sources", as_csv(["slug", "name", "kind"], ["one", "X", kind]))
    if ending == "discarded":
        assert bytes(job.file)
        address = reverse("admin:records_job_change", args=[job.pk])
        client.post(address, {"discard": "1", "digest": job.outcome["digest"]})
        job.refresh_from_db()
    assert bytes(job.file) == b""


def test_what_a_job_wrote_is_undone_as_one_from_its_page(client, ann):
    sources("one", "two")
    rows = [["one", "Mine", "dataset"], ["two", "Mine too", "dataset"]]
    job = approve(client, handed_in(client, "sources", as_csv(["slug", "name", "kind"], *rows)))
    page = client.get(reverse("admin:records_job_change", args=[job.pk])).content.decode()
    (address,) = re.findall(r'href="([^"]+/undo/\?all)"', page)

    seen = client.get(address).context["seen"]
    assert (
        client.post(address, {"seen": seen, "reason": "a slip", "_publish": "1"}).status_code == 302
    )
    named = Source.objects.filter(slug__in=["one", "two"]).values_list("name", flat=True)
    assert {*named} == {"Source one", "Source two"}


@pytest.mark.parametrize("table", ["sources", "aliases", "votes"])
def test_checking_asks_as_much_of_three_rows_as_of_one(table, tmp_path):
    world(3)
    one = tables()[table]
    lines = lines_of(one)
    asked = []
    for number in (1, 3):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(written(one, lines[:number], "csv"))
        with CaptureQueriesContext(connection) as queries:
            check(one, path, author="ann", reason="none")
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("page", ["changelist", "tables", "change"])
def test_the_pages_of_jobs_ask_as_much_of_three_jobs_as_of_one(client, ann, page):
    asked = []
    for _ in range(2):
        job = Job.objects.create(table="sources", file=b"", author="a", reason="x", file_name="x")
        address = reverse(f"admin:records_job_{page}", args=[job.pk] if page == "change" else [])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
        Job.objects.create(table="sources", file=b"", author="a", reason="x", file_name="x")
    assert asked[0] == asked[1]


def test_writing_asks_as_much_of_three_rows_as_of_one(client, ann):
    sources("one")
    asked = []
    for texts in (["Un"], ["Deux"], ["Trois", "Quatre", "Cinq"]):
        rows = [["source:one", *ALIAS.values(), text] for text in texts]
        job = handed_in(client, "aliases", as_csv(["record", *ALIAS, "text"], *rows))
        with CaptureQueriesContext(connection) as queries:
            approve(client, job)
        assert job.state == "done"
        asked.append(len(queries))
    assert asked[1] == asked[2]  # the first time, a source without aliases is read
