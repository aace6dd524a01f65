"""Hollow answers: where a column that was asked is known for few rows, the answer says so."""

import pytest
from django.db.models import Manager

from missions.models import Mission
from peacekb.api import router
from records.common import filters
from records.filters import AsOf
from records.models import Coverage
from records.named import Named
from records.reading.coverage import NO_VALUE
from records.reading.known import About
from tests.asking import (
    CHARTER,
    NEEDING,
    ask,
    bare,
    bare_records,
    columns,
    invoking,
    publish_all,
    queries,
    told,
)
from tests.make import content, publish_with_facts, published
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

VIEWS = {name: view for name, view, _ in router.registry if hasattr(view, "filterset_class")}
# What no row can be without, or what a row without it is rightly not found by.
ABOUT_NOTHING = {
    "as_of": "chooses rows by the day, and is kept in every count",
    "certainty": "says how `as_of` is meant",
    "ordering": "leaves out no row",
    "q": "a record always has a name",
    "article": "all sections of the articles are read: what none names is named by none",
    "section": "as `article`",
    "in_both_articles": "as `article`",
    "only_in": "as `article`",
    "field": "a citation without a field is about the whole record",
    "why": "a gap always says why",
    "precision": "a figure always says whether it is of a month or of a year",
    "key": "every record has one, and those that none bears are told",
    "membership": "every seat in the Council is held",
    "regional_group": "as `membership`",
    "member_of": "which members are known is asked of the memberships",
    "contributed": "a list of contributors that names no state says that it gave nothing",
    "parent": "a provision without one stands at the top",
}


def filter_sets(base=AsOf):
    """Every FilterSet of a table, each once."""
    below = [one for child in base.__subclasses__() for one in [child, *filter_sets(child)]]
    return list(dict.fromkeys(one for one in below if one._meta.model))


def walked(row, path):
    """The values at the end of a path, read row by row as no query of ours does."""
    step, _, rest = path.partition("__")
    value = getattr(row, step)
    ends = value.all() if isinstance(value, Manager) else [value]
    return [
        found for end in ends if end is not None for found in (walked(end, rest) if rest else [end])
    ]


def is_known(row, path):
    has_no_end = path == "ends_on" and row.ends_precision != "unknown"
    return has_no_end or any(value not in ("", *NO_VALUE) for value in walked(row, path))


def nobodys(one, rows, path):
    """A value that the filter reads and no row has; None where there is none."""
    if isinstance(one, Named):
        kind = (one.kinds() or ["topic"])[-1]
        return None if kind in NEEDING else f"{kind}:{bare(kind)}"
    if isinstance(one, filters.OneOf):
        held = {value for row in rows for value in walked(row, path)}
        free = [word for word in one.labels if word not in held and word not in NO_VALUE]
        return next(iter(free), None)
    if isinstance(one, filters.DayFilter):
        return "1801-01-01"
    if isinstance(one, filters.Number):
        return str(one.bounds.most) if one.bounds else "99999"
    return "zzz" if isinstance(one, filters.Text) else None


@pytest.mark.parametrize("filter_set", filter_sets(), ids=lambda one: one.__name__)
def test_every_filter_says_what_it_asks_or_why_it_asks_nothing(filter_set):
    for name in filter_set.base_filters:
        about = filter_set.about_of(name)
        if isinstance(filter_set.base_filters[name], filters.Empty | filters.Not):
            assert not about, "What is not known, or left out, is no hollow question."
            continue
        assert about or name.split("__")[0] in ABOUT_NOTHING, (
            f"{filter_set.__name__}: what is {name} about?"
        )
        for one in about:
            one.place_in(filter_set._meta.model)  # fails on a path that leads nowhere


def test_every_hollow_question_is_told_how_many_rows_are_known(client):
    bare_records()
    asked = hollow_questions(client)
    world(2)
    asked += hollow_questions(client)

    assert asked >= 40


def hollow_questions(client):
    """Asks every list by every filter for what no row has; how often some rows are not known."""
    asked = 0
    for name, view in VIEWS.items():
        rows = list(view.queryset.all())
        for parameter in view.filterset_class.base_filters:
            one = view.filterset_class({parameter: ""}, queryset=view.queryset).filters[parameter]
            for about in view.filterset_class.about_of(parameter)[:1]:
                value = nobodys(one, rows, about.paths[0])
                place = about.place_in(view.queryset.model)
                if value is None or place is None or about.where or about.none_if:
                    continue
                answer = ask(client, name, **{parameter: value})
                if answer["count"]:  # `gte` asks of a last day that has not come
                    continue
                known = sum(any(is_known(row, path) for path in about.paths) for row in rows)
                expected = {place.field: (known, len(rows))} if known < len(rows) else {}
                assert told(answer) == expected, (name, parameter)
                asked += bool(expected)
    return asked


def test_only_the_rows_that_fit_the_rest_are_counted(client):
    world(2)
    publish_all(
        content("document", "a", kind="draft", outcome="vetoed", symbol="S/1", states=["bbb"]),
        content("document", "b", kind="draft", outcome="vetoed", symbol="S/2"),
        content("document", "c", kind="draft", outcome="lacked_majority", symbol="S/3"),
    )

    answer = ask(client, "documents", outcome="vetoed", concerned="AAA")

    assert answer["count"] == 0
    assert columns(answer) == [
        {
            "parameter": "concerned",
            "table": "documents",
            "field": "states",
            "known": 1,
            "of": 2,
            "among": "rest",
        }
    ]


def test_where_nothing_fits_the_rest_the_gaps_of_each_are_told_among_what_is_sure(client):
    world(2)
    publish_all(
        content("document", "a", kind="draft", outcome="vetoed", symbol="S/1", states=["bbb"]),
        content("document", "b", kind="draft", outcome="vetoed", symbol="S/2"),
    )

    query = {"outcome": "vetoed", "concerned": "AAA", "mission": "mission-alpha"}
    answer = ask(client, "documents", **query)

    assert told(answer) == {"states": (1, 2), "mandate_actions": (0, 2)}
    assert {one["among"] for one in columns(answer)} == {"complete"}


def test_what_asks_one_relation_is_left_out_together(client):
    publish_all(content("mission", "xa"), content("mission", "xb"))

    answer = ask(client, "missions", legal_basis="none", legal_status="contested")

    known = columns(answer)
    assert [(one["parameter"], one["known"], one["of"]) for one in known] == [
        ("legal_basis", 0, 2),
        ("legal_status", 0, 2),
    ]
    assert {one["among"] for one in known} == {"rest"}


def test_a_related_row_with_an_empty_column_makes_nothing_known(client):
    basis = {"kind": "not_established", "status": "accepted", "source": "library"}
    publish_all(
        content("source", "library"),
        content("mission", "xa", owned={"legal_bases": [basis]}),
        content("mission", "xb"),
    )

    assert told(ask(client, "missions", legal_basis="none")) == {"legal_bases": (0, 2)}
    assert told(ask(client, "missions", legal_status="contested")) == {"legal_bases": (1, 2)}


def test_an_empty_answer_where_all_is_known_says_nothing_of_it(client):
    world(2)

    answer = ask(client, "votes", position="no")

    assert answer["count"] == 0
    assert told(answer) == {}


def test_a_role_is_known_where_somebody_is_named_in_that_role(client):
    world(1)  # a mission with a lead and a contributor, and one with neither
    published("organization", "nobody")

    assert told(ask(client, "missions", lead="organization:nobody")) == {"lead_actors": (1, 2)}
    known = told(ask(client, "missions", command="organization:nobody"))
    assert known == {"commanding_actors": (0, 2)}


def test_what_was_not_vetoed_has_no_vetoing_state_to_know(client):
    world(1)

    assert told(ask(client, "documents", vetoed_by="AAA")) == {}
    published("document", "a", kind="draft", outcome="vetoed", symbol="S/1")
    assert told(ask(client, "documents", vetoed_by="AAA"))["vetoed_by"] == (1, 2)


def test_provisions_coded_by_chapter_do_not_pass_for_articles(client):
    publish_all(CHARTER, invoking("r-1", "VII"), invoking("r-2", "VII", "42"), invoking("r-3"))

    answer = ask(client, "resolutions", provision="charter:41")

    assert told(answer) == {
        "document_provisions": (2, 3),
        "articles_invoked": (1, 3),
        "paragraphs": (0, 3),
    }


def test_asking_for_what_is_not_coded_is_no_hollow_question(client):
    world(1)

    assert told(ask(client, "documents", chapter_vii="not_coded")) == {}
    assert told(ask(client, "documents", chapter_vii="yes"))["chapter_vii"] == (0, 1)


def test_a_word_for_nothing_counts_as_no_knowledge():
    basis = {"kind": "not_established", "status": "accepted", "source": "library"}
    publish_all(
        content("source", "library"),
        content("mission", "xa", consent="not_coded", owned={"legal_bases": [basis]}),
    )

    def counted(table, field):
        one = Coverage.objects.get(table=table, field=field, period="all")
        return one.known, one.unknown, one.not_yet_coded

    assert counted("missions", "consent") == (0, 0, 1)
    assert counted("legal_bases", "kind") == (0, 1, 0)


@pytest.mark.parametrize("start", ["/api/v1/documents/", "/documents/"])
def test_an_empty_answer_asks_one_query_for_each_filter_and_one_where_nothing_fits(client, start):
    sure = f"{start}?kind=treaty&outcome=vetoed"  # fits none, and is known of every document
    for number in (1, 3):
        world(number)
        plain = queries(client, sure)

        assert queries(client, f"{sure}&number=99") == plain + 1 + 1
        assert queries(client, f"{sure}&number=99&against=9&adoption=vote") == plain + 3 + 1


def test_what_a_filter_is_about_may_be_several_columns():
    either = About("legal_bases__document", "mandate_actions__document")
    place = either.place_in(Mission)

    assert (place.table, place.field) == ("missions", "legal_bases")


def test_each_role_asked_for_is_counted_among_what_fits_the_other(client):
    """Who led and who commanded are two rows: what is unknown of one is not laid to the other."""
    lead = {"role": "lead", "actor": "organization:club", "source": "library"}
    command = {"role": "command", "actor": "organization:other", "source": "library"}
    missions = {"both": [lead, command], "led": [lead], "neither": []}
    publish_with_facts(
        content("organization", "club"),
        content("organization", "other"),
        content("organization", "third"),
        *(content("mission", slug, owned={"roles": rows}) for slug, rows in missions.items()),
    )

    asked = {"lead": "club", "command": "third"}
    answer = ask(client, "missions", **asked)

    (of_command,) = [one for one in columns(answer) if one["parameter"] == "command"]
    assert (of_command["known"], of_command["of"]) == (1, 2)


def test_what_was_not_vetoed_is_no_gap_of_a_full_list(client):
    publish_all(
        content("state", "aaa"),
        content("document", "a", kind="draft", outcome="vetoed", symbol="S/1", vetoed_by=["aaa"]),
        *(content("document", f"b-{at}", symbol=f"S/RES/{at}") for at in range(9)),
    )

    assert told(ask(client, "documents", vetoed_by="AAA")) == {}


def test_an_end_that_has_not_come_is_no_gap(client):
    days = {"starts_on": "2001-02-01"}
    publish_all(
        content("mission", "ended", **days, ends_on="2031-12-31"),
        content("mission", "lasting", **days),
    )
    answer = ask(client, "missions", ends_on__gte="2030-01-01")
    assert (answer["count"], told(answer)) == (1, {})

    publish_all(content("mission", "unknown", **days, ends_precision="unknown"))
    assert told(ask(client, "missions", ends_on__gte="2030-01-01")) == {"ends_on": (2, 3)}


def test_a_gap_beside_another_parameter_is_told_of_what_fits_that(client):
    publish_all(
        content("document", "a", symbol="A/1", year=1999, situation="Here"),
        content("document", "b", symbol="B/1", year=1999),
        content("document", "c", symbol="C/1", year=2000),
        content("document", "d", symbol="D/1", year=2000),
        content("document", "e", symbol="E/1", year=2000, situation="There"),
    )

    answer = ask(client, "documents", year=1999, situation="there")

    assert told(answer)["situation"] == (1, 2)


def test_asking_for_what_is_not_coded_beside_a_value_is_no_hollow_question(client):
    publish_all(
        content("document", "a", symbol="A/1", chapter_vii="no"),
        content("document", "b", symbol="B/1"),
    )

    answer = ask(client, "documents", chapter_vii="not_coded,yes")
    assert (answer["count"], told(answer)) == (1, {})


def test_what_is_perhaps_so_is_counted_by_the_same_rule_each_time(client):
    """Asking what is possible leaves no trace in what is asked after it."""
    sure = {"starts_on": "2001-02-01", "ends_on": "2002-01-31"}
    doubtful = {"starts_on": "2001-02-01", "ends_precision": "unknown"}
    publish_all(
        content("state", "aaa"),
        content("mission", "sure", **sure),
        content("mission", "doubtful", **doubtful),
    )

    asked = {"as_of": "2001-06-01", "certainty": "perhaps"}
    assert ask(client, "missions", **asked)["count"] == 1
    answer = ask(client, "missions", host_state="AAA", **asked)
    assert (answer["count"], told(answer)) == (0, {"host_states": (0, 1)})
