"""What is measured besides counting: medians, ends, ratios, how long periods lasted, and bounds."""

from datetime import date
from statistics import median

import pytest

from peacekb.stats import LISTS
from records.common.periods import Precision
from records.stats.asking import BOUNDS, OWN
from records.stats.lasting import days_held
from tests.asking import ask

pytestmark = pytest.mark.django_db
ALL = {"category": "total_uniformed"}


def results(client, name, **query):
    return ask(client, f"stats/{name}", **query)["results"]


def values(client, name, **query):
    return {row[query["group_by"]]: row["value"] for row in results(client, name, **query)}


def test_a_median_is_of_the_numbers_themselves(counted, client):
    amounts = [row["amount"] for row in ask(client, "budgets", kind="approved")["results"]]

    whole = ask(client, "stats/budgets", kind="approved", measure="median")["total"]

    assert (whole["value"], whole["of"]) == (median(amounts), len(amounts))


@pytest.mark.parametrize(("measure", "end"), [("min", min), ("max", max)])
def test_an_end_is_of_months_that_are_added_up_first_and_says_which(counted, client, measure, end):
    rows = ask(client, "contributions", **ALL, precision="month")["results"]
    months = {row["month"]: 0 for row in rows}
    for row in rows:
        months[row["month"]] += row["persons"]

    asked = {**ALL, "precision": "month", "measure": measure, "of": "persons"}
    found = ask(client, "stats/contributions", **asked)["total"]

    assert (found["value"], months[found["at"]]) == (end(months.values()), found["value"])


def test_a_ratio_leaves_out_rows_that_lack_either_number(counted, client):
    asked = {**ALL, "measure": "ratio", "of": "deployed", "per": "authorized"}
    rows = ask(client, "strengths", **ALL)["results"]
    both = [row for row in rows if row["deployed"] is not None]

    found = ask(client, "stats/strengths", **asked)
    total = found["total"]

    assert total["of"] == sum(row["authorized"] for row in both) < 500 * len(rows)
    assert total["value"] == pytest.approx(sum(row["deployed"] for row in both) / total["of"])
    assert total["without_number"] == len(rows) - len(both) == 1
    assert found["per"] == "authorized"
    assert "divided by that of authorized" in found["method"]


def test_of_a_number_that_many_rows_lack_the_account_says_so(counted, client):
    asked = {**ALL, "precision": "month", "measure": "mean", "of": "women"}

    meta = ask(client, "stats/contributions", **asked)["meta"]

    assert any(hole["parameter"] == "of" for hole in meta["holes"])
    assert {"parameter": "of", "known": 0}.items() <= meta["coverage"]["columns"][-1].items()


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ((date(2001, 1, 1), date(2001, 1, 1), Precision.DAY), 1),
        ((date(2000, 1, 1), date(2000, 12, 31), Precision.DAY), 366),
        ((date(2026, 1, 1), None, Precision.DAY), 31),
        ((date(2026, 1, 1), None, Precision.UNKNOWN), None),
        ((None, date(2026, 1, 1), Precision.DAY), None),
        ((date(2026, 3, 1), None, Precision.DAY), None),
        ((date(2026, 3, 1), date(2026, 3, 2), Precision.DAY), 2),
    ],
    ids=["one day", "a leap year", "goes on", "end unknown", "no start", "not begun", "to come"],
)
def test_days_are_counted_with_the_first_and_the_last(period, days):
    assert days_held(date(2026, 1, 31), *period) == days


def test_the_longest_stand_by_themselves_and_lead_to_their_rows(counted, client):
    asked = {"group_by": "key", "measure": "max", "of": "days", "ends_on__isnull": "no"}
    rows = results(client, "missions", **asked)
    by_key = {row["key"]: row["value"] for row in rows}

    assert by_key["over"] == (date(2003, 6, 30) - date(1999, 1, 1)).days + 1
    assert list(by_key.values()) == sorted(by_key.values(), reverse=True)
    assert [row["key"] for row in client.get(rows[0]["list"]).json()["results"]] == ["over"]


def test_what_has_no_end_that_is_known_has_no_number_of_days(counted, client):
    found = values(client, "missions", group_by="key", measure="max", of="days")

    assert found["lost"] is None is found["no-days"]
    assert found["open"] > 365 * 25  # up to today


def test_three_fields_are_grouped_by_and_a_share_is_of_the_first_two(counted, client):
    asked = {"group_by": "year,document_kind,position", "measure": "share"}
    found = ask(client, "stats/votes", **asked)
    shares = {}
    for row in found["results"]:
        shares.setdefault((row["year"], row["document_kind"]), []).append(row["value"])

    assert len(shares) > 2
    assert all(sum(parts) == pytest.approx(1, abs=1e-4) for parts in shares.values())
    assert "same first two groups" in found["method"]


@pytest.mark.parametrize("bound", BOUNDS)
def test_groups_are_told_whose_figure_is_so_large(counted, client, bound):
    every = values(client, "votes", group_by="position")
    middle = sorted(every.values())[-2]

    kept = values(client, "votes", group_by="position", **{bound: str(middle)})

    assert kept == {key: one for key, one in every.items() if BOUNDS[bound](one, middle)}
    assert 0 < len(kept) < len(every)


@pytest.mark.parametrize(
    ("name", "query", "parameter", "words"),
    [
        ("strengths", ALL | {"measure": "ratio", "of": "deployed"}, "per", "Say per what: author"),
        ("strengths", ALL | {"measure": "sum", "of": "deployed", "per": "x"}, "per", "Only measur"),
        (
            "strengths",
            ALL | {"measure": "ratio", "of": "deployed", "per": "deployd"},
            "per",
            "is not one of authorized",
        ),
        ("missions", {"measure": "ratio", "of": "days"}, "measure", "has no two"),
        ("votes", {"measure": "median"}, "measure", "no numbers to take a median of"),
        ("votes", {"group_by": "state", "value__gte": "ten"}, "value__gte", "Expected a number"),
        ("votes", {"group_by": "state", "value__gt": "-1"}, "value__gt", "Expected a number"),
        ("votes", {"value__lt": "10"}, "value__lt", "Without group_by"),
        ("votes", {"group_by": "state,outcome,year,position"}, "group_by", "At most 3"),
        ("votes", {"group_by": "state,year,decade"}, "group_by", "one of them"),
        ("votes", {"out_of": "position", "position": "no"}, "out_of", "Only measure=share"),
        ("votes", {"measure": "share", "out_of": "positon"}, "out_of", "narrow the question"),
        (
            "votes",
            {"measure": "share", "out_of": "position", "position": "no", "group_by": "concerned"},
            "group_by",
            "several groups of concerned",
        ),
        (
            "missions",
            {
                "measure": "share",
                "out_of": "held_in",
                "held_in": "2001",
                "group_by": "year_in_force",
            },
            "group_by",
            "several groups of year_in_force",
        ),
        (
            "contributions",
            {
                "category": "troops",
                "precision": "month",
                "measure": "share",
                "of": "persons",
                "out_of": "category",
            },
            "category",
            "overlap",
        ),
    ],
)
def test_what_cannot_be_measured_is_refused_with_the_reason(
    counted, client, name, query, parameter, words
):
    reply = client.get(f"/api/v1/stats/{name}/", query)

    assert reply.status_code == 400, reply.json()
    assert words in reply.json()["errors"][parameter][0]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_no_list_has_a_filter_of_the_name_of_a_bound(name):
    assert not BOUNDS.keys() & LISTS[name].filterset_class.base_filters.keys()


@pytest.mark.parametrize("word", OWN)
def test_a_word_of_figures_that_is_misspelt_is_refused_with_the_right_one(counted, client, word):
    written = word.upper()

    reply = client.get(f"/api/v1/stats/contributions/?group_by=mission&{written}=1")

    assert reply.status_code == 400
    assert word in reply.json()["did_you_mean"]["parameters"]


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ({"meta": "ful"}, "meta", "full"),
        ({"as_of": "2001-01-01", "certainty": "prehaps"}, "certainty", "perhaps"),
        ({"releases": "2026.12"}, "parameters", "release"),
        ({"key__not": "overs"}, "key__not", "over"),
    ],
)
def test_words_of_every_list_are_proposed_too(counted, client, query, parameter, word):
    reply = client.get("/api/v1/missions/", query)

    assert reply.status_code == 400
    assert reply.json()["did_you_mean"][parameter] == [word]


def test_a_number_that_is_counted_is_refused_with_what_can_be_done_with_it(counted, client):
    reply = client.get("/api/v1/stats/contributions/?of=women")

    assert "ask sum, mean, median" in reply.json()["errors"]["measure"][0]


def test_keys_of_which_none_is_borne_leave_nothing_out_and_are_refused(counted, client):
    assert client.get("/api/v1/missions/?key__not=zzzz").status_code == 400
    assert client.get("/api/v1/missions/?key__not=zzzz,over").json()["unmatched"] == ["zzzz"]


def test_a_share_is_out_of_what_the_question_finds_without_a_parameter(counted, client):
    asked = {"position": "no", "group_by": "year", "measure": "share", "out_of": "position"}
    found = ask(client, "stats/votes", **asked)
    every, against = (
        {row["year"]: row["rows"] for row in results(client, "votes", group_by="year", **narrowed)}
        for narrowed in ({}, {"position": "no"})
    )

    for row in found["results"]:
        assert (row["of"], row["rows"]) == (every[row["year"]], against.get(row["year"], 0))
        assert row["value"] == pytest.approx(row["rows"] / row["of"], abs=1e-6)
        assert client.get(row["list"]).json()["count"] == row["rows"]
    assert [row["year"] for row in found["results"]] == [*every]  # years without one are 0
    assert found["total"]["of"] == sum(every.values())
    assert "whatever their position" in found["method"]


def test_rows_are_counted_by_how_many_different_words_they_bear(counted, client):
    asked = {"group_by": "document", "of": "position", "value__gt": "1"}

    split = {row["document"]: row["value"] for row in results(client, "votes", **asked)}

    assert split["s-res-2-2001"] == 3  # yes, abstain, no
    assert "s-res-1-1999" not in split  # all said yes


def test_rows_stand_by_their_day_and_those_known_to_the_month_by_none(counted, client):
    found = results(client, "fatalities", group_by="day", ordering="group")

    assert found[0]["day"] == "2000-02-03"
    assert client.get(found[0]["list"]).json()["count"] == found[0]["rows"]
    by_day = ask(client, "stats/missions", group_by="day")["results"]
    assert sum(row["rows"] for row in by_day if row["day"] is None) == 2  # by-year, no-days
    assert client.get("/api/v1/stats/contributions/?group_by=day").status_code == 400


def test_states_are_asked_by_the_months_in_which_they_contributed(counted, client):
    def states(**query):
        return {row["key"] for row in ask(client, "states", **query)["results"]}

    assert states(contributed="2001") == states(contributed="2001-01") == {"AAA", "BBB"}
    assert states(contributed="2001", contributed__not="2001-02") == set()
    assert states(contributed__isnull="yes") == {"CCC", "DDD"}
    none = ask(client, "states", contributed="2003")
    assert none["count"] == 0
    assert none["meta"]["is_true_zero"] is False
    assert "No list of contributors" in none["meta"]["holes"][0]["text"]


@pytest.mark.parametrize(
    ("question", "is_said"),
    [
        ("stats/mandate-actions/?group_by=action", True),
        ("stats/paragraphs/?group_by=kind", True),
        ("stats/contributions/?precision=month&group_by=mission", False),  # lists of all
        ("stats/mandate-actions/?document=s-res-1-1999&group_by=action", False),  # which was read
        ("mandate-actions/", False),
    ],
)
def test_figures_say_of_how_many_records_their_rows_were_read(counted, client, question, is_said):
    holes = client.get(f"/api/v1/{question}").json()["meta"]["holes"]

    assert any("held whole" in one["text"] for one in holes) == is_said
