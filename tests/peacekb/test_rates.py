"""Rates: a number of one list by a stock of another, matched month by month, and never a zero."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rounds
from hypothesis import strategies as st

from tests.asking import ask
from tests.make import content, publish_with_facts

pytestmark = pytest.mark.django_db
UN = "un_peacekeeping"
MISSIONS = {"mission-a": UN, "mission-b": UN, "mission-c": "non_un"}
MONTHS = ("2001-11", "2001-12", "2002-01", "2002-02")
CATEGORIES = ("military", "police", "civilian_national")
RATE = {"measure": "ratio", "over": "strengths"}


@pytest.fixture(scope="module")
def lists(shared_base):
    """Deaths and strengths in some months of three missions, and money of periods."""
    missions = [content("mission", slug, category=kind) for slug, kind in MISSIONS.items()]
    strengths, deaths = [], []
    for at, (mission, month) in enumerate((one, m) for one in MISSIONS for m in MONTHS):
        row = {"mission": mission, "month": f"{month}-01", "category": "total_uniformed"}
        deployed = None if at % 5 == 3 else 100 * (at + 1)
        strengths += [row | {"deployed": deployed}] if at % 4 != 2 else []
        strengths.append(row | {"category": "troops", "deployed": 7})
        for number, category in enumerate(CATEGORIES[: (at + at // 4) % 4]):
            deaths.append(
                {
                    "casualty_id": f"{mission}-{month}-{number}",
                    "mission": mission,
                    "date": f"{month}-1{number}",
                    "category": category,
                    "incident_type": ("accident", "illness")[number % 2],
                    "persons": number + 1,
                }
            )
    deaths.append(deaths[0] | {"casualty_id": "of-the-year", "precision": "year", "persons": 50})
    money = [
        ("mission-a", "2001-11-01", "2001-12-31", 6_000),
        ("mission-a", "2001-11-01", "2002-02-28", 9_000),
        ("mission-b", "2001-11-15", "2001-11-30", 1_000),
    ]
    budgets = [
        {"mission": mission, "kind": kind, "starts_on": first, "ends_on": last, "amount": one}
        for mission, first, last, one in money
        for kind in ("approved", "proposed")
    ]
    publish_with_facts(*missions, strength=strengths, fatalities=deaths, budgets=budgets)


def figures(client, name, **query):
    fields = query["group_by"].split(",")
    found = ask(client, f"stats/{name}", **query)["results"]
    return {tuple(row[one] for one in fields): row for row in found}


def persons_by_month(client):
    asked = {"category": "total_uniformed", "measure": "sum", "of": "deployed"}
    found = figures(client, "strengths", **asked, group_by="mission,month")
    return {key: row["value"] for key, row in found.items() if row["value"] is not None}


@pytest.fixture
def apart(client, lists):
    """Deaths and persons by mission and month, each asked by itself."""
    asked = {"measure": "sum", "of": "persons", "category": "military,police", "precision": "day"}
    deaths = figures(client, "fatalities", **asked, group_by="mission,month")
    last = max(month for _, month in deaths)
    persons = {
        key: one
        for key, one in persons_by_month(client).items()
        if MISSIONS[key[0]] == UN and key[1] <= last
    }
    return {key: row["value"] for key, row in deaths.items()}, persons


KEYS = {
    "mission": lambda mission, month: mission,
    "month": lambda mission, month: month,
    "year": lambda mission, month: int(month[:4]),
    "mission_category": lambda mission, month: MISSIONS[mission],
}
NARROWED = {
    "mission": (["mission-a", "mission-b", "mission-a,mission-b"], KEYS["mission"]),
    "date": (["2001", "2002-01"], lambda mission, month: month),
}


def fits(query, key):
    return all(
        any(NARROWED[name][1](*key).startswith(one) for one in value.split(","))
        for name, value in query.items()
    )


@given(
    st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=2, unique=True),
    st.dictionaries(st.sampled_from(sorted(NARROWED)), st.integers(0, 1), max_size=2),
)
@rounds(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_rate_is_what_is_divided_by_what_it_is_divided_by_each_asked_apart(
    client, apart, groups, narrowed
):
    groups = groups[:1] if {"month", "year"} <= set(groups) else groups
    query = {name: NARROWED[name][0][at] for name, at in narrowed.items()}
    deaths, persons = apart
    part, of = defaultdict(int), defaultdict(int)
    for key in filter(lambda key: fits(query, key), persons):
        group = tuple(KEYS[one](*key) for one in groups)
        of[group] += persons[key]
        part[group] += deaths.get(key, 0)

    found = figures(client, "fatalities", **RATE, **query, group_by=",".join(groups))

    for group, row in found.items():
        assert row["of"] == of[group]
        assert (row["part"] or 0) == part[group]
        if row["value"] is None:
            assert not part[group]
        else:
            assert row["value"] == pytest.approx(12_000 * part[group] / of[group], abs=1e-6)


def test_what_has_no_other_side_is_left_out_and_no_group_is_told_as_zero(client, lists):
    answer = ask(client, "stats/fatalities", **RATE, group_by="mission")
    rows = {row["mission"]: row for row in answer["results"]}

    assert rows["mission-c"] | {"list": "", "rows": 0, "without_number": 0} == {
        "mission": "mission-c",
        "mission_name": rows["mission-c"]["mission_name"],
        "value": None,
        "part": None,
        "of": 0,
        "rows": 0,
        "without_number": 0,
        "list": "",
    }
    assert rows["mission-c"]["without_number"] == rows["mission-c"]["rows"]
    assert answer["matched"] == {"groups": 2, "without_other": 1, "only_in_other": 0}
    assert not [row for row in rows.values() if row["value"] == 0]


def test_a_month_that_only_the_other_list_has_is_counted_and_is_no_group(client, lists):
    answer = ask(client, "stats/fatalities", **RATE, group_by="mission,month")

    held = {(row["mission"], row["month"]) for row in answer["results"]}
    only = {key for key in persons_by_month(client) if MISSIONS[key[0]] == UN} - held
    assert answer["matched"]["only_in_other"] == len(only) > 0


def test_causes_narrow_deaths_and_not_those_among_whom_they_happened(client, lists):
    whole = ask(client, "stats/fatalities", **RATE)["total"]
    some = ask(client, "stats/fatalities", **RATE, incident_type="accident")["total"]
    groups = ask(client, "stats/fatalities", **RATE, group_by="incident_type")["results"]

    assert some["of"] == whole["of"]
    assert some["part"] < whole["part"] == sum(row["part"] for row in groups)
    assert {row["of"] for row in groups} == {whole["of"]}


def test_money_is_divided_by_the_persons_of_each_month_of_its_period(client, lists):
    persons = persons_by_month(client)
    first = persons["mission-a", "2001-11"] + persons["mission-a", "2001-12"]

    found = figures(client, "budgets", **RATE, kind="approved", group_by="mission")

    told = found["mission-a",]
    assert (told["part"], told["of"], told["without_number"]) == (6_000, first, 1)
    assert told["value"] == pytest.approx(12 * 6_000 / first, abs=1e-6)
    assert found["mission-b",]["of"] == persons["mission-b", "2001-11"]  # the month had begun


@pytest.mark.parametrize(
    ("name", "query", "parameter", "words"),
    [
        ("fatalities", {"over": "strengths"}, "over", "Only measure=ratio"),
        ("fatalities", {"measure": "ratio"}, "over", "strengths, contributions"),
        ("fatalities", RATE | {"over": "strength"}, "over", "is not one of strengths"),
        ("votes", RATE, "over", "Nothing is known that votes"),
        ("fatalities", RATE | {"per": "authorized"}, "per", "are divided by deployed"),
        ("fatalities", RATE | {"category": "military"}, "category", "cannot be asked it"),
        ("fatalities", RATE | {"date": "2001-11-03"}, "date", "give a month or a year"),
        ("fatalities", RATE | {"group_by": "day"}, "group_by", "group by month"),
        ("fatalities", RATE | {"group_by": "category"}, "group_by", "or another thing"),
        ("budgets", RATE, "kind", "is the same money"),
    ],
)
def test_what_cannot_be_divided_is_refused_in_words(client, lists, name, query, parameter, words):
    reply = client.get(f"/api/v1/stats/{name}/", query)

    assert reply.status_code == 400
    assert words in reply.json()["errors"][parameter][0]


def test_an_answer_says_how_it_was_made_and_a_table_has_both_numbers(client, lists):
    answer = ask(client, "stats/fatalities", **RATE, group_by="mission")
    table = client.get("/api/v1/stats/fatalities.csv", RATE | {"group_by": "mission"})

    assert "times 12,000: deaths a year per 1,000 uniformed persons, rounded" in answer["method"]
    assert "of the category military or police or military_observer" in answer["method"]
    (known,) = [one for one in answer["meta"]["coverage"]["columns"] if one["parameter"] == "of"]
    assert known["known"] < known["of"] == answer["total"]["rows"]
    head = b"".join(table.streaming_content) if table.streaming else table.content
    assert head.decode().splitlines()[0].endswith("value,rows,of,part,without_number,list")
