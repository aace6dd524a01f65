"""The API's manner, at every endpoint."""

import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import SearchEntry
from peacekb.api import router
from peacekb.openapi import description, resolved
from records.api import RecordViewSet
from records.models import Record
from records.writing.publishing import propose_withdrawal, publish
from tests.asking import asked as asking
from tests.asking import by_view
from tests.canaries import is_seen, plant
from tests.make import published
from tests.pages import HOSTILE
from tests.peacekb.test_parameters import value_for
from tests.world import of_worlds, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

ENDPOINTS = sorted(name for name, _, _ in router.registry)
LISTS = [name for name in ENDPOINTS if name != "search"]
RECORDS = [name for name, view, _ in router.registry if issubclass(view, RecordViewSet)]


def api(client, path, **query):
    return client.get(f"/api/v1/{path}", query)


def first(client, name):
    return api(client, f"{name}/").json()["results"][0]


@of_worlds(2)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_its_envelope_and_every_row_its_detail(client, name):
    world(2)

    reply = api(client, f"{name}/")

    assert reply.status_code == 200
    body = reply.json()
    assert list(body) == ["count", "count_is", "next", "previous", "results", "meta"]
    assert min(body["count"], 50) == len(body["results"])
    assert body["results"], f"{name} is empty: add a row to world_records.py or world_facts.py."
    for row in body["results"]:
        assert api(client, f"{name}/{row['key']}/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_the_same_work_for_one_world_and_for_three(client, name):
    counts = []
    for number in (1, 3):
        world(number)
        api(client, f"{name}/")  # what is read once a process is read before counting
        with CaptureQueriesContext(connection) as asked:
            api(client, f"{name}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"as_of": "soon"}, "as_of"),
        ({"as_of": "1999-02-30"}, "as_of"),
        ({"as_off": "1999-10-25"}, "'as_of'"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "1001"}, "page_size"),
        ({"page_size": "x"}, "page_size"),
        ({"page": "0"}, "page"),
        ({"page": "-1"}, "page"),
        ({"page": "1e3"}, "page"),
        ({"page": "²"}, "page"),
        ({"ordering": "nonsense"}, "ordering"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_what_cannot_be_understood_is_a_problem_that_names_it(client, name, query, named):
    world()

    reply = api(client, f"{name}/", **query)

    assert reply.status_code == 400
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = reply.json()
    assert (problem["status"], problem["title"]) == (400, "Bad request")
    assert named in problem["detail"] + " ".join(problem["errors"])
    assert "results" not in problem


@pytest.mark.parametrize("name", LISTS)
def test_a_page_beyond_the_last_is_not_found(client, name):
    reply = api(client, f"{name}/", page=99)

    assert reply.status_code == 404
    assert reply.headers["Content-Type"] == "application/problem+json"


@of_worlds(3)
@pytest.mark.parametrize("name", LISTS)
def test_pages_neither_repeat_nor_lose_a_row(client, name):
    world(3)
    whole = [row["key"] for row in api(client, f"{name}/", page_size=1000).json()["results"]]

    walked, page = [], f"/api/v1/{name}/?page_size={max(2, len(whole) // 10)}"
    while page:
        body = client.get(page).json()
        walked += [row["key"] for row in body["results"]]
        page = body["next"]

    assert walked == whole
    assert len(set(walked)) == len(walked)


@of_worlds(3)
@pytest.mark.parametrize("name", LISTS)
def test_every_order_is_total_and_its_reverse_the_reverse(client, name):
    from records.common.filters import Ordering

    world(3)
    view = next(view for registered, view, _ in router.registry if registered == name)
    ordering = view.filterset_class.base_filters["ordering"]
    assert isinstance(ordering, Ordering)
    for word in ordering.orders:
        few = {one: value_for(asking(name, one)) for one in ordering.needs.get(word, ())[:1]}
        rows = api(client, f"{name}/", ordering=word, **few).json()["results"]
        assert len({row["key"] for row in rows}) == len(rows) > 0


READING = {name: getattr(view, "reads_day", False) for name, view, _ in router.registry}


@pytest.mark.parametrize("name", RECORDS)
def test_as_of_never_hides_a_record_and_is_refused_where_it_changes_nothing(client, name):
    world()
    slug = first(client, name)["key"]
    expected = 200 if READING[name] else 400

    for day in ("1800-01-01", "1999-10-25", "2100-01-01"):
        assert api(client, f"{name}/{slug}/", as_of=day).status_code == expected


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_found_by_its_key_in_either_case(client, name):
    world()
    slug = first(client, name)["key"]

    small, capital = (api(client, f"{name}/{one}/") for one in (slug.lower(), slug.upper()))

    assert small.json() == capital.json()


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_record_is_not_found_and_an_unknown_parameter_refused(client, name):
    world()
    slug = first(client, name)["key"]

    assert api(client, f"{name}/no-such-thing/").status_code == 404
    reply = api(client, f"{name}/{slug}/", feilds="name")
    assert reply.status_code == 400
    assert "Did you mean 'fields'?" in reply.json()["detail"]


def test_a_withdrawn_record_is_gone_with_its_reason(client):
    record = published("topic", "t").record
    publish([propose_withdrawal(record, base_version=1, author="x", reason="twice in the base")])

    reply = api(client, "topics/t/")

    assert reply.status_code == 410
    assert "twice in the base" in reply.json()["detail"]


@pytest.mark.parametrize("form", ["json", "csv", "ndjson"])
def test_what_is_unpublished_is_in_no_list_in_no_format(client, form):
    world()
    plant()

    for name in ENDPOINTS:
        reply = api(client, f"{name}/", **_asking(name), format=form)
        assert not is_seen(reply.getvalue()), name


def _asking(name):
    return {"q": "hidden"} if name == "search" else {}


def test_as_of_keeps_what_held_that_day_and_says_what_is_left_open(client):
    world()

    def memberships(**query):
        return [row["kind"] for row in api(client, "memberships/", **query).json()["results"]]

    assert memberships(as_of="2000-01-01") == ["member"]
    assert memberships(as_of="2000-01-01", certainty="perhaps") == ["observer"]
    assert sorted(memberships(as_of="2000-01-01", certainty="any")) == ["member", "observer"]
    assert memberships(as_of="2006-01-01") == []
    assert api(client, "memberships/", as_of="2006-01-01").json()["as_of"] == "2006-01-01"


@of_worlds(2)
@pytest.mark.parametrize("name", LISTS)
def test_a_day_either_bears_on_a_list_or_is_refused(client, name):
    world(2)
    with CaptureQueriesContext(connection) as plain:
        api(client, f"{name}/")
    with CaptureQueriesContext(connection) as dated:
        reply = api(client, f"{name}/", as_of="1850-01-01")

    if reply.status_code == 400:
        assert "depends on the day" in reply.json()["errors"]["as_of"][0]
    else:
        assert reply.status_code == 200
        assert [one["sql"] for one in dated] != [one["sql"] for one in plain]


def test_a_day_narrows_states_only_with_an_organization(client):
    world()
    assert api(client, "states/", as_of="2000-01-01").status_code == 400
    asked = {"member_of": "org-alpha", "as_of": "2000-01-01"}
    assert api(client, "states/", **asked).json()["count"] == 1
    assert api(client, "states/", **asked | {"as_of": "2010-01-01"}).json()["count"] == 0


@pytest.mark.parametrize("name", LISTS)
def test_a_certainty_without_a_day_is_refused(client, name):
    reply = api(client, f"{name}/", certainty="perhaps")

    assert reply.status_code == 400


EMPTY = ["", " ", ",", " , ", "\t", "\r\n", "\xa0,\u2003", "\u200b,\ufeff"]


@pytest.mark.parametrize("value", EMPTY)
@pytest.mark.parametrize("name", LISTS)
def test_an_empty_value_is_refused_by_name_in_every_parameter(client, name, value, rounds):
    """In every run each parameter meets two of the values, and all of them when proving."""
    described = _parameters_of(f"/api/v1/{name}/")
    for parameter in described[EMPTY.index(value) % rounds(4, 1) :: rounds(4, 1)]:
        reply = by_view(name, **{parameter: value})

        assert reply.status_code == 400, parameter
        assert parameter in json.loads(reply.content)["errors"], parameter
    reply = api(client, f"{name}/", **{described[0]: value})
    assert (reply.status_code, list(reply.json()["errors"])) == (400, described[:1])


def _parameters_of(path):
    declared = map(resolved, description()["paths"][path]["get"]["parameters"])
    return [one["name"] for one in declared if one["in"] == "query"]


def test_a_single_record_takes_a_day_only_where_it_shows_rows_of_the_day(client):
    world()
    assert api(client, "missions/mission-alpha/", as_of="2000-01-01").status_code == 200
    assert api(client, "states/AAA/", as_of="2000-01-01").status_code == 200
    for path in ("topics/topic-alpha/", "claims/XX-001/", "resolutions/s-res-1-1999/"):
        reply = api(client, path, as_of="2000-01-01")
        assert reply.status_code == 400, path
        assert "as_of" in reply.json()["errors"]


@of_worlds(3)
def test_values_are_any_of_by_comma_or_by_repetition(client):
    world(3)

    def slugs(query):
        rows = client.get(f"/api/v1/missions/?{query}").json()["results"]
        return [row["key"] for row in rows]

    both = ["mission-alpha", "mission-beta"]
    assert slugs("host_state=AAA,BBB") == slugs("host_state=aaa&host_state=BBB") == both
    assert slugs("lead=org-alpha") == ["mission-alpha"]
    assert slugs("lead=organization:org-alpha") == ["mission-alpha"]
    assert slugs("type=observer,training") == [*both, "mission-gamma"]
    assert slugs("document=s-res-2-1999") == ["mission-beta"]
    assert slugs("region=oceania&conflict=conflict-gamma") == ["mission-gamma"]


def test_an_unknown_name_in_a_filter_gets_the_nearest(client):
    world()

    reply = api(client, "missions/", host_state="AAB")

    assert reply.status_code == 400
    assert "There is no state or territory 'AAB'. Did you mean 'AAA'?" in reply.json()["detail"]


def test_only_the_fields_wanted(client):
    world()

    assert first(client, "missions").keys() > {"key", "name", "lead"}
    row = api(client, "missions/", fields="key,lead").json()["results"][0]
    assert row == {"key": "mission-alpha", "lead": ["org-alpha"]}
    reply = api(client, "missions/", fields="key,leed")
    assert reply.status_code == 400
    assert "Did you mean 'lead'?" in reply.json()["detail"]


def test_a_claim_carries_what_it_says_its_verdict_and_its_evidence(client):
    world()

    claim = first(client, "claims")

    assert claim["key"] == "XX-001"
    assert (claim["article"], claim["section"]) == ("article-alpha", "X1")
    assert claim["text"] == "It is claimed of alpha that it worked."
    assert (claim["kind"], claim["verdict"]) == ("fact", "disputed")
    assert claim["corrected_statement"] == "Of alpha sources disagree."
    assert claim["evidence_links"] == [
        {
            "document": "s-res-1-1999",
            "symbol": "S/RES/1 (1999)",
            "provision": "2(4)",
            "locator": None,
            "stance": "contradicts",
            "missing": {},
        }
    ]
    named = {(one["record_kind"], one["record"], one["role"]) for one in claim["mentions"]}
    assert named == {("mission", "mission-alpha", "subject"), ("state", "AAA", "place")}


@of_worlds(2)
def test_the_mandate_in_force_on_a_day(client):
    world(2)

    def mandates(day):
        rows = api(client, "mandates/", mission="mission-alpha", as_of=day).json()["results"]
        return [(row["document"], row["chapter"]) for row in rows]

    assert mandates("1999-10-25") == mandates("2001-01-30") == [("s-res-1-1999", "VII")]
    assert mandates("1999-10-24") == mandates("2001-01-31") == []


def asked(client, name, parameters, value):
    """Of all these parameters together."""
    as_it_stands = value.startswith("%") or "%00" in value
    told = value if as_it_stands else quote(value)
    query = "&".join(f"{quote(parameter)}={told}" for parameter in parameters)
    reply = client.get(f"/api/v1/{name}/?{query}")
    assert reply.status_code in (200, 400, 404, 414), (name, parameters)
    return reply


def refused_together(client, name, parameters, value):
    """The parameters that refusals name where many are asked in one address."""
    at_once = max(1, 3_000 // (len(quote(value)) + 30))
    found = set()
    for start in range(0, len(parameters), at_once):
        reply = asked(client, name, parameters[start : start + at_once], value)
        found |= reply.json().get("errors", {}).keys()
    return found


MAY_FIT_ALL = ("__not", "__icontains", "__gte", "__gt", "__lte", "__lt")  # more than -1 are all


@of_worlds(3)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_never_break_a_list_and_never_show_every_row(client, value, rounds):
    """In every run each value meets a part of the parameters, each parameter a part of them.

    What a refusal names among others is refused; the rest is asked alone.
    """
    world(3)
    every = rounds(20, 1)
    for name, view, _ in router.registry:
        filterset = getattr(view, "filterset_class", None)
        parameters = list(filterset.base_filters if filterset else ["q"])
        some = parameters[HOSTILE.index(value) % every :: every]
        refused = refused_together(client, name, some, value)
        for parameter in [*(one for one in some if one not in refused), value[:50]]:
            reply = asked(client, name, [parameter], value)
            may_fit_all = parameter.endswith(MAY_FIT_ALL)
            if reply.status_code == 200 and value.strip(", ") and not may_fit_all:
                every_row = SearchEntry.objects.count() if name == "search" else 3
                assert reply.json()["count"] < every_row, (name, parameter)


def test_writing_is_refused(client):
    world()
    for method in ("post", "put", "patch", "delete"):
        reply = getattr(client, method)("/api/v1/missions/mission-alpha/")
        assert reply.status_code == 405
        assert reply.headers["Content-Type"] == "application/problem+json"
    assert Record.objects.filter(slug="mission-alpha").exists()
