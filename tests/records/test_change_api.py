"""Changes over the API: what each says, and that it is asked strictly."""

import jsonschema
import pytest

from records import change_api
from records.content.canonical import contents_of, hash_of
from records.models import ChainHead, Record, Revision
from records.writing.handing_in import save_draft
from records.writing.publishing import propose, propose_again, publish
from tests.changing import CHANGES, got, only, publish_rows, topics, votes, withdraw
from tests.make import content, published, revise
from tests.pages import HOSTILE, queries
from tests.replica import canonical
from tests.world import world

pytestmark = pytest.mark.django_db


def test_each_operation_is_told_by_its_name(client, parliament):
    one = content(
        "topic", "one", name="One", owned={"aliases": [{"text": "Uno", "kind": "descriptive"}]}
    )
    position = ChainHead.objects.get().sequence
    publish(revise(one))
    publish(
        revise(
            one
            | {"summary": "More.", "owned": {"aliases": [{"text": "Eins", "kind": "descriptive"}]}}
        )
    )
    withdraw(Record.objects.get(slug="one"), reason="twice in the base")
    last = Revision.objects.of("topic", "one").sealed()[0]
    publish([propose_again(last, base_version=3, author="edith", reason="once after all")])
    publish_rows(votes=votes(aaa="yes"))
    publish_rows(votes=votes(aaa="no", bbb="yes"))
    same = propose(contents_of("topic")["one"], base_version=4, author="load", loaded_hash="0" * 64)
    publish([same])

    changes = got(client, CHANGES, after=position)["results"]

    assert [(one["operation"], one["key"], one["version"]) for one in changes] == [
        ("created", "one", 1),
        ("changed", "one", 2),
        ("withdrawn", "one", 3),
        ("restored", "one", 4),
        ("created", "press", 1),
        ("batch", "press", 2),
        ("confirmed", "one", 5),
    ]
    assert [one["position"] for one in changes] == list(range(position + 1, position + 8))
    assert changes[1]["fields"] == [
        "summary",
        "aliases/Eins,en,descriptive",
        "aliases/Uno,en,descriptive",
    ]
    assert changes[2]["content"] is None
    assert (changes[2]["name"], changes[2]["reason"]) == ("One", "twice in the base")
    assert changes[5]["tables"] == [{"table": "votes", "added": 2, "removed": 1}]
    assert got(client, f"{CHANGES}{changes[5]['position']}/") == changes[5]
    rows = got(client, changes[5]["rows"])
    assert rows["source"] == "press"
    assert [(one["operation"], one["row"]["state"]) for one in rows["results"]] == [
        ("removed", "aaa"),
        ("added", "aaa"),
        ("added", "bbb"),
    ]


def test_answers_are_as_the_description_says(client, parliament):
    withdraw(Record.objects.get(slug="ccc"))
    publish_rows(votes=votes(aaa="yes"))
    last = got(client, CHANGES)["end"]

    for view, address in (
        (change_api.Changes, CHANGES),
        (change_api.Changes, f"{CHANGES}?omit=content"),
        (change_api.OneChange, f"{CHANGES}{last}/"),
        (change_api.ChangeRows, f"{CHANGES}{last}/rows/"),
    ):
        jsonschema.validate(got(client, address), view.answers)


def test_a_change_leads_to_its_record_to_its_step_and_to_its_hash(client):
    publish(revise(content("state", "aaa", name="Land of A"), reason="it is new"))
    change = only(client)

    assert client.get(change["api"]).status_code == 200
    assert client.get(change["page"]).status_code == 200
    assert change["key"] == "AAA"
    assert (change["author"], change["reason"]) == ("tester", "it is new")
    assert hash_of(canonical(change["content"])) == change["content_hash"]
    assert change["chain_hash"] == ChainHead.objects.get().chain_hash


def test_what_is_for_editors_alone_is_in_no_change(client):
    publish(revise(content("source", "rumour", kind="secondary")))
    term = {"person": "Ann", "post": "head_of_mission", "starts_on": "2001-02-01"}
    term |= {"evidence": "found", "dates_recalled": "none", "source": "rumour"}
    for lead in ("https://rumours.example", "https://others.example"):
        publish(revise(content("mission", "m", owned={"leaders": [term | {"lead": lead}]})))
    text = client.get(CHANGES).content.decode()

    assert "Ann" in text
    assert "example" not in text
    assert "/lead" not in text
    assert only(client, after=2)["operation"] == "confirmed"


def test_a_draft_is_in_no_change(client):
    one = content("topic", "one", name="One")
    publish(revise(one))
    save_draft(propose(one | {"name": "Hidden"}, base_version=1, author="x"))
    save_draft(propose(content("topic", "two", name="Hidden"), base_version=0, author="x"))

    assert "Hidden" not in client.get(CHANGES).content.decode()
    assert only(client)["position"] == 1


def test_a_tombstone_stays_for_ever(client):
    withdraw(published("topic", "one"), reason="it never was")
    for _ in range(3):
        published("topic")

    change = only(client, record="topic:one", after=1)
    assert (change["operation"], change["content"]) == ("withdrawn", None)
    assert client.get(change["api"]).status_code == 410


def test_a_kind_or_a_record_is_followed_alone_and_skips_what_is_not_asked(client):
    publish(revise(content("topic", "one"), content("state", "aaa"), content("topic", "two")))

    answer = got(client, CHANGES, kind="topic", limit=1)
    assert ([one["key"] for one in answer["results"]], answer["at_end"]) == (["one"], False)
    answer = got(client, CHANGES, kind="topic", after=answer["next"])
    assert [one["key"] for one in answer["results"]] == ["two"]
    answer = got(client, CHANGES, record="states:AAA")
    assert [one["key"] for one in answer["results"]] == ["AAA"]
    assert (answer["next"], answer["at_end"], answer["end"]) == (3, True, 3)


def test_an_answer_at_the_end_is_empty_and_says_where_to_go_on(client):
    assert got(client, CHANGES) == {"results": [], "next": 0, "at_end": True, "end": 0, "form": 1}
    published("topic", "one")

    answer = got(client, CHANGES, after=1)
    assert answer == {"results": [], "next": 1, "at_end": True, "end": 1, "form": 1}


def test_what_is_published_while_an_answer_is_made_comes_once_in_the_next(client, monkeypatch):
    published("topic", "one")
    read = change_api.place_in_chain

    def read_and_be_overtaken(request):
        place = read(request)
        published("topic", "two")
        return place

    monkeypatch.setattr(change_api, "place_in_chain", read_and_be_overtaken)
    first = got(client, CHANGES)
    monkeypatch.setattr(change_api, "place_in_chain", read)
    second = got(client, CHANGES, after=first["next"])

    assert [one["key"] for one in first["results"] + second["results"]] == ["one", "two"]


def test_without_contents_all_else_is_the_same(client):
    world()
    whole = got(client, CHANGES, limit=1000)
    short = got(client, CHANGES, limit=1000, omit="content")

    for change in whole["results"]:
        del change["content"]
    assert short == whole


def test_a_copy_that_is_further_on_than_the_base_is_told_so(client):
    published("topic", "one")
    reply = client.get(CHANGES, {"after": 2})

    assert reply.status_code == 400
    assert "another base" in reply.json()["errors"]["after"][0]


@pytest.mark.parametrize(
    "query",
    [
        *("after=-1", "after=x", "after=1.0", "after=", "after=0&after=1", "after=%C2%B2"),
        *("limit=0", "limit=1001", "limit=ten", "limit=", "colour=blue", "kind=thing", "kind="),
        *("record=one", "record=", "omit=fields", "page=1", "as_of=2000-01-01"),
        *("kind=topic&kind=state", f"after={10**13}"),
    ],
)
def test_what_is_not_read_is_refused_by_name(client, query):
    reply = client.get(f"{CHANGES}?{query}")

    assert reply.status_code == 400
    assert query.partition("=")[0] in reply.json()["errors"]


@pytest.mark.parametrize("query", ["after=-1", "limit=10001", "table=votes", "kind=topic"])
def test_rows_are_asked_strictly(client, parliament, query):
    publish_rows(votes=votes(aaa="yes"))
    position = ChainHead.objects.get().sequence
    reply = client.get(f"{CHANGES}{position}/rows/?{query}")

    assert reply.status_code == 400
    assert query.partition("=")[0] in reply.json()["errors"]


def test_a_copy_that_asks_beyond_the_last_row_is_told(client, parliament):
    publish_rows(votes=votes(aaa="yes"))
    rows = f"{CHANGES}{ChainHead.objects.get().sequence}/rows/"
    held = len(got(client, rows)["results"])

    assert got(client, rows, after=held)["results"] == []
    reply = client.get(rows, {"after": held + 1})
    assert reply.status_code == 400
    assert f"{held} rows" in reply.json()["errors"]["after"][0]


@pytest.mark.parametrize("position", ["0", "9", "9" * 40])
@pytest.mark.parametrize("rest", ["", "rows/"])
def test_a_change_that_is_not_there_is_not_found(client, position, rest):
    published("topic", "one")

    reply = client.get(f"{CHANGES}{position}/{rest}")
    assert reply.status_code == 404
    assert reply["Content-Type"] == "application/problem+json"


def test_a_change_without_rows_has_none(client):
    published("topic", "one")

    assert got(client, f"{CHANGES}1/rows/") == {
        "position": 1,
        "source": "one",
        "results": [],
        "next": 0,
        "at_end": True,
    }


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_refused(client, value):
    published("topic", "one")
    for name in ("after", "limit", "kind", "record", "omit"):
        reply = client.get(f"{CHANGES}?{name}={value}")
        assert 400 <= reply.status_code < 500, name


def test_changes_are_the_same_work_for_one_world_and_for_three(client):
    asked = []
    for number in (1, 3):
        world(number)
        publish(revise(*(one | {"summary": f"Said {number}."} for one in topics())))
        pages = (f"{CHANGES}?limit=1000", f"{CHANGES}1/", f"{CHANGES}1/rows/")
        asked.append([queries(client, page) for page in pages])

    assert asked[0] == asked[1]


def test_a_record_that_never_was_is_refused_and_not_taken_for_one_that_never_changed(client):
    save_draft(propose(content("topic", "drafted"), base_version=0, author="x"))
    for address in (CHANGES, "/changes/", "/changes.atom"):
        for named in ("topic:nobody", "topic:drafted"):
            assert client.get(address, {"record": named}).status_code == 400, address
