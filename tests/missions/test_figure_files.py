"""Each drawing as CSV, as SVG and to embed: the same rows, safe wherever they are opened."""

import csv
import io
import re

import pytest
from django.test import RequestFactory
from lxml import etree

from missions.drawings.views import FIGURES
from records.common.drawing.styles import allowed, styles
from records.common.formats.of_pages import csv_reply
from records.common.tables import PageTable
from tests.make import content, publish_with_facts
from tests.pages import page_of
from tests.world import world

pytestmark = pytest.mark.django_db

DRAWN = sorted(FIGURES)
WITH_CHOICE = {"contributors", "contributors-by-year", "places"}
ALONE = {"contributors-by-year", "strength"}  # of one month alone there is no course in the world


@pytest.fixture
def made():
    """The world, and a second year of what needs a course."""
    world()


def address(name, ending):
    return f"/missions/mission-alpha/{name}.{ending}"


def rows_of(reply):
    text = b"".join(reply.streaming_content).decode()
    assert "\r" not in text
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", sorted(set(DRAWN) - {"contributors-by-year"}))
def test_every_row_names_its_source(client, made, name):
    reply = client.get(address(name, "csv"))

    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    assert f"peacekb-missions-mission-alpha-{name}.csv" in reply["Content-Disposition"]
    rows = rows_of(reply)
    assert rows
    assert {row["source"] for row in rows} == {"The Made-up Library"}


@pytest.mark.parametrize("name", sorted(set(DRAWN) - ALONE))
def test_a_drawing_is_a_file_of_its_own_with_only_its_own_styles(client, made, name):
    reply = client.get(address(name, "svg"))

    root = etree.fromstring(reply.content)
    assert reply["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert etree.QName(root).localname == "svg"
    assert [etree.QName(child).localname for child in root][:3] == ["title", "desc", "style"]
    assert f"style-src {allowed()}" in reply["Content-Security-Policy"]
    assert "unsafe" not in reply["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in reply["Content-Security-Policy"]
    words = " ".join(reply.content.decode().split("<desc>")[1].split("<"))
    assert "The Made-up Library" in words
    assert "/missions/mission-alpha/" in words


@pytest.mark.parametrize("name", sorted(set(DRAWN) - ALONE))
def test_every_look_of_a_drawing_has_its_rule(client, made, name):
    drawn = client.get(address(name, "svg")).content.decode().split("</style>")[1]
    looks = {look for held in re.findall(r'class="([^"]+)"', drawn) for look in held.split()}

    assert looks <= set(re.findall(r"\.([a-z0-9-]+)", styles()))


@pytest.mark.parametrize("name", sorted(set(DRAWN) - {"contributors-by-year"}))
def test_only_what_is_made_to_be_embedded_may_be_framed(client, made, name):
    reply = client.get(f"/embed/missions/mission-alpha/{name}/")

    assert "frame-ancestors *" in reply["Content-Security-Policy"]
    assert "script-src 'self'" in reply["Content-Security-Policy"]
    assert "X-Frame-Options" not in reply
    page = client.get("/missions/mission-alpha/figures/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("ending", ["csv", "svg"])
def test_what_a_figure_does_not_read_is_refused(client, made, name, ending):
    assert client.get(address(name, ending) + "?colour=blue").status_code == 400
    assert client.get(address(name, ending) + "?as_of=soon").status_code == 400
    assert client.get(address(name, ending) + "?as_of=1800-01-01").status_code in (200, 404)
    if name not in WITH_CHOICE:
        assert client.get(address(name, ending) + "?at=2000").status_code == 400


def test_what_is_not_drawn_has_no_file(client, made):
    assert client.get("/missions/mission-alpha/weather.csv").status_code == 404
    assert client.get("/missions/next-1/deaths.csv").status_code == 404
    assert client.get("/missions/nowhere/deaths.svg").status_code == 404


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " @", "\n+"])
def test_no_cell_runs_in_a_spreadsheet_and_numbers_stay_numbers(start):
    asked = RequestFactory().get("/")
    reply = csv_reply(asked, PageTable(["a", "b"], [[f"{start}1+1", -3.5]]), "made-up")

    _, (text, number) = csv.reader(io.StringIO(reply.getvalue().decode(), newline=""))
    assert text.startswith("'")
    assert number == "-3.5"


def test_the_rows_are_those_of_the_day_and_of_the_time_chosen(client):
    publish_with_facts(
        content("mission", "xone"),
        content("state", "aaa", name="Alphaland"),
        contributions=[
            {"mission": "xone", "state": "aaa", "month": month, "category": "total_uniformed"}
            | {"persons": persons}
            for month, persons in (("2002-01-01", 5), ("2002-02-01", 6), ("2003-02-01", 7))
        ],
    )

    def persons(query):
        return [
            row["persons"] for row in rows_of(client.get(f"/missions/xone/contributors.csv{query}"))
        ]

    assert persons("") == ["7"]
    assert persons("?at=2002-01") == ["5"]
    assert persons("?as_of=2002-12-31") == ["6"]
    svg = client.get("/missions/xone/contributors-by-year.svg")
    assert svg.status_code == 200


def test_links_under_a_figure_keep_the_day_and_the_time_chosen(client, made):
    shown = page_of(client, "/missions/mission-alpha/places/?at=2000-01&as_of=2000-06-01")

    for ending in ("csv", "svg"):
        assert f"/missions/mission-alpha/places.{ending}?at=2000-01&amp;as_of=2000-06-01" in shown
    assert "/embed/missions/mission-alpha/places/?at=2000-01&amp;as_of=2000-06-01" in shown


@pytest.mark.parametrize("mark", ["alpha", "beta", "gamma"])
@pytest.mark.parametrize(
    ("name", "asked", "of_file", "of_api"),
    [
        ("contributors", "contributions/?category=total_uniformed&", "persons", "persons"),
        ("strength", "strengths/?category=troops&", "deployed", "deployed"),
        ("deaths", "fatalities/?", "persons", "persons"),
        ("places", "sites/?", "troops", "troops"),
        ("budgets", "budgets/?", "us_dollars", "amount"),
    ],
)
def test_a_file_has_the_numbers_that_the_api_has(client, mark, name, asked, of_file, of_api):
    world(3)

    mission = f"mission-{mark}"
    file = rows_of(client.get(f"/missions/{mission}/{name}.csv"))
    api = client.get(f"/api/v1/{asked}mission={mission}").json()["results"]

    assert [row[of_file] for row in file] == [str(row[of_api]) for row in api]
