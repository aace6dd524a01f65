"""Two editors at one record, and drafts that waited: the form asks, and nobody's work is lost."""

import pytest
from django.test import Client
from django.utils import timezone

from records.models import OpenForm, Revision
from records.models.open_form import COUNTS
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, form_of, published, revise
from tests.records.reviewing import person
from tests.records.test_curation import change_address, errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def mandates(*periods, **values):
    return [
        {"starts_on": start, "ends_on": end, "rank": rank, "document": "s-res-1", **values}
        for rank, (start, end) in enumerate(periods, start=1)
    ]


FIRST, SECOND = ("2001-01-01", "2001-06-30"), ("2001-07-01", "2001-12-31")


@pytest.fixture
def mission():
    published("document", "s-res-1")
    return published("mission", "xmis", owned={"mandates": mandates(FIRST, SECOND)})


def meanwhile(**values):
    owned = {"owned": {"mandates": mandates(FIRST, SECOND)}} | values
    publish(revise(content("mission", "xmis", **owned), author="first"))


def test_what_the_first_changed_is_shown_and_in_the_form_of_the_second(editor, mission):
    data = form_of(editor, change_address(mission)) | {"note": "mine", "reason": "read"}
    meanwhile(headquarters="Dili", owned={"mandates": mandates(FIRST, SECOND, chapter="VII")})

    reply = editor.post(change_address(mission), data)

    page = reply.content.decode()
    assert reply.status_code == 200
    assert "first published version 2" in page
    assert "What they changed" in page and "Dili" in page and "Chapter VII" in page
    again = form_of(editor, reply)
    assert (again["headquarters"], again["note"]) == ("Dili", "mine")
    assert (again["mandates-0-chapter"], again["reason"]) == ("VII", "read")
    assert (again["base_version"], again["seen_version"]) == ("1", "2")

    assert editor.post(change_address(mission), again).status_code == 302
    mission.refresh_from_db()
    assert (mission.headquarters, mission.note, mission.version) == ("Dili", "mine", 3)


def test_what_both_changed_is_asked_until_it_is_answered(editor, mission):
    data = form_of(editor, change_address(mission)) | {"note": "mine"}
    meanwhile(note="theirs")

    reply = editor.post(change_address(mission), data)
    for _ in range(3):  # saving again and again decides nothing
        page = reply.content.decode()
        assert 'name="clash-note"' in page and "theirs" in page and "mine" in page
        assert "checked" not in page.split('name="clash-note"')[1].split(">")[0]
        reply = editor.post(change_address(mission), form_of(editor, reply))
        assert reply.status_code == 200
    assert Revision.objects.sealed().last().version == 2

    answered = form_of(editor, reply) | {"clash-note": "theirs", "acronym": "XM"}
    assert editor.post(change_address(mission), answered).status_code == 302
    mission.refresh_from_db()
    assert (mission.note, mission.acronym) == ("theirs", "XM")


def test_an_answer_to_one_version_does_not_answer_a_later_one(editor, mission):
    data = form_of(editor, change_address(mission)) | {"note": "mine"}
    meanwhile(note="theirs")
    again = form_of(editor, editor.post(change_address(mission), data)) | {"clash-note": "mine"}
    meanwhile(note="later")

    reply = editor.post(change_address(mission), again)

    assert reply.status_code == 200
    page = reply.content.decode()
    assert "later" in page and 'name="clash-note"' in page
    assert editor.post(change_address(mission), form_of(editor, reply)).status_code == 200
    mission.refresh_from_db()
    assert mission.note == "later"


def test_a_row_that_one_deleted_and_the_other_changed_is_asked(editor, mission):
    data = form_of(editor, change_address(mission)) | {"mandates-1-DELETE": "on"}
    meanwhile(owned={"mandates": [*mandates(FIRST), *mandates(FIRST, SECOND, chapter="VII")[1:]]})

    reply = editor.post(change_address(mission), data)

    again = form_of(editor, reply)
    assert "clash-mandates/2001-07-01" in reply.content.decode()
    assert again["mandates-1-DELETE"] == "on"
    assert editor.post(change_address(mission), again).status_code == 200
    kept = editor.post(change_address(mission), again | {"clash-mandates/2001-07-01": "theirs"})
    assert kept.status_code == 302, errors_of(kept)
    assert mission.mandates.get(starts_on="2001-07-01").chapter == "VII"


def test_rows_that_two_added_are_both_kept(editor, mission):
    data = form_of(editor, change_address(mission))
    data |= {
        "aliases-TOTAL_FORMS": "1",
        "aliases-0-text": "Mine",
        "aliases-0-language": "en",
        "aliases-0-kind": "descriptive",
        "aliases-0-starts_precision": "day",
        "aliases-0-ends_precision": "day",
    }
    theirs = [{"text": "Theirs", "kind": "descriptive"}]
    meanwhile(owned={"mandates": mandates(FIRST, SECOND), "aliases": theirs})

    reply = editor.post(change_address(mission), data)
    reply = editor.post(change_address(mission), form_of(editor, reply))

    assert reply.status_code == 302, errors_of(reply)
    assert set(mission.aliases.values_list("text", flat=True)) == {"Mine", "Theirs"}


def test_a_mandate_that_one_moved_keeps_what_the_other_wrote_on_it(editor, mission):
    data = form_of(editor, change_address(mission)) | {"mandates-0-roe_note": "read"}
    meanwhile(owned={"mandates": mandates(("2001-01-15", "2001-06-30"), SECOND)})

    reply = editor.post(change_address(mission), data)
    reply = editor.post(change_address(mission), form_of(editor, reply))

    assert reply.status_code == 302, errors_of(reply)
    assert mission.mandates.get(starts_on="2001-01-15").roe_note == "read"
    assert mission.mandates.count() == 2


def test_an_old_draft_opens_with_what_was_published_since(editor, mission):
    data = form_of(editor, change_address(mission))
    editor.post(change_address(mission), data | {"note": "draft", "acronym": "D", "_draft": "1"})
    meanwhile(headquarters="Dili", acronym="T")
    address = f"{change_address(mission)}?draft={Revision.objects.open().get().pk}"

    reply = editor.get(address)

    shown = form_of(editor, reply)
    assert (shown["note"], shown["headquarters"], shown["base_version"]) == ("draft", "Dili", "1")
    assert 'name="clash-acronym"' in reply.content.decode()
    assert editor.post(address, shown).status_code == 200
    assert editor.post(address, shown | {"clash-acronym": "theirs"}).status_code == 302
    mission.refresh_from_db()
    assert (mission.note, mission.headquarters, mission.acronym) == ("draft", "Dili", "T")


def test_a_draft_opens_in_the_form_of_its_own_record_only(editor, mission):
    other = published("mission", "other")
    data = form_of(editor, change_address(mission)) | {"note": "draft", "_draft": "1"}
    editor.post(change_address(mission), data)
    draft = Revision.objects.open().get()

    assert editor.get(f"{change_address(other)}?draft={draft.pk}").status_code == 404


def test_what_is_refused_is_told_at_its_row(editor, mission):
    data = form_of(editor, change_address(mission)) | {"mandates-0-open_ended": "on"}
    data |= {"mandates-0-ends_on": "", "mandates-0-ends_precision": "unknown"}

    reply = editor.post(change_address(mission), data)

    formsets = {one.formset.prefix: one.formset for one in reply.context["inline_admin_formsets"]}
    assert reply.status_code == 200
    told = formsets["mandates"].forms[0].errors.as_text()
    assert "An open-ended mandate has no unknown end." in told


def test_a_withdrawal_says_so_and_takes_nothing_that_was_published_meanwhile(editor, mission):
    address = change_address(mission).replace("change", "delete")
    asked = editor.get(address).content.decode()
    assert 'name="base_version" value="1"' in asked
    meanwhile(note="new")
    data = {"post": "yes", "reason": "twice", "base_version": "1", "_publish": "1"}

    editor.post(address, data)
    assert Revision.objects.sealed().last().state == "published"
    reply = editor.post(address, data | {"base_version": "2"}, follow=True)

    assert "was withdrawn" in reply.content.decode()
    assert "deleted" not in reply.content.decode()


def test_what_was_typed_into_a_form_whose_record_is_withdrawn_is_shown(editor):
    topic = published("topic", "gone-soon")
    address = change_address(topic)
    form = form_of(editor, address) | {"summary": "A long summary that nobody wants to lose."}
    publish([propose_withdrawal(topic, base_version=1, author="rev", reason="twice")])

    reply = editor.post(address, form)

    assert reply.status_code == 410
    page = reply.content.decode()
    assert "A long summary that nobody wants to lose." in page
    assert "csrfmiddlewaretoken</th>" not in page


@pytest.fixture
def paul():
    other = Client()
    other.force_login(person("paul"))
    return other


def opened_by(editor, mission):
    return {one.editor for one in editor.get(change_address(mission)).context["also_open"]}


def test_who_opens_a_form_is_told_who_else_has_it_open(editor, paul, mission):
    assert opened_by(editor, mission) == set()
    page = paul.get(change_address(mission))
    assert "edith opened this form" in page.content.decode()
    assert opened_by(editor, mission) == {"paul"}


def test_a_form_that_was_sent_is_no_longer_open(editor, paul, mission):
    data = form_of(editor, change_address(mission)) | {"note": "mine"}
    assert opened_by(paul, mission) == {"edith"}
    assert editor.post(change_address(mission), data).status_code == 302
    assert opened_by(paul, mission) == set()


def test_a_form_that_was_refused_is_still_open(editor, paul, mission):
    data = form_of(editor, change_address(mission)) | {"reason": ""}
    assert editor.post(change_address(mission), data | {"name": ""}).status_code == 200
    assert opened_by(paul, mission) == {"edith"}


def test_a_form_of_this_morning_is_forgotten(editor, paul, mission):
    opened_by(editor, mission)
    OpenForm.objects.update(opened_at=timezone.now() - COUNTS)
    assert opened_by(paul, mission) == set()
    assert OpenForm.objects.get().editor == "paul"
