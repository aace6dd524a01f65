"""Every form that an editor may change: it opens, saves, and changes what was changed alone."""

import json
import re

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.curation import parts
from records.curation.admin import RecordAdmin, RevisingAdmin
from records.curation.nested import NestedAdmin
from records.models import Record, RecordKind, Revision
from records.writing.proof import broken_links, differing_records
from records.writing.publishing import publish
from tests.make import content, form_of, published, revise
from tests.records.test_curation import change_address, errors_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

FORMS = sorted(
    (model for model, one in admin.site._registry.items() if isinstance(one, RevisingAdmin)),
    key=lambda model: model._meta.label,
)
NESTED = [model for model in FORMS if isinstance(admin.site._registry[model], NestedAdmin)]
RECORDS = [model for model in FORMS if isinstance(admin.site._registry[model], RecordAdmin)]


def named(model):
    return model._meta.label


KEY = re.compile(rf"\b({'|'.join(RecordKind.values)}):|%|\w_\w")


def heads(reply):
    """What rows are called beside their forms."""
    return [
        str(row.original)
        for one in reply.context["inline_admin_formsets"]
        for row in one
        if row.original
    ]


def a_row(model):
    return model._default_manager.order_by("pk").first()


@pytest.mark.parametrize("model", FORMS, ids=named)
def test_a_form_saved_unchanged_makes_no_revision(editor, model):
    world(3)
    before = Revision.objects.count()
    address = change_address(a_row(model))
    opened = editor.get(address)

    reply = editor.post(address, form_of(editor, opened), follow=True)

    assert [one for one in heads(opened) if one in ("", "New") or KEY.search(one)] == []
    assert reply.redirect_chain, errors_of(reply)
    assert "Nothing was changed." in reply.content.decode()
    assert Revision.objects.count() == before


def test_a_row_is_called_by_the_words_of_its_key(editor):
    organization = content("organization", "house", name="The House", kind="universal")
    role = {"role": "authorising", "actor": "organization:house", "starts_on": "2001-01-01"}
    publish([*revise(organization, content("source", "book", name="The Book"))])
    mission = published("mission", "xmis", owned={"roles": [role | {"source": "book"}]})

    assert "Authorized by, The House, 1 January 2001" in heads(editor.get(change_address(mission)))


@pytest.mark.parametrize("model", FORMS, ids=named)
def test_one_text_changed_is_published_and_all_else_stays(editor, model):
    world(3)
    address = change_address(a_row(model))
    data = form_of(editor, address)
    before = {row.slug: row for row in Revision.objects.sealed()}
    name, value = text_to_change(editor, address)
    bare = {name: text for name, text in data.items() if not name.startswith("proof")}

    reply = editor.post(address, bare | {name: value})
    if is_asked := reply.status_code == 200:
        assert "1 value has no evidence yet" in errors_of(reply)
        reply = editor.post(address, data | {name: value})

    assert reply.status_code == 302, errors_of(reply)
    last = Revision.objects.sealed().last()
    was, now = json.loads(before[last.slug].content), json.loads(last.content)
    held, cited = (one["owned"].pop("citations", []) for one in (was, now))
    was, now = leaves(was), leaves(now)
    assert [now[path] for path in now.keys() | was.keys() if was.get(path) != now.get(path)] == [
        value
    ]
    fresh = [row["locator"] for row in cited if row not in held]
    assert fresh == (["made up"] if is_asked else [])
    assert [*broken_links(), *differing_records()] == []


def text_to_change(client, address):
    """A plain text of the form or of one of its rows, and another value for it."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    forms += [
        form for one in context["inline_admin_formsets"] for form in one.formset.initial_forms
    ]
    for form in forms:
        keys = getattr(form._meta.model, "natural_key", ())
        for field in form._meta.model._meta.get_fields():
            plain = isinstance(field, models.TextField) or type(field) is models.CharField
            if plain and field.name in form.fields and field.name not in keys and not field.choices:
                return form.add_prefix(field.name), "Another text"
    for form in forms:
        for field in form._meta.model._meta.get_fields():
            if field.name in form.fields and getattr(field, "choices", None):
                held = form[field.name].value()
                return form.add_prefix(field.name), next(c for c, _ in field.choices if c != held)
    raise AssertionError(f"{address} has nothing to change: add a row to tests/world_records.py.")


def leaves(text, path=""):
    """Every value of a content by its path; rows by their place."""
    value = json.loads(text) if isinstance(text, str) and not path else text
    if isinstance(value, dict):
        return {
            k: v for name, one in value.items() for k, v in leaves(one, f"{path}/{name}").items()
        }
    if isinstance(value, list):
        return {
            k: v for at, one in enumerate(value) for k, v in leaves(one, f"{path}/{at}").items()
        }
    return {path: value}


@pytest.mark.parametrize("model", NESTED, ids=named)
def test_a_nested_form_says_why_and_from_which_version(editor, model):
    world(1)
    address = change_address(a_row(model))
    name, value = text_to_change(editor, address)
    data = form_of(editor, address) | {name: value, "reason": "read again"}

    assert data["base_version"] == "1"
    assert editor.post(address, data).status_code == 302
    assert Revision.objects.sealed().last().reason == "read again"


@pytest.mark.parametrize("model", NESTED, ids=named)
def test_a_nested_form_overwrites_nobody(editor, model):
    world(1)
    address = change_address(a_row(model))
    name, value = text_to_change(editor, address)
    late = form_of(editor, address) | {"reason": "late"}
    editor.post(address, form_of(editor, address) | {name: value})

    reply = editor.post(address, late)

    assert reply.status_code == 200
    assert form_of(editor, reply)[name] == value
    editor.post(address, form_of(editor, reply))
    assert form_of(editor, address)[name] == value


def test_a_draft_of_a_resolution_holds_all_of_it(editor):
    world(1)
    resolution = Record.objects.get(slug="s-res-1-1999")
    address = reverse("admin:legal_resolution_change", args=[resolution.pk])
    held = json.loads(Revision.objects.sealed().get(slug="s-res-1-1999").content)

    editor.post(address, form_of(editor, address) | {"summary": "New words", "_draft": "1"})

    draft = json.loads(Revision.objects.open().get().content)
    assert draft == held | {"summary": "New words"}


def queries_of(act):
    with CaptureQueriesContext(connection) as asked:
        reply = act()
    assert reply.status_code == 302, errors_of(reply)
    return len(asked)


def mission_of(number, slug):
    """A mission with so many rows of each kind."""
    several = range(1, number + 1)
    return content(
        "mission",
        slug,
        owned={
            "aliases": [{"text": f"Name {n}", "kind": "descriptive"} for n in several],
            "identifiers": [{"scheme": "made-up", "value": str(n)} for n in several],
            "gaps": [
                {"field": f"mandates/20{n:02}-01-01/chapter", "why": "unknown"} for n in several
            ],
            "citations": [
                {"source": "library", "field": f"mandates/20{n:02}-01-01"} for n in several
            ],
            "mandates": [
                {"starts_on": f"20{n:02}-01-01", "ends_on": f"20{n:02}-12-30", "rank": n}
                | {"document": "s-res-1-1999"}
                for n in several
            ],
            "roles": [
                {"role": "contributor", "actor": "state:aaa", "starts_on": f"20{n:02}-01-01"}
                | {"source": "library"}
                for n in several
            ],
            "legal_bases": [
                {"kind": "sc_authorization", "status": "accepted", "instrument": f"Paper {n}"}
                | {"source": "library"}
                for n in several
            ],
            "strength_ceilings": [
                {"category": "troops", "persons": n, "document": "s-res-1-1999"}
                | {"starts_on": f"20{n:02}-01-01", "ends_on": f"20{n:02}-12-30"}
                for n in several
            ],
            "events": [
                {"kind": "vote", "date": "1999-01-01", "title": f"Event {n}", "source": "library"}
                for n in several
            ],
        },
    )


def every_row_changed(data):
    """What is typed into each row of a form: another text, day or number."""
    marked = {}
    for name, value in data.items():
        if name.endswith(("-note", "-title", "-stated", "-value", "-text", "-instrument")):
            marked[name] = f"{value} changed"
    return data | marked


@pytest.fixture
def missions():
    world(1)
    publish(revise(mission_of(3, "few"), mission_of(30, "many")))
    return [Record.objects.get(slug=slug).as_mission for slug in ("few", "many")]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda data: data | {"note": "New"}, id="one field"),
        pytest.param(every_row_changed, id="every row"),
        pytest.param(lambda data: data | {"note": "New", "_draft": "1"}, id="a draft"),
        pytest.param(lambda data: data, id="nothing"),
    ],
)
def test_saving_asks_no_more_for_thirty_rows_of_each_kind_than_for_three(
    editor,
    missions,
    changed,
    monkeypatch,
):
    monkeypatch.setattr(parts, "MOST_FIELDS", 10_000)  # all on one page
    few, many = [
        queries_of(lambda one=one, data=data: editor.post(change_address(one), changed(data)))
        for one, data in [(one, form_of(editor, change_address(one))) for one in missions]
    ]

    assert many - few <= BATCHES


BATCHES = 12  # SQLite takes so many values a statement: long tables are written in several


def test_withdrawing_asks_no_more_for_thirty_rows_than_for_three(editor, missions):
    few, many = [
        queries_of(lambda one=one: editor.post(delete_address(one), {"post": "yes"} | WHY))
        for one in missions
    ]

    assert many - few <= BATCHES


WHY = {"reason": "made up", "seen_version": "1", "_publish": "1"}


def delete_address(row):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_delete", args=[row.pk])


def stating(slug, missions):
    """A document that states a task of each mission."""
    owned = {
        "mandate_statements": [
            {"mission": one, "coding": "read", "statement": "sets_out"} for one in missions
        ],
        "mandate_tasks": [
            {"statement": f"{one},read", "task": "demining", "modality": "assist"}
            | {"strength": "requested"}
            for one in missions
        ],
    }
    return content("document", slug, adopted_on="2001-01-01", owned=owned)


def test_a_nested_form_asks_no_more_beside_thirty_rows_than_beside_three(editor):
    world(1)
    slugs = [f"stated-{at}" for at in range(30)]
    publish(revise(*(content("mission", slug) for slug in slugs)))
    publish(revise(stating("s-few", slugs[:3]), stating("s-many", slugs)))
    counted = []
    for slug in ("s-few", "s-many"):
        document = Record.objects.get(slug=slug).as_document
        address = change_address(document.mandate_statements.order_by("pk").first())
        data = form_of(editor, address) | {"tasks-0-target": "New", "mandate_tasks-0-target": "New"}
        counted.append(queries_of(lambda address=address, data=data: editor.post(address, data)))
    few, many = counted

    assert many - few <= BATCHES


@pytest.mark.parametrize("number", [3, 30])
def test_adding_a_record_asks_no_more_for_thirty_rows_than_for_three(editor, number):
    address = reverse("admin:knowledge_topic_add")
    data = form_of(editor, address) | {"slug": "new", "name": "New", "kind": "challenge"}
    data |= {"aliases-TOTAL_FORMS": str(number)}
    for row in range(number):
        data |= {f"aliases-{row}-text": f"Name {row}", f"aliases-{row}-kind": "descriptive"}
        data |= {f"aliases-{row}-language": "en", f"aliases-{row}-starts_precision": "unknown"}
        data |= {f"aliases-{row}-ends_precision": "day"}

    assert queries_of(lambda: editor.post(address, data)) <= MOST_TO_ADD
    assert Record.objects.get(slug="new").aliases.count() == number


MOST_TO_ADD = 70
