"""Words of the glossary as labels: each leads to its meaning where it first stands on a page."""

from urllib.parse import urlsplit

import pytest
from lxml import html

from peacekb.glossary import TERMS
from tests.pages import page_of
from tests.peacekb.test_every_page import FIGURES, LISTS, details

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

ALONE = ["/", "/clock/", "/clock/late/", "/deaths/", "/tasks/", "/timeline/", "/votes/", "/world/"]
NAMES = {name: words for words in TERMS for name in (words, f"{words}s")}


def labels(page):
    """Heads of columns and names of facts that are seen."""
    for label in page.iter("th", "dt"):
        is_head = label.tag == "dt" or label.get("scope") == "col"
        if is_head and label.find("*[@class='visually-hidden']") is None:
            yield label


def test_a_label_that_is_a_word_of_the_glossary_leads_there_once(client):
    found = set()
    for path in [*ALONE, *LISTS, *FIGURES, "/missions/mission-alpha/tasks/", *details()]:
        page = html.fromstring(page_of(client, path))
        linked = [link.get("href") for link in page.iterfind(".//a[@class='term']")]
        anchors = {urlsplit(one).fragment for one in linked}

        assert len(linked) == len(anchors), path
        for label in labels(page):
            if words := NAMES.get(label.text_content().strip()):
                assert TERMS[words].anchor in anchors, (path, words)
                found.add(words)

    assert {"Mission", "Task", "Chapter VII", "Verdict", "Consent"} <= found


def test_the_head_of_a_mission_explains_its_words(client):
    page = html.fromstring(page_of(client, "/missions/mission-alpha/"))
    shown = page.iterfind(".//dl[@class='glance']//a[@class='term']")

    assert {urlsplit(one.get("href")).fragment for one in shown} == {
        *("host-state", "lead", "authorized-strength", "deployed-strength", "task"),
    }
