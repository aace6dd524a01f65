"""The description of the API: complete, valid, true, and no older than the code."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import URLPattern, get_resolver
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from peacekb.management.commands import describe
from peacekb.openapi import EXAMPLES, FILE, description, resolved
from peacekb.openapi.examples import Examples
from records.common.problem import KINDS

pytestmark = pytest.mark.walk

WHOLE = "description"
OPERATIONS = [
    (path, method, operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
]
PARAMETERS = description()["components"]["parameters"]


def misfit(schema, value):
    """What does not fit a schema of the description; nothing where all does."""
    whole = Resource(contents=description(), specification=DRAFT202012)
    registry = Registry().with_resource(WHOLE, whole)
    absolute = json.loads(json.dumps(schema).replace('"#/', f'"{WHOLE}#/'))
    checker = Draft202012Validator(
        absolute, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(value)]


def addresses(patterns, before=""):
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path
        else:
            yield from addresses(one.url_patterns, path)


def as_described(path):
    """An address of Django as the description writes it; those with suffixes are one for all."""
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", path)
    path = re.sub(r"<\w+:(\w+)>", r"{\1}", path)
    path = "/" + re.sub(r"[\^$\\?]", "", path).rstrip("/")
    if "." not in path:
        return path + "/"
    words = path.replace("{format}", "{suffix}").split("/")
    at = 4 if words[3] == "stats" else 3
    words[at] = re.sub(r"^[^.]+", "{table}", words[at])
    return "/".join(words)


def test_the_description_is_valid():
    validate(description())


def test_every_address_of_the_api_is_described():
    found = {as_described(one) for one in addresses(get_resolver().url_patterns) if "api/" in one}

    found.remove("/api/v1/{format}/")  # the root once more, with a suffix
    assert found - {path for path, _, _ in OPERATIONS} == set(), (
        "What no view of the API describes is described in peacekb/openapi/apart.py."
    )


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_parameter_says_what_it_takes_and_has_an_example_that_fits(name):
    declared = PARAMETERS[name]

    assert len(declared["description"]) > 10
    assert misfit(declared["schema"], declared["example"]) == []


@pytest.mark.parametrize(("path", "method"), [one[:2] for one in OPERATIONS])
def test_each_operation_is_named_and_each_example_fits_its_answer(path, method):
    operation = description()["paths"][path][method]

    assert operation["summary"]
    assert operation["description"]
    assert set(operation["tags"]) <= {tag["name"] for tag in description()["tags"]}
    assert "429" in operation["responses"]
    for kind, one in operation["responses"]["200"]["content"].items():
        if kind == "application/json" and operation["tags"] != ["service"]:
            assert "example" in one or "/stats/" in path
        if "example" in one:
            assert misfit(one["schema"], one["example"]) == []


def test_no_operation_has_the_name_of_another():
    names = [operation["operationId"] for _, _, operation in OPERATIONS]

    assert sorted(set(names)) == sorted(names)


def test_each_kind_of_problem_is_described_by_its_status_with_an_example():
    held = description()["components"]["responses"]

    assert {str(kind.status) for kind in KINDS.values()} | {"304"} == held.keys()
    for status, response in held.items():
        for one in response.get("content", {}).values():
            assert misfit(one["schema"], one["example"]) == []
            assert one["example"]["status"] == int(status)


def test_what_is_referred_to_is_there_and_nothing_else_is():
    text = FILE.read_text()
    referred = set(re.findall(r'"#/components/([^"]+)"', text))
    held = {
        f"{part}/{name}"
        for part, things in description()["components"].items()
        for name in things
        if part not in ("securitySchemes", "responses")
    }

    assert held - referred == set()
    for name in referred:
        assert resolved({"$ref": f"#/components/{name}"})


def test_the_file_is_served_as_it_stands_without_a_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):  # the data stamp, which tests have no file for
        reply = client.get("/api/v1/schema/")

    assert reply.content == FILE.read_bytes()
    assert reply["Content-Type"] == "application/vnd.oai.openapi+json"
    assert client.get("/api/v1/schema/", HTTP_ACCEPT="application/json").json() == description()
    again = client.get("/api/v1/schema/", HTTP_IF_NONE_MATCH=reply["ETag"])
    assert again.status_code == 304
    assert client.get("/api/v1/schema/?format=json").status_code == 400


def test_under_a_prefix_the_description_names_it(client, db, under_prefix):
    assert client.get("/api/v1/schema/").json()["servers"][0]["url"] == f"{under_prefix}/"


def test_the_file_is_no_older_than_the_code_and_one_that_is_is_refused(
    tmp_path, monkeypatch, capsys
):
    of_the_code = describe.made(Examples.of_file(EXAMPLES))  # takes some seconds, so once
    monkeypatch.setattr(describe, "made", lambda examples: of_the_code)
    call_command("describe", check=True)
    assert capsys.readouterr().out == ""

    behind = tmp_path / "openapi.json"
    behind.write_text(FILE.read_text().replace('"title": "PeaceKB"', '"title": "An older one"'))
    monkeypatch.setattr(describe, "FILE", behind)
    with pytest.raises(CommandError, match="make description"):
        call_command("describe", check=True)
    told = capsys.readouterr().out
    assert '-  "title": "An older one"' in told
    assert '+  "title": "PeaceKB"' in told
    call_command("describe")
    assert behind.read_text() == FILE.read_text()


@pytest.mark.django_db
def test_the_docs_ask_nothing_of_other_hosts(client):
    page = client.get("/api/v1/docs/").content.decode()

    assert "/api/v1/missions/" in page
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page
