"""Forms that are too large for one page: each part opens and saves by itself, and loses nothing."""

import json

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.curation import parts
from records.models import Record, Revision
from records.writing.publishing import publish
from tests.make import all_say_the_new, form_of, revise
from tests.records.test_curation import change_address, errors_of
from tests.records.test_saving import FORMS, a_row, mission_of, named, queries_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


@pytest.fixture
def mission():
    """With thirty rows of each kind."""
    return mission_with(30)


def mission_with(number):
    world(1)
    publish(revise(mission_of(number, "large")))
    return Record.objects.get(slug="large").as_mission


def views_of(client, address):
    """The address of each part of a form, and of each of its pages."""
    found = []
    for part in client.get(address).context.get("parts") or ():
        pages = client.get(address + part.address).context["pages"]
        found += [address + one.address for one in pages or [part]]
    return found


def held(mission):
    return json.loads(Revision.objects.of("mission", mission.slug).sealed().last().content)


def changed_rows(before, after):
    """The collections that differ, and in how many rows."""
    names = before["owned"].keys() | after["owned"].keys()
    counted = {}
    for name in names:
        was, now = (one["owned"].get(name, []) for one in (before, after))
        counted[name] = len([row for row in now if row not in was]) or len(was) - len(now)
    return {name: number for name, number in counted.items() if number}


@pytest.mark.parametrize("model", FORMS, ids=named)
def test_each_part_saved_unchanged_makes_no_revision(editor, model, monkeypatch):
    monkeypatch.setattr(parts, "MOST_FIELDS", 1)
    monkeypatch.setattr(parts, "FEWEST_ROWS", 2)
    world(3)
    before = Revision.objects.count()
    address = change_address(a_row(model))

    views = views_of(editor, address)
    for view in views:
        reply = editor.post(view, form_of(editor, view))
        assert reply.status_code == 302, (view, errors_of(reply))
        told = [str(one) for one in get_messages(reply.wsgi_request)]
        assert any("Nothing was changed." in one for one in told), (view, told)

    assert Revision.objects.count() == before
    assert len(views) >= len(type_of(model).inlines)


def type_of(model):
    return admin.site._registry[model]


def test_a_small_form_opens_whole_and_a_large_one_in_light_parts(editor, mission):
    small = Record.objects.get(slug="mission-alpha").as_mission
    assert not editor.get(change_address(small)).context.get("parts")

    views = views_of(editor, change_address(mission))

    assert len(views) > len(type_of(type(mission)).inlines)
    for view in views:
        assert len(editor.get(view).content) < 200_000, view


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(parts, "MOST_FIELDS", 100)


def test_a_part_changes_what_it_shows_and_all_else_stays(editor, mission, short_pages):
    before = held(mission)
    view = f"{change_address(mission)}?part=roles&page=2"
    data = form_of(editor, view) | {"roles-0-note": "read", "roles-1-DELETE": "on"}

    reply = editor.post(view, data | {"reason": "read again"})

    assert reply.status_code == 302, errors_of(reply)
    assert reply["Location"].endswith("?part=roles&page=2")
    after = held(mission)
    assert changed_rows(before, after) == {"roles": 1}
    notes = {row["starts_on"]: row.get("note") for row in after["owned"]["roles"]}
    assert notes.pop(data["roles-0-starts_on"]) == "read"
    assert set(notes.values()) == {None} and len(notes) == 28
    assert data["roles-1-starts_on"] not in notes
    assert {**before, "owned": None} == {**after, "owned": None}


def test_the_part_of_its_own_fields_leaves_the_rows(editor, mission):
    before = held(mission)
    view = change_address(mission)

    reply = editor.post(f"{view}?part=record", form_of(editor, view) | {"acronym": "NEW"})

    assert reply.status_code == 302, errors_of(reply)
    after = held(mission)
    assert changed_rows(before, after) == {"citations": 1}
    assert {**after, "owned": None} == before | {"acronym": "NEW", "owned": None}


def test_a_row_added_on_one_page_may_not_say_what_another_page_says(editor, mission, short_pages):
    view = f"{change_address(mission)}?part=aliases&page=2"
    data = form_of(editor, view)
    first = {"text": "Name 1", "kind": "descriptive", "language": "en"}
    periods = {"starts_precision": "unknown", "ends_precision": "day"}
    data |= {f"aliases-{data['aliases-TOTAL_FORMS']}-{k}": v for k, v in (first | periods).items()}
    data["aliases-TOTAL_FORMS"] = str(int(data["aliases-TOTAL_FORMS"]) + 1)
    assert "Name 1" not in [
        value for name, value in form_of(editor, view).items() if name.endswith("-text")
    ]

    reply = editor.post(view, data)

    assert reply.status_code == 200
    assert "Another row says the same; keep one." in errors_of(reply)


def meanwhile(mission, **values):
    publish(revise(held(mission) | values, author="first"))


def test_what_others_published_of_another_part_is_merged(editor, mission, short_pages):
    view = f"{change_address(mission)}?part=roles&page=2"
    data = form_of(editor, view) | {"roles-0-note": "mine", "roles-1-DELETE": "on"}
    meanwhile(mission, note="theirs")

    reply = editor.post(view, data)

    assert reply.status_code == 200
    assert "What they changed" in reply.content.decode()
    again = form_of(editor, reply)
    assert again["roles-0-note"] == "mine"
    assert [name for name in again if name.endswith("-DELETE")], "what was deleted still is"
    reply = editor.post(view, again)
    assert reply.status_code == 302, errors_of(reply)
    mission.refresh_from_db()
    assert mission.note == "theirs"
    assert mission.roles.filter(note="mine").count() == 1
    assert mission.roles.count() == 29


def kept_as_draft(client, view, changes):
    client.post(view, form_of(client, view) | changes | {"_draft": "1"})
    return Revision.objects.open().get().pk


def test_a_draft_grows_by_parts_and_is_published_from_any_of_them(editor, mission):
    address = change_address(mission)
    alias = {"aliases-0-DELETE": "on"}
    draft = kept_as_draft(editor, f"{address}?part=aliases", alias)
    note = {"mandates-0-roe_note": "second"}
    draft = kept_as_draft(editor, f"{address}?part=mandates&draft={draft}", note)
    view = f"{address}?part=roles&draft={draft}"

    data = form_of(editor, view) | {"roles-0-note": "third"}
    asked = editor.post(view, data)
    assert "1 citation stood for what you changed" in errors_of(asked)
    reply = editor.post(view, data | all_say_the_new(asked))

    assert reply.status_code == 302, errors_of(reply)
    assert mission.aliases.count() == 29
    assert mission.mandates.filter(roe_note="second").count() == 1
    assert mission.roles.filter(note="third").count() == 1


def test_a_row_that_is_new_in_a_draft_stays_one_row(editor, mission):
    address = change_address(mission)
    view = f"{address}?part=identifiers"
    data = form_of(editor, view)
    number = data["identifiers-TOTAL_FORMS"]
    new = {f"identifiers-{number}-scheme": "drafted", f"identifiers-{number}-value": "x"}
    new["identifiers-TOTAL_FORMS"] = str(int(number) + 1)
    draft = kept_as_draft(editor, view, new)

    for part in ("identifiers", "mandates"):
        view = f"{address}?part={part}&draft={draft}"
        draft = kept_as_draft(editor, view, {"reason": part})

    rows = json.loads(Revision.objects.get(pk=draft).content)["owned"]["identifiers"]
    assert len(rows) == 31
    assert [row["value"] for row in rows if row["scheme"] == "drafted"] == ["x"]


@pytest.mark.parametrize("part", ["nowhere", "batches", ""])
def test_a_part_that_there_is_not_is_not_found(editor, mission, part):
    assert editor.get(f"{change_address(mission)}?part={part}").status_code == 404


@pytest.mark.parametrize("page", ["99", "-1", "x", "9" * 30])
def test_a_page_that_there_is_not_leads_to_one_that_there_is(editor, mission, page):
    reply = editor.get(f"{change_address(mission)}?part=mandates&page={page}")

    assert [one for one in reply.context["pages"] if one.is_current]


def test_rows_are_added_without_a_script(editor, mission):
    reply = editor.get(f"{change_address(mission)}?part=identifiers")
    view = change_address(mission) + reply.context["more_rows"]
    data = form_of(editor, view)
    new = int(data["identifiers-INITIAL_FORMS"])
    data |= {f"identifiers-{new}-scheme": "new", f"identifiers-{new}-value": "1"}

    assert editor.post(view, data).status_code == 302
    assert mission.identifiers.count() == 31


@pytest.mark.parametrize("part", ["record", "mandates", "roles", "citations"])
def test_a_part_asks_no_more_of_three_rows_than_of_one(editor, part):
    opened, saved = [], []
    for number in (1, 3):
        address = f"{change_address(mission_with(number))}?part={part}"
        editor.get(address)  # which tells what became of the last save, and takes note of it
        with CaptureQueriesContext(connection) as asked:
            data = form_of(editor, address)
        opened.append(len(asked))
        changed = {name: f"{value} new" for name, value in data.items() if name.endswith("-note")}
        saved.append(queries_of(lambda a=address, d=data | changed: editor.post(a, d)))

    assert (opened[0], saved[0]) == (opened[1], saved[1])


def test_publishing_a_draft_keeps_what_its_form_does_not_show(editor):
    world(1)
    document = Record.objects.get(slug="s-res-1-1999").as_document
    address = change_address(document)
    base = json.loads(Revision.objects.of("document", document.slug).sealed().last().content)
    statement = document.mandate_statements.first()
    nested = change_address(statement)
    data = form_of(editor, nested)
    name = next(one for one in data if one.endswith(("-target", "-note")))
    draft = kept_as_draft(editor, nested, {name: "drafted"})

    reply = editor.post(f"{address}?draft={draft}", form_of(editor, f"{address}?draft={draft}"))

    assert reply.status_code == 302, errors_of(reply)
    now = json.loads(Revision.objects.of("document", document.slug).sealed().last().content)
    assert now["owned"]["mandate_tasks"] != base["owned"]["mandate_tasks"]


def added(data, collection, *rows):
    """What a form says once these rows were added to a collection."""
    start = int(data[f"{collection}-TOTAL_FORMS"])
    data = data | {f"{collection}-TOTAL_FORMS": str(start + len(rows))}
    for place, row in enumerate(rows, start=start):
        data |= {f"{collection}-{place}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.parametrize("part", ["?part=mandates", "?part=mandates&page=2"])
def test_an_empty_rank_takes_the_next(editor, mission, part):
    view = change_address(mission) + part
    data = form_of(editor, view)
    copied = {name[11:]: value for name, value in data.items() if name.startswith("mandates-0-")}
    new = [
        copied | {"id": "", "rank": "", "starts_on": f"{year}-01-01", "ends_on": f"{year}-02-01"}
        for year in (2051, 2052)
    ]

    reply = editor.post(view, added(data, "mandates", *new))

    assert reply.status_code == 302, errors_of(reply)
    late = mission.mandates.filter(starts_on__gte="2051-01-01").order_by("starts_on")
    assert list(late.values_list("rank", flat=True)) == [31, 32]
