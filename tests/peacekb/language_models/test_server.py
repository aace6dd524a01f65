"""`manage.py mcp` over stdio and over HTTP, as a client meets it."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from peacekb.language_models import server
from peacekb.language_models.asking import Site, usual_origin
from peacekb.language_models.tools import TOOLS
from peacekb.language_models.words import TRAPS, WHAT
from peacekb.management.commands import mcp as command

pytestmark = pytest.mark.slow

ROOT = Path(settings.BASE_DIR)
WAIT = 30  # seconds for a program to start on a busy machine
LIST = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/list",
    "params": {},
}
HEADERS = {
    "Accept": "application/json, text/event-stream",
    "MCP-Protocol-Version": "2025-06-18",
}


@pytest.fixture
def environment(tmp_path, db):
    """Of a program on an empty base, on the database that the suite runs on."""
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        where = f"{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
        return given | {"DATABASE_URL": f"postgresql://{where}"}
    base = tmp_path / "base.sqlite3"
    connection.ensure_connection()
    base.write_bytes(connection.connection.serialize())
    return given | {"DATABASE_URL": f"sqlite:///{base}"}


async def what_it_says(target):
    async with Client(target) as client:
        named = [one.name for one in (await client.list_tools()).tools]
        described = await client.call_tool("describe_list", {"list": "votes"})
        nothing = await client.call_tool("search", {"words": "zorbulax"})
        refused = await client.call_tool("query", {"list": "votes", "filters": {"positon": "no"}})
        return client.instructions, named, described, nothing, refused


def answers(target):
    instructions, named, described, nothing, refused = asyncio.run(
        asyncio.wait_for(what_it_says(target), WAIT)
    )
    assert WHAT in instructions
    assert all(trap in instructions for trap in TRAPS)
    assert named == list(TOOLS)
    assert described.structured_content["found"]
    assert nothing.structured_content["text"].startswith("The base holds nothing on «zorbulax».")
    assert refused.is_error
    assert "Did you mean 'position'?" in refused.content[0].text


def test_over_stdio_a_client_gets_answers_and_nothing_else_on_the_wire(environment, tmp_path):
    started = StdioServerParameters(
        command=sys.executable, args=["manage.py", "mcp"], cwd=ROOT, env=environment
    )
    with (tmp_path / "log").open("w") as log:
        answers(stdio_client(started, errlog=log))
    assert "request" in (tmp_path / "log").read_text()


@contextmanager
def served(environment):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "manage.py", "mcp", "--http", str(port)]
    program = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        program.terminate()
        program.wait(WAIT)


def test_over_http_each_message_is_answered_by_itself_and_limits_hold(environment):
    with served(environment | {"RATE_LIMIT": "12"}) as address, httpx.Client() as client:
        answers(address)
        listed = client.post(address, json=LIST, headers=HEADERS)
        assert [one["name"] for one in listed.json()["result"]["tools"]] == list(TOOLS)
        assert "mcp-session-id" not in listed.headers
        elsewhere = client.post(address, json=LIST, headers=HEADERS | {"Host": "evil.example"})
        assert elsewhere.status_code == 421
        foreign = HEADERS | {"Origin": "https://evil.example"}
        assert client.post(address, json=LIST, headers=foreign).status_code == 403
        long = LIST | {"params": {"a": "a" * server.LARGEST_BODY}}
        assert client.post(address, json=long, headers=HEADERS).status_code == 413
        call = {"name": "search", "arguments": {"words": "a"}}
        asked = LIST | {"method": "tools/call", "params": call}
        told = [client.post(address, json=asked, headers=HEADERS).text for _ in range(12)]
        assert "Ask again in" in told[-1]


def test_who_asks_over_http_is_told_to_the_limits():
    headers = {"x-forwarded-for": "192.0.2.1, 192.0.2.2", "authorization": "Bearer word"}
    request = SimpleNamespace(client=SimpleNamespace(host="192.0.2.9"), headers=headers)
    reader = server._reader(SimpleNamespace(request=request))
    environ = Site(reader=reader)._environ()
    assert environ["REMOTE_ADDR"] == "192.0.2.9"
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1, 192.0.2.2"
    assert environ["HTTP_AUTHORIZATION"] == "Bearer word"


@pytest.fixture
def serving(monkeypatch):
    """What the command would serve, and how."""
    told = []
    monkeypatch.setattr(server, "serve_stdio", lambda site: told.append(site))
    monkeypatch.setattr(server, "serve_http", lambda *given: told.append(given))
    monkeypatch.setattr(command.deadlines, "install", lambda: told.append("deadlines"))
    return told


def test_the_command_serves_stdio_or_a_port_with_the_deadlines_of_the_site(serving):
    call_command("mcp")
    call_command("mcp", "--http", "8123", "--site", "http://127.0.0.1:9000")
    site = Site("http://127.0.0.1:9000")
    assert serving == ["deadlines", Site(), "deadlines", (site, "127.0.0.1", 8123)]


def test_without_the_library_the_command_says_what_to_install(serving, monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    with pytest.raises(CommandError, match=r"pip install --require-hashes -r \.requirements/mcp"):
        call_command("mcp", stdout=StringIO())
    assert not serving


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("peacekb.example.org", "is not an address"),
        ("ftp://localhost", "is not an address"),
        ("http://localhost/base", "is not an address"),
        ("http://evil.example", "is not among ALLOWED_HOSTS"),
    ],
)
def test_a_site_that_cannot_be_is_refused_in_words(serving, site, expected):
    with pytest.raises(CommandError, match=expected):
        call_command("mcp", "--site", site)


def test_in_production_the_site_is_where_its_settings_say(serving, settings):
    settings.PRODUCTION = settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["peacekb.example.org"]
    call_command("mcp")
    assert serving[-1] == Site("https://peacekb.example.org")
    assert usual_origin() == "https://peacekb.example.org"
    with pytest.raises(CommandError, match="answers https alone"):
        call_command("mcp", "--site", "http://peacekb.example.org")
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(CommandError, match="--site"):
        call_command("mcp")


@pytest.mark.django_db
def test_a_site_that_answers_https_alone_answers_its_tools(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["peacekb.example.org"]
    assert Site("https://peacekb.example.org").get("votes/").rows == []
