"""French stands under /fr/ and nowhere else: pages follow their address, files speak English."""

import csv
import re
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from gettext import GNUTranslations
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import gettext, override

from missions.tasks.named import CODINGS, TASKS
from organizations.regions import REGIONS, SUBREGIONS
from peacekb import navigation
from peacekb.glossary import TERMS
from records.common.numbers import count_of, in_figures
from records.common.periods import written
from records.reading.coverage import all_models
from records.writing.proof import problems
from tests.make import content, publish_with_facts
from tests.peacekb.test_addresses import patterns
from tests.peacekb.test_every_page import FIGURES, LISTS, Links, details
from tests.world import world

CATALOGUE = settings.BASE_DIR / "locale" / "fr" / "LC_MESSAGES"
FILES = [
    "/api/v1/missions/",
    "/api/v1/missions/mission-alpha/",
    "/api/v1/votes/",
    "/api/v1/search/?q=alpha",
    "/api/v1/coverage/",
    "/api/v1/schema/",
    "/missions.csv",
    "/claims.csv",
    "/id.csv",
    "/changes.atom",
    "/cite/missions/mission-alpha.bib",
    "/cite/missions.ris",
    "/missions/mission-alpha/strength.csv",
    "/missions/mission-alpha/lineage.svg",
    "/embed/missions/mission-alpha/strength/",
    "/sitemap.xml",
    "/robots.txt",
    "/health/live",
]
# Names of schemes of codes, and one word that is French too.
HELD_WORDS = {"acronym", "organization", "symbol", "Contingents"}
DRAWN = re.compile(r' (?:viewBox|d|c?x[12]?|c?y[12]?|r|width|height)="[^"]*\d,\d')


def pages_without_parameters() -> list[str]:
    """Every page whose address has no parameter, as the site itself knows them."""
    parts = get_resolver().url_patterns
    (pages,) = (one for one in parts if hasattr(one.pattern, "language_prefix"))
    return [f"/{one.pattern}" for one in patterns(pages) if "<" not in str(one.pattern)]


def is_page(path: str) -> bool:
    """Whether the path, in English, is one that French has too."""
    with override("fr"):
        try:
            resolve(f"/fr{path}")
        except Resolver404:
            return False
    return True


class Said(HTMLParser):
    """The texts of a page, but for those in another language and names of records."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts, self.skipped = set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        other = ("lang", "fr") not in attrs and any(name == "lang" for name, _ in attrs)
        if not self.skipped and (tag in ("script", "style", "code") or other) and tag != "html":
            self.skipped = tag

    def handle_endtag(self, tag):
        self.skipped = "" if tag == self.skipped else self.skipped

    def handle_data(self, data):
        if not self.skipped:
            self.texts.add(data.strip())


@cache
def untranslated() -> set[str]:
    """Words of the catalogue that French says in another way."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        held = GNUTranslations(file)._catalog
    return {one for one, said in held.items() if isinstance(one, str) and one and one != said}


@pytest.mark.django_db
@pytest.mark.usefixtures("on_a_world")
@pytest.mark.walk
class TestPages:
    def every_page(self) -> list[str]:
        alone = [one for one in pages_without_parameters() if one != "/search/suggest"]
        histories = [f"/history{one}" for one in details()[:2]]
        more = ["/about/data/missions/", "/missions/mission-alpha/tasks/"]
        return list(dict.fromkeys([*alone, *LISTS, *details(), *FIGURES, *histories, *more]))

    def test_every_page_answers_in_french_and_leads_to_french_pages(self, client):
        with override("fr"):
            said = {str(place.label) for place in (*navigation.RECORDS, *navigation.TOOLS)}
        labels = {place.label for place in (*navigation.RECORDS, *navigation.TOOLS)}
        english = {str(label) for label in labels} - said

        for path in self.every_page():
            reply = client.get(f"/fr{path}")
            page = reply.content.decode()

            assert reply.status_code == 200, path
            assert '<html lang="fr">' in page, path
            assert {one for one in english if f">{one}</a>" in page.split("<main")[0]} == set()
            assert not DRAWN.search(page), path
            for link in Links(page).links:
                target = urlsplit(link).path
                if target.startswith("/") and not target.startswith("/fr/"):
                    assert not is_page(target) or target == path, (path, link)

    def test_no_word_that_has_a_french_one_stands_on_a_french_page(self, client):
        """But for what the base holds, which is English."""
        left = {}
        for path in self.every_page():
            said = Said(client.get(f"/fr{path}").content.decode()).texts
            left |= dict.fromkeys(said & untranslated(), path)

        assert left.keys() <= HELD_WORDS, left

    def test_every_page_names_itself_in_both_languages(self, client):
        for path in self.every_page():
            french, english = (client.get(one).content.decode() for one in (f"/fr{path}", path))
            alternates = [
                f'hreflang="en" href="http://testserver{path}"',
                f'hreflang="fr" href="http://testserver/fr{path}"',
                f'hreflang="x-default" href="http://testserver{path}"',
            ]

            assert f'rel="canonical" href="http://testserver/fr{path}"' in french
            assert f'rel="canonical" href="http://testserver{path}"' in english
            assert all(one in page for one in alternates for page in (french, english)), path

    def test_an_english_page_links_to_the_same_french_one_with_what_is_asked(self, client):
        page = client.get("/missions/?as_of=2000-06-01&ordering=name").content.decode()

        assert 'href="/fr/missions/?as_of=2000-06-01&amp;ordering=name" lang="fr"' in page

    def test_neither_cookie_nor_browser_chooses_a_language(self, client):
        plain = client.get("/missions/").content
        client.cookies["django_language"] = "fr"
        asked = client.get("/missions/", headers={"accept-language": "fr"})
        french = client.get("/fr/missions/", headers={"accept-language": "en"})

        assert asked.content == plain
        assert b'<html lang="fr">' in french.content
        assert "Accept-Language" not in french.get("Vary", "")
        assert not french.cookies

    @pytest.mark.parametrize("path", FILES)
    def test_a_file_has_one_address_and_speaks_english_whatever_the_thread_does(self, client, path):
        plain = client.get(path)
        with override("fr"):
            again = client.get(path)

        assert plain.status_code == 200
        assert b"".join(plain) == b"".join(again)
        assert client.get(f"/fr{path}").status_code == 404

    def test_what_is_kept_and_derived_is_the_same_in_every_language(self):
        with override("fr"):
            assert list(problems()) == []

    def test_a_citation_on_a_french_page_is_the_english_one(self, client):
        pages = [
            client.get(f"{one}/missions/mission-alpha/").content.decode() for one in ("", "/fr")
        ]
        cited = [re.search(r"<p[^>]*>(PeaceKB \(\d{4}\)[^<]*)</p>", page)[1] for page in pages]

        assert cited[0] == cited[1]
        assert "http://testserver/missions/mission-alpha/" in cited[0]

    def test_what_the_base_holds_in_english_says_so(self, client):
        page = client.get("/fr/missions/mission-alpha/").content.decode()

        assert '<h1 lang="en">' in page

    def test_a_refusal_and_a_missing_page_are_french(self, client):
        world()

        refused = client.get("/fr/missions/?colour=blue").content.decode()
        missing = client.get("/fr/missions/nobody/").content.decode()

        assert '<html lang="fr">' in refused
        assert "Cette page n’existe pas" in missing


@pytest.mark.django_db
def test_under_a_prefix_french_stands_behind_it(client, under_prefix):
    world()

    page = client.get("/fr/states/").content.decode()

    assert f'href="{under_prefix}/fr/states/AAA/"' in page
    assert f'href="{under_prefix}/states/" lang="en"' in page
    assert f'href="{under_prefix}/states.csv' in page


def test_days_are_written_as_each_language_does():
    day = date(1999, 10, 25)
    with override("fr"):
        french = [written(day), written(day, "month"), written(date(2000, 1, 1)), written(None)]

    assert written(day) == "25 October 1999"
    assert french == ["25 octobre 1999", "octobre 1999", "1er janvier 2000", "non connu"]


def test_numbers_are_written_as_each_language_does():
    with override("fr"):
        french = [in_figures(12345), in_figures(1234.5, 1), count_of(0, "vote,votes")]

    assert [in_figures(12345), in_figures(1234.5, 1)] == ["12,345", "1,234.5"]
    assert french == ["12\u202f345", "1\u202f234,5", "0 vote"]


def test_the_french_of_the_united_nations_is_used():
    with override("fr"):
        said = [gettext(one) for one in ("Mandate", "Troop-contributing country", "Chapter VII")]
        anchors = {term.anchor for term in TERMS.values()}

    assert said == ["Mandat", "Pays fournisseur de contingents", "Chapitre VII"]
    assert anchors == {term.anchor for term in TERMS.values()}


@pytest.mark.walk
def test_the_catalogue_holds_every_word_and_is_compiled(tmp_path):
    """Gathers the words of a copy of the code, which must change nothing."""
    for name in ("peacekb", "records", "organizations", "legal", "missions", "knowledge"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    for name in ("templates", "locale", "static"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    gathering = [sys.executable, "manage.py", "messages", "--verbosity=0"]
    subprocess.run(gathering, cwd=tmp_path, check=True, capture_output=True)

    for name in ("django.po", "django.mo"):
        again = tmp_path / "locale" / "fr" / "LC_MESSAGES" / name
        assert again.read_bytes() == (CATALOGUE / name).read_bytes(), "run make messages"


def test_every_word_has_its_french():
    catalogue = (CATALOGUE / "django.po").read_text()
    entries = catalogue.split("\n\n")[1:]

    assert "fuzzy" not in catalogue
    assert [one for one in entries if re.search(r'msgstr(?:\[\d\])? ""\n?(?!")\Z', one)] == []


def test_french_keeps_a_mark_on_the_line_of_the_word_before_it():
    """With a space that does not break, before a colon and after «."""
    catalogue = (CATALOGUE / "django.po").read_text().split("\n\n", 1)[1]
    french = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', catalogue, re.MULTILINE)

    assert len(french) > 2000
    assert [one for one in french if re.search(r" [:;?!»]|[\w»][:;?!»](?: |$)|«[^\xa0]", one)] == []


# What ends a tag or an element, and right after it a mark that French sets apart.
LOOSE_MARK = re.compile(r"(?:%\}|\}\}|</(?:a|b|strong|span|time)>)[:;] ")
TOLD_ELSEWHERE = re.compile(
    r"\{#.*?#\}|\{% blocktranslate.*?\{% endblocktranslate %\}|<script.*?</script>", re.DOTALL
)
ENGLISH_ALONE = {"embedded.html"}


def test_no_template_sets_a_mark_after_a_tag_that_french_would_set_apart():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    loose = [
        f"{one.name}: {found}"
        for one in templates
        if "admin" not in one.parts and one.name not in ENGLISH_ALONE
        for found in LOOSE_MARK.findall(TOLD_ELSEWHERE.sub("{{}}", one.read_text()))
    ]

    assert loose == []


def _held(table: str, column: str) -> set[str]:
    with (settings.BASE_DIR / "fixtures" / f"{table}.csv").open(newline="") as file:
        return {row[column] for row in csv.DictReader(file)} - {""}


def test_every_word_of_a_closed_list_has_its_french():
    """Of enumerations, and of what the base itself holds as one."""
    enumerations = [
        label
        for model in all_models()
        for field in model._meta.fields
        for label in dict(field.flatchoices).values()
    ]
    held = {
        *_held("states", "region"),
        *_held("states", "subregion"),
        *_held("task_types", "name"),
        *_held("mandate_codings", "name"),
    }
    with (CATALOGUE / "django.mo").open("rb") as file:
        french = GNUTranslations(file)._catalog

    assert {str(one) for one in enumerations} - {""} - french.keys() == set()
    assert held <= {*REGIONS, *SUBREGIONS, *TASKS, *CODINGS} <= french.keys()


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "said"), [("", "Demining"), ("/fr", "Déminage")])
def test_a_task_is_told_by_its_name_however_it_is_asked_for(client, start, said):
    world()
    for asked in ("demining", said):
        page = client.get(f"{start}/missions/?status=ended,under_way&task={asked}").content.decode()
        assert f"{said} <span" in page

    wrong = client.get("/api/v1/missions/?task=demning").json()["errors"]["task"]
    assert wrong == ["'demning' is not one of demining. Did you mean 'Demining'?"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "said", "english"),
    [
        ("/states/AAA/", "Océanie", "Oceania"),
        ("/tasks/demining/", "Déminage", "Demining"),
        ("/search/?q=alpha", "Océanie", ">Oceania"),
        ("/search/?q=alpha", "nnées 1990", ">1990s"),
        ("/documents/?decade=1990s", "nnées 1990 <span", "1990s <span"),
    ],
)
def test_french_pages_say_words_of_closed_lists_within_longer_texts_too(
    client, path, said, english
):
    world()
    (page,) = re.findall(r"<main.*?</main>", client.get(f"/fr{path}").content.decode(), re.DOTALL)

    assert said in page
    assert english not in page


@pytest.mark.django_db
def test_lists_are_asked_for_words_of_closed_lists_in_the_language_of_the_page(client):
    publish_with_facts(
        content("state", "xla", name="Xland", region="Africa", subregion="Western Africa"),
        content("state", "yla", name="Yland", region="Asia", subregion="Western Asia"),
    )

    shown = client.get("/fr/states/?region=afrique+occidentale").content.decode()
    english = client.get("/states/?region=western+africa").content.decode()

    for page in (shown, english):
        assert "Xland" in page
        assert "Yland" not in page
    offered = client.get("/fr/states/").content.decode()
    assert re.search(r"region=Africa[^<]*>Afrique\b", offered)
    assert "Région: Afrique occidentale" in unescape(shown).replace("\xa0:", ":")
    assert client.get("/states/?region=afrique+occidentale").status_code == 400
