"""Lists asked about what their rows hang on: the voter on the day, the host, the conflict."""

import pytest

from peacekb.api import router
from tests.asking import VIEWS, answer
from tests.make import content, publish_with_facts
from tests.peacekb.test_parameters import parameters

pytestmark = pytest.mark.django_db

# Shown in the rows of a list, and asked for by another name, or not at all.
ASKED_OTHERWISE = {
    "key": "the key of a row, whose address is its own",
    "missing": "`__isnull` of the column",
    "year": "month, of the mean of a year",
    "label": "number and anchor",
    "provision": "document and number",
    "evidence_links": "evidence",
    "criteria": "rows of comparison-rows",
    "sentences": "texts within a section",
    "slug": "key",
    "code": "key, where it is that of the record",
    "page": "an address, made of the key",
    "id": "a number of the database",
    "states": "concerned, or state",
    "host_states": "host_state",
    "conflicts": "conflict",
    "missions": "mission",
    "factors": "factor",
    "legal_bases": "legal_basis and legal_status",
    "resolution": "document",
    "state": "contributor or nationality",
    "text": "search, of paragraphs",
    "steps": "rows of process-steps",
    "documents": "document",
    "claims": "claim, or counts of what lists of their own have",
    "passages": "counts of what lists of their own have",
    "topics": "topic",
    "sources": "asked of the rows of the table",
    "not_yet_coded": "the rest of the other columns",
    "decided": "document, of meetings",
    "meeting_api": "an address, made of meeting",
    "mentions": "record, or the kind of record that is spoken of",
}
OF_DUTIES = {"day", "duty", "anchor", "paragraph", "coding", "note"}  # a due day shows its duty


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_column_of_a_row_can_be_asked(name):
    asked = {parameter.partition("__")[0] for parameter, _ in parameters(name)}
    shown = VIEWS[name].serializer_class().fields

    of_another = {"clock": OF_DUTIES, "reporting-duties": {"paragraph"}}.get(name, set())
    assert shown.keys() - asked - of_another <= ASKED_OTHERWISE.keys()


def seat(kind, organization="un-sc", starts_on="1999-01-01", ends_on="2000-12-31", **values):
    row = {"organization": organization, "kind": kind, "starts_on": starts_on, "ends_on": ends_on}
    return row | {"source": "library"} | values


def votes_of_two_years():
    resolution = {"kind": "resolution", "organ": "un-sc", "year": 2000}
    publish_with_facts(
        content("source", "library"),
        content("organization", "un-sc"),
        content("organization", "club"),
        content(
            "state",
            "aaa",
            region="Africa",
            owned={"memberships": [seat("permanent", ends_on=None)]},
        ),
        content(
            "state",
            "bbb",
            region="Asia",
            owned={
                "memberships": [
                    seat("elected", regional_group="asia_pacific"),
                    seat("member", "club", "2000-06-01", "2000-06-30"),
                ]
            },
        ),
        content("conflict", "war"),
        content("mission", "m-one", conflicts=["war"], host_states=["aaa"]),
        content(
            "document",
            "r-1",
            symbol="S/RES/1 (2000)",
            adopted_on="2000-06-15",
            chapter_vii="yes",
            number=1,
            owned={
                "mandate_actions": [
                    {
                        "mission": "m-one",
                        "action": "extend",
                        "effective_on": "2000-06-15",
                        "rank": 1,
                    }
                ]
            },
            **resolution,
        ),
        content(
            "document",
            "r-2",
            symbol="S/RES/2 (2000)",
            adopted_on="2000-07-15",
            number=2,
            **resolution,
        ),
        votes=[
            {"document": document, "state": state, "position": position}
            for document, state, position in (
                ("r-1", "aaa", "yes"),
                ("r-1", "bbb", "abstain"),
                ("r-2", "aaa", "no"),
                ("r-2", "bbb", "yes"),
            )
        ],
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"membership": "permanent"}, {"1aaa", "2aaa"}),
        ({"membership": "elected"}, {"1bbb", "2bbb"}),
        ({"regional_group": "asia_pacific"}, {"1bbb", "2bbb"}),
        ({"member_of": "club"}, {"1bbb"}),  # in June alone
        ({"member_of__not": "club"}, {"1aaa", "2aaa", "2bbb"}),
        ({"region": "Africa"}, {"1aaa", "2aaa"}),
        ({"mission": "m-one"}, {"1aaa", "1bbb"}),
        ({"conflict": "war", "membership": "elected"}, {"1bbb"}),
        ({"chapter_vii": "yes", "position__not": "yes"}, {"1bbb"}),
        ({"basis": "corrected"}, set()),
    ],
)
def test_votes_are_asked_of_the_document_and_of_the_voter_on_the_day(client, query, expected):
    votes_of_two_years()
    rows = answer(client, "votes", **query).json()["results"]

    assert {f"{row['symbol'][6]}{row['state'].lower()}" for row in rows} == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"voted_no": "AAA"}, ["2"]),
        ({"abstained": "BBB", "voted_yes": "AAA"}, ["1"]),
        ({"voted_yes__all": "AAA,BBB"}, []),
        ({"conflict": "war"}, ["1"]),
        ({"conflict__isnull": "yes"}, ["2"]),
    ],
)
def test_resolutions_are_asked_by_who_voted_how_and_by_conflict(client, query, expected):
    votes_of_two_years()
    rows = answer(client, "resolutions", **query).json()["results"]

    assert [row["symbol"][6] for row in rows] == expected


def test_figures_are_asked_by_host_contributor_and_membership_of_the_month(client):
    given = {"category": "police", "precision": "month"}
    rows = [
        given | {"mission": mission, "state": state, "month": month, "persons": persons}
        for persons, (mission, state, month) in enumerate(
            (
                ("in-aaa", "bbb", "2000-06-01"),
                ("in-aaa", "bbb", "2001-06-01"),
                ("in-bbb", "aaa", "2000-06-01"),
            ),
            start=1,
        )
    ]
    member = seat("member", "club", "2000-01-01", "2000-12-31")
    publish_with_facts(
        content("source", "library"),
        content("organization", "club"),
        content("state", "aaa", region="Africa"),
        content("state", "bbb", region="Asia", owned={"memberships": [member]}),
        content("conflict", "war"),
        content("mission", "in-aaa", host_states=["aaa"], conflicts=["war"]),
        content("mission", "in-bbb", host_states=["bbb"], category="un_other"),
        contributions=rows,
    )

    def persons(**query):
        reply = answer(client, "contributions", **query)
        assert reply.status_code == 200, reply.json()
        return sorted(row["persons"] for row in reply.json()["results"])

    assert persons(host_state="AAA") == [1, 2]
    assert persons(host_region="Africa", region="Asia") == [1, 2]
    assert persons(region="Africa") == [3]
    assert persons(member_of="club") == [1]
    assert persons(conflict="war", persons__gte=2) == [2]
    assert persons(conflict__isnull="yes") == [3]
    assert persons(mission_category="un_peacekeeping", month__lt="2001") == [1]
    assert persons(contributor__not="BBB") == [3]


def test_paragraphs_are_asked_by_what_they_say(client):
    texts = (
        ("r-1", "op1", "Authorizes all necessary means to protect civilians;"),
        ("r-1", "op2", "Recalls that means were necessary, and all of them vetoed;"),
        ("r-2", "op1", "Salue la décision: all necessary means;"),
    )
    publish_with_facts(
        content("document", "r-1", symbol="S/1", adopted_on="2000-01-01"),
        content("document", "r-2", symbol="S/2", adopted_on="2001-01-01"),
        paragraphs=[
            {"document": slug, "rank": rank, "kind": "operative", "anchor": anchor, "text": text}
            for rank, (slug, anchor, text) in enumerate(texts, start=1)
        ],
    )

    def found(search, **query):
        reply = answer(client, "paragraphs", search=search, **query)
        assert reply.status_code == 200, reply.json()
        return [f"{row['symbol'][2]}{row['anchor']}" for row in reply.json()["results"]]

    assert found('"all necessary means"') == ["1op1", "2op1"]
    assert found("necessary means") == ["1op1", "1op2", "2op1"]
    assert found('"all necessary means"', adopted_on__gte="2001") == ["2op1"]
    assert found("means", anchor="op2") == ["1op2"]
    assert found("veto") == ["1op2"]
    assert found("decision") == ["2op1"]
    assert found("means -civilians", document="r-1") == ["1op2"]
    assert found("unheard") == []
    documents = answer(client, "documents", search='"all necessary means"', adopted_on=2001)
    assert [row["key"] for row in documents.json()["results"]] == ["r-2"]
    assert found("means", ordering="-adopted_on")[0] == "2op1"
    refused = answer(client, "paragraphs", search="!?")
    assert refused.status_code == 400
    assert "Expected words" in refused.json()["errors"]["search"][0]


def test_every_list_is_here():
    assert {name for name, *_ in router.registry} - {"search"} == set(VIEWS)


def test_states_are_asked_by_what_they_were_members_of_on_a_day(client):
    both = [seat("member", "club"), seat("elected")]
    later = [seat("member", "club"), seat("elected", starts_on="2001-01-01", ends_on="2002-12-31")]
    publish_with_facts(
        content("source", "library"),
        content("organization", "un-sc"),
        content("organization", "club"),
        content("state", "aaa", owned={"memberships": both}),
        content("state", "bbb", owned={"memberships": later}),
        content("state", "ccc", owned={"memberships": [seat("member", "club")]}),
    )

    def found(**query):
        return [row["key"] for row in answer(client, "states", **query).json()["results"]]

    assert found(member_of__all="club,un-sc") == ["AAA", "BBB"]
    assert found(member_of__all="club,un-sc", as_of="2000-01-01") == ["AAA"]
    assert found(member_of="club", member_of__not="un-sc") == ["CCC"]
    assert found(member_of="club", member_of__not="un-sc", as_of="2000-01-01") == ["BBB", "CCC"]


def test_conflicts_are_asked_by_who_led_missions_in_them(client):
    def led_by(name, conflict):
        role = {"actor": f"organization:{name}", "role": "lead", "source": "library"}
        return content(
            "mission", f"m-{name}-{conflict}", conflicts=[conflict], owned={"roles": [role]}
        )

    publish_with_facts(
        content("source", "library"),
        *(content("organization", name) for name in ("one", "two")),
        *(content("conflict", name) for name in ("near", "far")),
        *(led_by(name, "near") for name in ("one", "two")),
        led_by("one", "far"),
    )

    def found(**query):
        return {row["key"] for row in answer(client, "conflicts", **query).json()["results"]}

    assert found(organization="one") == {"near", "far"}
    assert found(organization__all="one,two") == {"near"}
    assert found(organization__not="two") == {"far"}
