"""The page of the editors' queue: rules are asked for, many decided at once, nothing is lost."""

import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.models import Document
from records.models import Citation, Revision
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.records.test_deciding import BATCHES, QUEUE, messages_of, mission, post, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_action_asks_for_a_rule_before_it_decides(editor):
    held = mission(waiting("established_on", "1999-10-26"))
    citation = Citation.objects.get(open=True)

    asked = post(editor, "keep_what_is_held", citation)
    without = post(editor, "keep_what_is_held", citation, apply="1", rule=" ")

    assert "25 October 1999" in asked.content.decode()
    assert f'name="version-{held.pk}" value="1"' in asked.content.decode()
    assert "This field is required" in without.content.decode()
    assert Citation.objects.filter(open=True).exists()


@pytest.mark.parametrize(
    ("action", "day"),
    [("keep_what_is_held", "1999-10-25"), ("take_what_is_stated", "1999-10-26")],
)
def test_the_actions_decide(editor, action, day):
    held = mission(waiting("established_on", "1999-10-26"))
    data = {"apply": "1", "rule": "the text", f"version-{held.pk}": held.version}

    reply = post(editor, action, Citation.objects.get(open=True), **data)

    assert reply.status_code == 302
    held.refresh_from_db()
    assert str(held.established_on) == day
    assert not Citation.objects.filter(open=True).exists()


def test_the_button_of_the_page_hands_in_what_who_may_not_publish_alone_decides(of_group):
    client = of_group("Editors", "ed")
    held = mission(waiting("established_on", "1999-10-26"))
    one = Citation.objects.get(open=True)
    asked = post(client, "keep_what_is_held", one, _publish="").content.decode()
    (button,) = re.findall(r'type="submit" class="default" name="(\w+)"', asked)
    data = {"action": "keep_what_is_held", ACTION_CHECKBOX_NAME: [one.pk], button: "1"}

    client.post(reverse(QUEUE), data | {"apply": "1", "rule": "so", f"version-{held.pk}": "1"})

    assert Revision.objects.open().get().author == "ed"


@pytest.mark.parametrize("action", ["keep_what_is_held", "take_what_is_stated"])
def test_deciding_asks_no_more_for_thirty_citations_than_for_three(editor, action):
    counts = []
    for number in (3, 30):
        codes = [
            f"{'xy'[number > 3]}{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(number)
        ]
        documents = [f"s-{number}-{code}" for code in codes]
        publish_with_facts(
            content("source", "rival", name="The Rival"),
            *(content("state", code) for code in codes),
            *(
                content("document", slug, owned={"citations": [waiting(f"votes/{code}", "no")]})
                for slug, code in zip(documents, codes, strict=True)
            ),
            votes=[
                {"document": slug, "state": code, "position": "yes", "basis": "as_recorded"}
                for slug, code in zip(documents, codes, strict=True)
            ],
        )
        versions = {f"version-{one.pk}": one.version for one in Document.objects.all()}
        open_ones = Citation.objects.filter(open=True)
        with CaptureQueriesContext(connection) as asked:
            reply = post(editor, action, *open_ones, apply="1", rule="the text", **versions)
        assert reply.status_code == 302
        assert not Citation.objects.filter(open=True).exists()
        counts.append(len(asked))

    assert counts[1] <= counts[0] + BATCHES


def test_more_than_one_page_is_never_decided_at_once(editor):
    mission(waiting("established_on", "1999-10-26"), waiting("note", "otherwise"))
    citation = Citation.objects.filter(open=True).first()

    reply = post(editor, "keep_what_is_held", citation, select_across="1")

    told = editor.get(reply.headers["Location"])
    assert "all of one page" in told.content.decode()
    assert Citation.objects.filter(open=True).count() == 2


def test_an_edit_meanwhile_is_told_and_what_was_typed_stays(editor):
    held = mission(waiting("established_on", "1999-10-26"))
    citation = Citation.objects.get(open=True)
    rows = {"citations": [waiting("established_on", "1999-10-26")]}
    publish(revise(content("mission", "xmis", owned=rows), author="other"))
    data = {"apply": "1", "rule": "typed for an hour", f"version-{held.pk}": 1}

    reply = post(editor, "keep_what_is_held", citation, **data)

    assert any("other published version 2" in one for one in messages_of(reply))
    page = reply.content.decode()
    assert "typed for an hour" in page
    assert f'name="version-{held.pk}" value="2"' in page


def test_without_the_right_to_curate_nobody_sees_or_decides(client):
    mission(waiting("established_on", "1999-10-26"))
    client.force_login(User.objects.create_user("guest", is_staff=True))

    assert client.get(reverse(QUEUE)).status_code == 403
    assert post(client, "keep_what_is_held", Citation.objects.get(open=True)).status_code == 403
    assert Citation.objects.filter(open=True).exists()
