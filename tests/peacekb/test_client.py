"""A client made from the description asks every address, and reads all that is answered."""

import datetime
import importlib
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from peacekb.openapi import FILE, description, resolved
from peacekb.wsgi import application
from records.releases import held
from tests.once import once_a_run
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

OPERATIONS = {
    operation["operationId"]: (path, operation)
    for path, methods in description()["paths"].items()
    for operation in methods.values()
}
WITH_KEY = [name for name, (path, _) in OPERATIONS.items() if "{key}" in path]
GIVEN = {"a": "AAA", "b": "BBB", "table": "missions", "name": "not-found", "suffix": "csv"}
GIVEN["position"] = 1
DAYS = {"a": datetime.date(2000, 6, 1), "b": datetime.date(2002, 6, 1)}
OF_ALL_SITES = {  # no matter of the API
    *("access-control-expose-headers", "allow", "content-encoding", "content-length"),
    *("content-security-policy", "content-type", "cross-origin-opener-policy", "referrer-policy"),
    *("cross-origin-resource-policy", "permissions-policy", "server"),
    *("x-content-type-options", "x-frame-options"),
}
NOT_ALWAYS = {
    "age",  # of what was kept: this is made
    "cache-control",
    "cache-status",  # of GET
    "content-digest",
    "content-disposition",
    "link",
    "vary",
}
KEY_OF_FILE = {"suffix": "jsonld", "key": "mission-alpha"}


def make_client(folder):
    """The package that openapi-python-client makes of the file, without a warning."""
    folder.mkdir()
    (folder / "config.yml").write_text("post_hooks: []")
    program = Path(sys.executable).with_name("openapi-python-client")
    asked = ["--path", FILE, "--meta", "none", "--output-path", folder / "made_client"]
    told = subprocess.run(
        [program, "generate", *asked, "--config", folder / "config.yml", "--fail-on-warning"],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(once_a_run(tmp_path_factory, "client", make_client))
        yield importlib.import_module("made_client")
        for name in [name for name in sys.modules if name.partition(".")[0] == "made_client"]:
            del sys.modules[name]


@pytest.fixture(autouse=True)
def stands(on_a_world, open_connection, release_made, settings):
    world()
    settings.RELEASES = release_made.folder.parent


def asking(made, **beside):
    """A client that asks the application itself; `beside` goes with each question."""
    client = made.Client(base_url="http://testserver")
    transport = httpx.WSGITransport(app=application)
    return client.set_httpx_client(
        httpx.Client(base_url="http://testserver", transport=transport, params=beside)
    )


def ask(made, client, name, **given):
    """Calls an operation as the package has it, with all that it needs."""
    path, operation = OPERATIONS[name]
    module = importlib.import_module(f"made_client.api.{operation['tags'][0]}.{name}")
    needed = {}
    for one in map(resolved, operation.get("parameters", ())):
        if one.get("required"):
            needed[one["name"]] = given.get(one["name"]) or value_of(path, name, one["name"])
    if "requestBody" in operation:
        needed["body"] = importlib.import_module("made_client.models").Text(
            text="Mission alpha voted on 1 June 2000."
        )
    return module.sync_detailed(client=client, **needed)


def plain(answer):
    """With moments as Python writes them."""
    return re.sub(r'(?<=[0-9])Z"', '+00:00"', json.dumps(answer, sort_keys=True))


def problem():
    return importlib.import_module("made_client.models").Problem


def value_of(path, operation, name):
    if operation == "record_file" and name in KEY_OF_FILE:
        return KEY_OF_FILE[name]
    if operation == "missions_tasks" and name in DAYS:
        return DAYS[name]
    if operation == "releases":
        return held.current_release().name
    if name != "key":
        return GIVEN[name]
    rows = httpx.Client(transport=httpx.WSGITransport(app=application)).get(
        f"http://testserver{path.partition('{')[0]}"
    )
    return rows.json()["results"][0]["key"]


def assert_headers_are_described(reply, operation):
    sent = {one.lower() for one in reply.headers}
    told = {
        one.lower()
        for one in resolved(operation["responses"][str(int(reply.status_code))])["headers"]
    }

    assert sent - told - OF_ALL_SITES == set()
    assert told - sent <= NOT_ALWAYS


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_client_reads_each_answer_into_its_model_and_loses_nothing(made, settings, name):
    settings.RATE_LIMIT = 1_000
    reply = ask(made, asking(made), name)

    assert reply.status_code == 200, reply.content
    assert_headers_are_described(reply, OPERATIONS[name][1])
    content = OPERATIONS[name][1]["responses"]["200"]["content"]
    if next(iter(content)) != "application/json":
        assert reply.content
        return
    assert reply.parsed is not None
    assert plain(reply.parsed.to_dict()) == plain(json.loads(reply.content))


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_client_reads_each_refusal_as_a_problem(made, settings, name):
    settings.RATE_LIMIT = 1_000
    reply = ask(made, asking(made, no_such_parameter="1"), name)

    assert reply.status_code == 400, reply.content
    assert_headers_are_described(reply, OPERATIONS[name][1])
    assert isinstance(reply.parsed, problem())
    assert reply.parsed.type_ == "/api/problems/bad-request/"
    assert "no_such_parameter" in reply.parsed.detail
    assert reply.parsed.errors.to_dict()


@pytest.mark.parametrize("name", WITH_KEY)
def test_the_client_reads_that_there_is_no_such_row_as_a_problem(made, name):
    reply = ask(made, asking(made), name, key="no-such-key")

    assert reply.status_code == 404
    assert isinstance(reply.parsed, problem())
    assert reply.parsed.type_ == "/api/problems/not-found/"


def test_the_client_asks_every_parameter_that_the_description_has(made):
    for name, (_, operation) in OPERATIONS.items():
        module = importlib.import_module(f"made_client.api.{operation['tags'][0]}.{name}")
        known = inspect.signature(module.sync_detailed).parameters
        assert len(known) >= len(operation.get("parameters", ())), name


def test_the_client_reads_a_row_of_which_it_asked_one_field(made):
    missions = importlib.import_module("made_client.api.missions.missions_retrieve")

    row = missions.sync("mission-alpha", client=asking(made, meta="none"), fields="key")

    assert row.to_dict() == {"key": "mission-alpha"}


def test_the_client_narrows_a_list_by_words_and_days(made):
    votes = importlib.import_module("made_client.api.legal.votes_list")
    words = importlib.import_module("made_client.models")
    client, day = asking(made), "1999-10"

    yes = votes.sync(client=client, position=[words.VotesListPositionItem.YES], adopted_on=day)
    others = votes.sync(client=client, position_not=[words.VotesListPositionNotItem.YES])

    assert yes.count == len(yes.results) == 1
    assert str(yes.results[0].position) == "yes"
    assert others.count == 0
