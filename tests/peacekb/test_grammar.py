"""One grammar on every list: what an operator means holds of every parameter that has it."""

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.http import QueryDict

from peacekb.api import router
from records.common.filters import (
    All,
    Compared,
    DayFilter,
    Empty,
    MonthFilter,
    Not,
    Number,
    YesNo,
)
from records.common.orders import ordered
from records.common.requests import BadRequest
from tests.asking import VIEWS, answer
from tests.make import content, publish_with_facts
from tests.peacekb.test_parameters import parameters, value_for
from tests.world import of_worlds, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

LISTS = sorted(VIEWS)


def asking(name, **query):
    data = QueryDict(mutable=True)
    data.update(query)
    return VIEWS[name].filterset_class(data, queryset=VIEWS[name].queryset.all())


def number(name, **query):
    found = asking(name, **query)
    assert found.is_valid(), (name, query, found.errors)
    return found.qs.count()


def every(name, kind):
    return [(parameter, one) for parameter, one in parameters(name) if isinstance(one, kind)]


@of_worlds(2)
@pytest.mark.parametrize("name", LISTS)
def test_what_is_left_out_and_what_is_found_are_all_rows_together(name):
    world(2)
    for parameter, one in every(name, Not):
        plain, value = parameter.removesuffix("__not"), value_for(one)
        counts_one_coding = (name, plain) == ("strength-ceilings", "coding")
        # ceilings are those of one coding, unless a coding is asked for
        whole = number(name, **{plain: ",".join(one.of.labels)} if counts_one_coding else {})

        assert number(name, **{plain: value}) + number(name, **{parameter: value}) == whole, plain


@of_worlds(2)
@pytest.mark.parametrize("name", LISTS)
def test_what_is_known_and_what_is_not_are_all_rows_together(name):
    world(2)
    for parameter, _ in every(name, Empty):
        whole = number(name)

        assert number(name, **{parameter: "yes"}) + number(name, **{parameter: "no"}) == whole


@of_worlds(2)
@pytest.mark.parametrize("name", LISTS)
def test_before_a_value_and_from_it_are_all_rows_that_have_one(name):
    world(2)
    for parameter, one in every(name, Compared):
        plain, value = parameter.rpartition("__")[0], value_for(one)
        unknown = f"{plain}__isnull"
        lacking = number(name, **{unknown: "yes"}) if unknown in dict(parameters(name)) else 0
        known = number(name) - lacking

        for low, high in (("lt", "gte"), ("lte", "gt")):
            parts = [number(name, **{f"{plain}__{word}": value}) for word in (low, high)]
            assert sum(parts) == known, (plain, low, high)


@of_worlds(2)
@pytest.mark.parametrize("name", LISTS)
def test_all_of_one_value_are_what_the_value_finds(name):
    world(2)
    for parameter, one in every(name, All):
        plain, value = parameter.removesuffix("__all"), value_for(one)

        assert number(name, **{parameter: value}) == number(name, **{plain: value}), parameter


OLD = [
    (name, old, new)
    for name in LISTS
    for old, new in VIEWS[name].filterset_class._old_names().items()
]


@pytest.mark.parametrize(("name", "old", "new"), OLD)
def test_an_old_name_is_refused_with_the_new_one(client, name, old, new):
    world()
    assert any(one.partition("__")[0] == new for one, _ in parameters(name))
    for parameter in (old, f"{old}__gte"):
        reply = answer(client, name, **{parameter: "x"})

        assert reply.status_code == 400
        assert f"'{old}' is called '{new}' now" in reply.json()["detail"]


def test_a_bare_date_and_a_resolution_are_names_of_no_list_that_has_another_word():
    old = {(name, one) for name, one, _ in OLD}
    for name in LISTS:
        names = dict(parameters(name))
        assert "resolution" not in names, name
        if "month" in names or ("adopted_on" in names and name in ("votes", "paragraphs")):
            assert (name, "date") in old


ODD = [
    "zzqq-nothing",
    "-1",
    "0.5",
    "1e9",
    "99999999999999999999999",
    "1999-13-45",
    "1999-1-1",
    "'; DROP TABLE records_record; --",
    "%",
    "a\x00b",
    "null",
    "[]",
    "x" * 300,
]


def text_of(rows):
    try:
        return str(rows.query)
    except EmptyResultSet:
        return "no row"


def is_read(found):
    """Words to look for are read where the search is, and are refused there."""
    try:
        return found.qs is not None
    except BadRequest:
        return False


@pytest.mark.parametrize("name", LISTS)
def test_an_odd_value_is_refused_or_narrows_and_never_shows_every_row(name, rounds):
    """What is refused among others is refused; the rest is asked alone.

    In every run each parameter meets a part of the values, and all of them when proving.
    """
    world()
    plain = text_of(asking(name).qs)
    every = [one for one, _ in parameters(name) if one not in ("as_of", "certainty")]
    parts = rounds(4, 1)
    for number, odd in enumerate(ODD):
        some = every[number % parts :: parts]
        refused = asking(name, **dict.fromkeys(some, odd)).errors
        for parameter in some:
            if parameter in refused:
                continue
            found = asking(name, **{parameter: odd})
            if found.is_valid() and is_read(found):
                assert text_of(found.qs) != plain, (parameter, odd)


def wrong_for(one):
    """Values that the filter cannot read, by its type."""
    of = getattr(one, "of", one)
    if isinstance(one, Empty):
        return ["maybe", "2"]
    if isinstance(of, DayFilter):
        return ["soon", "1999-13", "04/05/1999", "1700"]
    if isinstance(of, MonthFilter):
        return ["soon", "2013-13", "2013-12-24"]
    if isinstance(of, Number):
        return ["many", "1.5.5", "--1"]
    return ["maybe"] if isinstance(of, YesNo) else []


@pytest.mark.parametrize("name", LISTS)
def test_a_value_of_the_wrong_type_is_refused_by_name(name):
    world()
    for parameter, one in parameters(name):
        for value in wrong_for(one):
            found = asking(name, **{parameter: value})

            assert not found.is_valid(), (parameter, value)
            assert parameter in found.errors


DAYS = ("2010-12-31", "2011-01-01", "2011-03-31", "2011-12-31", "2012-01-01")


def test_a_month_and_a_year_stand_for_their_days(client):
    publish_with_facts(
        *(content("document", f"d-{day}", symbol=f"S/{day}", adopted_on=day) for day in DAYS)
    )

    def days(**query):
        keys = ",".join(f"d-{day}" for day in DAYS)
        found = answer(client, "documents", key=keys, ordering="adopted_on", **query).json()
        return [row["adopted_on"] for row in found["results"]]

    assert days(adopted_on="2011") == ["2011-01-01", "2011-03-31", "2011-12-31"]
    assert days(adopted_on="2011-03") == ["2011-03-31"]
    assert days(adopted_on__gt="2011") == ["2012-01-01"]
    assert days(adopted_on__lte="2011-03") == ["2010-12-31", "2011-01-01", "2011-03-31"]
    assert days(adopted_on__lt="2011") == ["2010-12-31"]


def test_both_of_two_contributors_are_asked_of_roles_of_their_own(client):
    def roles(*states):
        rows = [{"role": "contributor", "actor": f"state:{one}"} for one in states]
        return {"roles": [row | {"source": "library"} for row in rows]}

    publish_with_facts(
        *(content("state", code) for code in ("aaa", "bbb")),
        content("mission", "both", owned=roles("aaa", "bbb")),
        content("mission", "one", owned=roles("aaa")),
        content("mission", "none"),
    )

    def missions(**query):
        rows = answer(client, "missions", key="both,one,none", **query).json()["results"]
        return {row["page"].strip("/").rpartition("/")[2] for row in rows}

    assert missions(contributor="AAA,BBB") == {"both", "one"}
    assert missions(contributor__all="AAA,BBB") == {"both"}
    assert missions(contributor__not="BBB") == {"one", "none"}
    assert missions(contributor__isnull="yes") == {"none"}


def test_records_are_asked_for_by_their_keys_and_unknown_ones_are_told(client):
    publish_with_facts(content("state", "aaa"), content("state", "bbb"), content("state", "ccc"))

    found = answer(client, "states", key="AAA,bbb,ZZZ").json()

    assert found["count"] == 2
    assert found["unmatched"] == ["ZZZ"]
    assert "unmatched" not in answer(client, "states", key="AAA").json()


def test_keys_that_leave_nothing_out_are_told_as_well(client):
    publish_with_facts(content("state", "aaa"), content("state", "bbb"))

    found = answer(client, "states", key__not="AAA,ZZZ").json()

    assert found["count"] == 1
    assert found["unmatched"] == ["ZZZ"]


def test_a_record_of_another_kind_is_none_of_the_kind_that_is_asked(client):
    """Where a column takes records of any kind: roles of missions, what claims mention."""
    role = {"role": "contributor", "actor": "state:aaa", "source": "library"}
    publish_with_facts(content("state", "aaa"), content("mission", "one", owned={"roles": [role]}))

    def missions(**query):
        return answer(client, "missions", key="one", **query).json()["count"]

    assert missions(contributor__isnull="no") == 1
    assert missions(organization__isnull="yes") == 1
    assert missions(organization__isnull="no") == 0


@pytest.mark.parametrize("word", ["in", "exact", "eq", "contains", "ne", "gtt"])
def test_an_operator_of_another_language_is_refused_with_ours(client, word):
    reply = answer(client, "documents", **{f"situation__{word}": "x"})

    assert reply.status_code == 400
    assert "Did you mean 'situation" in reply.json()["detail"]


LARGE = (
    "votes",
    "paragraphs",
    "document-links",
    "subjects",
    "strengths",
    "contributions",
    "contribution-totals",
    "sites",
)


@pytest.mark.parametrize("name", LARGE)
def test_an_order_of_a_large_table_is_read_off_an_index(name):
    """On SQLite; what breaks ties within a value may be sorted."""
    world()
    ordering = VIEWS[name].filterset_class.base_filters["ordering"]
    for word in ordering.orders.keys() - ordering.needs.keys():
        for given in (word, f"-{word}"):
            plan = asking(name, ordering=given).qs[:50].explain()

            assert connection.vendor != "sqlite" or "B-TREE FOR ORDER BY" not in plan, (word, plan)


@pytest.mark.parametrize("name", ["aliases", "identifiers"])
def test_the_first_order_of_a_longer_table_is_read_off_an_index(name):
    world()

    plan = asking(name).qs[:50].explain()

    assert connection.vendor != "sqlite" or "B-TREE" not in plan, plan


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("votes", {"state": "FRA"}),
        ("contributions", {"contributor": "FRA"}),
        ("contributions", {"mission": "mission-alpha"}),
    ],
)
def test_rows_of_one_state_or_mission_need_no_sorting(name, asked):
    """On SQLite: however many there are, the first page is read off an index."""
    world()
    publish_with_facts(content("state", "fra"))

    plan = ordered(asking(name, **asked).qs)[:50].explain()

    assert connection.vendor != "sqlite" or "B-TREE" not in plan, plan


def test_an_order_that_no_index_serves_needs_what_leaves_few_rows(client):
    world()

    refused = answer(client, "votes", ordering="-adopted_on")
    assert "only with one of state" in refused.json()["errors"]["ordering"][0]
    assert answer(client, "votes", ordering="-adopted_on", state="AAA").status_code == 200


def test_an_order_of_several_words_keeps_their_order(client):
    publish_with_facts(
        *(content("state", code) for code in ("aaa", "bbb", "ccc")),
        contribution_totals=[
            {"state": state, "month": month, "category": "police", "persons": persons}
            for state, month, persons in (
                ("aaa", "2001-01-01", 5),
                ("bbb", "2001-02-01", 7),
                ("ccc", "2001-02-01", 3),
                ("ccc", "2001-01-01", 1),
            )
        ],
    )

    def persons(ordering):
        rows = answer(client, "contribution-totals", ordering=ordering).json()["results"]
        return [row["persons"] for row in rows]

    assert persons("-month,persons") == [3, 7, 1, 5]
    assert persons("month,-persons") == [5, 1, 7, 3]
    assert answer(client, "contribution-totals", ordering="month,-month").status_code == 400


def test_every_list_is_here():
    assert {name for name, *_ in router.registry} - {"search"} == set(LISTS)
