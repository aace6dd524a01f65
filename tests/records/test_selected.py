"""Many records changed at once: seen before, in one proposal, and undone as one."""

import html
import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Mission
from records.models import Citation, Proposal, Revision
from records.writing.approving import approve
from records.writing.proof import broken_links, differing_records
from records.writing.publishing import publish
from records.writing.undoing import published_with, undo
from tests.make import content, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ACTIONS = ("set_value", "add_alias", "add_citation", "withdraw_selected")
EVIDENCE = {"proof-source": "The Book", "proof-locator": "p. 12", "reason": "read anew"}
ALIAS = {"text": "The X", "kind": "descriptive", "language": "en"}


@pytest.fixture
def three():
    published("source", "book", name="The Book")
    publish(revise(*(content("mission", slug, name=f"Mission {slug}") for slug in "xyz")))
    return list(Mission.objects.order_by("slug"))


def choose(client, action, rows):
    """Presses an action of the list, as its form has it; the address to which it leads."""
    data = {"action": action, ACTION_CHECKBOX_NAME: [one.pk for one in rows], "index": "0"}
    reply = client.post(reverse("admin:missions_mission_changelist"), data)
    assert reply.status_code == 302
    return reply.url


def shown(client, address, data):
    """The page with its preview, and all that it would send."""
    reply = client.post(address, data | {"_show": "1"})
    assert reply.status_code == 200
    page = html.unescape(reply.content.decode())
    assert page.count('name="seen"') == bool(reply.context["found"].drafts)
    return page, data | {"seen": reply.context["found"].digest}


def hands_in(client, address, data, button="_publish"):
    _, sent = shown(client, address, data)
    return client.post(address, sent | {button: "1"}, follow=True)


def headquarters():
    return [(one.slug, one.headquarters) for one in Mission.objects.order_by("slug")]


def is_whole():
    return [*broken_links(), *differing_records()] == []


def test_each_action_of_a_list_leads_to_a_page_that_says_what_it_asks(editor, three):
    for action in ACTIONS:
        reply = editor.get(choose(editor, action, three[:2]))
        assert reply.status_code == 200
        assert "2 missions" in reply.content.decode()


def test_who_may_not_withdraw_is_not_offered_to_withdraw_many(of_group, three):
    client = of_group("Editors", "ed")
    page = client.get(reverse("admin:missions_mission_changelist")).content.decode()
    offered = re.findall(r'<option value="(\w+)"', page)
    assert set(ACTIONS) & set(offered) == set(ACTIONS) - {"withdraw_selected"}
    assert "delete_selected" not in offered
    address = reverse("admin:missions_mission_selected", args=["withdraw"])
    assert client.get(f"{address}?ids={three[0].pk}").status_code == 403


def test_a_value_is_set_in_all_with_one_evidence_once_it_was_seen(editor, three):
    address = choose(editor, "set_value", three) + "&column=headquarters"
    page, _ = shown(editor, address, EVIDENCE | {"headquarters": "There"})
    assert page.count("There") >= 3
    assert "What changes: 3" in page
    assert not Mission.objects.exclude(headquarters="").exists()

    hands_in(editor, address, EVIDENCE | {"headquarters": "There"})

    assert set(Mission.objects.values_list("headquarters", flat=True)) == {"There"}
    cited = Citation.objects.filter(field="headquarters", source__slug="book", locator="p. 12")
    assert cited.count() == 3
    assert len(published_with(Revision.objects.sealed().last())) == 3
    assert is_whole()


def test_what_was_set_in_many_is_undone_as_one(editor, three):
    address = choose(editor, "set_value", three) + "&column=headquarters"
    hands_in(editor, address, EVIDENCE | {"headquarters": "There"})
    last = Revision.objects.sealed().last()

    found = undo(published_with(last), author="rev", reason="a slip")
    publish(found.drafts, found.facts)

    assert not Mission.objects.exclude(headquarters="").exists()
    assert not Citation.objects.exists()


def test_what_an_editor_sets_in_many_waits_for_somebody_else_as_one(of_group, three, ann):
    client = of_group("Drafters", "dora")
    address = choose(client, "set_value", three) + "&column=headquarters"

    hands_in(client, address, EVIDENCE | {"headquarters": "There"}, button="_hand_in")

    assert not Mission.objects.exclude(headquarters="").exists()
    proposal = Proposal.objects.get()
    assert proposal.version(1).count() == 3
    approve(proposal, attempt=1, by=ann)
    assert set(Mission.objects.values_list("headquarters", flat=True)) == {"There"}


def test_a_month_sets_how_well_the_day_is_known(editor, three):
    address = choose(editor, "set_value", three) + "&column=established_on"

    hands_in(editor, address, EVIDENCE | {"established_on": "1999-10"})

    days = Mission.objects.values_list("established_on", "established_precision").distinct()
    assert [(str(day), precision) for day, precision in days] == [("1999-10-01", "month")]


def test_a_record_is_called_by_any_of_its_names(editor):
    published("source", "book", name="The Book")
    published("organization", "un", name="United Peoples", acronym="UP")
    rows = [published("document", f"doc-{at}") for at in (1, 2)]
    ids = ",".join(str(one.pk) for one in rows)
    address = reverse("admin:legal_document_selected", args=["set-value"])

    hands_in(editor, f"{address}?ids={ids}&column=organ", EVIDENCE | {"organ": "UP"})

    assert {one.organ.slug for one in type(rows[0]).objects.all()} == {"un"}


def test_what_one_record_refuses_is_told_and_the_others_are_handed_in(editor, three):
    held = {"headquarters": "Here", "owned": {"citations": [
        {"field": "headquarters", "source": "book", "locator": "p. 1"}]}}  # fmt: skip
    publish(revise(content("mission", "y", name="Mission y", **held)))
    publish(revise(content("mission", "z", name="Mission z", headquarters="There")))
    address = choose(editor, "set_value", three) + "&column=headquarters"

    page, _ = shown(editor, address, EVIDENCE | {"headquarters": "There"})
    assert "What changes: 1" in page
    assert "Refused, and left out: 1" in page
    assert "Mission y: headquarters: Something is cited for it." in page
    assert "Says so already: 1" in page

    hands_in(editor, address, EVIDENCE | {"headquarters": "There"})
    assert headquarters() == [("x", "There"), ("y", "Here"), ("z", "There")]


def test_what_the_database_refuses_of_some_is_told_of_each(editor, three):
    published("mission", "y", name="Mission y", starts_on="1990-01-01")
    address = choose(editor, "set_value", three) + "&column=ends_on"

    page, _ = shown(editor, address, EVIDENCE | {"ends_on": "1995-01-01"})

    assert "What changes: 1" in page
    assert "Refused, and left out: 2" in page
    assert page.count("The last day is before the first.") == 2


def test_nothing_is_set_of_which_nobody_says_where_it_was_read(editor, three):
    address = choose(editor, "set_value", three) + "&column=headquarters"
    page, _ = shown(editor, address, {"headquarters": "There", "reason": "so"})
    assert "Refused, and left out: 3" in page
    assert "Say under «Evidence» where you read it." in page


def test_our_own_words_need_no_evidence(editor, three):
    address = choose(editor, "set_value", three) + "&column=note"
    hands_in(editor, address, {"note": "To be looked at", "reason": "so"})
    assert set(Mission.objects.values_list("note", flat=True)) == {"To be looked at"}


def test_all_get_an_alias_and_who_has_it_is_left_alone(editor, three):
    publish(revise(content("mission", "x", name="Mission x", owned={"aliases": [ALIAS]})))
    address = choose(editor, "add_alias", three)

    page, _ = shown(editor, address, EVIDENCE | ALIAS)
    assert "Says so already: 1" in page
    hands_in(editor, address, EVIDENCE | ALIAS)

    assert [[str(one) for one in row.aliases.all()] for row in three] == [["The X"]] * 3
    assert Citation.objects.filter(field__startswith="aliases/").count() == 2


def test_all_are_cited_and_what_has_no_value_is_refused(editor, three):
    published("mission", "x", name="Mission x", headquarters="Here")
    address = choose(editor, "add_citation", three)

    page, _ = shown(editor, address, EVIDENCE | {"field": "headquarters"})
    assert "Refused, and left out: 2" in page
    assert "There is no value to be cited for." in page
    hands_in(editor, address, EVIDENCE | {"field": ""})

    assert Citation.objects.filter(field="", source__slug="book").count() == 3


def test_a_source_that_is_not_held_is_made_with_the_rest(editor, three):
    evidence = {"proof-new_name": "New Book", "proof-new_kind": "dataset", "reason": "read"}
    hands_in(editor, choose(editor, "add_citation", three), evidence | {"field": ""})
    assert Citation.objects.filter(source__slug="new-book").count() == 3


def test_many_are_withdrawn_and_what_others_need_stays(editor, three):
    relation = {"kind": "succeeded_by", "successor": "x", "source": "book"}
    published("mission", "later", owned={"relations": [relation]})

    page, _ = shown(editor, choose(editor, "withdraw_selected", three), {"reason": "twice"})
    assert "Refused, and left out: 1" in page
    assert "Mission x: " in page and " of later refers to it." in page
    hands_in(editor, choose(editor, "withdraw_selected", three), {"reason": "twice"})

    assert {one.slug for one in Mission.objects.all()} == {"x", "later"}
    assert is_whole()


def test_what_others_published_since_the_preview_is_shown_again_first(editor, three):
    address = choose(editor, "set_value", three) + "&column=headquarters"
    _, sent = shown(editor, address, EVIDENCE | {"headquarters": "There"})
    published("mission", "y", name="Renamed")

    reply = editor.post(address, sent | {"_publish": "1"})

    assert "This is not what you saw before" in html.unescape(reply.content.decode())
    assert not Mission.objects.exclude(headquarters="").exists()
    editor.post(address, sent | {"seen": reply.context["found"].digest, "_publish": "1"})
    assert [one.headquarters for one in Mission.objects.all()] == ["There"] * 3


def test_another_value_than_the_one_shown_is_not_handed_in_unseen(editor, three):
    address = choose(editor, "set_value", three) + "&column=headquarters"
    _, sent = shown(editor, address, EVIDENCE | {"headquarters": "There"})
    editor.post(address, sent | {"headquarters": "Elsewhere", "_publish": "1"})
    assert not Mission.objects.exclude(headquarters="").exists()


@pytest.mark.parametrize("asked", ["", "?ids=", "?ids=x", "?ids=99999999", "?ids=²"])
def test_a_page_of_no_records_is_none(editor, asked):
    address = reverse("admin:missions_mission_selected", args=["add-alias"])
    assert editor.get(f"{address}{asked}").status_code == 404


def test_too_many_records_are_refused_in_words(editor, monkeypatch, three):
    monkeypatch.setattr("records.curation.selected.page.AT_ONCE", 2)
    chosen = {"action": "add_alias", "index": "0", ACTION_CHECKBOX_NAME: [one.pk for one in three]}
    reply = editor.post(reverse("admin:missions_mission_changelist"), chosen, follow=True)
    assert "Choose at most 2 records at a time." in reply.content.decode()


@pytest.mark.parametrize("button", ["_show", "_publish", "_hand_in"])
def test_a_change_to_three_asks_no_more_than_one_to_one(editor, three, button):
    counts = []
    for rows in ([published("mission", "w")], three):
        address = choose(editor, "add_alias", rows)
        _, sent = shown(editor, address, EVIDENCE | ALIAS)
        with CaptureQueriesContext(connection) as asked:
            reply = editor.post(address, sent | {button: "1"})
        assert reply.status_code == (200 if button == "_show" else 302)
        counts.append(len(asked))
    assert counts[0] == counts[1]
