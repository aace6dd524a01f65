"""Every answer carries its account: what was asked, on whose word, and why zero may be none."""

from datetime import date

import pytest
from django.http import QueryDict

from missions.filters.clock import DueDayFilter
from missions.models import DueDay
from records.account.days import Horizon, days_asked
from tests.asking import CHARTER, publish_all
from tests.make import content, publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def meta(client, question):
    reply = client.get(f"/api/v1/{question}")
    assert reply.status_code == 200, (question, reply.content)
    return reply.json()["meta"]


@pytest.fixture
def small():
    """Two missions, a league with a member and one without, votes, lists of 2010 and 2011."""
    lead = {"role": "lead", "actor": "organization:club", "source": "library"}
    member = {"organization": "club", "kind": "member", "source": "library"}
    member |= {"starts_on": "1950-01-01"}
    publish_all(CHARTER)
    days = {"starts_on": "2009-06-01", "ends_on": "2012-06-30"}
    draft = {"kind": "draft", "outcome": "vetoed", "adoption": "vote"}
    voted = {"outcome": "adopted", "adoption": "vote"}
    publish_with_facts(
        content("organization", "club"),
        content("organization", "circle"),
        content("state", "aaa", name="Alland", owned={"memberships": [member]}),
        content("state", "bbb", name="Bland"),
        content("state", "ccc", name="Cland"),
        content(
            "mission", "xa", **days, host_states=["aaa"], consent="host", owned={"roles": [lead]}
        ),
        content("mission", "xb", **days),
        content("mission", "early", starts_on="1960-07-01", ends_on="1964-06-30"),
        content("mission", "within", starts_on="2010-02-01", ends_on="2011-11-30"),
        content("mission", "lasting", starts_on="2010-02-01"),
        content("document", "r-1", symbol="S/RES/1 (2010)", adopted_on="2010-01-05", **voted)
        | {"states": ["aaa"], "situation": "Here", "number": 1, "year": 2010, "organ": "club"},
        content("document", "r-2", symbol="S/RES/2 (2011)", adopted_on="2011-01-05", **voted),
        content("document", "d-1", symbol="S/2010/1", adopted_on="2010-03-05", **draft),
        votes=[
            {"document": "r-1", "state": "aaa", "position": "yes"},
            {"document": "r-1", "state": "bbb", "position": "yes"},
            {"document": "d-1", "state": "aaa", "position": "no", "basis": "veto_list"},
        ],
        contributions=[
            _gave("xa", "aaa", "2010-01-01"),
            _gave("xa", "bbb", "2010-03-01"),
            _gave("xa", "aaa", "2011-12-01"),
            _gave("within", "aaa", "2010-03-01"),
            _gave("within", "aaa", "2010-03-01") | {"category": "police"},
        ],
        strength=[
            {"mission": "xa", "month": "2010-01-01", "category": "troops", "deployed": 4},
            {"mission": "xa", "month": "2011-12-01", "category": "troops"},
        ],
    )


def _gave(mission, state, month):
    row = {"mission": mission, "state": state, "month": month, "persons": 5}
    return row | {"category": "troops", "precision": "month"}


HOLLOW = {
    # a column that is unknown everywhere, or of which a part is known
    "documents/?concerned=BBB": "unknown",
    "documents/?outcome=vetoed&concerned=AAA": "unknown",
    "documents/?number=99": "unknown",
    "documents/?year=1950": "unknown",
    "documents/?meeting__isnull=no&concerned=CCC": "unknown",
    "documents/?chapter_vii=yes": "unknown",
    "documents/?vetoed_by=BBB": "unknown",
    "documents/?mission=xb": "unknown",
    "documents/?sponsor=AAA": "unknown",
    "missions/?host_state=BBB": "unknown",
    "missions/?consent=none": "unknown",
    "missions/?lead=circle": "unknown",
    "missions/?contributor=AAA": "unknown",
    "missions/?legal_basis=host_consent": "unknown",
    "missions/?conflict__isnull=no": "unknown",
    "strengths/?authorized__gt=10": "unknown",
    "strengths/?deployed__gt=10": "unknown",
    "contributions/?women__gte=1": "unknown",
    "contributions/?host_state=BBB": "unknown",
    "votes/?concerned=BBB": "unknown",
    "states/?region__isnull=no": "unknown",
    # days
    "votes/?adopted_on__gte=2031-01-01": "beyond",
    "votes/?adopted_on=1946": "before",
    "documents/?adopted_on__gte=2031": "beyond",
    "missions/?as_of=2031-01-01&lead=circle": "beyond",
    "missions/?starts_on=2031": "beyond",
    "contributions/?month=2012-01": "beyond",
    "contributions/?month=2009-12": "before",
    "contributions/?month__gte=2012": "beyond",
    "contributions/?month=2010-09": "span",  # a list that is not held, between those that are
    "strengths/?as_of=2015-06-01": "beyond",
    # lists that begin after the state gave, or the mission ended, or before it did
    "contributions/?contributor=CCC": "span",
    "contributions/?mission=early": "span",
    "contributions/?mission=xa&contributor=CCC": "span",
    "contributions/?mission=lasting&contributor=CCC": "span",
    "contributions/?mission=within,lasting&contributor=CCC": "span",
    # a category or a precision that no list of these days tells apart
    "contributions/?mission=xa&month=2010-01&category=police": "not_held",
    "contributions/?month=2010-03&precision=year": "not_held",
    "contributions/?mission=within&category=formed_police": "not_held",
    "strengths/?mission=xa&month=2010-01&category=police": "not_held",
    "documents/?kind=draft&adopted_on=2011": "not_held",  # though other kinds are held then
    # records of which nobody holds rows
    "contributions/?mission=xb": "not_held",
    "contributions/?mission=xb&month=2010-03": "not_held",
    "strengths/?mission=within": "not_held",
    "votes/?document=r-2": "not_held",
    "votes/?adopted_on=2011&state=AAA": "not_held",
    "votes/?document=d-1&state=BBB": "not_held",  # a list of vetoes names nobody else
    "votes/?position=abstain": "not_held",
    "mission-roles/?mission=xb": "not_held",
    "mission-roles/?role=command": "not_held",
    "memberships/?organization=circle": "not_held",
    "memberships/?state=BBB": "not_held",
    # memberships that nobody has coded
    "states/?member_of=circle": "not_held",
    "contributions/?member_of=circle": "not_held",
    "votes/?member_of=circle": "not_held",
    "votes/?membership=elected": "not_held",
    # nothing imported, nothing coded
    "paragraphs/?search=peace": "empty",
    "paragraphs/?document=r-1": "empty",
    "mandate-tasks/": "empty",
    "tasks-in-force/": "empty",
    "fatalities/": "empty",
    "clock/": "empty",
    "budgets/?mission=xa": "empty",
    # figures
    "stats/documents/?concerned=BBB": "unknown",
    "stats/contributions/?contributor=CCC&group_by=mission": "span",
    "stats/votes/?adopted_on=2031&group_by=state": "beyond",
    "stats/fatalities/?group_by=mission": "empty",
}
TRUE_ZEROS = (
    "votes/?document=r-1&position=no",
    "votes/?document=r-1&state=CCC",
    "votes/?adopted_on=2010-01-05&position=abstain",
    "votes/?document=charter",  # which was never put to the vote
    "documents/?kind=treaty&outcome=vetoed",
    "documents/?kind=report",
    "missions/?category=non_un",
    "missions/?starts_on=1999",
    "contributions/?mission=within&contributor=CCC",
    "contributions/?contributor=CCC&month=2010-03",
    "contributions/?mission=xa&month=2010-03&category=police",
    "memberships/?organization=club&state=AAA&kind=observer",
    "mission-roles/?mission=xa&role=command",
    "states/?kind=territory",
    "stats/votes/?document=r-1&position=no&group_by=state",
)


def test_the_day_on_which_something_falls_due_is_one_that_may_lie_past_the_last_known():
    """What is due then, documents may decide that the base does not hold yet."""
    asked = DueDayFilter(QueryDict("due__gte=2031-01-01"), queryset=DueDay.objects.all())

    assert asked.is_valid()
    assert Horizon(None, date(2026, 6, 29), days_asked(asked)).beyond == date(2031, 1, 1)


def test_every_hollow_answer_says_so_and_every_true_zero_says_that_it_is_one(client, small):
    told = {question: meta(client, question) for question in (*HOLLOW, *TRUE_ZEROS)}

    assert len(HOLLOW) >= 40
    assert len(TRUE_ZEROS) >= 10
    wrong = [
        (question, kind, told[question]["holes"])
        for question, kind in HOLLOW.items()
        if told[question].get("is_true_zero") is not False
        or kind not in [one["kind"] for one in told[question]["holes"]]
    ]
    assert not wrong
    untrue = [
        (question, told[question]["holes"])
        for question in TRUE_ZEROS
        if told[question].get("is_true_zero") is not True
    ]
    assert not untrue


@pytest.mark.parametrize("question", ["votes/?%s", "votes/?meta=full&%s", "stats/votes/?%s"])
def test_an_answer_with_rows_of_which_there_were_others_says_so(client, small, question):
    told = {one: meta(client, question % f"document={one}") for one in ("d-1", "r-1")}

    assert [one["kind"] for one in told["d-1"]["holes"]] == ["not_held"]
    assert "held in part" in told["d-1"]["holes"][0]["text"]
    assert told["r-1"]["holes"] == []


def test_every_parameter_stands_in_the_question_in_words(client, small):
    asked = {
        "votes/?state=AAA,BBB&adopted_on__gte=2010-01-01&ordering=-document": "Votes where adopted "
        "is 1 January 2010 or later and state is Alland or Bland, ordered by document, reversed",
        "missions/?contributor__all=AAA,BBB": "Missions where contributor is Alland and Bland",
        "missions/?host_state__not=AAA": "Missions where host state is not Alland",
        "missions/?ends_on__isnull=yes": "Missions where ended is not known",
        "contributions/?persons__gt=4&month=2010": "Contributions where month or year is 2010 and "
        "persons is more than 4",
        "states/?member_of=club&as_of=1990-01-01": "States where member of Made-up organization "
        "club as of 1 January 1990",
        "missions/?q=made": "Missions where name contains “made”",
        "missions/xa/": "The mission xa",
        "stats/contributions/?group_by=contributor&measure=sum&of=persons&month=2010-01": "The "
        "sum, by contributor, of persons of the contributions where month or year is January 2010",
    }
    assert {question: meta(client, question)["question"] for question in asked} == asked


def test_sources_are_those_of_the_rows_shown_and_with_full_of_all_rows(client, small):
    shown = meta(client, "contributions/?page_size=1")["sources"]
    whole = meta(client, "contributions/?page_size=1&meta=full")["sources"]
    narrowed = meta(client, "contributions/?month=2010-03")["sources"]

    assert (shown["of"], shown["exact"], [one["rows"] for one in shown["rows"]]) == (
        "page",
        False,
        [1],
    )
    assert (whole["of"], whole["exact"], [one["rows"] for one in whole["rows"]]) == (
        "answer",
        True,
        [5],
    )
    assert (narrowed["of"], [one["rows"] for one in narrowed["rows"]]) == ("answer", [3])
    assert whole["rows"][0]["title"] == "The Made-up Library"


def test_what_contradicts_a_record_is_no_source_of_it(client):
    supports = {"source": "library", "field": "name"}
    contradicts = {"source": "annex", "field": "summary", "stated": "x", "stance": "contradicts"}
    publish_all(
        content("source", "library", name="The Library", licence="CC0"),
        content("source", "annex"),
        content("mission", "xa", owned={"citations": [supports, contradicts]}),
    )

    for question in ("missions/", "missions/xa/", "missions/?meta=full"):
        (source,) = meta(client, question)["sources"]["rows"]
        assert source == {
            "key": "library",
            "title": "The Library",
            "licence": "CC0",
            "is_weak": False,
            "rows": 1,
        }


def test_coverage_is_of_the_table_and_with_full_of_the_rows_that_fit_the_rest(client, small):
    kept = meta(client, "documents/?outcome=adopted&concerned=AAA")["coverage"]
    exact = meta(client, "documents/?outcome=adopted&concerned=AAA&meta=full")["coverage"]

    def counted(told):
        return [(one["field"], one["known"], one["of"], one["among"]) for one in told["columns"]]

    assert (kept["exact"], counted(kept)) == (False, [("states", 1, 4, "table")])
    assert (exact["exact"], counted(exact)) == (True, [("states", 1, 2, "rest")])
    assert kept["never_empty"] == ["outcome"]


def test_figures_say_of_how_many_rows_the_group_is_known(client, small):
    told = meta(client, "stats/documents/?group_by=concerned")

    (column,) = told["coverage"]["columns"]
    assert (column["parameter"], column["known"], column["of"]) == ("group_by", 1, 4)
    assert [one["parameter"] for one in told["holes"]] == ["group_by"]


def test_rows_beside_a_day_past_the_last_are_no_whole_answer(client, small):
    told = meta(client, "contributions/?month__gte=2009-01&month__lte=2031-05")

    assert told["horizon"] == {
        "first": "2010-01-01",
        "last": "2011-12-31",
        "asked_before": "2009-01-01",
        "asked_beyond": "2031-05-31",
    }
    assert [one["kind"] for one in told["holes"]] == ["before", "beyond"]
    assert "is_true_zero" not in told


def test_a_table_names_the_address_of_its_account(client, small):
    for start in ("votes.csv?state=AAA", "votes.ndjson?state=AAA", "stats/votes.csv?state=AAA"):
        links = client.get(f"/api/v1/{start}").headers["Link"].split(", ")
        (link,) = [one for one in links if 'title="account"' in one]
        address = link.partition(">")[0].removeprefix("<")
        told = client.get(address).json()
        assert told["meta"]["sources"]["exact"]
        assert told["meta"]["question"].endswith("where state is Alland")
        assert client.get(f"/api/v1/{start}&meta=full").status_code == 400


def test_a_walk_keeps_its_cursor_whatever_is_said_of_the_account(client, small):
    first = client.get("/api/v1/votes/?page_size=1&meta=none").json()
    assert "meta=none" in first["next"]
    onward = client.get(first["next"].replace("meta=none", "meta=full"))
    assert onward.json()["meta"]


def test_what_is_kept_follows_what_is_published(client, small):
    before = meta(client, "votes/")
    publish_all(content("source", "library", name="Renamed", licence="CC BY"))
    after = meta(client, "votes/")

    assert before["release"]["state"] != after["release"]["state"]
    assert after["sources"]["rows"][0]["title"] == "Renamed"


AGREEMENT = "votes/agreement/?a=AAA&b=BBB"


def test_states_that_never_voted_on_one_document_are_no_true_zero(client, small):
    told = meta(client, "votes/agreement/?a=AAA&b=CCC")

    assert told["question"] == "How often Alland and Cland voted alike"
    assert [one["kind"] for one in told["holes"]] == ["not_held"]
    assert meta(client, AGREEMENT)["holes"] == []
