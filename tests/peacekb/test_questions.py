"""Answers of the API that are no lists: the same as on pages, strictly asked, their manner told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.checking.engine import LONGEST, check
from legal.models import Document
from legal.voting.pairs import pair
from missions.across.trace import around, members, missions_of
from missions.acts.effects import effects
from missions.acts.reading import Said
from missions.models import Mission
from missions.tasks.showing import compared
from organizations.models import State
from records.writing.publishing import propose_withdrawal, publish
from tests.asking import ask
from tests.make import content, publish_with_facts, published, revise
from tests.pages import page_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OF_MISSION = "missions/mission-alpha"
QUESTIONS = (
    "votes/agreement/?a=AAA&b=BBB",
    "votes/agreement/?a=AAA",
    "joins/vote-mandate-deployment/",
    f"{OF_MISSION}/timeline/",
    f"{OF_MISSION}/tasks/?a=2000-01-01&b=2001-01-01",
    f"{OF_MISSION}/lineage/",
    "resolutions/s-res-1-1999/effects/",
    "documents/s-res-1-1999/effects/",
)


def refusal(client, path, status=400):
    reply = client.get(f"/api/v1/{path}")
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "application/problem+json"
    return reply.json()


@pytest.mark.parametrize("path", QUESTIONS)
def test_what_is_not_read_is_refused_by_name(client, path):
    world(2)
    sign = "&" if "?" in path else "?"
    assert client.get(f"/api/v1/{path}").status_code == 200

    for query, named in (("colour=blue", "colour"), ("as_off=2000-01-01", "as_off"), ("a=", "a")):
        answer = refusal(client, f"{path}{sign}{query}")
        assert named in answer["detail"] + " ".join(answer["errors"]), query


@pytest.mark.parametrize("path", QUESTIONS)
@pytest.mark.slow
def test_a_question_is_the_same_work_for_one_world_and_for_three(client, path):
    counts = []
    for number in (2, 3):
        world(number)
        ask(client, path.partition("?")[0].strip("/"), **_query(path))
        with CaptureQueriesContext(connection) as asked:
            ask(client, path.partition("?")[0].strip("/"), **_query(path))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def _query(path):
    return dict(part.split("=") for part in path.partition("?")[2].split("&") if part)


def test_two_states_agree_as_their_page_says(counted, client):
    one, other = (State.objects.get(slug=slug) for slug in ("aaa", "ccc"))
    found = pair(one, other, None)

    answer = ask(client, "votes/agreement", a="AAA", b="CCC", group_by="year")
    page = page_of(client, answer["total"]["page"].replace("/api/v1", ""))

    assert {row["year"]: (row["agreed"], row["of"]) for row in answer["results"]} == {
        year: (alike.same, alike.both) for year, alike in found.years.items()
    }
    assert (answer["total"]["agreed"], answer["total"]["of"]) == (4, 5)
    assert answer["total"]["agreement"] == 0.8
    assert f"{found.whole.percent}" in page


def test_an_abstention_is_half_or_differs_as_asked_and_the_method_says_so(counted, client):
    plain = ask(client, "votes/agreement", a="AAA", b="BBB")
    half = ask(client, "votes/agreement", a="AAA", b="BBB", abstain="half")

    assert (plain["total"]["agreed"], plain["total"]["of"]) == (3, 5)
    assert (half["total"]["agreed"], half["total"]["of"]) == (3.5, 5)
    assert "counts as half" in half["method"]
    assert "differs" in plain["method"]


def test_documents_without_a_vote_count_only_where_that_is_asked(client):
    publish_with_facts(
        content("state", "aaa"),
        content("state", "bbb"),
        content("document", "s-1", adopted_on="2000-01-01"),
        votes=[
            {"document": "s-1", "state": code, "position": "no_vote_taken"}
            for code in ("aaa", "bbb")
        ],
    )

    without = ask(client, "votes/agreement", a="AAA", b="BBB")["total"]
    agreeing = ask(client, "votes/agreement", a="AAA", b="BBB", without_vote="agree")["total"]

    assert (without["agreement"], without["of"]) == (None, 0)
    assert (agreeing["agreement"], agreeing["of"]) == (1, 1)


def test_a_state_beside_all_others_begins_with_those_that_differed_most(counted, client):
    rows = ask(client, "votes/agreement", a="AAA")["results"]

    assert [(row["b"], row["agreed"], row["of"]) for row in rows] == [
        ("DDD", 1, 4),
        ("BBB", 3, 5),
        ("CCC", 4, 5),
    ]
    failed = ask(client, "votes/agreement", a="AAA", outcome="vetoed")["results"]
    assert {row["b"]: row["of"] for row in failed} == {"BBB": 2, "CCC": 2, "DDD": 2}


def test_agreement_takes_a_day_a_month_or_a_year_as_lists_do(counted, client):
    def of(**query):
        return ask(client, "votes/agreement", a="AAA", b="BBB", **query)["total"]["of"]

    assert of() == 5
    assert of(adopted_on=2001) == of(adopted_on__gte="2001-01-01", adopted_on__lte="2001-12-31")
    assert 0 < of(adopted_on=2001) < 5
    assert of(adopted_on__lte="2000") + of(adopted_on__gte="2001") == 5


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "a"),
        ("a=AAA&b=AAA", "b"),
        ("a=Nowhere", "a"),
        ("a=AAA&group_by=year", "group_by"),
        ("a=AAA&b=BBB&group_by=state", "group_by"),
        ("a=AAA&b=BBB&abstain=most", "abstain"),
        ("a=AAA&b=BBB&adopted_on__gte=200", "adopted_on__gte"),
        ("a=AAA&a=BBB", "a"),
    ],
)
def test_agreement_is_asked_strictly(counted, client, query, named):
    assert named in refusal(client, f"votes/agreement/?{query}")["errors"]


def test_the_join_has_what_the_page_of_each_decision_counts(counted, client):
    rows = ask(client, "joins/vote-mandate-deployment", page_size=1000)["results"]
    found = {(row["document"], row["mission"], row["voter"]): row for row in rows}

    assert len(rows) == len(found) == 12
    for slug in ("s-res-1-1999", "s-res-2-2001", "s-res-3-2001"):
        document = Document.objects.get(slug=slug)
        (mission,) = missions_of(document)
        for one in members(document, around(document, [mission])):
            row = found[slug, mission.slug, one.vote.state.code]
            (of_mission, of_all) = one.counted
            assert (row["before"], row["after"]) == (of_mission.before, of_mission.after)
            assert (row["all_before"], row["all_after"]) == (of_all.before, of_all.after)
            assert row["position"] == one.vote.position
    row = found["s-res-3-2001", "open", "BBB"]
    assert (row["before"], row["before_list"]) == (0, "2001-02")
    assert row["after"] is None


@pytest.mark.parametrize("name", ["as_of", "cursor", "expand", "fields", "omit"])
def test_the_join_refuses_what_it_does_not_read(counted, client, name):
    reply = client.get("/api/v1/joins/vote-mandate-deployment/", {name: "2001-01-01"})

    assert reply.status_code == 400
    assert "not read here" in reply.json()["errors"][name][0]


@pytest.mark.parametrize(
    "query", [{"membership": "elected"}, {"member_of": "un-sc"}, {"region": "Oceania"}]
)
def test_the_join_asks_of_the_voter_what_the_list_of_votes_asks(counted, client, query):
    held = content("state", "ddd", region="Oceania")
    seat = {"organization": "un-sc", "kind": "elected", "starts_on": "2001-01-01"}
    held["owned"]["memberships"] = [seat | {"starts_precision": "day", "source": "library"}]
    publish(revise(content("source", "library"), held))

    def voted(list_name, voter, **asked):
        rows = ask(client, list_name, page_size=1000, **asked)["results"]
        return {(row["document"], row[voter]) for row in rows}

    every = voted("joins/vote-mandate-deployment", "voter")
    found = voted("joins/vote-mandate-deployment", "voter", **query)
    assert found == voted("votes", "state", **query) & every
    assert set() < found < every


def test_the_join_is_narrowed_and_walked_page_by_page(counted, client):
    def keys(**query):
        rows = ask(client, "joins/vote-mandate-deployment", **query)["results"]
        return [(row["document"], row["voter"]) for row in rows]

    whole = keys(page_size=1000)
    walked = [key for page in (1, 2, 3) for key in keys(page_size=5, page=page)]

    assert walked == whole
    assert keys(voter="DDD", position="no") == [("s-res-2-2001", "DDD")]
    assert {document for document, _ in keys(action="extend")} == {"s-res-3-2001"}
    assert {document for document, _ in keys(adopted_on__lte="2000-01-01")} == {"s-res-1-1999"}
    assert {document for document, _ in keys(adopted_on=1999)} == {"s-res-1-1999"}
    assert len(keys(adopted_on__gt=1999, action="EXTEND")) == len(keys(action="extend")) == 4
    assert len(keys(mission="over")) == 4


def test_the_life_of_a_mission_is_told_until_a_day(client):
    world()
    now = ask(client, f"{OF_MISSION}/timeline")
    before = ask(client, f"{OF_MISSION}/timeline", as_of="1999-10-24")

    (decision,) = now["decisions"]
    assert (decision["document"], decision["chapter"]) == ("s-res-1-1999", "VII")
    assert decision["granted_until"] == "2001-01-30"
    assert now["heads"][0]["person"] == "Ann Alpha"
    assert (before["decisions"], before["heads"], before["until"]) == ([], [], "1999-10-24")


def test_counts_stand_in_the_life_of_a_mission_month_by_month(client):
    publish_with_facts(
        content("mission", "m", starts_on="2001-02-01"),
        strength=[
            {
                "mission": "m",
                "month": month,
                "category": "total_uniformed",
                "deployed": persons,
                "basis": basis,
            }
            for month, persons, basis in (
                ("2001-03-01", 40, "reported"),
                ("2001-04-01", 45, "interpolated"),
            )
        ],
    )

    (strength,) = ask(client, "missions/m/timeline")["strength"]

    assert strength["of"] == "All uniformed personnel"
    assert strength["deployed"] == [
        {"month": "2001-03", "persons": 40, "interpolated": False},
        {"month": "2001-04", "persons": 45, "interpolated": True},
    ]


def test_tasks_of_two_days_are_compared_as_on_the_page(client):
    world()
    days = {"a": "1999-01-01", "b": "2000-01-01"}
    answer = ask(client, f"{OF_MISSION}/tasks", **days)
    mission = Mission.objects.get(slug="mission-alpha")
    page = compared(mission, *(_day(day) for day in days.values()))

    assert [(row["task"], row["change"]) for row in answer["results"]] == [
        (one.task.key, one.what) for one in page.differences
    ]
    (row,) = answer["results"]
    assert (row["task"], row["change"], row["a"]) == ("demining", "added", [])
    assert (row["b"][0]["document"], row["b"][0]["anchor"]) == ("s-res-1-1999", "op1")
    assert "b" in refusal(client, f"{OF_MISSION}/tasks/?a=2000-01-01")["errors"]


def _day(text):
    return date.fromisoformat(text)


def test_the_effects_of_a_document_are_those_of_its_page(client):
    world()
    answer = ask(client, "resolutions/s-res-1-1999/effects")
    said = effects(Said.by(Document.objects.get(slug="s-res-1-1999")))

    (one,) = answer["results"]
    assert one["mission"] == said[0].mission.slug
    assert [each["decision"] for each in one["decisions"]] == [
        each.words for each in said[0].decisions
    ]
    assert one["ceilings"][0]["persons"] == 500
    assert one["tasks"]["stated"][0]["task"] == "demining"
    assert {each["kind"] for each in one["duties"]} == {"report", "briefing"}


def test_what_was_not_adopted_did_nothing(counted, client):
    answer = ask(client, "documents/draft-1/effects")

    assert answer["results"] == []
    assert "did nothing" in answer["method"]


def _succeeded_by(slug, *others, kind="succeeded_by"):
    rows = [{"kind": kind, "successor": one, "source": "library"} for one in others]
    return content("mission", slug, owned={"relations": rows})


def test_the_chain_of_a_mission_goes_on_over_all_steps(client):
    publish_with_facts(
        _succeeded_by("first", "second"),
        _succeeded_by("second", "third", "third-too"),
        _succeeded_by("third", "last"),
        content("mission", "third-too"),
        content("mission", "last"),
        _succeeded_by("beside", "second", kind="overlapped_with"),
        _succeeded_by("elsewhere", "beside"),
    )

    rows = ask(client, "missions/second/lineage")["results"]

    assert [(row["steps"], row["mission"]) for row in rows] == [
        (-1, "first"),
        (0, "beside"),
        (1, "third"),
        (1, "third-too"),
        (2, "last"),
    ]


def test_a_record_that_was_withdrawn_is_gone_and_one_that_never_was_is_not_found(client):
    record = published("mission", "m").record
    publish([propose_withdrawal(record, base_version=1, author="x", reason="twice in the base")])

    assert "twice in the base" in refusal(client, "missions/m/lineage/", 410)["detail"]
    for path in ("missions/none/timeline/", "documents/none/effects/"):
        assert "none" in refusal(client, path, 404)["detail"]


SAID = "Resolution 1 (1999) of alpha was adopted unanimously on 26 October 1999."


def post(client, body):
    return client.post("/api/v1/check/", body, content_type="application/json")


def test_a_text_is_checked_as_on_the_page(client):
    world()
    answer = post(client, {"text": SAID}).json()
    found = check(SAID)

    assert [(row["text"], row["judgement"]) for row in answer["results"]] == [
        (SAID[one.start : one.end], one.judgement.value) for one in found
    ]
    assert answer["count"] == len(found) > 0
    assert sum(answer["counts"].values()) == answer["count"]


def test_a_text_is_neither_kept_nor_logged(client, caplog):
    world()
    with CaptureQueriesContext(connection) as asked, caplog.at_level("DEBUG"):
        reply = post(client, {"text": "Zanzibar whispered it."})

    assert reply.headers["Cache-Control"] == "no-store"
    assert "Zanzibar" not in caplog.text
    assert not [one for one in asked if not one["sql"].lstrip().startswith("SELECT")]


def test_a_text_comes_by_post_alone(client):
    assert "by POST" in refusal(client, "check/", 405)["detail"]
    assert "text" in refusal(client, "check/?text=hello")["errors"]
    reply = client.post("/api/v1/check/?text=hello", {"text": "x"})
    assert reply.status_code == 400


@pytest.mark.parametrize(
    "body", [{}, [], {"text": 7}, {"text": "x", "more": 1}, {"text": ""}, "{", {"text": None}]
)
def test_what_is_no_text_is_refused(client, body):
    assert post(client, body).status_code == 400


def test_a_text_that_is_too_long_is_refused_with_the_limit(client):
    reply = post(client, {"text": "x" * (LONGEST + 1)})

    assert reply.status_code == 400
    assert "20000" in reply.json()["detail"]
