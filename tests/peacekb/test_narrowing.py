"""Lists narrowed by links: counts that hold, words that say what is chosen, ways to take all."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from peacekb.tables import TABLES
from records.common.addresses import FOLDERS
from records.common.formats.flat import cell
from records.source_filters import ContradictionFilter
from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.pages import page_of, queries
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.walk, pytest.mark.usefixtures("on_a_world")]

LISTS = [f"/{folder}/" for folder in FOLDERS.values()]
LISTS += ["/resolutions/", "/provisions/", "/contradictions/"]
MOST_OPEN = 6


def shown(client, address):
    reply = client.get(address)
    assert reply.status_code == 200, address
    return reply.context_data


def values(context):
    return [value for facet in context["facets"] for value in facet.values]


def rows_of(reply):
    text = b"".join(reply.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@of_worlds(3)
@pytest.mark.parametrize("page", LISTS)
def test_behind_each_value_of_a_facet_are_as_many_rows_as_it_says(client, page):
    world(3)
    for value in values(shown(client, page)):
        narrowed = shown(client, f"{page}?{value.query}")

        assert narrowed["page"].paginator.count == value.number, value
        (again,) = [one for one in values(narrowed) if one.is_chosen]
        assert again.number == value.number
        assert shown(client, f"{page}?{again.query or 'page=1'}")["page"].paginator.count


@of_worlds(0)
def test_lists_whose_rows_differ_have_facets(client):
    for slug, kind in (("one", "challenge"), ("two", "principle")):
        published("topic", slug, kind=kind)
    (facet,) = shown(client, "/topics/")["facets"]

    assert facet.title == "Kind"
    assert [value.label for value in facet.values] == ["Challenge", "Principle"]


@of_worlds(2)
@pytest.mark.parametrize("page", LISTS)
def test_at_most_six_facets_are_open_and_each_costs_one_query(client, page, monkeypatch):
    world(2)
    of_api = TABLES[shown(client, page)["twin"]].filterset_class
    filters = ContradictionFilter if page == "/contradictions/" else of_api
    with_facets, facets = queries(client, page), filters.facets
    monkeypatch.setattr(filters, "facets", ())

    assert len(facets) <= MOST_OPEN
    # and where the base stands, which tells whether they were counted already
    once = bool(facets) and not filters.tabs
    assert with_facets - queries(client, page) == len(facets) + once


@of_worlds(0)
def test_two_facets_together_count_what_fits_both(client):
    for slug, kind, scope in (
        ("one", "challenge", "general"),
        ("two", "challenge", "peacekeeping"),
        ("three", "principle", "general"),
    ):
        published("topic", slug, kind=kind, scope=scope)

    context = shown(client, "/topics/?kind=challenge")
    by_label = {value.label: value.number for value in values(context)}

    assert context["page"].paginator.count == 2
    assert by_label["Challenge"] == 2  # the others of its own facet stay to choose from
    assert by_label["Principle"] == 1
    assert sorted(one.number for one in context["facets"][1].values) == [1, 1]


def test_what_is_chosen_is_said_in_words_and_can_be_taken_away(client):
    world()
    asked = "host_state=AAA&category=un_peacekeeping&starts_on__gte=1990-01-01"
    context = shown(client, f"/missions/?{asked}")
    words = {tag.words: parse_qs(tag.query) for tag in context["tags"]}

    assert "Host state: Land of alpha" in words
    assert "Category: UN peacekeeping operation" in words
    assert "Begun from: 1 January 1990" in words
    assert set(words["Host state: Land of alpha"]) == {"category", "starts_on__gte"}


def test_a_form_keeps_what_is_chosen_by_links(client):
    world()
    page = page_of(client, "/missions/?category=un_peacekeeping&as_of=2001-06-01")

    assert '<input type="hidden" name="category" value="un_peacekeeping">' in page
    assert '<input type="hidden" name="as_of" value="2001-06-01">' in page


MISSIONS = (
    ("now", {"starts_on": "2001-02-01"}),
    ("over", {"starts_on": "2001-02-01", "ends_on": "2003-03-01"}),
    ("over-too", {"starts_on": "1990-01-01", "ends_on": "1999-12-31", "ends_precision": "year"}),
    ("unknown-end", {"starts_on": "2001-02-01", "ends_precision": "unknown"}),
    ("to-come", {"starts_on": "2190-01-01"}),
)


def missions():
    publish(revise(*(content("mission", slug, **days) for slug, days in MISSIONS)))


def slugs(context):
    return {one.slug for one in context["page"].object_list}


@of_worlds(0)
def test_the_list_of_missions_opens_with_those_under_way(client):
    missions()
    context = shown(client, "/missions/")
    tabs = {tab.label: tab for tab in context["tabs"]}

    assert slugs(context) == {"now"}
    assert [tab.label for tab in context["tabs"] if tab.is_chosen] == ["Under way"]
    assert slugs(shown(client, f"/missions/?{tabs['Ended'].query}")) == {"over", "over-too"}
    assert slugs(shown(client, f"/missions/?{tabs['All'].query}")) == {slug for slug, _ in MISSIONS}
    assert tabs["All"].number == len(MISSIONS)
    assert sum(tab.number for tab in tabs.values()) == 2 * len(MISSIONS)


@of_worlds(0)
def test_a_status_is_that_of_the_day_asked_for(client):
    missions()

    def on(day, status):
        return slugs(shown(client, f"/missions/?as_of={day}&status={status}"))

    assert on("2002-01-01", "under_way") == {"now", "over"}
    assert on("2002-01-01", "ended") == {"over-too"}
    assert on("2002-01-01", "not_sure") == {"unknown-end", "to-come"}
    assert on("2003-03-01", "under_way") == {"now", "over"}  # the last day counts
    assert on("2003-03-02", "ended") == {"over", "over-too"}


@of_worlds(0)
def test_a_question_is_asked_of_all_missions(client):
    missions()

    assert slugs(shown(client, "/missions/?category=un_peacekeeping")) == {s for s, _ in MISSIONS}


@of_worlds(3)
@pytest.mark.parametrize("page", LISTS)
def test_csv_and_json_of_a_list_have_the_rows_of_the_page(client, page):
    world(3)
    for address in (page, f"{page}?q=alpha") if page != "/contradictions/" else (page,):
        context = shown(client, address)
        text = client.get(address).content.decode().replace("&amp;", "&")
        table = re.search(r'href="([^"]*\.csv[^"]*)">CSV', text)[1]
        twin = re.search(r'href="([^"]*)">JSON', text)[1]
        count = context["page"].paginator.count

        assert client.get(twin).json()["count"] == count
        assert len(rows_of(client.get(table))) == count


@of_worlds(2)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_fields_and_values_of_the_api(client, name):
    world(2)
    found = client.get(f"/api/v1/{name}/?page_size=1000").json()["results"]
    rows = rows_of(client.get(f"/{name}.csv"))

    assert len(rows) == len(found)
    for row, of_api in zip(rows, found, strict=True):
        named = {one for one in row if one.endswith("_name") and one not in of_api}
        assert row.keys() - named == of_api.keys()
        for field, value in of_api.items():
            assert row[field] == cell(value), field


def test_a_table_says_keys_and_names(client):
    world()
    rows = rows_of(client.get("/missions.csv?fields=key,host_states&q=alpha"))

    assert rows[0] == {
        "key": "mission-alpha",
        "host_states": "AAA",
        "host_states_name": "Land of alpha",
    }


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@now", "\tx", "\rx"])
def test_no_cell_is_a_formula(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "told"),
    [("-3.25", "-3.25"), (-3, "-3"), (None, ""), (True, "true"), (["a", "b"], "a; b")],
)
def test_numbers_lists_and_nothing_are_told_as_such(value, told):
    assert cell(value) == told


@pytest.mark.parametrize(
    "query", ["page=2", "page_size=5", "colour=blue", "ordering=colour", "as_of=soon", "q="]
)
def test_a_table_refuses_what_it_does_not_read(client, query):
    world()

    assert client.get(f"/missions.csv?{query}").status_code == 400


def test_there_is_no_table_of_another_name(client):
    assert client.get("/secrets.csv").status_code == 404


@of_worlds(0)
def test_letters_lead_to_the_page_on_which_their_states_stand(client, monkeypatch):
    names = [f"{letter}land {number}" for letter in "ABC" for number in range(25)]
    publish(
        revise(
            *(
                content("state", f"{name[0].lower()}{chr(97 + at)}x", name=name)
                for at, name in zip([*range(25)] * 3, names, strict=True)
            )
        )
    )
    context = shown(client, "/states/")

    assert [(one.label, one.page) for one in context["letters"]] == [("A", 1), ("B", 1), ("C", 2)]
    assert 'id="letter-C"' in page_of(client, "/states/?page=2")
    assert not shown(client, "/states/?ordering=-name")["letters"]


@of_worlds(0)
def test_what_waits_for_a_decision_stands_first_and_a_rule_is_said_once(client):
    def against(field, rule, is_open):
        told = {"field": field, "source": "library", "stated": "x", "stance": "contradicts"}
        return told | {"rule": rule, "open": is_open}

    citations = [
        against("note", "a decided rule", False),
        against("headquarters", "a decided rule", False),
        against("acronym", "z open rule", True),
    ]
    mission = content("mission", "xmis", owned={"citations": citations})
    publish(revise(content("source", "library"), mission))
    page = page_of(client, "/contradictions/")

    assert page.index("Waits for a decision · Mission · Z open rule</h2>") < page.index(
        "Mission · A decided rule</h2>"
    )
    assert page.count("A decided rule</h2>") == 1
    assert [one.number for one in shown(client, "/contradictions/")["groups"]] == [1, 2]


@of_worlds(2)
def test_numbers_of_states_are_those_of_the_api(client):
    world(2)
    columns = dict(shown(client, "/states/")["columns"])
    for state in client.get("/api/v1/states/").json()["results"]:
        hosted = client.get("/api/v1/missions/", {"host_state": state["key"]}).json()["count"]
        held = [cell for cell in columns["Missions hosted"].values() if cell.number == hosted]
        assert held


def test_the_address_of_a_list_is_short_without_its_empty_fields(client):
    world()
    context = shown(client, "/missions/?q=&host_state=&category=un_peacekeeping")

    assert context["kept"] == "category=un_peacekeeping"
    assert urlsplit(context["asked"]).path == "category=un_peacekeeping"
