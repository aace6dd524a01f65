"""The frame of every page: contents lists, and a day that nothing loses."""

import gzip
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from peacekb import navigation
from peacekb.glossary import GROUPS, TERMS
from peacekb.static_files import SHEETS
from tests.pages import page_of
from tests.world import world

PARTS = "".join(f'{{% part "p{n}" "Part {n}" %}}text{{% endpart %}}' for n in range(1, 5))


def rendered(text, **values):
    return Template("{% load layout %}" + text).render(Context(values))


def test_a_page_of_four_parts_lists_them_in_order_and_a_shorter_one_does_not():
    long = rendered(f"{{% contents %}}{PARTS}{{% endcontents %}}")
    short = rendered('{% contents %}{% part "p1" "Part 1" %}text{% endpart %}{% endcontents %}')

    assert [long.index(f'href="#p{n}"') for n in range(1, 5)] == sorted(
        long.index(f'href="#p{n}"') for n in range(1, 5)
    )
    assert 'href="#p1"' not in short
    assert '<h2 id="p1">Part 1</h2>' in short


def test_a_part_without_content_is_neither_shown_nor_listed():
    page = rendered(
        f'{{% contents %}}{PARTS}{{% part "p9" "Empty" %}} {{% endpart %}}{{% endcontents %}}'
    )

    assert "Empty" not in page
    assert "p9" not in page


def test_the_title_of_a_part_is_text_and_no_markup():
    assert "<b>" not in rendered('{% part "p" title %}text{% endpart %}', title="<b>bold</b>")


PLACES = {
    *navigation.RECORDS,
    *navigation.TOOLS,
    *(one for _, rows in navigation.FOOT for one in rows),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("on_a_world")
@pytest.mark.parametrize("place", sorted(PLACES))
def test_the_masthead_the_foot_and_the_search_box_of_every_list_keep_the_day(client, place):
    world(1)
    page = page_of(client, f"{reverse(place.address)}?as_of=2000-06-01")
    frame = re.sub("<main.*</main>", "", page, flags=re.DOTALL)
    links = [urlsplit(one) for one in re.findall('<a[^>]*href="(/[^"]*)"', frame)]

    assert {reverse(one.address) for one in PLACES} <= {one.path for one in links}
    assert {one.query for one in links} == {"as_of=2000-06-01"}
    assert '<input type="hidden" name="as_of" value="2000-06-01">' in frame


def test_what_is_kept_of_the_foot_is_of_one_prefix_language_and_day(request):
    def led_to(day=None):
        return re.search('href="(.*)">Articles<', rendered("{% foot %}", day=day))[1]

    english = led_to(), led_to(date(2000, 6, 1))
    with override("fr"):
        french = led_to()
    prefix = request.getfixturevalue("under_prefix")

    assert english == ("/articles/", "/articles/?as_of=2000-06-01")
    assert french == "/fr/articles/"
    assert led_to() == f"{prefix}/articles/"


def test_every_term_is_explained_once_and_found_by_its_word():
    words = [term.words for _, terms in GROUPS for term in terms]
    anchors = [term.anchor for _, terms in GROUPS for term in terms]

    assert len(set(words)) == len(set(anchors)) == len(words)
    page = rendered('{% explained %}{% term "Host state" %}{% endexplained %}')
    assert 'href="/about/words/#host-state"' in page


def test_a_word_that_is_not_explained_is_no_term():
    with pytest.raises(KeyError):
        rendered('{% term "Juggling" %}')


@pytest.mark.django_db
def test_every_term_that_a_template_links_is_explained():
    named = {
        words
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for words in re.findall(r'{% term "([^"]+)"', path.read_text())
    }

    assert named <= TERMS.keys()


def test_the_page_of_the_design_shows_each_part_of_the_style_sheets(client):
    page = page_of(client, "/about/design/")
    shown = {word for names in re.findall('class="([^"]*)"', page) for word in names.split()}

    assert {"answer", "glance", "toc", "fold", "part", "fig", "notes", "effects"} <= shown
    assert {"tiles", "numbers", "cards", "keys", "tags", "month", "due", "para", "badge"} <= shown


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/missions/", "/api/v1/missions/", "/about/words/"])
def test_pages_and_answers_are_sent_compressed(client, address):
    world(3)

    reply = client.get(address, headers={"accept-encoding": "gzip"})

    assert reply.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(reply.content) == client.get(address).content


def test_the_style_sheets_of_readers_stay_under_forty_kilobytes():
    folder = settings.BASE_DIR / "static"
    sizes = {name: (folder / name).stat().st_size for name in SHEETS}

    assert sum(sizes.values()) < 40_000, sizes
