"""Words of the glossary, as labels and in sentences: each leads to its meaning where it first
stands on a page."""

import time
from urllib.parse import urlsplit

import pytest
from django.template import Context, Template
from django.utils.translation import gettext, override
from lxml import html

from peacekb.glossary import TERMS
from peacekb.glossary_links import led_to
from tests.make import published
from tests.peacekb.test_every_page import FIGURES, LISTS, details

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]

ALONE = ["/", "/clock/", "/clock/late/", "/deaths/", "/tasks/", "/timeline/", "/votes/", "/world/"]
IN_PROSE = [term for term in TERMS.values() if term.in_prose]
# Where a word is a name, a title, a link or not ours.
ELSEWHERE = [
    "<h2>{}</h2>",
    "<td>{}</td>",
    '<p><a href="/">{}</a></p>',
    "<p>«{}»</p>",
    '<p class="kicker">{}</p>',
    '<p lang="en">{}</p>',
    '<p>as <span lang="en">{}</span></p>',
    "<p><strong>{}</strong></p>",
    '<p><img alt="{}"></p>',
    "<p>“{}”</p>",
    '<p><span class="badge weak">{}</span></p>',
    '<p title="a > {}">It</p>',
    '<p><img alt="a > {}"></p>',
    "<p><!-- a > {} --></p>",
    "<p><b>a <b>b</b> {}</b></p>",
    '<p><span lang="en"><span>a</span> {}</span></p>',
    "<p>«a «b» {}»</p>",
    "<p>A <b>link that does not end {}</p>",
    "<pre><p>{}</p></pre>",
    "<blockquote><p>{}</p></blockquote>",
    "<blockquote><blockquote>a</blockquote><p>{}</p></blockquote>",
]
NAMES = {name: words for words in TERMS for name in (words, f"{words}s")}


def whole(client, path):
    return html.fromstring(client.get(path).content.decode())


def labels(page):
    """Heads of columns and names of facts that are seen."""
    for label in page.iter("th", "dt"):
        is_head = label.tag == "dt" or label.get("scope") == "col"
        if is_head and label.find("*[@class='visually-hidden']") is None:
            yield label


def test_a_label_that_is_a_word_of_the_glossary_leads_there_once(client):
    found = set()
    for path in [*ALONE, *LISTS, *FIGURES, "/missions/mission-alpha/tasks/", *details()]:
        page = whole(client, path)
        linked = [link.get("href") for link in page.iterfind(".//a[@class='term']")]
        anchors = {urlsplit(one).fragment for one in linked}

        assert len(linked) == len(anchors), path
        assert not page.xpath("//*[self::a or self::td or self::blockquote]//a[@class='term']"), (
            path
        )
        for label in labels(page):
            if words := NAMES.get(label.text_content().strip()):
                assert TERMS[words].anchor in anchors, (path, words)
                found.add(words)

    assert {"Mission", "Task", "Chapter VII", "Verdict", "Consent"} <= found


def test_the_way_to_a_meaning_keeps_the_day_and_the_language(client):
    page = whole(client, "/fr/missions/mission-alpha/?as_of=2000-06-01")
    addresses = {urlsplit(one.get("href"))._replace(fragment="") for one in page.find_class("term")}

    assert {one.geturl() for one in addresses} == {"/fr/about/words/?as_of=2000-06-01"}


def test_the_address_of_the_glossary_is_escaped():
    assert 'href="/w/?a=1&amp;b=%22#mandate"' in led_to("<p>mandate</p>", "/w/?a=1&b=%22")


def test_the_head_of_a_mission_explains_its_words(client):
    page = whole(client, "/missions/mission-alpha/")
    shown = page.iterfind(".//dl[@class='glance']//a[@class='term']")

    assert {urlsplit(one.get("href")).fragment for one in shown} == {
        *("host-state", "lead", "authorized-strength", "deployed-strength", "task"),
    }


@pytest.mark.parametrize("language", [None, "fr"])
def test_every_word_leads_from_the_first_sentence_that_has_it_and_from_nowhere_else(language):
    with override(language):
        for term in IN_PROSE:
            words = gettext(term.words)
            word = words if " " in words else words.lower()
            outside = "".join(one.format(word) for one in ELSEWHERE)
            link = f'<a class="term" href="/about/words/#{term.anchor}">{{}}</a>'

            first, then = f"<p>Of {word}, {word}.</p>", f"<p>{word}</p>{label(term)}"
            told = led_to(outside + first + then, "/about/words/")
            assert told == f"{outside}<p>Of {link.format(word)}, {word}.</p><p>{word}</p>Shown"
            told = led_to(label(term) + first, "/about/words/")
            assert told == f"{link.format('Shown')}{first}"


@pytest.mark.parametrize(
    "piece",
    [
        *("<p>", "<p ", "<blockquote>", "<b>", "<b>mandate</b> ", "«mandate ", "mandate; "),
        '<a class="term" href="#x">',
    ],
)
def test_the_time_grows_with_the_page_alone_however_odd_it_is(piece):
    """A search to the end of the page from each piece would take minutes."""
    page = f"<p>mandate {piece * (200_000 // len(piece))}</p>"
    begun = time.process_time()
    led_to(page, "/about/words/")

    assert time.process_time() - begun < 3


def test_within_a_quotation_a_label_is_a_word_like_any():
    quoted = f"<blockquote>{label(TERMS['Mandate'])}</blockquote>"

    assert led_to(quoted, "/about/words/") == "<blockquote>Shown</blockquote>"


def test_french_plurals_are_words_too():
    with override("fr"):
        told = led_to("<p>Des mandats, des tâches et des États hôtes</p>", "/mots/")

    shown = [one.text for one in html.fromstring(told).iter("a")]
    assert shown == ["mandats", "tâches", "États hôtes"]


def test_a_label_is_escaped():
    page = Template('{% load layout %}{% term "Mandate" shown %}')

    assert ">&lt;b&gt;</a>" in page.render(Context({"shown": "<b>"}))


def label(term):
    return f'<a class="term" href="#{term.anchor}">Shown</a>'


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("<p>Vetoes stop drafts &amp; more.</p>", ["Vetoes", "drafts"]),
        ("<p>Its heads of mission; troop-contributing countries</p>", None),
        ("<p>The United Nations Mission there, the next mission</p>", ["mission"]),
        ('<dd class="note">Its mandate</dd><dd>A task</dd>', ["mandate"]),
        ("<p>Chapters VI, VII; Chapter VIII</p>", ["Chapters VI", "Chapter VIII"]),
        ("<p>A sub-mandate that is mandate-like</p>", []),
        ("<p>They lead, with gaps, as of a day</p>", []),
    ],
)
def test_plurals_are_words_too_and_names_are_none(sentence, shown):
    found = html.fromstring(f"<div>{led_to(sentence, '/about/words/')}</div>").iter("a")

    expected = ["heads of mission", "troop-contributing countries"] if shown is None else shown
    assert [one.text for one in found] == expected


def test_the_lead_of_a_record_explains_its_words_but_not_on_a_french_page(client):
    """Where the lead, which is English, says so."""
    published("mission", "explained", summary="A mission with <b>one</b> mandate.")
    english, french = (whole(client, f"{one}/missions/explained/") for one in ("", "/fr"))

    (lead,) = english.find_class("lead")
    assert lead.text_content() == "A mission with <b>one</b> mandate."
    assert [one.text for one in lead.iter("a")] == ["mission", "mandate"]
    assert not list(french.find_class("lead")[0].iter("a"))
