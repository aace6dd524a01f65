"""Every figure of the site: its account, its rows, its files, and who may frame it."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import get_resolver
from lxml import etree, html

from records.common.drawing.sheet import breadth, within
from records.common.drawing.styles import allowed, styles
from tests.drawn_world import SECOND, drawn_world
from tests.pages import page_of
from tests.peacekb.test_addresses import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

DAY = "2003-06-01"
# A record that has the figure, by the part of the pattern before its slug.
SLUGS = {
    "missions/": "xone",
    "states/": "AAA",
    "organizations/": "un-sc",
    "parties/": "rebels",
    "conflicts/": "xwar",
    "resolutions/": SECOND,
    "documents/": "s-2001-9",
    "tasks/": "patrols",
}
ASKED = {"votes/two/agreement.csv": "a=AAA&b=FFF"}
NOT_HELD = {"documents/<str:slug>/series.csv"}  # of what is adopted under a resolution's address
FIGURES = sorted({str(one.pattern) for one in patterns(get_resolver()) if one.name == "figure_csv"})
HELD = [one for one in FIGURES if one not in NOT_HELD]
PARTS = ("Source", "As of", "Method", "Not shown")


@pytest.fixture(scope="module", autouse=True)
def base(shared_base):
    drawn_world()


def address(pattern, ending="csv", *, embed=False, **asked):
    """Of the figure of this pattern on the day, in that base."""
    start, _, name = pattern.partition("<")
    path = start + (SLUGS[start] + name.partition(">")[2] if name else "")
    path = path.removesuffix("csv") + ending
    if embed:
        path = f"embed/{path.removesuffix('.csv')}/"
    pairs = [f"{name}={value}" for name, value in ({"as_of": DAY} | asked).items() if value]
    return f"/{path}?{'&'.join([*ASKED.get(pattern, '').split('&'), *pairs])}".replace("?&", "?")


def rows_of(reply):
    text = b"".join(reply.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("pattern", HELD)
def test_every_figure_has_rows_and_a_drawing_that_is_told_to_all(client, pattern):
    reply = client.get(address(pattern))
    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    assert rows_of(reply)

    svg = client.get(address(pattern, "svg"))
    root = etree.fromstring(svg.content)
    title, described, _ = list(root)[:3]
    assert [etree.QName(one).localname for one in (title, described)] == ["title", "desc"]
    assert title.text.strip()
    assert described.text.strip()
    words = " ".join(root.itertext())
    assert "PeaceKB, http://testserver/" in words
    assert "As of 1 June 2003. Source: " in words
    embedded = html.fromstring(client.get(address(pattern, embed=True)).content)
    (figure,) = embedded.xpath("//figure")
    assert "".join(words_in(figure, "figcaption").split()) in "".join(words.split())


@pytest.mark.parametrize("pattern", HELD)
def test_every_file_has_only_its_own_styles_and_a_rule_for_every_look(client, pattern):
    reply = client.get(address(pattern, "svg"))

    drawn = reply.content.decode().split("</style>")[1]
    looks = {look for held in re.findall(r'class="([^"]+)"', drawn) for look in held.split()}
    assert looks <= set(re.findall(r"\.([a-z0-9_-]+)", styles()))
    assert f"style-src {allowed()}" in reply["Content-Security-Policy"]


@pytest.mark.parametrize("pattern", HELD)
def test_every_figure_carries_its_account_and_only_its_embed_may_be_framed(client, pattern):
    reply = client.get(address(pattern, embed=True))
    page = reply.content.decode()

    assert "frame-ancestors *" in reply["Content-Security-Policy"]
    assert "X-Frame-Options" not in reply
    assert page.count("<h1>") == 1
    assert all(f"<b>{part}</b>" in page for part in PARTS)
    assert "<b>As of</b> 1 June 2003" in page
    for other in (address(pattern), address(pattern, "svg")):
        assert "frame-ancestors 'none'" in client.get(other)["Content-Security-Policy"]


@pytest.mark.parametrize("pattern", HELD)
def test_the_permalink_of_a_figure_leads_to_it_with_its_files_of_the_same_day(client, pattern):
    embedded = page_of(client, address(pattern, embed=True))
    (permalink,) = re.findall(r'<p class="quiet-text"><a href="([^"]+)"', embedded)
    reply = client.get(unescape(permalink))
    (shown,) = html.fromstring(reply.content).xpath(f"//figure[@id='{permalink.split('#')[1]}']")
    (alone,) = html.fromstring(embedded).xpath("//figure")

    assert words_in(shown, "figcaption") == words_in(alone, "figcaption")
    assert files_of(shown) == files_of(alone)
    assert f"as_of={DAY}" in files_of(shown)["CSV"]
    assert rows_of(client.get(files_of(shown)["CSV"])) == rows_of(client.get(address(pattern)))
    assert "frame-ancestors 'none'" in reply["Content-Security-Policy"]


def words_in(figure, part):
    return " ".join(figure.xpath(f"./{part}")[0].text_content().split())


def files_of(figure):
    """The ways to take it away, but for its table on the page."""
    links = figure.xpath(".//ul[@class='get']//a")
    return {one.text: one.get("href") for one in links if one.text != "Table"}


NUMBER = re.compile(r"[\d,. -]+")
PAGES = sorted({one.rpartition("/")[0] + "/" for one in HELD} | {"missions/<str:slug>/figures/"})


@pytest.mark.parametrize("pattern", PAGES)
def test_every_drawing_of_a_page_stands_in_a_figure_that_says_all_of_itself(client, pattern):
    page = html.fromstring(client.get(page_address(pattern)).content)
    figures = page.xpath("//figure")

    assert figures
    for figure in figures:
        heading, measured = figure.xpath("./figcaption/*")
        assert heading.tag in ("h2", "h3")
        assert heading.text.strip()
        assert measured.text_content().strip()
        assert tuple(one.text for one in figure.xpath("./div[@class='notes']/p/b"))[:4] == PARTS
        assert {"CSV", "SVG", "Embed", "Permalink"} <= files_of(figure).keys()
        assert figure.xpath("./div[@class='plate']/svg") or figure.xpath(".//table")
    drawings = page.xpath("//svg[@role='img' or @role='group']")
    alone = [one for one in drawings if not one.xpath("ancestor::figure")]
    assert [one for one in alone if not one.xpath("ancestor::*[@class='small-map']")] == []
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


@pytest.mark.parametrize("pattern", PAGES)
def test_every_drawing_has_a_title_and_a_description_to_be_read_aloud(client, pattern):
    page = html.fromstring(client.get(page_address(pattern)).content)

    for drawn in page.xpath("//figure//div[@class='plate']/svg"):
        title, described = drawn[0], drawn[1]
        assert (title.tag, described.tag) == ("title", "desc")
        assert title.text.strip()
        assert described.text.strip()


@pytest.mark.parametrize("pattern", PAGES)
def test_no_edge_of_a_drawing_cuts_a_number_of_its_axes(client, pattern):
    page = html.fromstring(client.get(page_address(pattern)).content)

    for drawn in page.xpath("//figure//div[@class='plate']/svg"):
        width = float(drawn.get("viewbox").split()[2])
        for text in drawn.iter("text"):
            said, look, x = text.text_content(), text.get("class") or "", float(text.get("x"))
            if NUMBER.fullmatch(said):
                assert within(x, breadth(said), look, width) == pytest.approx(x, abs=0.1), said


def page_address(pattern):
    asked = "a=AAA&b=FFF&" if pattern == "votes/two/" else ""
    path, _, query = address(f"{pattern}.csv").partition("?")
    return f"{path.removesuffix('.csv').replace('//', '/')}?{asked}{query}"


@pytest.mark.parametrize("pattern", FIGURES)
@pytest.mark.parametrize("ending", ["csv", "svg"])
def test_a_figure_refuses_what_it_does_not_read(client, pattern, ending):
    assert client.get(address(pattern, ending, colour="blue")).status_code == 400
    assert client.get(address(pattern, ending, as_of="soon")).status_code == 400


@pytest.mark.parametrize("pattern", FIGURES)
def test_a_figure_of_a_day_before_everything_has_no_later_row(client, pattern):
    reply = client.get(address(pattern, as_of="1995-01-01"))

    assert reply.status_code in (200, 404)
    if reply.status_code == 200:
        years = re.findall(r"\b20\d\d-\d\d", b"".join(reply.streaming_content).decode())
        assert years == []


MATRICES = {
    "tasks/missions-by-year.csv": "missions",
    "votes/agreement.csv": "per_cent",
    "votes/apart.csv": "per_cent",
    "votes/vetoes.csv": "vetoes",
}


@pytest.mark.parametrize("pattern", MATRICES)
def test_a_matrix_has_the_numbers_of_its_rows(client, pattern):
    column = MATRICES[pattern]
    counts = [row[column] for row in rows_of(client.get(address(pattern)))]
    root = etree.fromstring(client.get(address(pattern, "svg")).content)
    (drawn,) = root.findall("{*}g")
    heads = 13  # where the names of columns stand
    shown = [
        one.text
        for one in drawn.findall("{*}text")
        if one.get("class") == "middle" and one.get("y") != str(heads)
    ]

    assert sorted(shown, key=int) == sorted(
        (one for one in counts if one != "0" or "0" in shown), key=int
    )


def drawn_of(client, pattern):
    """What is drawn, apart from the words and keys around it in the file."""
    root = etree.fromstring(client.get(address(pattern, "svg")).content)
    (drawn,) = root.findall("{*}g")
    return drawn


def boxes(drawn, look=""):
    return sum(one.get("class", "").startswith(look) for one in drawn.findall("{*}rect"))


def dots(drawn):
    return len(drawn.findall("{*}circle"))


def strokes(drawn, look, words):
    """How often one of the words of a path stands in those of a look."""
    paths = [one.get("d") for one in drawn.findall("{*}path") if one.get("class") == look]
    return sum(letter in words for path in paths for letter in path)


def letters(drawn):
    return sum(one.text in {*"SAMYN–"} for one in drawn.findall("{*}text"))


def having(column, *values):
    """How many rows have something, or one of the values, in a column."""
    return lambda rows: sum(row[column] in values if values else bool(row[column]) for row in rows)


# Of each figure what it draws, and the rows of its table that this stands for.
MARKS = {
    "claims/verdicts.csv": [(boxes, len)],
    "clock/due.csv": [(boxes, len)],
    "conflicts/<str:slug>/deaths.csv": [(lambda one: strokes(one, "fill-1", "M"), len)],
    "conflicts/<str:slug>/missions.csv": [(boxes, having("first_day"))],
    "deaths/deaths.csv": [(lambda one: strokes(one, "fill-1", "M"), len)],
    "missions/<str:slug>/budgets.csv": [(boxes, len)],
    "missions/<str:slug>/contributors-by-year.csv": [
        (lambda one: strokes(one, "fill-1", "M"), len)
    ],
    "missions/<str:slug>/contributors.csv": [(boxes, len)],
    "missions/<str:slug>/deaths.csv": [(lambda one: strokes(one, "fill-1", "M"), len)],
    "missions/<str:slug>/life.csv": [
        (boxes, having("what", "mandate", "head of mission")),
        (lambda one: strokes(one, "ceiling", "ML") / 2, having("what", "authorized")),
        (lambda one: strokes(one, "line", "Mhlv"), having("what", "deployed")),
    ],
    "missions/<str:slug>/lineage.csv": [(lambda one: len(one.findall("{*}a")), len)],
    "missions/<str:slug>/places.csv": [(dots, len)],
    "missions/<str:slug>/strength.csv": [(lambda one: strokes(one, "line", "ML"), len)],
    "missions/<str:slug>/tasks.csv": [(letters, len)],
    "missions/<str:slug>/tasks/renewals.csv": [(letters, len)],
    "missions/<str:slug>/votes.csv": [(letters, having("seat", "permanent"))],
    "organizations/<str:slug>/missions.csv": [(boxes, having("first_day"))],
    "parties/<str:slug>/missions.csv": [(boxes, having("first_day"))],
    "resolutions/<str:slug>/series.csv": [
        (boxes, having("what", "granted")),
        (lambda one: strokes(one, "ceiling", "ML") / 2, having("what", "ceiling")),
    ],
    "states/<str:slug>/contributions.csv": [(lambda one: strokes(one, "line", "Mhlv"), len)],
    "states/<str:slug>/deaths.csv": [(lambda one: strokes(one, "fill-1", "M"), len)],
    "states/<str:slug>/missions.csv": [(boxes, having("first_day"))],
    "tasks/<str:key>/missions.csv": [(boxes, having("first_day"))],
    "timeline/missions.csv": [(boxes, having("first_day"))],
    "under-way.csv": [
        (
            lambda one: sum(strokes(one, f"fill-{n}", "M") for n in (1, 2, 3)),
            lambda rows: sum(
                row[name] != "0" for row in rows for name in row if name not in ("day", "all")
            ),
        )
    ],
    "votes/two/agreement.csv": [(lambda one: strokes(one, "fill-1", "M"), having("alike", "1"))],
    "world/missions.csv": [(dots, having("latitude"))],
}


def test_of_every_figure_it_is_told_what_its_rows_stand_for():
    assert MARKS.keys() | MATRICES.keys() == set(HELD)


@pytest.mark.parametrize("pattern", MARKS)
def test_a_drawing_has_a_mark_for_each_of_its_rows_and_no_other(client, pattern):
    rows, drawn = rows_of(client.get(address(pattern))), drawn_of(client, pattern)

    for marks, stand in MARKS[pattern]:
        assert marks(drawn) == stand(rows) > 0


@pytest.mark.parametrize("pattern", PAGES)
def test_a_french_page_leads_to_the_same_files_as_the_english_one(client, pattern):
    def files(path):
        page = html.fromstring(client.get(path).content)
        links = page.xpath("//figure//ul[@class='get']//a/@href")
        return [one for one in links if re.search(r"\.(csv|svg)|^/embed/", one)]

    own = page_address(pattern)
    assert files(f"/fr{own}") == files(own) != []


ASKED_OF = [
    ("deaths/", "deaths", "incident_type=illness"),
    ("tasks/", "missions-by-year", "to=2002"),
    ("timeline/", "missions", "by=category"),
]


@pytest.mark.parametrize(("page", "name", "asked"), ASKED_OF)
def test_the_files_of_a_page_are_of_what_the_page_was_asked_for(client, page, name, asked):
    shown = html.fromstring(client.get(f"/{page}?{asked}&as_of={DAY}").content)
    (figure,) = shown.xpath("//figure")
    file = files_of(figure)["CSV"]

    assert asked in file
    assert rows_of(client.get(file)) != rows_of(client.get(f"/{page}{name}.csv?as_of={DAY}"))
    embedded = html.fromstring(client.get(files_of(figure)["Embed"]).content)
    (alone,) = embedded.xpath("//figure")
    assert words_in(alone, "figcaption") == words_in(figure, "figcaption")
