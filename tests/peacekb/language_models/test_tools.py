"""The tools answer from the base, say on what, and decline where it holds nothing."""

import json
import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from mcp import Client

from peacekb.language_models import asking
from peacekb.language_models.answers import LARGEST, LONGEST_TEXT, MOST_WITHIN, bounded, told
from peacekb.language_models.asking import QuestionRefused, Reader, Reply, Site
from peacekb.language_models.evidence import Citation
from peacekb.language_models.server import FORM, server
from peacekb.language_models.tools import TOOLS
from peacekb.language_models.tools.lists import LISTS
from peacekb.openapi import description, resolved
from records.models import Record
from records.writing.publishing import propose_withdrawal, publish
from tests.canaries import WORD, is_seen, plant
from tests.make import content, revise
from tests.peacekb.language_models.asking import ask, called, places, refusal
from tests.peacekb.language_models.questions import ANSWERED, UNANSWERABLE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]


READS = re.compile(r"SELECT |DECLARE \S+ NO SCROLL CURSOR WITHOUT HOLD FOR SELECT ")


def questions():
    return [question for question, _ in ANSWERED.values()] + list(UNANSWERABLE.values())


@pytest.mark.parametrize("about", ANSWERED)
def test_a_question_that_the_base_answers_is_answered_with_addresses_that_answer(client, about):
    (name, arguments), expected = ANSWERED[about]
    answer = ask(name, **arguments)
    assert answer["found"]
    assert expected in json.dumps(answer, ensure_ascii=False)
    addresses = places(answer) | {one.removeprefix(Site().origin) for one in answer["asked"]}
    assert addresses
    for address in addresses - {"/api/v1/check/"}:  # asked by POST alone
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("about", [one for one in ANSWERED if "list can" not in one])
def test_an_answer_names_a_page_and_what_it_rests_on(about):
    (name, arguments), _ = ANSWERED[about]
    answer = ask(name, **arguments)
    assert answer["pages"]
    for one in answer["citations"]:
        assert one["name"]
        assert one["address"].startswith("http://localhost:8000/")
    assert answer["citations"]


@pytest.mark.parametrize("about", UNANSWERABLE)
def test_what_nothing_supports_is_declined_in_words(client, about):
    name, arguments = UNANSWERABLE[about]
    answer = ask(name, **arguments)
    assert not answer["found"]
    assert answer["text"].startswith("The base holds nothing on ")
    assert "Looked " in answer["text"]
    assert not answer["pages"]
    for address in places(answer):
        assert client.get(address).status_code == 200, address


def test_a_decline_names_what_comes_near():
    before = ask("mandate_in_force", mission="MALPHA", day="2005-01-01")
    assert "s-res-1-1999" in before["nearest"][0]["label"]
    place = ask("paragraph", document="S/RES/1 (1999)", anchor="op99")
    assert [one["label"] for one in place["nearest"]] == [
        "pre1 of s-res-1-1999",
        "op1 of s-res-1-1999",
    ]


def test_a_day_to_come_is_declined_unless_a_document_decides_of_it():
    ahead = date.today() + timedelta(days=400)
    open_ended = {"starts_on": "2003-01-01", "rank": 1, "document": "s-res-1-1999"}
    open_ended |= {"open_ended": True, "ends_precision": None}
    one = content("mission", "lasting", owned={"mandates": [open_ended]})
    publish(revise(one))
    assert ask("mandate_in_force", mission="lasting")["found"]
    declined = ask("mandate_in_force", mission="lasting", day=ahead.isoformat())
    assert not declined["found"]
    assert "that day lies ahead" in declined["text"]
    assert declined["known_until"]
    granted = open_ended | {"open_ended": False, "ends_on": f"{ahead.year + 1}-01-01"}
    one["owned"]["mandates"] = [granted | {"ends_precision": "day"}]
    publish(revise(one))
    assert ask("mandate_in_force", mission="lasting", day=ahead.isoformat())["found"]


def test_a_name_that_several_bear_is_declined_with_each_of_them():
    twins = [content("topic", f"twin-{number}", name="The twin") for number in (1, 2)]
    publish(revise(*twins))
    answer = ask("record", name="The twin")
    assert not answer["found"]
    assert "2 bear the name" in answer["text"]
    assert [one["label"] for one in answer["nearest"]] == ["The twin", "The twin"]


def test_a_symbol_of_another_year_is_offered_and_not_taken():
    held = {"organ": "un-sc", "symbol": "S/RES/1973 (2011)", "number": 1973, "year": 2011}
    council = content("organization", "un-sc")
    publish(revise(council, content("document", "s-res-1973-2011", name="The one held", **held)))
    answer = ask("record", name="S/RES/1973 (2005)")
    assert not answer["found"]
    assert answer["nearest"][0]["label"] == "The one held"


@pytest.mark.parametrize(
    ("name", "arguments", "besides"),
    [
        ("votes", {"document": "S/RES/1 (1999)"}, {"position": "no"}),
        ("votes", {"document": "S/RES/1 (1999)"}, {"since": "1999-10-26"}),
        ("votes", {"document": "S/RES/1 (1999)"}, {"until": "1999-10-24"}),
        ("votes", {"state": "AAA"}, {"document": "S/RES/99 (1998)"}),
        ("clock", {"since": "1990-01-01"}, {"until": "1990-01-02"}),
        ("clock", {"since": "1990-01-01"}, {"kind": "assessment"}),
        ("clock", {"since": "1990-01-01"}, {"mission": "next-1"}),
        ("clock", {"since": "1990-01-01"}, {"since": "2090-01-01"}),
        (
            "paragraph",
            {"phrase": "words on alpha"},
            {"anchor": "op99", "document": "S/RES/1 (1999)"},
        ),
        ("search", {"words": "MALPHA"}, {"kind": "conflict"}),
        ("record", {"name": "MALPHA"}, {"kind": "conflict"}),
        ("mandate_in_force", {"mission": "MALPHA", "day": "2001-01-30"}, {"day": "2001-01-31"}),
    ],
)
def test_each_argument_narrows_what_is_found(name, arguments, besides):
    assert ask(name, **arguments)["found"]
    assert not ask(name, **arguments | besides)["found"]


def test_a_column_that_is_known_in_part_is_told_in_words():
    answer = ask("query", list="missions", filters={"consent": "host"})
    assert not answer["found"]
    assert answer["coverage"][0]["field"] == "consent"
    assert any("is known for 0 of" in one for one in answer["caveats"])


def test_a_day_beyond_what_is_known_is_told():
    answer = ask("query", list="missions", filters={"as_of": "2080-01-01"})
    assert answer["as_of"] == "2080-01-01"
    assert answer["known_until"] < answer["as_of"]
    assert any("The last day held is" in one for one in answer["caveats"])


def test_votes_from_a_list_of_vetoes_are_no_ballot(monkeypatch):
    def from_a_list(site, path, **parameters):
        reply = plain(site, path, **parameters)
        for row in reply.body.get("results", []):
            row |= {"basis": "veto_list"} if "basis" in row else {}
        return reply

    plain = Site.get
    monkeypatch.setattr(Site, "get", from_a_list)
    answer = ask("votes", document="S/RES/1 (1999)")
    assert any("no ballot" in one for one in answer["caveats"])


def test_the_words_say_the_answer_where_to_look_and_on_what_it_rests():
    words = called("mandate_in_force", mission="MALPHA", day="2000-01-01").content[0].text
    assert words.startswith(
        "mission-alpha: the mandate under s-res-1-1999 (establish, Chapter VII)"
    )
    assert "Page: s-res-1-1999: http://localhost:8000/resolutions/s-res-1-1999/" in words
    assert (
        "Rests on: The Made-up Library, supports: http://localhost:8000/sources/library/" in words
    )
    assert words.splitlines() == list(dict.fromkeys(words.splitlines()))


def test_a_citation_that_contradicts_says_so():
    cited = ask("record", name="S/RES/1 (1999)")["citations"]
    against = [one for one in cited if one["stance"] == "contradicts"]
    assert [(one["field"], one["stated"]) for one in against] == [("adopted_on", "1999-10-26")]


def test_a_client_that_reads_no_structure_gets_the_whole_as_text():
    result = called("votes", document="S/RES/1 (1999)")
    assert json.loads(result.content[1].text) == result.structured_content


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_rows_of_the_api(client, name):
    api = client.get(f"/api/v1/{name}/", {"page_size": 100}).json()
    answer = ask("query", list=name, limit=100)
    assert answer["rows"] == api["results"]
    assert answer["count"] == api["count"] > 0


@pytest.mark.parametrize("name", LISTS)
def test_every_parameter_and_field_of_a_list_is_described(name):
    parameters, fields = ask("describe_list", list=name)["rows"]
    named = {one["parameter"] for one in parameters["parameters"]}
    with_operators = {
        f"{one['parameter']}__{operator}"
        for one in parameters["parameters"]
        for operator in one.get("operators", [])
    }
    expected = {one["name"] for one in parameters_of(name) if one["in"] == "query"}
    assert named | with_operators == expected - {"cursor", "page", "page_size", "format"}
    assert len(fields["fields"]) > 2


def test_more_leads_through_all_rows():
    first = ask("query", list="topics", limit=1)
    second = ask("query", list="topics", limit=1, cursor=first["more"])
    keys = [row["key"] for row in first["rows"] + second["rows"]]
    assert sorted(keys) == ["other-alpha", "topic-alpha"]
    assert second["more"] is None


def test_a_word_near_those_that_stand_nowhere_is_offered():
    assert "Did you mean «league»?" in ask("search", words="leaague")["caveats"]


def test_a_refusal_of_the_api_passes_on_with_its_suggestion():
    assert "Did you mean 'position'?" in refusal("query", list="votes", filters={"positon": "no"})
    assert "Did you mean 'no'?" in refusal("query", list="votes", filters={"position": "noo"})
    assert "Did you mean 'votes'?" in refusal("query", list="vots")
    assert "Did you mean 'mission'?" in refusal("clock", misson="MALPHA")
    assert "Did you mean 'votes'?" in refusal("vots")


@pytest.mark.parametrize("name", ["page_size", "page", "cursor", "format"])
def test_a_filter_cannot_ask_for_what_an_argument_says(name):
    assert "no filter" in refusal("query", list="votes", filters={name: "1000"})


@pytest.mark.parametrize("limit", [0, 101, "5", None, True, 1.5])
def test_no_more_than_a_hundred_rows_are_given_at_once(limit):
    assert refusal("query", list="votes", limit=limit).startswith("Refused. limit: ")


def test_long_texts_and_lists_are_cut_and_said_to_be():
    row = {"text": "a" * 10_000, "votes": [{"note": "b"}] * 100, "key": "k"}
    (short,), notes = bounded([row])
    assert len(short["text"]) < LONGEST_TEXT + 10
    assert len(short["votes"]) == MOST_WITHIN
    assert notes == ["Cut short here, whole in the API: text, votes (40 of 100)."]


def test_an_answer_has_no_more_rows_than_have_room():
    rows, notes = bounded([{"text": "a" * LONGEST_TEXT} for _ in range(100)])
    assert 1 < len(rows) < 100
    assert len(json.dumps(rows)) < LARGEST * 1.1
    assert notes == [f"Only {len(rows)} rows have room: ask for no more at once."]


def test_the_release_is_the_one_that_the_api_names():
    account = {"coverage": None, "holes": [], "horizon": {"last": None, "asked_beyond": None}}
    for name in (None, "2026.12"):
        body = {"results": [], "meta": account | {"release": {"name": name}}}
        assert told(Reply("", body))["release"] == name


def test_the_limits_of_the_api_hold_and_each_reader_has_its_own(settings):
    settings.RATE_LIMIT = 3
    asking.application.cache_clear()
    one, other = (Site(reader=Reader(address=f"192.0.2.{number}")) for number in (1, 2))
    for _ in range(3):
        one.get("votes/")
    with pytest.raises(QuestionRefused, match="Ask again in"):
        one.get("votes/")
    assert other.get("votes/").rows
    asking.application.cache_clear()


def test_a_tool_reads_and_writes_nothing():
    with CaptureQueriesContext(connection) as queries:
        for name, arguments in questions():
            called(name, **arguments)
    written = [one["sql"] for one in queries if not READS.match(one["sql"])]
    assert written == []
    assert len(queries) > 50


def test_neither_a_draft_nor_what_was_withdrawn_reaches_a_tool():
    gone = content("topic", "canary-gone", name="Canary gone", summary="A canary, withdrawn.")
    publish(revise(gone))
    withdrawn = Record.objects.get(slug="canary-gone")
    publish([propose_withdrawal(withdrawn, base_version=1, author="ann", reason="canary")])
    plant()
    for name in LISTS:
        told = json.dumps(ask("query", list=name, limit=100))
        assert "canary" not in told.lower() and not is_seen(told)
    for record in Record.objects.all():
        kind, key = record.record_kind, record.slug
        told = json.dumps(ask("record", name=key, kind=kind))
        assert "canary" not in told.lower() and not is_seen(told)
    for words in ("canary", f"{WORD} new", "canary-gone"):
        for answer in (ask("search", words=words), ask("record", name=words, kind="topic")):
            assert not answer["found"]
            assert answer["rows"] == answer["nearest"] == answer["pages"] == []


def test_addresses_stand_under_the_prefix_of_the_site(under_prefix):
    answer = ask("mandate_in_force", mission="MALPHA", day="2000-01-01")
    named = [one["address"] for one in answer["pages"] + answer["citations"]] + answer["asked"]
    assert {one.startswith(f"http://localhost:8000{under_prefix}/") for one in named} == {True}
    checked = ask("check_claim", text="MALPHA was set up by S/RES/1 (1999).")
    assert checked["citations"]


def parameters_of(name):
    listed = description()["paths"][f"/api/v1/{name}/"]["get"]
    return [resolved(one) for one in listed["parameters"]]


async def _described():
    async with Client(server(Site())) as client:
        return (await client.list_tools()).tools


def test_every_tool_says_what_it_takes_and_gives_and_that_it_only_reads():
    described = async_to_sync(_described)()
    assert [one.name for one in described] == list(TOOLS)
    assert {"search", "record", "query", "mandate_in_force"} <= set(TOOLS)
    assert {"votes", "clock", "check_claim", "paragraph"} <= set(TOOLS)
    for one in described:
        assert one.description
        assert one.annotations.read_only_hint
        assert one.input_schema["additionalProperties"] is False
        for name, argument in one.input_schema["properties"].items():
            assert "description" in json.dumps(argument), (one.name, name)
        Draft202012Validator.check_schema(one.input_schema)


def test_the_list_of_tools_is_short_and_the_form_of_answers_is_told_once():
    described = async_to_sync(_described)()
    listed = json.dumps([one.model_dump(by_alias=True, exclude_none=True) for one in described])
    assert len(listed) < 20_000
    form = "\n".join(FORM)
    for model in (Citation, *(one.answers for one in TOOLS.values())):
        for name, field in model.model_fields.items():
            assert not field.description or f"`{name}`: {field.description}" in form


def test_every_answer_is_of_the_form_that_is_told():
    for name, arguments in questions():
        form = TOOLS[name].answers.model_json_schema() | {"additionalProperties": False}
        Draft202012Validator(form).validate(ask(name, **arguments))


def test_a_fault_of_ours_is_told_without_its_inside(monkeypatch):
    broken = SimpleNamespace(call=lambda site, arguments: 1 / 0)
    monkeypatch.setitem(TOOLS, "search", broken)
    text = refusal("search", words="a")
    assert text == "Refused. Something went wrong. The fault is ours, and has been noted."
