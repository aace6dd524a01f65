"""The admin's forms: they make revisions, tell what is wrong, and lose nothing."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Mandate, MandateCoding, MandateTask, MandateTaskType, TaskPeriod
from records.models import LastRun, Record, Revision
from records.writing.proof import broken_links, differing_records
from records.writing.publishing import publish
from tests.make import content, form_of, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def change_address(row):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def errors_of(reply):
    """Every error of the form and its inlines, as one text."""
    formsets = [one.formset for one in reply.context["inline_admin_formsets"]]
    rows = [form.errors.as_text() for one in formsets for form in one.forms]
    return "\n".join([str(reply.context["errors"]), *rows])


def test_saving_a_form_publishes_a_revision_by_the_editor(editor):
    mission = published("mission", "xmis", acronym="XMIS")
    data = form_of(editor, change_address(mission)) | {"acronym": "YMIS", "reason": "renamed"}

    reply = editor.post(change_address(mission), data)

    assert reply.status_code == 302, errors_of(reply)
    mission.refresh_from_db()
    assert (mission.acronym, mission.version) == ("YMIS", 2)
    last = Revision.objects.sealed().last()
    assert (last.author, last.reason, last.origin) == ("edith", "renamed", "admin")
    assert [*broken_links(), *differing_records()] == []


def test_a_new_record_is_made_from_the_empty_form(editor):
    address = reverse("admin:knowledge_topic_add")
    data = form_of(editor, address) | {"slug": "new", "name": "New", "kind": "challenge"}

    reply = editor.post(address, data)

    assert reply.status_code == 302, errors_of(reply)
    assert Record.objects.get().slug == "new"


@pytest.mark.parametrize(("typed", "key"), [("", "new-and-old"), ("mine", "mine")])
def test_a_key_that_is_left_empty_is_made_of_the_name(editor, typed, key):
    address = reverse("admin:knowledge_topic_add")
    data = form_of(editor, address) | {"slug": typed, "name": "New and old", "kind": "challenge"}

    reply = editor.post(address, data)

    assert reply.status_code == 302, errors_of(reply)
    assert Record.objects.get().slug == key


def test_a_name_of_which_no_key_can_be_made_asks_for_one(editor):
    address = reverse("admin:knowledge_topic_add")
    data = form_of(editor, address) | {"name": "東", "kind": "challenge"}

    assert "Write one: no key can be made of the name." in errors_of(editor.post(address, data))


@pytest.mark.parametrize("kind", ["knowledge_topic", "missions_mission", "legal_document"])
def test_a_draft_may_lack_what_the_record_needs(editor, kind):
    address = reverse(f"admin:{kind}_add")
    told = {"name": "New", "reason": "begun", "_draft": "1"}
    data = form_of(editor, address) | told
    data.pop("_publish")

    reply = editor.post(address, data)

    assert reply.status_code == 302, errors_of(reply)
    draft = Revision.objects.open().get()
    again = form_of(editor, f"{address}?draft={draft.pk}")
    assert (again["name"], again["slug"], again.get("kind", "")) == ("New", "new", "")
    refused = editor.post(f"{address}?draft={draft.pk}", again)
    assert "This field is required." in errors_of(refused)
    assert not Record.objects.filter(slug="new").exists()


def mission_with_mandates(*periods):
    published("document", "s-res-1")
    rows = [
        {"starts_on": start, "ends_on": end, "rank": rank, "document": "s-res-1"}
        for rank, (start, end) in enumerate(periods, start=1)
    ]
    return published("mission", "xmis", owned={"mandates": rows})


def test_overlapping_mandates_typed_into_the_inline_answer_in_the_form(editor):
    mission = mission_with_mandates(("2001-01-01", "2001-06-30"), ("2001-07-01", "2001-12-31"))
    data = form_of(editor, change_address(mission))
    row = next(name for name in data if data[name] == "2001-06-30")

    reply = editor.post(change_address(mission), data | {row: "2001-07-15"})

    assert reply.status_code == 200
    assert "Another mandate is in force on one of these days. See 2001-01-01" in errors_of(reply)
    assert Mandate.objects.filter(ends_on="2001-06-30").exists()


def test_the_border_of_two_mandates_moves_in_one_form(editor):
    mission = mission_with_mandates(("2001-01-01", "2001-06-30"), ("2001-07-01", "2001-12-31"))
    data = form_of(editor, change_address(mission))
    end = next(name for name in data if data[name] == "2001-06-30")
    start = next(name for name in data if data[name] == "2001-07-01")

    reply = editor.post(change_address(mission), data | {end: "2001-08-31", start: "2001-09-01"})

    assert reply.status_code == 302, errors_of(reply)
    assert sorted(Mandate.objects.values_list("starts_on__month", flat=True)) == [1, 9]


def test_two_ranks_are_exchanged_in_one_form(editor):
    mission = mission_with_mandates(("2001-01-01", "2001-06-30"), ("2001-07-01", "2001-12-31"))
    data = form_of(editor, change_address(mission))

    reply = editor.post(
        change_address(mission), data | {"mandates-0-rank": "2", "mandates-1-rank": "1"}
    )

    assert reply.status_code == 302, errors_of(reply)
    assert list(Mandate.objects.order_by("rank").values_list("starts_on__month", flat=True)) == [
        7,
        1,
    ]


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(editor):
    mission = published("mission", "xmis")
    data = form_of(editor, change_address(mission)) | {"note": "typed for an hour"}
    publish(revise(content("mission", "xmis", note="meanwhile"), author="other"))

    reply = editor.post(change_address(mission), data)

    assert reply.status_code == 200
    assert "other published version 2" in errors_of(reply)
    assert b"typed for an hour" in reply.content
    mission.refresh_from_db()
    assert mission.note == "meanwhile"
    again = form_of(editor, reply) | {"clash-note": "mine"}
    assert again["note"] == "typed for an hour"
    assert editor.post(change_address(mission), again).status_code == 302
    mission.refresh_from_db()
    assert mission.note == "typed for an hour"


def test_a_draft_waits_unseen_and_fills_the_form_again(editor):
    mission = mission_with_mandates(("2001-01-01", "2001-06-30"))
    data = form_of(editor, change_address(mission))
    data |= {"note": "not ready", "mandates-0-rank": "7", "_draft": "Keep as a draft"}

    assert editor.post(change_address(mission), data).status_code == 302

    mission.refresh_from_db()
    assert mission.note == ""
    draft = Revision.objects.open().get()
    shown = form_of(editor, f"{change_address(mission)}?draft={draft.pk}")
    assert (shown["note"], shown["mandates-0-rank"]) == ("not ready", "7")


def test_a_draft_of_a_new_record_fills_the_empty_form(editor):
    address = reverse("admin:knowledge_topic_add")
    data = form_of(editor, address) | {"slug": "new", "name": "New", "kind": "challenge"}
    data |= {
        "aliases-TOTAL_FORMS": "1",
        "aliases-0-text": "Other",
        "aliases-0-language": "en",
        "aliases-0-kind": "acronym",
        "aliases-0-starts_precision": "day",
        "aliases-0-ends_precision": "day",
        "_draft": "1",
    }

    reply = editor.post(address, data)

    assert reply.status_code == 302, errors_of(reply)
    assert not Record.objects.exists()
    draft = Revision.objects.open().get()
    shown = form_of(editor, f"{address}?draft={draft.pk}")
    assert (shown["slug"], shown["aliases-0-text"]) == ("new", "Other")


def test_tasks_follow_their_statement_when_its_mission_changes(editor):
    from records.content.facts import FactBatch

    batches = [
        FactBatch(
            model=MandateTaskType,
            source="library",
            rows=[("demining", "Demining", "security", 1, "Clears mines.", "", "")],
        ),
        FactBatch(
            model=MandateCoding,
            source="library",
            rows=[("read", "Read", "Ann", "Every paragraph was read.", None, "", 1)],
        ),
    ]
    library = content("source", "library")
    library["owned"]["batches"] = [batch.summary() for batch in batches]
    missions = [content("mission", "xone"), content("mission", "xtwo")]
    publish(revise(library, *missions), batches)
    task = {"statement": "xone,read", "task": "demining", "modality": "assist"}
    task |= {"strength": "requested"}
    row = {"mission": "xone", "coding": "read", "statement": "sets_out"}
    owned = {"mandate_statements": [row], "mandate_tasks": [task]}
    document = published("document", "s-1", adopted_on="2001-01-01", owned=owned)
    other = Record.objects.get(slug="xtwo").pk
    changed = {"mandate_statements-0-mission": str(other)}

    address = change_address(document)
    reply = editor.post(address, form_of(editor, address) | changed)

    assert reply.status_code == 302, errors_of(reply)
    assert MandateTask.objects.get().statement.mission_id == other
    assert TaskPeriod.objects.get().mission_id == other


def test_a_reference_that_would_be_lost_comes_back_as_an_error(editor):
    published("document", "charter", owned={"provisions": [{"number": "2(4)", "rank": 1}]})
    document = Record.objects.get(slug="charter").as_document
    invoked = {"provisions_invoked": [{"provision": "charter#2(4)", "relation": "recalls"}]}
    published("document", "s-res-1", owned=invoked)
    data = form_of(editor, change_address(document)) | {"provisions-0-DELETE": "on"}

    reply = editor.post(change_address(document), data)

    assert reply.status_code == 200
    assert "document provision of s-res-1 refers to it" in errors_of(reply)


def test_editors_cannot_withdraw_and_who_can_must_say_why(of_group):
    topic = published("topic", "t")
    address = reverse("admin:knowledge_topic_delete", args=[topic.pk])
    editor = of_group("Editors", "ed")
    assert editor.post(address, {"post": "yes", "reason": "x"}).status_code == 403

    administrator = of_group("Administrators", "ada")
    told = {"post": "yes", "_publish": "1"}
    administrator.post(address, told | {"reason": " "})
    assert Record.objects.filter(slug="t").exists()
    administrator.post(address, told | {"reason": "twice in the base"})
    assert not Record.objects.exists()
    assert Revision.objects.sealed().last().reason == "twice in the base"


def test_a_refused_withdrawal_keeps_its_reason_and_says_once_what_refers(of_group):
    published("document", "s-res-1")
    mission_rows = {"mandates": [{"starts_on": "2001-01-01", "rank": 1, "document": "s-res-1"}]}
    published("mission", "xmis", owned=mission_rows)
    address = reverse("admin:legal_document_delete", args=[Record.objects.get(slug="s-res-1").pk])

    reply = of_group("Reviewers", "rita").post(address, {"post": "yes", "reason": "Held twice"})

    page = reply.content.decode()
    assert 'value="Held twice"' in page and page.count("refers to it") == 1
    assert Record.objects.filter(slug="s-res-1").exists()


def test_staff_without_a_group_may_not_even_look(client):
    client.force_login(User.objects.create_user("guest", is_staff=True))

    assert client.get(reverse("admin:missions_mission_changelist")).status_code == 403


EDITED = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.walk
@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.label)
def test_every_model_has_its_list_and_its_form(admin_client, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    shown = admin_client.get(reverse(f"{name}_changelist"))
    assert shown.status_code == 200
    assert admin_client.get(reverse(f"{name}_changelist"), {"q": "x"}).status_code == 200
    if admin.site._registry[model].has_add_permission(shown.wsgi_request):
        assert admin_client.get(reverse(f"{name}_add")).status_code == 200


def test_every_model_of_ours_is_in_the_admin():
    from django.apps import apps

    ours = {"records", "organizations", "legal", "missions", "knowledge"}
    models = {model for model in apps.get_models() if model._meta.app_label in ours}

    assert models - set(admin.site._registry) == {LastRun}  # told on a page for who runs the server


def test_the_mission_form_is_the_same_work_for_one_row_and_for_three(editor):
    published("document", "s-res-1")
    counts = []
    for number in (1, 3):
        rows = [
            {"starts_on": f"200{year}-01-01", "ends_on": f"200{year}-12-31", "rank": year}
            | {"document": "s-res-1"}
            for year in range(1, number + 1)
        ]
        mission = published("mission", f"m{number}", owned={"mandates": rows})
        editor.get(change_address(mission))  # content types and sites are read once a process
        with CaptureQueriesContext(connection) as asked:
            editor.get(change_address(mission))
        counts.append(len(asked))

    assert counts[0] == counts[1]
