import pytest

from records.models import Citation
from records.reading.cited_values import field_parts, held_values
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

LIBRARY = content("source", "library")


def citing(*fields):
    return [{"field": field, "source": "library", "stance": "contradicts"} for field in fields]


def values():
    """What is held, by the field of each citation there is."""
    citations = list(Citation.objects.select_related("record"))
    held = held_values(citations)
    return {citation.field: held[citation.pk] for citation in citations}


def text(held):
    return [part.text for part in held.parts] or held.absent


def test_columns_are_told_in_words_with_labels_days_and_names():
    gaps = [{"field": "meeting", "why": "not_applicable"}]
    fields = ["adopted_on", "adoption", "organ", "states", "in_favour", "meeting", "note", ""]
    publish(
        revise(
            LIBRARY,
            content("state", "aaa", name="Aland"),
            content("organization", "council", name="Made-up Council"),
            content(
                "document",
                "s-res-1",
                adopted_on="1999-10-01",
                adopted_precision="month",
                adoption="without_vote",
                organ="council",
                states=["aaa"],
                in_favour=0,
                owned={"citations": citing(*fields), "gaps": gaps},
            ),
        )
    )

    assert {field: text(held) for field, held in values().items()} == {
        "adopted_on": ["October 1999"],
        "adoption": ["Without a vote"],
        "organ": ["Made-up Council"],
        "states": ["Aland"],
        "in_favour": ["0"],
        "meeting": "not applicable",
        "note": "not yet coded",
        "": "the record as a whole",
    }


def test_owned_rows_are_found_by_their_key():
    mandate = {
        "starts_on": "1999-10-25",
        "document": "s-res-1",
        "rank": 1,
        "force_level": "unarmed",
    }
    key = "mandates/1999-10-25"
    publish(
        revise(
            LIBRARY,
            content("document", "s-res-1", name="Resolution One"),
            content(
                "mission",
                "xmis",
                owned={
                    "mandates": [mandate],
                    "citations": citing(f"{key}/force_level", f"{key}/roe_note", key),
                },
            ),
        )
    )

    held = values()

    assert text(held[f"{key}/force_level"]) == ["Unarmed"]
    assert text(held[f"{key}/roe_note"]) == "not yet coded"
    row = {column.label: column.parts[0].text for column in held[key].columns}
    assert row["Document"] == "Resolution One"
    assert "Starts on" not in row  # the path says it already


def test_votes_are_told_by_position_and_in_all():
    fields = ("votes/aaa", "votes/zzz", "votes", "votes/aaa/basis", "document_links")
    states = [content("state", letter * 3) for letter in "abc"]
    publish_with_facts(
        *states,
        content("document", "s-res-1", owned={"citations": citing(*fields)}),
        content("document", "s-res-2"),
        votes=[
            {"document": "s-res-1", "state": "aaa", "position": "abstain"},
            {"document": "s-res-1", "state": "bbb", "position": "yes"},
            {"document": "s-res-1", "state": "ccc", "position": "yes"},
            {"document": "s-res-2", "state": "aaa", "position": "no"},
        ],
    )

    held = {field: text(one) for field, one in values().items()}

    assert held["votes/aaa"] == ["Abstained"]
    assert held["votes/zzz"] == "no such row"
    assert held["votes/aaa/basis"] == ["As in the voting record"]
    assert held["votes"] == ["Abstained: 1", "Yes: 2"]
    assert held["document_links"] == ["0 rows"]


def test_a_row_of_figures_is_found_by_the_beginning_of_its_key():
    fields = (
        "strength/2001-02-01,troops",
        "strength/2001-02-01",
        "strength/2001-03-01",
        "strength/soon",
    )
    month = {"mission": "xmis", "month": "2001-02-01"}
    publish_with_facts(
        content("mission", "xmis", owned={"citations": citing(*fields)}),
        strength=[
            month | {"category": "troops", "deployed": 120},
            month | {"category": "police", "deployed": 7},
        ],
    )

    held = {field: text(one) for field, one in values().items()}

    assert held == {
        "strength/2001-02-01,troops": ["120"],
        "strength/2001-02-01": ["2 rows"],
        "strength/2001-03-01": "no such row",
        "strength/soon": "no such row",
    }


def many(count):
    documents = [
        content(
            "document",
            f"s-res-{number}",
            organ="council",
            owned={
                "citations": citing("organ", "adopted_on", "votes/aaa", "votes", "sponsors/aaa"),
            },
        )
        for number in range(count)
    ]
    votes = [
        {"document": f"s-res-{number}", "state": "aaa", "position": "yes"}
        for number in range(count)
    ]
    publish_with_facts(
        content("state", "aaa"), content("organization", "council"), *documents, votes=votes
    )


def test_it_asks_no_more_for_more_citations(django_assert_num_queries):
    many(1)
    few = list(Citation.objects.select_related("record"))
    # documents with two sets, sponsors, a vote, votes counted, gaps, names
    with django_assert_num_queries(8):
        held_values(few)
    many(3)
    more = list(Citation.objects.select_related("record"))
    assert len(more) == 3 * len(few)

    with django_assert_num_queries(8):
        held_values(more)


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("document", "", "The record"),
        ("document", "adopted_on", "Adopted on"),
        ("document", "votes", "Votes"),
        ("document", "votes/fra", "Votes: fra"),
        ("mission", "mandates/1999-10-25/force_level", "Mandates: 25 October 1999: force level"),
        (
            "mission",
            "roles/lead,organization:club,1999-10-25",
            "Mission roles: Led by, club, 25 October 1999",
        ),
        (
            "document",
            "mandate_tasks/xmis,read,op1,,demining,assist",
            "Mandate tasks: xmis, read, op1, demining, Assist",
        ),
        ("mission", "strength/soon,troops", "Strength: soon, Troops"),
    ],
)
def test_a_field_is_told_in_words(kind, field, words):
    assert "".join(part.text for part in field_parts(kind, field)) == words


def test_thousands_of_citations_on_one_table_are_read_in_parts():
    months = [f"{year}-{month:02d}-01" for year in range(1900, 2000) for month in range(1, 13)]
    row = {"mission": "xmis", "category": "troops", "basis": "reported"}
    fields = [f"strength/{month},troops" for month in months]
    publish_with_facts(
        LIBRARY,
        content("mission", "xmis", owned={"citations": citing(*fields)}),
        strength=[row | {"month": month, "deployed": at} for at, month in enumerate(months)],
    )

    held = values()

    assert len(held) == 1200
    assert text(held[fields[0]]) == ["0"]
    assert text(held[fields[-1]]) == ["1199"]
