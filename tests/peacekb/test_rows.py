"""Rows of the API: one key, one way to say unknown, one meaning a word; as they are described."""

import csv
import io
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework import serializers

from peacekb.api import router
from records.common.formats.flat import cell
from records.rows.columns import Column
from records.rows.fields import Key, Missing, RelatedKeys
from records.rows.words import UNITS
from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.world import of_worlds, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

VIEWS = {name: view for name, view, _ in router.registry if name != "search"}
KINDS = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}
REASONS = {"unknown", "not_applicable", "withheld", "not_coded"}


def rows_of(client, name, **query):
    reply = client.get(f"/api/v1/{name}/", {"page_size": 1000} | query)
    assert reply.status_code == 200, reply.content
    return reply.json()["results"]


def one(client, name, key):
    reply = client.get(f"/api/v1/{name}/{quote(key)}/", {"meta": "none"})
    assert reply.status_code == 200, reply.content
    return reply.json()


def serializers_of(view):
    detail = getattr(view, "detail_serializer_class", None)
    return [found() for found in (view.serializer_class, detail) if found]


def fields_within(serializer, path=""):
    """Every field, at any depth: where it is, its serializer and itself."""
    for name, field in serializer.fields.items():
        yield f"{path}{name}", serializer, field
        if isinstance(field, serializers.ListSerializer):
            yield from fields_within(field.child, f"{path}{name}.")


EVERY_FIELD = [
    (f"{name}: {path}", serializer, field)
    for name, view in VIEWS.items()
    for found in serializers_of(view)
    for path, serializer, field in fields_within(found)
]


@of_worlds(3)
@pytest.mark.parametrize("name", VIEWS)
def test_each_row_has_a_key_of_its_own_that_leads_back_to_it(client, name):
    world(3)
    rows = rows_of(client, name)
    keys = [row["key"] for row in rows]

    assert len(set(keys)) == len(keys) > 0
    for row in rows[:20]:
        found = one(client, name, row["key"])
        assert {key: found[key] for key in row if key != "missing"} == {
            key: row[key] for key in row if key != "missing"
        }
        assert one(client, name, row["key"].upper())["key"] == row["key"]


@pytest.mark.parametrize("name", VIEWS)
def test_no_number_of_the_database_is_in_a_row(client, name):
    assert not {"id", "pk", "slug", "code"} & {
        path.rpartition(".")[2]
        for found in serializers_of(VIEWS[name])
        for path, _, _ in fields_within(found)
        if not (name == "sections" or "sections" in path)
    }


def told(value):
    """Every value at any depth, with the object that it is in."""
    if isinstance(value, dict):
        for name, within in value.items():
            yield value, name, within
            yield from told(within)
    elif isinstance(value, list):
        for within in value:
            yield from told(within)


@of_worlds(3)
@pytest.mark.parametrize("name", VIEWS)
def test_unknown_is_said_one_way_null_with_its_reason_beside_it(client, name):
    world(3)
    reasoned = {
        part.name
        for found in serializers_of(VIEWS[name])
        for part in found.writer().parts
        if part.why
    }
    for row in rows_of(client, name):
        for holder, field, value in told([row, one(client, name, row["key"])]):
            assert value != "", (field, holder)
            assert value not in ("not_coded", "not_established") or "missing" not in holder, field
        for field, value in row.items():
            if value is None and field in reasoned:
                assert row["missing"][field] in REASONS, (field, row)
        for field, why in row.get("missing", {}).items():
            assert not row[field], (field, row)
            assert why in REASONS


def test_what_editors_say_of_a_gap_goes_before_what_the_row_says(client):
    published(
        "document",
        "paper",
        kind="report",
        owned={"gaps": [{"field": "in_favour", "why": "not_applicable"}]},
    )

    row = one(client, "documents", "paper")

    assert row["in_favour"] is None
    assert row["missing"]["in_favour"] == "not_applicable"
    assert row["missing"]["against"] == "not_coded"


def test_a_period_that_lasts_has_no_last_day_and_an_unknown_one_is_unknown(client):
    published("mission", "lasting", starts_on="2001-02-01")
    published("mission", "ended", starts_on="2001-02-01", ends_precision="unknown")

    lasting, ended = (one(client, "missions", key) for key in ("lasting", "ended"))

    assert lasting["ends_on"] is lasting["ends_precision"] is ended["ends_on"] is None
    assert lasting["missing"]["ends_on"] == "not_applicable"
    assert ended["missing"]["ends_on"] == "unknown"


def matches(schema, value):
    """Whether a value is of a type, and among the words, that its description names."""
    if "anyOf" in schema:
        return any(matches(choice, value) for choice in schema["anyOf"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if value is None:
        return "null" in types
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, bool):
        return "boolean" in types
    if isinstance(value, list):
        return "array" in types and all(matches(schema["items"], each) for each in value)
    if schema.get("format") == "date":
        date.fromisoformat(value)
    return any(isinstance(value, KINDS[each]) for each in types if each != "null")


def agrees(serializer, row):
    for name, value in row.items():
        field = serializer.fields[name]
        if isinstance(field, serializers.ListSerializer):
            for within in value:
                agrees(field.child, within)
        else:
            assert matches(field.description(), value), (name, value, field.description())


@of_worlds(3)
@pytest.mark.parametrize("name", VIEWS)
def test_every_value_is_of_the_type_that_is_described(client, name):
    world(3)
    in_list, *in_detail = serializers_of(VIEWS[name])
    for row in rows_of(client, name):
        assert list(row) == list(in_list.fields)
        agrees(in_list, row)
        for serializer in in_detail or [in_list]:
            agrees(serializer, one(client, name, row["key"]))


def test_every_field_is_described_with_its_words_and_its_unit():
    for where, serializer, field in EVERY_FIELD:
        if isinstance(field, serializers.ListSerializer):
            assert field.help_text, where
            continue
        described = field.description()
        assert described["description"], where
        types = described.get("type", [])
        if {"integer", "number"} & ({types} if isinstance(types, str) else set(types)):
            assert described["x-unit"] == UNITS[field.field_name], where
        if isinstance(field, Column):
            model = serializer.Meta.model
            words = {word for word in field.schema(model).get("enum", ()) if word}
            assert "" not in words, where


def test_a_word_is_of_one_type_wherever_it_stands():
    types = {}
    for where, serializer, field in EVERY_FIELD:
        if isinstance(field, serializers.ListSerializer):
            kind = "rows"
        elif isinstance(field, Key):
            kind = "string"
        elif isinstance(field, RelatedKeys):
            kind = "array"
        else:
            kind = field.schema(serializer.Meta.model)["type"]
        types.setdefault(where.rpartition(".")[2].rpartition(": ")[2], {}).setdefault(kind, where)

    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_the_description_names_every_field_and_no_free_object(client):
    schema = client.get("/api/v1/schema/").json()["components"]["schemas"]
    for _, serializer, field in EVERY_FIELD:
        known = schema[type(serializer).__name__.removesuffix("Serializer")]["properties"]
        assert known[field.field_name].get("description"), (serializer, field.field_name)
        if known[field.field_name].get("type") == "object":
            assert isinstance(field, Missing)


@of_worlds(3)
def test_keys_of_states_are_the_same_in_every_table_so_that_tables_merge(client):
    world(3)
    states = {row["key"] for row in rows_of(client, "states")}
    for name, view in VIEWS.items():
        named = [
            field.field_name
            for path, _, field in fields_within(view.serializer_class())
            if isinstance(field, Key) and path in ("state", "nationality")
        ]
        for row in rows_of(client, name):
            assert {row[field] for field in named} - {None} <= states, name
    assert {row["state"] for row in rows_of(client, "votes")} <= states


@of_worlds(3)
@pytest.mark.parametrize("name", VIEWS)
def test_a_table_says_what_the_list_says(client, name):
    world(3)
    told = rows_of(client, name)
    text = b"".join(client.get(f"/{name}.csv").streaming_content).decode()
    table = list(csv.DictReader(io.StringIO(text, newline="")))

    assert len(table) == len(told)
    for line, row in zip(table, told, strict=True):
        assert {field: line[field] for field in row} == {
            field: cell(value) for field, value in row.items()
        }


@of_worlds(2)
@pytest.mark.parametrize("name", VIEWS)
def test_only_the_fields_asked_for_in_their_order(client, name):
    world(2)
    fields = list(rows_of(client, name)[0])
    wanted = fields[::-1][:3]

    for row in rows_of(client, name, fields=",".join(wanted)):
        assert list(row) == wanted
    for row in rows_of(client, name, omit=",".join(wanted)):
        assert list(row) == [field for field in fields if field not in wanted]
    everything = client.get(f"/api/v1/{name}/", {"omit": ",".join(fields)})
    assert everything.status_code == 400


@pytest.mark.parametrize("parameter", ["fields", "omit", "expand"])
@pytest.mark.parametrize("value", [",", "key,", "nonsense", "key.deeper", "a.b.c.d.e"])
@pytest.mark.parametrize("path", ["votes/", "missions/mission-alpha/"])
def test_a_field_that_is_not_there_is_refused_by_name(client, path, parameter, value):
    world()

    reply = client.get(f"/api/v1/{path}", {parameter: value})

    assert reply.status_code == 400
    assert parameter in reply.json()["errors"]


def test_fields_within_fields_are_chosen_by_their_paths(client):
    world()
    row = one(client, "missions", "mission-alpha")
    asked = {"fields": "key,roles.actor,roles.role", "meta": "none"}
    cut = client.get("/api/v1/missions/mission-alpha/", asked).json()
    without = client.get("/api/v1/missions/mission-alpha/", {"omit": "roles.actor"}).json()

    assert cut == {
        "key": "mission-alpha",
        "roles": [{"actor": each["actor"], "role": each["role"]} for each in row["roles"]],
    }
    assert [list(each) for each in without["roles"]] == [
        [name for name in each if name != "actor"] for each in row["roles"]
    ]


def test_what_is_not_asked_for_is_not_read(client):
    world()
    with CaptureQueriesContext(connection) as asked:
        rows_of(client, "missions", fields="key")
    with CaptureQueriesContext(connection) as everything:
        rows_of(client, "missions")

    assert len(asked) < len(everything)
    assert not any("headquarters" in query["sql"] for query in asked)


@of_worlds(2)
@pytest.mark.parametrize("name", VIEWS)
def test_every_key_can_be_expanded_to_key_name_and_address_that_leads_to_it(client, name):
    world(2)
    plain = {row["key"]: row for row in rows_of(client, name)}
    keys = [
        path
        for path, _, field in fields_within(VIEWS[name].serializer_class())
        if isinstance(field, (Key, RelatedKeys)) and path.count(".") < 2
    ]
    for path in keys:
        for row in rows_of(client, name, expand=path):
            for was, now in _pairs(plain[row["key"]], row, path.split(".")):
                assert (now and now["key"]) == was, path
                if now:
                    assert now["name"], path
                    assert client.get(now["api"]).status_code == 200, now


def _pairs(plain, expanded, path):
    """The keys at a path, and what they were expanded to."""
    first, *rest = path
    was, now = plain[first], expanded[first]
    if rest:
        for before, after in zip(was, now, strict=True):
            yield from _pairs(before, after, rest)
    elif isinstance(was, list):
        yield from zip(was, now, strict=True)
    else:
        yield was, now


def test_expanding_costs_no_query_a_row(client):
    counts = []
    for number in (1, 3):
        world(number)
        rows_of(client, "missions")  # what is kept till something is published is kept now
        with CaptureQueriesContext(connection) as asked:
            rows_of(client, "missions", expand="host_states,legal_bases.document,lead")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@of_worlds(2)
def test_a_mean_of_a_year_has_a_year_and_no_month(client):
    world(2)
    by_precision = {row["precision"]: row for row in rows_of(client, "contributions")}
    for precision, row in by_precision.items():
        assert (row["month"] is None) == (precision == "year")
        assert row["month"] is None or row["month"][:4] == str(row["year"])
        assert row["missing"].get("month") == ("not_applicable" if row["month"] is None else None)


def test_the_key_of_a_long_text_is_short_and_still_leads_to_it(client):
    long = "As told. " * 40
    publish(
        revise(
            content(
                "topic",
                "told",
                owned={"citations": [{"source": "library", "stated": long.strip()}]},
            )
        )
    )
    (row,) = [row for row in rows_of(client, "citations") if row["record"] == "told"]

    assert len(row["key"]) < 60
    assert one(client, "citations", row["key"])["stated"] == long.strip()
