"""Figures over lists: what adds up, what is refused, and the rows behind each."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as rounds
from hypothesis import strategies as st

from missions.models import MandateTaskType
from peacekb.stats import ADDING, LISTS
from records.common.held_in import years_held
from records.stats.adding import Measure
from records.stats.grouping import filter_of
from records.stats.views import Stats
from tests.asking import ask, publish_all
from tests.make import content
from tests.world import world

pytestmark = pytest.mark.django_db
DOCS = Path(settings.BASE_DIR) / "docs" / "api" / "reference.md"
NAMED = (
    content("mission", "unifil"),
    content("state", "fra"),
    content("state", "chn"),
    content("state", "usa"),
    content("organization", "eu"),
)


def table(name):
    viewset = LISTS[name]
    adding = ADDING[viewset.filterset_class._meta.model]
    return Stats(name=name, viewset=viewset, adding=adding).table


def stats(client, name, **query):
    reply = client.get(f"/api/v1/stats/{name}/", query)
    return reply.status_code, reply.json()


def figures(client, name, **query):
    """By group, or by both."""
    fields = query["group_by"].split(",")
    found = ask(client, f"stats/{name}", **query)["results"]
    return {
        tuple(row[one] for one in fields) if fields[1:] else row[fields[0]]: row["value"]
        for row in found
    }


@st.composite
def questions(draw):
    name = draw(st.sampled_from(sorted(LISTS)))
    asked = table(name)
    groups = draw(st.lists(st.sampled_from(asked.groups), min_size=1, max_size=2, unique=True))
    query = {"group_by": ",".join(groups), "measure": draw(st.sampled_from(asked.measures))}
    if query["measure"] != Measure.COUNT and asked.adding.numbers:
        query["of"] = draw(st.sampled_from(asked.adding.numbers))
    for single in asked.adding.singles if draw(st.booleans()) else ():
        parameter = ONE.get((name, single.column))
        query |= parameter or {}
    return name, query


ONE = {
    (name, "category"): {"category": "total_uniformed"}
    for name in ("strengths", "contributions", "contribution-totals")
} | {
    ("contributions", "precision"): {"precision": "month"},
    ("document-links", "source"): {"source": "library"},
    ("budgets", "kind"): {"kind": "approved"},
}


@pytest.mark.walk
@rounds(max_examples=60, suppress_health_check=list(HealthCheck))
@given(question=questions())
def test_groups_add_up_to_the_list_and_each_leads_to_its_rows(counted, client, question):
    name, query = question
    status, answer = stats(client, name, **query)
    if status == 400:
        assert answer["errors"]
        return
    assert status == 200, answer

    total, results = answer["total"], answer["results"]
    assert total["rows"] == client.get(total["list"]).json()["count"]
    for row in results:
        if row["list"]:
            assert client.get(row["list"]).json()["count"] == row["rows"], row
    if "may add up to more" in answer["method"]:
        assert sum(row["rows"] for row in results) >= total["rows"]
        return
    assert sum(row["rows"] for row in results) == total["rows"]
    known = [row for row in results if row["value"] is not None]
    match query["measure"]:
        case "count" | "sum":
            assert sum(row["value"] for row in known) == (total["value"] or 0)
        case "share" if "," not in query["group_by"] and known:
            assert sum(row["value"] for row in known) == pytest.approx(1, abs=1e-4)
        case "mean" if known and total["value"] is not None:
            weighed = sum(row["value"] * row["of"] for row in known)
            assert weighed == pytest.approx(total["value"] * total["of"], abs=1e-2)
        case "max" if known and not table(name).adding.stock:
            assert max(row["value"] for row in known) == total["value"]


EVERY_GROUP = [(name, group) for name in sorted(LISTS) for group in table(name).groups]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_list_says_what_may_be_added_up_of_it(name):
    assert LISTS[name].filterset_class._meta.model in ADDING


@pytest.mark.walk
@pytest.mark.parametrize(("name", "group"), EVERY_GROUP)
def test_each_group_of_each_list_leads_to_its_rows(counted, client, name, group):
    status, answer = stats(client, name, group_by=group)
    if status == 400:
        assert "twice" in answer["detail"]
        return
    for row in answer["results"]:
        if row["list"]:
            assert client.get(row["list"]).json()["count"] == row["rows"], row


def refused(client, name, **query):
    status, answer = stats(client, name, **query)
    assert status == 400, answer
    return answer["errors"]


ADDRESSES = re.findall(
    r"`(/api/v1/(?:stats|votes/agreement|joins)/[^`<]*[?][^`]*)`", DOCS.read_text()
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_questions_of_the_docs_are_answered_by_one_request(client, address):
    world(3)
    publish_all(*NAMED)

    reply = client.get(address)

    assert reply.status_code == 200, reply.content
    assert reply.json()["method"]


def test_the_docs_ask_some_twenty_questions():
    assert len(ADDRESSES) == 26


VOTER = filter_of(LISTS["votes"].filterset_class, "state")
CONTRIBUTOR = filter_of(LISTS["contributions"].filterset_class, "state")
NATIONALITY = filter_of(LISTS["fatalities"].filterset_class, "state")
ALL = {"category": "total_uniformed"}
MONTHS = ALL | {"precision": "month"}


def test_votes_are_counted_by_state_the_most_first(counted, client):
    found = figures(client, "votes", position="no", group_by=VOTER)

    assert list(found.items()) == [("AAA", 2), ("BBB", 1), ("CCC", 1), ("DDD", 1)]


def test_a_vetoed_draft_stands_with_each_that_vetoed_it(counted, client):
    query = {"outcome": "vetoed", "group_by": "vetoed_by,decade"}

    found = figures(client, "documents", **query)
    answer = ask(client, "stats/documents", **query)

    assert found == {("AAA", "2000s"): 1, ("AAA", "2010s"): 1, ("CCC", "2000s"): 1}
    assert answer["total"]["value"] == 2
    assert "may add up to more than the total" in answer["method"]


def test_what_is_not_known_is_a_group_of_its_own_and_stands_last(counted, client):
    answer = ask(client, "stats/fatalities", group_by="mission")
    first, *_, last = answer["results"]

    assert (last["mission"], last["mission_name"], last["value"]) == (None, "Not known", 2)
    assert first["mission_name"] == "Mission open"
    assert sum(row["value"] for row in answer["results"]) == answer["total"]["value"] == 6


@pytest.mark.parametrize("order", ["group", "-group", "value", "-value"])
def test_in_every_order_what_is_not_known_is_last(counted, client, order):
    rows = ask(client, "stats/fatalities", group_by="mission", ordering=order)["results"]
    named = [row["mission"] for row in rows]
    both = {"group_by": "mission,incident_type", "ordering": order}
    pairs = [row["mission"] for row in ask(client, "stats/fatalities", **both)["results"]]

    assert named[-1] is pairs[-1] is None
    assert named[0] == pairs[0] == ("over" if order == "-group" else "open")


def test_a_share_is_of_the_first_group_and_says_so(counted, client):
    rows = ask(client, "stats/resolutions", group_by="year,unanimous", measure="share")["results"]
    found = {(row["year"], row["unanimous"]): (row["value"], row["of"]) for row in rows}

    assert found == {
        (1999, "yes"): (1.0, 1),
        (2001, "no"): (0.5, 2),
        (2001, "yes"): (0.5, 2),
    }


def test_a_period_stands_in_each_year_in_which_it_held(counted, client):
    found = figures(client, "missions", group_by="year_in_force")

    assert (found[1999], found[2001], found[2002], found[2003]) == (2, 3, 3, 2)
    assert found[None] == 1  # of which no day is known
    assert found[2010] == 1


def test_years_to_come_are_not_told_of_what_is_to_end_alone():
    decided = years_held(date(2024, 3, 1), date(2027, 2, 28), "day", 2026)
    lasting = years_held(date(2024, 3, 1), None, "", 2026)

    assert [*decided] == [*lasting] == [2024, 2025, 2026]


def test_persons_are_added_within_a_month_and_compared_over_months(counted, client):
    rows = ask(
        client, "stats/contributions", **MONTHS, group_by="mission", measure="max", of="persons"
    )
    peaks = {row["mission"]: (row["value"], row["at"]) for row in rows["results"]}
    mean = ask(
        client, "stats/contributions", **MONTHS, group_by="mission", measure="mean", of="persons"
    )

    assert peaks == {"open": (18, "2002-01"), "over": (42, "2001-02")}
    assert {row["mission"]: (row["value"], row["of"]) for row in mean["results"]} == {
        "open": (13.333333, 3),
        "over": (33.666667, 3),
    }


@pytest.mark.parametrize(
    ("name", "query", "parameter", "words"),
    [
        ("contributions", {"precision": "month"}, "category", "Categories of personnel overlap"),
        ("contributions", ALL, "precision", "means of a year"),
        ("contributions", MONTHS, "measure", "not added up over months"),
        ("strengths", ALL | {"of": "deployed"}, "measure", "not added up over months"),
        ("budgets", {}, "kind", "the same money"),
        ("document-links", {}, "source", "counted twice"),
        ("votes", {}, "measure", "no numbers"),
        ("strengths", ALL, "of", "deployed, authorized"),
    ],
)
def test_what_cannot_be_added_up_is_refused_with_the_reason(
    counted, client, name, query, parameter, words
):
    of = {} if name in ("strengths", "votes") else {"of": table(name).adding.numbers[0]}
    errors = refused(client, name, **of | query, measure="sum")

    assert words in errors[parameter][0]


def test_the_same_is_answered_once_one_is_chosen_or_grouped_by(counted, client):
    gave = MONTHS | {"measure": "sum", "of": "persons"}
    by_month = figures(client, "contributions", **gave, group_by="month")
    one_month = ask(client, "stats/contributions", **gave, month="2001-01")

    assert by_month == {"2001-01": 41, "2001-02": 52, "2002-01": 48}
    assert one_month["total"]["value"] == 41
    assert figures(client, "budgets", measure="sum", group_by="kind") == {
        "expenditure": 102 + 103 + 106 + 107,
        "approved": 100 + 101 + 104 + 105,
    }


def test_links_of_two_sources_are_counted_by_the_documents_that_make_them(counted, client):
    assert "source" in refused(client, "document-links", group_by="to")
    found = figures(client, "document-links", group_by="to", of="document")

    assert found == {"s-res-1-1999": 2, "s-res-2-2001": 1}


def test_the_greatest_alone_keep_what_equals_them(counted, client):
    found = figures(client, "votes", position="no", group_by=VOTER, top="2")
    assert list(found) == ["AAA", "BBB", "CCC", "DDD"]
    assert list(figures(client, "votes", position="no", group_by=VOTER, top="1")) == ["AAA"]

    each_year = figures(
        client,
        "contribution-totals",
        **ALL,
        group_by=f"year,{CONTRIBUTOR}",
        measure="mean",
        of="persons",
        top="1",
    )
    assert set(each_year) == {(2001, "BBB"), (2002, "BBB")}


def test_a_filter_of_the_list_narrows_its_figures_and_stays_in_their_addresses(counted, client):
    rows = ask(client, "stats/votes", group_by=VOTER, outcome="vetoed")["results"]

    assert sum(row["value"] for row in rows) == 8
    assert all("outcome=vetoed" in row["list"] for row in rows)


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ({"group_by": "positon"}, "group_by", "Did you mean 'position'?"),
        ({"group_by": "position,outcome,year,state"}, "group_by", "At most 3"),
        ({"group_by": "year,decade"}, "group_by", "one of them"),
        ({"group_by": "year", "top": "0"}, "top", "from 1 to 1000"),
        ({"top": "3"}, "top", "Without group_by"),
        ({"ordering": "year"}, "ordering", "is not one of value"),
        ({"page": "2"}, "page", "come whole"),
        ({"omit": "name"}, "omit", "come whole"),
        ({"expand": "nothing"}, "expand", "come whole"),
        ({"of": "in_favour"}, "of", "counted"),
        ({"positon": "no"}, "parameters", "Did you mean 'position'?"),
        ({"position": "nay"}, "position", "is not one of"),
        ({"group_by": ""}, "group_by", "empty"),
        ({"certainty": "perhaps"}, "parameters", "certainty"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(counted, client, query, parameter, words):
    assert words in refused(client, "votes", **query)[parameter][0]


def test_more_groups_than_an_answer_holds_are_refused_and_the_csv_has_all(
    counted, client, monkeypatch
):
    monkeypatch.setattr("records.stats.views.MOST_GROUPS", 3)
    errors = refused(client, "votes", group_by=VOTER)
    reply = client.get("/api/v1/stats/votes.csv", {"group_by": VOTER})
    rows = list(csv.DictReader(io.StringIO(b"".join(reply.streaming_content).decode())))

    assert "4 groups, and an answer has 3 at most" in errors["group_by"][0]
    assert [(row[VOTER], row["value"]) for row in rows] == [
        ("AAA", "5"),
        ("BBB", "5"),
        ("CCC", "5"),
        ("DDD", "5"),
    ]
    assert rows[0][f"{VOTER}_name"] == "Land aaa"


def test_the_index_names_each_list_with_its_groups(counted, client):
    found = ask(client, "stats")

    assert set(found) == set(LISTS)
    assert "position" in found["votes"]["group_by"]
    assert found["contributions"]["of"][0] == "persons"


def test_counts_equal_the_facets_of_the_page(client):
    world(3)
    for name, viewset in LISTS.items():
        filterset = viewset.filterset_class({}, queryset=viewset.queryset.all())
        assert filterset.is_valid()
        for facet in filterset.facets:
            if facet not in table(name).groups:
                continue
            found = figures(client, name, group_by=facet)
            counted = {one.value: one.number for one in filterset.counted(facet)}
            assert {str(key): number for key, number in found.items() if key} == counted, facet


def test_a_task_is_told_by_its_name_and_asked_by_its_key(client):
    world()
    found = ask(client, "stats/mandate-tasks", group_by="task,coding")["results"]
    told = {row["task"]: row["task_name"] for row in found}
    assert told == dict(MandateTaskType.objects.filter(key__in=told).values_list("key", "name"))
    assert all(name != key for key, name in told.items())
    assert f"task={found[0]['task']}" in found[0]["list"]
