"""A text is read beside the form, and the paragraph that was picked is what says it."""

import pytest

from missions.models import Mission
from records.models import Citation
from tests.make import form_of
from tests.records.test_curation import change_address, errors_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def mission():
    world()
    return Mission.objects.get(slug="mission-alpha")


def bare(client, mission):
    data = form_of(client, change_address(mission))
    return {name: text for name, text in data.items() if "proof" not in name}


def test_the_texts_of_the_documents_that_a_record_names_are_offered(editor, mission):
    offered = editor.get(change_address(mission)).context["evidence"]["texts"]

    assert [one.key for one in offered] == ["s-res-1-1999"]


def test_showing_a_text_saves_nothing_and_keeps_what_was_typed(editor, mission):
    data = bare(editor, mission) | {"acronym": "NEW", "text": "s-res-1-1999", "_read": "1"}

    reply = editor.post(change_address(mission), data)

    assert "Nothing is saved yet" in errors_of(reply)
    shown = reply.context["evidence"]["paragraphs"]
    assert shown and all(one.words in reply.content.decode() for one in shown)
    assert reply.context["adminform"].form["acronym"].value() == "NEW"
    mission.refresh_from_db()
    assert mission.acronym != "NEW"


def test_the_paragraph_that_was_picked_is_cited(editor, mission):
    data = bare(editor, mission) | {"acronym": "NEW", "text": "s-res-1-1999", "_read": "1"}
    first = editor.post(change_address(mission), data).context["evidence"]["paragraphs"][0]
    data.pop("_read")

    reply = editor.post(
        change_address(mission), data | {"read": "s-res-1-1999", "paragraph": first.key}
    )

    assert reply.status_code == 302, errors_of(reply)
    cited = Citation.objects.get(field="acronym", locator=first.locator)
    assert cited.source.slug == first.source and "S/RES/1" in cited.locator
