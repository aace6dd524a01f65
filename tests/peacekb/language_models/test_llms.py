"""`/llms.txt` has the form that llmstxt.org describes, and no link that leads nowhere."""

import re

import pytest

from peacekb.api import router
from peacekb.language_models.words import CITING, TRAPS, WHAT
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LINK = re.compile(r"- \[([^]]+)\]\((\S+)\)(?:: (.+))?")


@pytest.fixture
def text(client):
    reply = client.get("/llms.txt")
    assert reply.status_code == 200
    assert reply["Content-Type"] == "text/plain; charset=utf-8"
    return reply.content.decode()


def test_it_has_one_title_a_summary_and_lists_of_links(text):
    lines = text.splitlines()
    assert lines[0] == "# PeaceKB"
    assert lines[2] == f"> {WHAT}"
    assert [line for line in lines if line.startswith("#")][1:] == [
        "## API",
        "## Lists",
        "## Pages",
        "## Optional",
    ]
    after = text.split("## API", 1)[1]
    listed = [line for line in after.splitlines() if line and not line.startswith("## ")]
    assert all(LINK.fullmatch(line) for line in listed)


def test_it_says_how_to_cite_and_every_trap(text):
    assert all(f"- {one}" in text for one in (*CITING, *TRAPS))


def test_it_names_every_list_with_what_it_has(text):
    named = {label: notes for label, _, notes in LINK.findall(text)}
    for name, _, _ in router.registry:
        if name != "search":
            assert named[name]


@pytest.mark.parametrize("fill", [list, world], ids=["empty", "filled"])
def test_every_link_answers(client, fill):
    fill()
    text = client.get("/llms.txt").content.decode()
    links = [address for _, address, _ in LINK.findall(text)]
    assert len(links) > 60
    for address in links:
        assert address.startswith("http://testserver/")
        assert client.get(address).status_code == 200, address


def test_the_addresses_that_it_gives_as_examples_are_read(client):
    world()
    text = client.get("/llms.txt").content.decode().split("## API")[0]
    examples = re.findall(r"/(?:api/v1/)?(?:votes|missions|resolutions)[./]\S*", text)
    examples = {one.rstrip(".,:") for one in examples}
    assert len(examples) > 4
    for one in examples:
        held = re.sub("untaet", "mission-alpha", one)
        held = re.sub("s-res-1973-2011", "s-res-1-1999", held).replace("=TLS", "=AAA")
        assert client.get(held).status_code == 200, held


def test_it_takes_no_parameters(client):
    assert client.get("/llms.txt?a=b").status_code == 400
