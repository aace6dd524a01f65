"""Filters over one relation are asked of one related row, all of them together."""

import pytest

from records.common.filters import Asked, Turned
from tests.asking import VIEWS, answer, asked, keys
from tests.make import content, publish_with_facts
from tests.world import world

pytestmark = pytest.mark.django_db


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

    assert len(keys(client, "missions", host_state="BBB", region="Asia")) == 2
    assert keys(client, "missions", host_state="AAA", region="Asia") == []


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


def declared(name):
    """The filters that ask one row of a relation, without those that follow by operators."""
    for parameter in VIEWS[name].filterset_class.base_filters:
        one = asked(name, parameter)
        if isinstance(one, Asked) and not one.is_apart and not isinstance(one, Turned):
            yield parameter, one


GROUPED = [
    (name, first, second)
    for name in sorted(VIEWS)
    for first, one in declared(name)
    for second, other in declared(name)
    if first < second and one.relation and (one.relation, one.row) == (other.relation, other.row)
]


def test_the_questions_of_one_row_are_these():
    """A new pair must be looked at: two filters over one relation may mean one row or two."""
    assert {(first, second) for _, first, second in GROUPED} == {
        ("article", "section"),
        ("conflict", "mission"),
        ("legal_basis", "legal_status"),
        ("host_state", "region"),
        ("host_region", "host_state"),
        ("task", "task_modality"),
    }


def test_who_commanded_a_mission_did_not_lead_its_figures(client):
    roles = [_role("lead", "organization:first"), _role("command", "organization:second")]
    publish_with_facts(
        content("organization", "first"),
        content("organization", "second"),
        content("mission", "one", owned={"roles": roles}),
        strength=[{"mission": "one", "month": "2001-03-01", "category": "troops", "persons": 5}],
    )

    def found(slug):
        return answer(client, "strengths", lead=slug).json()["count"]

    assert (found("first"), found("second")) == (1, 0)


def test_two_rows_that_answer_show_their_record_once(client):
    roles = [
        _role("contributor", "state:aaa", "2001-02-01", "2001-12-31"),
        _role("contributor", "state:aaa", "2003-01-01", "2003-12-31"),
    ]
    publish_with_facts(content("state", "aaa"), content("mission", "one", owned={"roles": roles}))

    assert keys(client, "missions", contributor="AAA") == ["one"]
    assert answer(client, "missions", contributor="AAA").json()["count"] == 1


def test_one_slug_of_two_kinds_is_both(client):
    """Without its kind a key means every record that has it."""
    library = {"source": "library", "stance": "supports", "locator": "page 1"}
    publish_with_facts(
        content("topic", "peace", owned={"citations": [library]}),
        content("conflict", "peace", owned={"citations": [library]}),
    )

    def kinds(value):
        rows = answer(client, "citations", record=value).json()["results"]
        return sorted(row["record_kind"] for row in rows)

    assert kinds("peace") == ["conflict", "topic"]
    assert kinds("topic:peace") == ["topic"]
    assert kinds("peace,topic:peace") == ["conflict", "topic"]
