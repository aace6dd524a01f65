"""Two records that are one thing become one: nothing is lost, and nothing chosen for anybody."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Mission, Strength
from records.content.canonical import contents_of
from records.content.problems import Refused
from records.models import Citation, Proposal, RecordKind, Revision
from records.models.ownership import record_model
from records.writing.approving import approve
from records.writing.proof import problems
from records.writing.publishing import publish
from records.writing.undoing import published_with, undo
from records.writing.uniting import GOES, STAYS, unite
from tests.make import content, publish_with_facts, published
from tests.records.reviewing import person
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def united(stays, goes, answer=STAYS, **answers):
    """Publishes two as one; where they differ, one side's values stay."""
    asked = unite(stays, goes, {}, author="rev", reason="one thing")
    chosen = {one.path: answers.get(one.path, answer) for one in asked.clashes}
    found = unite(stays, goes, chosen, author="rev", reason="one thing")
    return publish(found.drafts, found.facts)


def everything():
    return {kind: contents_of(kind) for kind in RecordKind.values}


def pair(**goes):
    """Two missions, the second of which others refer to."""
    held = {"starts_on": "2001-01-01", "acronym": "XM", "name": "Mission X"}
    cited = [{"field": "headquarters", "source": "book", "locator": "p. 1"}]
    owned = {
        "aliases": [{"text": "The Force", "kind": "descriptive"}],
        "identifiers": [{"scheme": "cow", "value": "77"}],
        "citations": cited,
    }
    published("source", "book", name="The Book")
    published("mission", "xmis", headquarters="Here", **held)
    goes = held | {"headquarters": "There", "note": "Known to one alone"} | goes
    published("mission", "ymis", owned=owned, **goes)
    relation = {"kind": "succeeded_by", "successor": "ymis", "source": "book"}
    published("mission", "later", owned={"relations": [relation]})
    return Mission.objects.get(slug="xmis"), Mission.objects.get(slug="ymis")


@of_worlds(2)
@pytest.mark.usefixtures("on_a_world")
@pytest.mark.parametrize("kind", [one for one in RecordKind.values if one != "source"])
def test_two_of_any_kind_become_one_and_two_again_or_are_refused_whole(kind):
    world(2)
    rows = record_model(kind).objects.order_by("pk")
    marked = [rows.filter(summary__icontains=mark).first() for mark in ("alpha", "beta")]
    one, two = marked if all(marked) else rows[:2]
    before = everything()
    try:
        with transaction.atomic():
            united(two, one)
    except Refused as refusal:
        assert kind in KEPT_APART
        assert KEPT_APART[kind] in str(refusal)
        assert everything() == before
        return
    assert not record_model(kind).objects.filter(pk=one.pk).exists()
    assert not [*problems()]
    publish_undoing()
    assert everything() == before
    assert not [*problems()]


# Of these the world has rows that only one of the two can keep.
KEPT_APART = {
    "state": "Both have rows of contribution totals with the same key.",
    "document": "Both have rows of paragraphs with the same key.",
}


def publish_undoing():
    found = undo(published_with(Revision.objects.sealed().last()), author="rev", reason="a slip")
    publish(found.drafts, found.facts)


def test_what_only_one_says_is_kept_and_what_refers_to_it_follows():
    stays, goes = pair(name="Force X")
    publish_with_facts(
        content("mission", "ymis", **said("ymis")),
        strength=[{"mission": "ymis", "month": "2001-03-01", "category": "troops", "strength": 7}],
    )

    united(stays, goes)

    stays.refresh_from_db()
    assert (stays.headquarters, stays.note) == ("Here", "Known to one alone")
    assert stays.name == "Mission X"
    assert {one.text for one in stays.aliases.all()} == {"The Force", "Force X"}
    codes = set(stays.identifiers.values_list("scheme", "value"))
    assert codes == {("cow", "77"), ("peacekb", "ymis")}
    assert Strength.objects.get(mission__slug="xmis").mission == stays
    later = contents_of("mission", ["later"])["later"]
    assert [row["successor"] for row in later["owned"]["relations"]] == ["xmis"]
    assert not [*problems()]
    publish_undoing()
    assert Strength.objects.get().mission.slug == "ymis"
    assert not [*problems()]


def said(slug):
    held = contents_of("mission", [slug])[slug]
    return {name: value for name, value in held.items() if name not in ("record_kind", "slug")}


@pytest.mark.parametrize(
    ("answer", "stance", "stated", "held"),
    [(STAYS, "contradicts", "There", "Here"), (GOES, "supports", "", "There")],
)
def test_what_was_cited_for_the_value_that_gives_way_stands_against_it(
    answer, stance, stated, held
):
    stays, goes = pair()

    united(stays, goes, answer=answer)

    stays.refresh_from_db()
    citation = Citation.objects.get(record=stays, field="headquarters")
    assert (stays.headquarters, citation.stance, citation.stated) == (held, stance, stated)
    assert citation.rule == ("one thing" if stance == "contradicts" else "")


def test_rows_of_both_with_one_rank_are_put_in_order_by_their_days():
    stays, goes = pair()
    for slug, days in (("xmis", ("2001-01-01", "2003-01-01")), ("ymis", ("2002-01-01",))):
        mandates = [
            {"starts_on": day, "ends_on": f"{day[:4]}-12-31", "rank": rank, "document": "s-res-1"}
            for rank, day in enumerate(days, start=1)
        ]
        published("document", "s-res-1")
        now = said(slug)
        published("mission", slug, **now | {"owned": now["owned"] | {"mandates": mandates}})
    stays.refresh_from_db()
    goes.refresh_from_db()

    united(stays, goes)

    ranked = stays.mandates.order_by("rank").values_list("rank", "starts_on__year")
    assert [*ranked] == [(1, 2001), (2, 2002), (3, 2003)]


def test_a_gap_of_one_gives_way_to_the_value_of_the_other():
    stays, goes = pair()
    gaps = [{"field": "headquarters", "why": "unknown"}]
    published("mission", "xmis", **said("xmis") | {"headquarters": "", "owned": {"gaps": gaps}})
    stays.refresh_from_db()

    united(stays, goes)

    assert contents_of("mission", ["xmis"])["xmis"]["headquarters"] == "There"
    assert not stays.gaps.exists()


def test_nothing_is_chosen_for_the_editor():
    stays, goes = pair()

    found = unite(stays, goes, {}, author="rev", reason="one thing")

    assert [one.path for one in found.clashes] == ["headquarters"]
    assert not found.drafts
    chosen = unite(stays, goes, {"headquarters": "both"}, author="rev", reason="one thing")
    assert not chosen.drafts


def test_the_old_address_leads_to_the_one_that_stays_and_its_key_finds_it(client):
    united(*pair())

    reply = client.get("/missions/ymis/?as_of=2001-03-01")
    assert (reply.status_code, reply["Location"]) == (301, "/missions/xmis/?as_of=2001-03-01")
    reply = client.get("/fr/missions/ymis/")
    assert (reply.status_code, reply["Location"]) == (301, "/fr/missions/xmis/")
    reply = client.get("/api/v1/missions/ymis/")
    assert reply.status_code == 410
    assert "/api/v1/missions/xmis/" in reply.content.decode()
    assert client.get("/id/peacekb/ymis").status_code == 303
    listed = client.get("/api/v1/strengths/?mission=ymis")
    assert listed.status_code == 200


def test_two_that_refer_to_one_another_are_refused_in_words():
    _, goes = pair()
    later = Mission.objects.get(slug="later")
    with pytest.raises(Refused, match="would refer to itself"):
        unite(later, goes, {}, author="rev", reason="one thing")
    with pytest.raises(Refused, match="would refer to itself"):
        unite(goes, later, {}, author="rev", reason="one thing")


def test_a_row_that_both_have_in_another_record_is_told_and_nothing_is_merged():
    pair_of = pair()
    relation = {"kind": "succeeded_by", "source": "book"}
    rows = [relation | {"successor": "xmis"}, relation | {"successor": "ymis", "note": "else"}]
    published("mission", "later", owned={"relations": rows})
    with pytest.raises(Refused, match="Both are named there, and not alike"):
        united(*pair_of)


def test_a_citation_of_a_row_whose_key_would_change_is_told(parliament):
    row = [{"field": "votes/aaa", "source": "library", "locator": "p. 1"}]
    publish_with_facts(
        content("source", "library", name="The Library"),
        content("document", "s-res-1", adopted_on="2000-01-01", owned={"citations": row}),
        votes=[{"document": "s-res-1", "state": "aaa", "position": "yes"}],
    )
    states = {one.slug: one for one in record_model("state").objects.all()}
    with pytest.raises(Refused, match="A citation speaks of this row"):
        united(states["bbb"], states["aaa"])


def test_a_source_that_brought_tables_is_not_merged(parliament):
    publish_with_facts(votes=[{"document": "s-res-1", "state": "aaa", "position": "yes"}])
    library = record_model("source").objects.get(slug="library")
    with pytest.raises(Refused, match="brought rows of large tables"):
        unite(published("source", "book"), library, {}, author="rev", reason="one thing")


# The page


def merging(client, stays, goes):
    """From the list to the page on which the two stand side by side."""
    chosen = {"action": "merge_two", ACTION_CHECKBOX_NAME: [stays.pk, goes.pk], "index": "0"}
    asked = client.post(reverse("admin:missions_mission_changelist"), chosen)
    page = client.get(asked.url)
    assert "Which stays?" in page.content.decode()
    assert " checked" not in page.content.decode()
    return f"{asked.url}&stays={stays.pk}"


def test_two_are_merged_on_a_page_that_shows_all_first_and_another_approves(of_group):
    stays, goes = pair()
    client = of_group("Reviewers", "ruth")
    address = merging(client, stays, goes)
    page = client.get(address).content.decode()
    assert "Here" in page and "There" in page and " checked" not in page
    assert "1 record refers to it" in page
    data = {"reason": "one thing"}
    assert "Say of each below" in client.post(address, data | {"_hand_in": "1"}).content.decode()

    data |= {"clash-headquarters": GOES}
    reply = client.post(address, data | {"_show": "1"})
    assert "The record is withdrawn" in reply.content.decode()
    assert "This is not what" in client.post(address, data | {"_hand_in": "1"}).content.decode()
    client.post(address, data | {"seen": reply.context["seen"], "_hand_in": "1"})

    assert Mission.objects.filter(slug="ymis").exists()
    approve(Proposal.objects.get(), attempt=1, by=person("bob", "Reviewers"))
    assert not Mission.objects.filter(slug="ymis").exists()
    assert Mission.objects.get(slug="xmis").headquarters == "There"
    assert client.get("/missions/ymis/").status_code == 301
    assert not [*problems()]


def test_who_may_not_withdraw_may_not_merge(of_group):
    stays, goes = pair()
    client = of_group("Editors", "ed")
    page = client.get(reverse("admin:missions_mission_changelist")).content.decode()
    assert "merge_two" not in page
    address = f"{reverse('admin:missions_mission_merge')}?ids={stays.pk},{goes.pk}"
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("asked", ["", "?ids=", "?ids=1", "?ids=1,x", "?ids=99999998,99999999"])
def test_the_page_of_no_two_records_is_none(editor, asked):
    assert editor.get(f"{reverse('admin:missions_mission_merge')}{asked}").status_code == 404


def test_merging_asks_no_more_for_three_that_refer_than_for_one(editor):
    counts = []
    for number in (1, 3):
        with transaction.atomic():
            stays, goes = pair()
            relation = {"kind": "succeeded_by", "successor": "ymis", "source": "book"}
            for at in range(number - 1):
                published("mission", f"later-{at}", owned={"relations": [relation]})
            with CaptureQueriesContext(connection) as asked:
                united(stays, goes)
            counts.append(len(asked))
            transaction.set_rollback(True)
    assert counts[0] == counts[1]
