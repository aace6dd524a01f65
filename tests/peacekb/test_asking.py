"""What the parameters of lists ask: each bears on the answer, or is refused in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.search.asking import SearchForm
from legal.filters import OfProvision, OfSymbol
from legal.models import Provision
from peacekb.api import router
from records.common.filters import (
    Asked,
    DayFilter,
    Held,
    MonthFilter,
    OneOf,
    Ordering,
    Text,
    WholeNumber,
    YesNo,
    held_words,
)
from records.common.related import column_at, to_many
from records.filters import Named
from records.models import Record
from records.writing.publishing import publish
from tests.make import article_content, content, publish_with_facts, published, revise
from tests.world import world

pytestmark = pytest.mark.django_db

VIEWS = {name: view for name, view, _ in router.registry if name != "search"}
FILTERS = [
    (name, parameter)
    for name, view in sorted(VIEWS.items())
    for parameter in view.filterset_class.base_filters
]
NO_SUCH_WORD = "zzqq-nothing"


def answer(client, name, /, **query):
    return client.get(f"/api/v1/{name}/", query)


def keys(client, name, /, **query):
    reply = answer(client, name, **query)
    assert reply.status_code == 200, reply.json()
    return [row.get("slug") or row.get("code") or row["id"] for row in reply.json()["results"]]


def asked(name, parameter):
    found = VIEWS[name].filterset_class.base_filters[parameter]
    found.model = VIEWS[name].filterset_class._meta.model
    return found


def value_for(name, parameter):
    """A value that the parameter reads, as an analyst would give it."""
    one = asked(name, parameter)
    match one:
        case Ordering():
            word = one.default
            return word[1:] if word.startswith("-") else f"-{word}"
        case OneOf():
            return one.allowed.values[0]
        case Named():
            kinds = {} if one.kind == "*" else {"record_kind": one.kind}
            record = Record.objects.filter(**kinds).order_by("pk").first()
            return f"{record.record_kind}:{record.slug}" if one.kind == "*" else record.slug
        case Held():
            return (held_words(one.model, one.columns) or ["word"])[0]
        case OfSymbol():
            return "S/RES/1 (1999)"
        case OfProvision():
            provision = Provision.objects.order_by("pk").first()
            return f"{provision.document.slug}:{provision.number}"
        case YesNo():
            return "yes"
        case DayFilter():
            return "2000-01-01"
        case MonthFilter():
            return "2000-01"
        case WholeNumber():
            return "1"
        case Text():
            return "alpha"
    assert parameter == "certainty", f"Say in this test what {parameter} of {name} reads."
    return "perhaps"


@pytest.mark.walk
@pytest.mark.parametrize(("name", "parameter"), FILTERS)
def test_a_parameter_changes_what_is_asked_of_the_base_or_is_refused(client, name, parameter):
    world()
    beside = {"as_of": "2000-01-01"} if parameter == "certainty" else {}
    answer(client, name)  # what is read once a process is read before
    with CaptureQueriesContext(connection) as without:
        answer(client, name, **beside)
    with CaptureQueriesContext(connection) as asking:
        reply = answer(client, name, **beside | {parameter: value_for(name, parameter)})

    if reply.status_code == 400:
        assert parameter in reply.json()["errors"]
        assert parameter == "as_of", reply.json()
    else:
        assert reply.status_code == 200
        assert {one["sql"] for one in asking} != {one["sql"] for one in without}


WORDED = [
    (name, parameter)
    for name, parameter in FILTERS
    if isinstance(asked(name, parameter), (OneOf, Held, Named, OfSymbol, OfProvision))
]


@pytest.mark.walk
@pytest.mark.parametrize(("name", "parameter"), WORDED)
def test_a_word_that_nothing_bears_is_refused_where_any_is_known(client, name, parameter):
    world()
    one = asked(name, parameter)
    reply = answer(client, name, **{parameter: NO_SUCH_WORD})

    if isinstance(one, Held) and not held_words(one.model, one.columns):
        assert reply.json()["count"] == 0
    else:
        assert reply.status_code == 400
        assert NO_SUCH_WORD in reply.json()["errors"][parameter][0]


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("missions", {"region": "Oceanía?"}, "Did you mean 'Oceania'?"),
        ("states", {"region": "Ocean"}, "is not one of Oceania"),
        ("mandates", {"task": "deminin"}, "Did you mean 'Demining'?"),
        ("search", {"subkind": "resolutoin"}, "Did you mean 'resolution'?"),
        ("search", {"region": "Oceana"}, "Did you mean 'Oceania'?"),
    ],
)
def test_an_unknown_word_gets_the_nearest(client, name, query, said):
    world()

    reply = answer(client, name, **query)

    assert reply.status_code == 400
    assert said in reply.json()["detail"]


def test_a_symbol_of_another_year_gets_the_right_one(client):
    numbered = {"number": 9, "year": 1999, "organ": "un-sc", "adopted_on": "1999-05-05"}
    published("organization", "un-sc")
    published("document", "s-res-9-1999", symbol="S/RES/9 (1999)", **numbered)

    assert keys(client, "documents", symbol="s_res_9") == ["s-res-9-1999"]
    refused = answer(client, "documents", symbol="S/RES/9 (2019)").json()["detail"]
    assert "Did you mean S/RES/9 (1999)?" in refused


def test_words_are_read_in_any_case_and_without_their_accents(client):
    published("state", "aaa", region="Océanie")
    published("document", "s-1", situation="Situation au Myräland, Nord")

    assert keys(client, "states", region="OCEANIE") == ["aaa"]
    assert keys(client, "documents", situation="myraland") == ["s-1"]
    assert keys(client, "documents", situation="Situation au Myräland, Nord") == ["s-1"]


def test_a_word_is_no_mistake_while_nothing_is_known(client):
    published("state", "aaa")

    assert keys(client, "states", region="Oceania") == []


def test_a_section_holds_its_subsections_and_no_other(client):
    named = {"A6": "in-a6", "A6.1": "in-a6-1", "A60": "in-a60"}
    mentions = [{"section": code, "record": f"party:{slug}"} for code, slug in named.items()]
    parties = [content("party", slug, name=slug) for slug in named.values()]
    publish(revise(*parties, article_content("article-x", *named, section_mentions=mentions)))

    assert keys(client, "parties", section="a6") == ["in-a6", "in-a6-1"]
    assert keys(client, "parties", section="A6.1") == ["in-a6-1"]
    assert keys(client, "parties", section="A60") == ["in-a60"]


# One related row meets all that is asked of it.


def _mission(slug, *bases, **values):
    rows = [{"kind": kind, "status": status, "source": "library"} for kind, status in bases]
    return content("mission", slug, owned={"legal_bases": rows}, **values)


def test_the_kind_and_the_status_of_a_legal_basis_are_asked_of_one_basis(client):
    publish_with_facts(
        _mission("one-basis", ("host_consent", "contested")),
        _mission("two-bases", ("host_consent", "accepted"), ("regional_decision", "contested")),
    )

    assert keys(client, "missions", legal_basis="host_consent") == ["one-basis", "two-bases"]
    found = keys(client, "missions", legal_basis="host_consent", legal_status="contested")
    assert found == ["one-basis"]


def test_a_host_state_and_a_region_are_asked_of_one_state(client):
    publish_with_facts(
        content("state", "aaa", region="Africa"),
        content("state", "bbb", region="Asia"),
        content("mission", "in-both", host_states=["aaa", "bbb"]),
        content("mission", "in-asia", host_states=["bbb"]),
    )

    assert len(keys(client, "missions", state="BBB", region="Asia")) == 2
    assert keys(client, "missions", state="AAA", region="Asia") == []


def _role(role, actor, starts_on=None, ends_on=None):
    return {
        "role": role,
        "actor": actor,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "source": "library",
    }


def _led_in_turn():
    roles = [
        _role("lead", "organization:first", "2001-01-01", "2004-12-31"),
        _role("lead", "organization:second", "2005-01-01", "2009-12-31"),
        _role("contributor", "state:aaa"),
    ]
    publish_with_facts(
        content("organization", "first"),
        content("organization", "second"),
        content("state", "aaa"),
        content(
            "mission",
            "handed-over",
            starts_on="2001-01-01",
            ends_on="2009-12-31",
            owned={"roles": roles},
        ),
    )


def test_an_actor_held_its_role_on_the_day_asked_for(client):
    _led_in_turn()

    assert keys(client, "missions", lead="first") == ["handed-over"]
    assert keys(client, "missions", lead="first", as_of="2003-06-01") == ["handed-over"]
    assert keys(client, "missions", lead="first", as_of="2006-06-01") == []
    assert keys(client, "missions", lead="second", as_of="2006-06-01") == ["handed-over"]


def test_a_role_of_unknown_days_perhaps_held_on_the_day(client):
    _led_in_turn()
    on_day = {"contributor": "AAA", "as_of": "2003-06-01"}

    assert keys(client, "missions", **on_day) == []
    assert keys(client, "missions", **on_day, certainty="perhaps") == ["handed-over"]
    assert keys(client, "missions", **on_day, certainty="any") == ["handed-over"]


def test_who_only_contributed_did_not_lead(client):
    _led_in_turn()

    assert keys(client, "missions", lead="state:aaa") == []


def test_each_actor_is_asked_of_a_role_of_its_own(client):
    _led_in_turn()

    assert keys(client, "missions", lead="first", contributor="AAA") == ["handed-over"]
    assert keys(client, "missions", organization="second", actor="state:aaa") == ["handed-over"]


def test_a_role_asked_for_belongs_to_the_record_asked_for(client):
    world()
    claim = keys(client, "claims")[0]
    mentions = answer(client, f"claims/{claim}").json()["mentions"]
    role = mentions[0]["role"]
    (other,) = {one["role"] for one in mentions} - {role}
    record = f"{mentions[0]['record_kind']}:{mentions[0]['record']}"

    assert keys(client, "claims", record=record, role=role) == [claim]
    assert keys(client, "claims", role=other) == [claim]
    assert keys(client, "claims", record=record, role=other) == []


GROUPED = [
    (name, first, second)
    for name in sorted(VIEWS)
    for first, one in VIEWS[name].filterset_class.base_filters.items()
    for second, other in VIEWS[name].filterset_class.base_filters.items()
    if first < second
    and all(
        isinstance(asked(name, each), Asked) and not asked(name, each).method
        for each in (first, second)
    )
    and to_many(one.model, one.field_name)
    and (to_many(one.model, one.field_name), one.row)
    == (to_many(other.model, other.field_name), other.row)
]


def test_the_questions_of_one_row_are_these():
    """A new pair must be looked at: two filters over one relation may mean one row or two."""
    assert {(first, second) for _, first, second in GROUPED} == {
        ("article", "section"),
        ("legal_basis", "legal_status"),
        ("region", "state"),
        ("task", "task_modality"),
    }


@pytest.mark.parametrize("parameter", sorted(SearchForm.base_fields))
@pytest.mark.parametrize("value", ["", " ", ",", "\r", "\xa0"])
def test_an_empty_value_is_refused_in_search_too(client, parameter, value):
    reply = client.get("/api/v1/search/", {parameter: value})

    assert reply.status_code == 400
    assert parameter in reply.json()["errors"]


def test_the_api_refuses_what_only_the_page_of_a_search_reads(client):
    assert "words" in client.get("/api/v1/search/?q=peace&words=yes").json()["errors"]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/schema/"])
def test_an_address_without_parameters_refuses_them(client, path):
    reply = client.get(path, {"colour": "blue"})

    assert reply.status_code == 400
    assert "colour" in reply.json()["errors"]
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("day", ["soon", "1999-02-30", "2999-01-01"])
@pytest.mark.parametrize("name", sorted({*VIEWS, "search"}))
def test_a_day_that_cannot_be_read_is_refused_everywhere(client, name, day):
    world()
    detail = [] if name == "search" else [f"{name}/{keys(client, name)[0]}"]
    for path in [name, *detail]:
        assert "as_of" in answer(client, path, as_of=day).json()["errors"], path


def test_beyond_the_last_day_that_is_known_an_answer_says_so(client):
    world()

    def until(path, day):
        return answer(client, path, as_of=day).json().get("known_until")

    assert until("strengths", "2000-01-31") is None
    assert until("strengths", "2000-02-01") == "2000-01-31"
    assert until("votes", "1999-10-25") is None
    assert until("votes", "1999-10-26") == "1999-10-25"
    for path in ("missions", "mandates", "organizations", "missions/mission-alpha"):
        assert until(path, "2000-02-04") == "2000-02-03", path  # of the latest fact, a death
        assert until(path, "2000-02-03") is None
    page = client.get("/missions/?as_of=2031-03-01").content.decode()
    assert "The latest day known here is 3 February 2000" in page
    within = client.get("/missions/?as_of=2000-01-01").content.decode()
    assert "The latest day known here is" not in within


def test_a_figure_of_a_year_is_known_until_its_end(client):
    gave = {"state": "aaa", "mission": "xmis", "category": "troops", "persons": 4}
    publish_with_facts(
        content("state", "aaa"),
        content("mission", "xmis"),
        contributions=[
            gave | {"month": "2020-01-01", "precision": "year"},
            gave | {"month": "2020-03-01", "precision": "month"},
        ],
    )

    assert "known_until" not in answer(client, "contributions", as_of="2020-12-31").json()
    beyond = answer(client, "contributions", as_of="2021-01-01").json()
    assert beyond["known_until"] == "2020-12-31"


@pytest.mark.parametrize(
    "day", ["1999-1-1", " 1999-10-25", "1999-10-25 ", "١٩٩٩-١٠-٢٥", "19991025"]
)
def test_a_day_is_written_in_one_way(client, day):
    assert "as_of" in answer(client, "missions", as_of=day).json()["errors"]


def test_an_empty_answer_of_what_coverage_does_not_count_leads_nowhere(client):
    searched = answer(client, "tasks-in-force").json()["searched"]

    assert searched == {"rows": 0}
    assert "coverage" in answer(client, "votes").json()["searched"]
    assert "coverage" in answer(client, "resolutions").json()["searched"]


def test_a_filter_over_missions_looks_for_the_missions_first(client):
    """Not for each of a hundred thousand rows whether its mission is one."""
    world()
    with CaptureQueriesContext(connection) as asking:
        keys(client, "contributions", resolution="s-res-1-1999")

    counting = next(
        one["sql"] for one in asking if "COUNT(" in one["sql"] and "IN (SELECT" in one["sql"]
    )
    assert "EXISTS" not in counting


def test_the_column_of_a_path_is_that_of_its_end():
    model = VIEWS["votes"].filterset_class._meta.model

    assert column_at(model, "document__situation")[0].__name__ == "Document"
    assert to_many(model, "document__adopted_on") == ""
    assert to_many(model, "document__states__region") == "document__states"
