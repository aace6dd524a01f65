"""The pictures of shared pages: one for every kind, small, and told to who does not see them."""

import re
import struct
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from peacekb.pictures import HEIGHT, WIDTH, WORDS, file_of, kind_of
from peacekb.small_png import smaller
from records.common.addresses import FOLDERS
from tests.pages import page_of
from tests.world import world

MOST = 20_000  # bytes
PAGES = ["/", "/missions/", "/missions/mission-alpha/", "/states/AAA/"]


def test_every_kind_of_record_has_its_words():
    assert set(WORDS) == {*FOLDERS, "site"}


@pytest.mark.parametrize("kind", WORDS)
def test_every_picture_is_small_and_of_the_size_that_pages_name(kind):
    picture = Path(settings.BASE_DIR, "static", file_of(kind)).read_bytes()

    assert len(picture) < MOST
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)


def test_a_picture_that_has_a_palette_already_is_refused():
    picture = Path(settings.BASE_DIR, "static", file_of("site")).read_bytes()

    with pytest.raises(ValueError, match="eight bits"):
        smaller(picture)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "site"),
        ("/world/", "site"),
        ("/missions/", "mission"),
        ("/missions/xone/figures/", "mission"),
        ("/resolutions/s-res-1-2001/", "document"),
        ("/case-studies/one/", "case_study"),
    ],
)
def test_the_picture_of_a_page_is_that_of_its_kind(path, kind):
    assert kind_of(path) == kind


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_shared_page_names_its_picture_in_full_and_says_what_it_shows(client, path):
    world()
    page = page_of(client, path)

    def told(name):
        (found,) = re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page)
        return unescape(found)

    kind = kind_of(path)
    assert told("og:image").startswith("http://testserver/")
    assert Path(file_of(kind)).stem in told("og:image")
    assert told("og:image:alt").startswith(f"PeaceKB. {WORDS[kind][0]}")
    assert (told("og:image:width"), told("og:image:height")) == (str(WIDTH), str(HEIGHT))
    assert told("twitter:card") == "summary_large_image"


@pytest.mark.django_db
def test_a_french_page_names_the_same_picture_and_tells_it_in_french(client):
    world()
    page = page_of(client, "/fr/missions/mission-alpha/")

    assert re.search(r'og:image" content="[^"]*/missions\.[^"]*png"', page)
    assert 'og:image:alt" content="PeaceKB. Mission\u00a0: qui' in page
