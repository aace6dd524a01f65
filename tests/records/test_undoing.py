"""Undo takes back what one change did, and leaves what others did since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.models import Vote
from missions.models import Mission, Strength
from records.content import kept_rows
from records.content.canonical import contents_of
from records.content.problems import Refused
from records.models import Batch, Record, Revision
from records.writing import undoing
from records.writing.proof import broken_links, differing_records, problems
from records.writing.publishing import propose, propose_withdrawal, publish
from records.writing.undoing import published_with, undo
from tests.changing import publish_rows, votes
from tests.make import content, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def sealed(slug="xmis"):
    return list(Revision.objects.filter(slug=slug).sealed())


def changed(**values):
    """A new version of the mission, whose owned rows are those given, or as they were."""
    now = contents_of("mission", ["xmis"])["xmis"]
    now = now | {"owned": now["owned"] | values.pop("owned", {})} | values
    record = Record.objects.get(slug="xmis")
    publish([propose(now, base_version=record.version, author="edith", reason="made up")])


def undone(*revisions, reason="a slip"):
    found = undo(revisions, author="rev", reason=reason)
    return publish(found.drafts, found.facts)


def page(revision):
    return reverse("admin:records_revision_undo", args=[revision.pk])


def alias(text):
    return {"text": text, "kind": "acronym", "language": "en"}


@pytest.fixture
def mission():
    published("mission", "xmis", name="Mission X", headquarters="Here")
    return Mission.objects.get()


def test_what_one_change_did_is_taken_back_and_later_changes_stay(mission):
    changed(headquarters="There", owned={"aliases": [alias("X-Force")]})
    changed(name="Mission X, renamed", owned={"aliases": [alias("X-Force"), alias("XF")]})

    (revision,) = undone(sealed()[1])
    mission.refresh_from_db()
    assert (mission.headquarters, mission.name) == ("Here", "Mission X, renamed")
    assert [one.text for one in mission.aliases.all()] == ["XF"]
    assert (revision.version, revision.author, revision.reason) == (4, "rev", "a slip")
    assert not list(broken_links())
    assert not list(differing_records())


def test_undoing_the_undoing_brings_the_change_back(mission):
    changed(headquarters="There")
    undone(sealed()[1])
    undone(sealed()[2])

    mission.refresh_from_db()
    assert mission.headquarters == "There"


def test_what_was_changed_again_since_is_not_undone_and_the_field_is_named(mission):
    changed(headquarters="There")
    changed(headquarters="Elsewhere")

    with pytest.raises(Refused) as refusal:
        undone(sealed()[1])
    (problem,) = refusal.value.problems
    assert problem.path == "headquarters"
    assert "changed again since" in problem.message
    mission.refresh_from_db()
    assert mission.headquarters == "Elsewhere"


def test_a_withdrawal_is_undone_and_the_record_is_whole_again(mission):
    changed(owned={"aliases": [alias("X-Force")]})
    before = contents_of("mission", ["xmis"])
    record = Record.objects.get(slug="xmis")
    publish([propose_withdrawal(record, base_version=2, author="rev", reason="by mistake")])

    undone(sealed()[-1])
    assert contents_of("mission", ["xmis"]) == before
    with pytest.raises(Refused, match="came back since"):
        undone(sealed()[2])


def test_a_new_record_is_undone_by_withdrawing_it_unless_others_built_on_it(mission):
    publish(revise(content("mission", "third")))
    undone(*sealed("third"))
    assert not Mission.objects.filter(slug="third").exists()

    changed(headquarters="There")
    with pytest.raises(Refused, match=r"version 2 by edith\. Undo these first"):
        undone(sealed()[0])


def test_what_is_still_referred_to_is_not_taken_out():
    published("source", "rival")
    published("mission", "xmis", owned={"citations": [{"source": "rival"}]})

    with pytest.raises(Refused, match="refers to it"):
        undone(*sealed("rival"))


def test_an_import_is_undone_with_its_rows(parliament):
    publish_rows(votes=votes(aaa="yes", bbb="yes"))
    before = held_votes()
    publish_rows(votes=votes(aaa="no", ccc="yes"))
    assert held_votes() != before

    undone(sealed("press")[-1])
    assert held_votes() == before
    assert not list(broken_links())
    assert not list(differing_records())


def test_an_import_that_made_its_source_is_undone_with_it(parliament):
    publish_rows(votes=votes(aaa="yes", bbb="no"))
    (made,) = sealed("press")

    undone(made)

    assert not Vote.objects.exists()
    assert not Record.objects.filter(slug="press").exists()
    assert list(problems()) == []

    undone(sealed("press")[-1])

    assert Vote.objects.count() == 2
    assert list(problems()) == []


def test_rows_that_a_later_import_changed_are_not_undone(parliament):
    publish_rows(votes=votes(aaa="yes"))
    publish_rows(votes=votes(aaa="yes", bbb="yes"))
    publish_rows(votes=votes(aaa="yes", bbb="no"))
    before = held_votes()

    with pytest.raises(Refused, match="1 of its rows were changed or taken out since"):
        undone(sealed("press")[1])
    assert held_votes() == before


def held_votes():
    return sorted(Vote.objects.values_list("document__slug", "state__slug", "position"))


def test_all_that_was_published_together_is_undone_together(mission):
    records = revise(content("state", "aaa"), content("state", "bbb"))
    publish(records)
    together = published_with(sealed("aaa")[0])

    assert {one.slug for one in together} == {"aaa", "bbb"}
    undone(*together)
    assert not Record.objects.filter(record_kind="state").exists()


def test_a_revision_is_shown_as_what_it_changes_and_not_as_it_is_kept(editor, mission):
    changed(headquarters="There", owned={"aliases": [alias("X-Force")]})

    last = sealed()[-1]
    text = editor.get(reverse("admin:records_revision_change", args=[last.pk])).content.decode()
    assert all(word in text for word in ("Headquarters", "Here", "There", "X-Force", "made up"))
    assert "record_kind&quot;" not in text
    assert last.content_hash not in text


def test_an_editor_sees_what_undoing_changes_says_why_and_undoes(editor, mission):
    changed(headquarters="There")
    address = page(sealed()[1])
    shown = editor.get(address)
    assert "There" in shown.content.decode()
    assert "Here" in shown.content.decode()

    seen = shown.context["seen"]
    assert "This field is required" in editor.post(address, {"seen": seen}).content.decode()
    reply = editor.post(address, {"seen": seen, "reason": "a slip", "_publish": "1"})
    assert reply.status_code == 302
    mission.refresh_from_db()
    assert mission.headquarters == "Here"
    assert sealed()[-1].author == "edith"


def test_what_was_published_since_the_page_was_shown_is_shown_first(editor, mission):
    changed(headquarters="There")
    address = page(sealed()[1])
    seen = editor.get(address).context["seen"]
    changed(name="Renamed")

    reply = editor.post(address, {"seen": seen, "reason": "a slip", "_publish": "1"})
    assert "Others published meanwhile" in reply.content.decode()
    assert len(sealed()) == 3


def test_why_it_cannot_be_undone_is_said_and_there_is_no_button(editor, mission):
    changed(headquarters="There")
    changed(headquarters="Elsewhere")

    text = editor.get(page(sealed()[1])).content.decode()
    assert "changed again since" in text
    assert 'value="Hand in for review"' not in text


def test_who_may_not_withdraw_undoes_no_creation(of_group, mission):
    editor = of_group("Editors", "ed")
    text = editor.get(page(sealed()[0])).content.decode()

    assert "Who may withdraw records can do it" in text
    editor.post(page(sealed()[0]), {"seen": "1", "reason": "a slip", "_publish": "1"})
    assert Mission.objects.exists()


def test_who_may_withdraw_undoes_a_creation(editor, mission):
    reply = editor.post(page(sealed()[0]), {"seen": "1", "reason": "a slip", "_publish": "1"})

    assert reply.status_code == 302
    assert not Mission.objects.exists()


def test_nobody_else_sees_the_page(client, mission, django_user_model):
    address = page(sealed()[0])
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))
    assert client.get(address).status_code == 403


def test_the_page_of_an_undoing_asks_no_more_for_three_records_than_for_one(editor):
    def asked(*slugs):
        publish(revise(*(content("topic", slug) for slug in slugs)))
        publish(revise(*(content("topic", slug, summary="More.") for slug in slugs)))
        with CaptureQueriesContext(connection) as queries:
            shown = editor.get(page(sealed(slugs[0])[1]), {"all": ""})
        assert len(shown.context["changes"]) == len(slugs)
        return len(queries)

    asked("zero")
    assert asked("one", "two", "three") == asked("four")


def test_a_load_of_many_records_is_not_undone_one_by_one(monkeypatch, mission):
    monkeypatch.setattr(undoing, "MOST", 2)
    publish(revise(*(content("topic", slug) for slug in ("one", "two", "three"))))
    together = published_with(sealed("one")[0])

    with pytest.raises(Refused, match="More than 2 records were published together"):
        undone(*together)


def test_a_change_of_a_record_that_was_withdrawn_since_is_not_undone(mission):
    changed(headquarters="There")
    withdrawal = propose_withdrawal(mission, base_version=2, author="rev", reason="by mistake")
    publish([withdrawal])

    with pytest.raises(Refused, match="The record was withdrawn since"):
        undone(sealed()[1])


def test_rows_that_an_import_took_out_and_a_later_one_brought_again_are_not_doubled(parliament):
    publish_rows(votes=votes(aaa="yes", bbb="yes"))
    publish_rows(votes=votes(aaa="yes"))
    publish_rows(votes=votes(aaa="yes", bbb="no"))
    before = held_votes()

    with pytest.raises(Refused, match="1 that it took out are there again"):
        undone(sealed("press")[1])
    assert held_votes() == before


def test_the_other_tables_of_a_source_stay_when_an_import_into_one_is_undone(parliament):
    published("mission", "xmis")
    month = {"mission": "xmis", "month": "2001-01-01", "category": "troops", "deployed": 5}
    publish_rows(votes=votes(aaa="yes"), strength=[month])
    publish_rows(votes=votes(aaa="no"), strength=[month])

    undone(sealed("press")[1])
    assert held_votes() == [("s-res-1", "aaa", "yes")]
    assert Strength.objects.get().deployed == 5
    assert {one.table for one in Batch.objects.all()} == {"votes", "strength"}
    assert not list(broken_links())
    assert not list(differing_records())


def test_an_import_into_one_table_is_undone_though_another_came_since(parliament):
    """What each batch holds is counted anew: the other's summary is no clash."""
    published("mission", "xmis")
    month = {"mission": "xmis", "month": "2001-01-01", "category": "troops", "deployed": 5}
    publish_rows(votes=votes(aaa="yes"))
    publish_rows(votes=votes(aaa="no"))
    publish_rows(votes=votes(aaa="no", bbb="yes"), strength=[month])

    undone(sealed("press")[1])
    assert held_votes() == [("s-res-1", "aaa", "yes"), ("s-res-1", "bbb", "yes")]
    assert Strength.objects.exists()
    assert not list(differing_records())


def test_rows_that_were_kept_in_an_older_form_are_read_in_todays(parliament, monkeypatch):
    publish_rows(votes=votes(aaa="yes"))
    publish_rows(votes=votes(aaa="no"))
    lifted = []
    monkeypatch.setattr(kept_rows, "current_form", lambda: 10**6)
    monkeypatch.setattr(kept_rows, "lifted_fact", lambda *told: lifted.append(told) or told[1])

    undone(sealed("press")[1])
    assert {table for table, _, _ in lifted} == {"votes"}
    assert held_votes() == [("s-res-1", "aaa", "yes")]


def test_an_editor_undoes_an_import_with_its_rows(editor, parliament):
    publish_rows(votes=votes(aaa="yes"))
    publish_rows(votes=votes(aaa="no", bbb="yes"))
    address = page(sealed("press")[1])

    seen = editor.get(address).context["seen"]
    assert (
        editor.post(address, {"seen": seen, "reason": "a slip", "_publish": "1"}).status_code == 302
    )
    assert held_votes() == [("s-res-1", "aaa", "yes")]
