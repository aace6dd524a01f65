"""The editors' queue: what waits is listed, decided through the history, and lost to nobody."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from legal.models import Document, Vote
from missions.models import Mission, Strength
from records.content.problems import Refused, Stale
from records.curation import deciding
from records.curation.deciding import CitationDecision
from records.models import Citation, Record, Revision
from records.writing.proof import broken_links, differing_records
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BATCHES = 6  # SQLite takes so many values a statement: more rows are written in several
QUEUE = "admin:records_citation_changelist"


def waiting(field, stated, **values):
    row = {"field": field, "source": "rival", "stated": stated, "stance": "contradicts"}
    return row | {"open": True} | values


def mission(*citations, **values):
    """Mission X, held from the library and contradicted by a rival."""
    values.setdefault("established_on", "1999-10-25")
    values.setdefault("established_precision", "day")
    owned = values.pop("owned", {})
    publish(
        revise(
            content("source", "library", name="The Library"),
            content("source", "rival", name="The Rival"),
            content("document", "s-res-9"),
            content(
                "mission",
                "xmis",
                name="Mission X",
                owned={"citations": [{"source": "library"}, *citations], **owned},
                **values,
            ),
        )
    )
    return Mission.objects.get()


def resolution(*citations, position="yes"):
    """Resolution 1, on which Land A voted according to the library."""
    publish_with_facts(
        content("source", "rival", name="The Rival"),
        content("state", "aaa", name="Land A"),
        content("document", "s-res-1", owned={"citations": [{"source": "library"}, *citations]}),
        votes=[
            {"document": "s-res-1", "state": "aaa", "position": position, "basis": "as_recorded"}
        ],
    )
    return Document.objects.get(slug="s-res-1")


def decision(*records, **values):
    given = {"author": "edith", "rule": "the text decides", "evidence": "Paragraph 1."}
    return CitationDecision(
        **given | {"versions": {one.pk: one.version for one in records}} | values
    )


def keep_held(citations, decision):
    return publish(*deciding.keep_held(citations, decision))


def take_stated(citations, decision):
    return publish(*deciding.take_stated(citations, decision))


def post(client, action, *citations, **data):
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [one.pk for one in citations]}
    return client.post(reverse(QUEUE), chosen | {"_publish": "1"} | data)


def messages_of(reply):
    return [str(one) for one in reply.context["messages"]]


def is_whole():
    return [*broken_links(), *differing_records()] == []


def test_what_waits_is_listed_with_the_value_held_beside_the_value_stated(editor):
    mission(waiting("established_on", "1999-10-26", locator="page 3"))

    page = editor.get(reverse(QUEUE), {"open__exact": 1}).content.decode()

    for text in ("Mission X", "Established on", "25 October 1999", "1999-10-26", "The Rival"):
        assert text in page


def test_the_queue_is_filtered_by_table_and_source(editor):
    mission(waiting("established_on", "1999-10-26"))
    resolution(waiting("votes/aaa", "abstain"))

    def shown(**query):
        return editor.get(reverse(QUEUE), {"open__exact": 1} | query).context["cl"].result_count

    rival = Record.objects.get(slug="rival").pk
    library = Record.objects.get(slug="library").pk
    assert shown() == 2
    assert shown(table="votes") == 1
    assert shown(table="vote") == 0
    assert shown(source__record__exact=rival) == 2
    assert shown(source__record__exact=library) == 0
    assert shown(q="s-res-1") == 1


def test_keeping_what_is_held_closes_the_citation_with_rule_and_name():
    held = mission(waiting("established_on", "1999-10-26"))

    keep_held(Citation.objects.filter(open=True), decision(held))

    held.refresh_from_db()
    closed = Citation.objects.get(source__slug="rival")
    assert (str(held.established_on), held.version) == ("1999-10-25", 2)
    assert (closed.open, closed.rule, closed.checked_by) == (False, "the text decides", "edith")
    assert (closed.evidence, closed.stance) == ("Paragraph 1.", "contradicts")
    last = Revision.objects.sealed().last()
    assert (last.origin, last.author, last.reason) == (
        "admin",
        "edith",
        "Decided: the text decides",
    )
    assert is_whole()


def test_evidence_of_the_import_stays_where_the_editor_gives_none():
    held = mission(waiting("established_on", "1999-10-26", evidence="Read from a file."))

    keep_held(Citation.objects.filter(open=True), decision(held, evidence=""))

    assert Citation.objects.get(source__slug="rival").evidence == "Read from a file."


def test_the_stated_value_is_taken_and_the_one_that_was_held_stays_cited():
    held = mission(waiting("established_on", "1999-10-26"))

    take_stated(Citation.objects.filter(open=True), decision(held))

    held.refresh_from_db()
    assert str(held.established_on) == "1999-10-26"
    taken = Citation.objects.get(source__slug="rival")
    assert (taken.open, taken.stance) == (False, "supports")
    given_way = Citation.objects.get(source__slug="library", field="established_on")
    assert (given_way.stated, given_way.stance, given_way.open) == (
        "1999-10-25",
        "contradicts",
        False,
    )
    assert is_whole()


def test_a_column_of_an_owned_row_is_taken():
    mandate = {"starts_on": "1999-10-25", "rank": 1, "document": "s-res-9", "roe_note": "strict"}
    held = mission(waiting("mandates/1999-10-25/roe_note", "wide"), owned={"mandates": [mandate]})

    take_stated(Citation.objects.filter(open=True), decision(held))

    assert held.mandates.get().roe_note == "wide"


def test_a_vote_is_taken_into_the_batch_of_its_source_and_marked_as_corrected():
    held = resolution(waiting("votes/aaa", "not participating"))

    take_stated(Citation.objects.filter(open=True), decision(held))

    vote = Vote.objects.get()
    assert (vote.position, vote.basis, vote.source.slug) == (
        "not_participating",
        "corrected",
        "library",
    )
    given_way = Citation.objects.get(field="votes/aaa", source__slug="library")
    assert (given_way.stated, given_way.stance) == ("yes", "contradicts")
    assert Record.objects.get(slug="library").version == 2
    assert is_whole()


def test_two_votes_of_one_source_are_both_taken():
    publish_with_facts(
        content("source", "rival", name="The Rival"),
        content("state", "aaa", name="Land A"),
        content("state", "bbb", name="Land B"),
        content(
            "document",
            "s-res-1",
            owned={"citations": [waiting("votes/aaa", "no"), waiting("votes/bbb", "no")]},
        ),
        votes=[
            {"document": "s-res-1", "state": code, "position": "yes", "basis": "as_recorded"}
            for code in ("aaa", "bbb")
        ],
    )

    document = Document.objects.get(slug="s-res-1")
    take_stated(Citation.objects.filter(open=True), decision(document))

    assert set(Vote.objects.values_list("position", flat=True)) == {"no"}
    assert is_whole()


def test_figures_in_words_are_taken_as_numbers():
    row = {"mission": "xmis", "month": "2001-01-01", "category": "total_uniformed"}
    citation = waiting("strength/2001-01-01,total_uniformed", "1,499 persons")
    publish_with_facts(
        content("source", "rival"),
        content("mission", "xmis", owned={"citations": [citation]}),
        strength=[row | {"deployed": 1400, "basis": "reported"}],
    )

    take_stated(Citation.objects.filter(open=True), decision(Mission.objects.get()))

    assert Strength.objects.get().deployed == 1499


def test_a_total_whose_parts_are_held_is_not_taken_alone():
    row = {"mission": "xmis", "month": "2001-01-01", "basis": "reported", "deployed": 1400}
    citation = waiting("strength/2001-01-01,total_uniformed", "1,499 persons")
    publish_with_facts(
        content("source", "rival"),
        content("mission", "xmis", owned={"citations": [citation]}),
        strength=[row | {"category": "total_uniformed"}, row | {"category": "troops"}],
    )

    with pytest.raises(Refused, match="no longer add up"):
        take_stated(Citation.objects.filter(open=True), decision(Mission.objects.get()))

    assert set(Strength.objects.values_list("deployed", flat=True)) == {1400}


@pytest.mark.parametrize(
    ("field", "stated", "expected"),
    [
        ("established_on", "late in October", "a day written 1999-10-25 is needed"),
        ("type", "a crusade", "cannot be taken as it stands: one of"),
        ("", "otherwise", "It is no single value. Edit it in the form of the record"),
        ("host_states", "aaa", "Edit it in the form of the record"),
    ],
)
def test_what_cannot_be_taken_plainly_says_where_to_edit(field, stated, expected):
    held = mission(waiting(field, stated))

    with pytest.raises(Refused, match=expected):
        take_stated(Citation.objects.filter(open=True), decision(held))

    assert Citation.objects.filter(open=True).exists()


def test_of_two_values_stated_for_one_field_one_must_be_chosen():
    held = mission(waiting("established_on", "1999-10-26"), waiting("established_on", "1999-10-27"))

    with pytest.raises(Refused, match="choose one"):
        take_stated(Citation.objects.filter(open=True), decision(held))

    held.refresh_from_db()
    assert held.version == 1


def test_a_record_published_since_the_page_was_seen_is_not_overwritten():
    seen = mission(waiting("established_on", "1999-10-26"))
    choice = decision(seen)
    publish(
        revise(
            content(
                "mission",
                "xmis",
                note="meanwhile",
                owned={"citations": [waiting("established_on", "1999-10-26")]},
            ),
            author="other",
        )
    )

    with pytest.raises(Stale, match="other published version 2"):
        keep_held(Citation.objects.filter(open=True), choice)

    assert Mission.objects.get().note == "meanwhile"
    assert Citation.objects.filter(open=True).exists()


def test_nothing_is_decided_twice():
    held = mission(waiting("established_on", "1999-10-26"))
    citations = list(Citation.objects.filter(open=True))
    keep_held(citations, decision(held))
    held.refresh_from_db()

    with pytest.raises(Refused, match="decided meanwhile"):
        keep_held(citations, decision(held))


def test_one_that_is_refused_holds_all_back():
    first = mission(waiting("established_on", "1999-10-26"))
    second = resolution(waiting("votes/aaa", "perhaps"))

    with pytest.raises(Refused, match="'perhaps' cannot be taken"):
        take_stated(Citation.objects.filter(open=True), decision(first, second))

    first.refresh_from_db()
    assert str(first.established_on) == "1999-10-25"
    assert Citation.objects.filter(open=True).count() == 2
