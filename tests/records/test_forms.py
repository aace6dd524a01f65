"""A made-up rename: contents sealed before it are read as if they were of today."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from records.content import forms
from records.content.forms import Lift, content_in, lifted, renaming
from records.models import Revision
from records.writing.handing_in import save_draft
from records.writing.proof import problems
from records.writing.publishing import propose_again, publish
from tests.below import seal_anew
from tests.make import content, publish_with_facts, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def renamed(monkeypatch):
    """Topics said `hints` where they now say `references`, and votes `stance` for `position`.

    What is published already is put into the old form, as if the columns had been renamed since.
    """

    def rename() -> None:
        seal_anew(_in_old_names)
        lift = Lift(
            content=renaming("topic", "hints", "references"),
            fact=lambda table, row: {
                {"stance": "position"}.get(name, name): value for name, value in row.items()
            },
        )
        monkeypatch.setattr(forms, "LIFTS", {1: lift})

    return rename


def _in_old_names(text: str) -> str:
    return text.replace('"references"', '"hints"').replace('"position"', '"stance"')


def _two_versions() -> None:
    published("topic", "t", references="first")
    publish(revise(content("topic", "t", references="second")))


def test_a_rename_is_not_tampering(renamed):
    _two_versions()
    renamed()

    assert list(problems()) == []
    publish(revise(content("topic", "t", references="third")))
    assert list(problems()) == []
    assert Revision.objects.order_by("sequence").values_list("form", flat=True)[2] == 2


def test_a_row_changed_behind_the_back_is_found_after_a_rename_too(renamed):
    from knowledge.models import Topic

    _two_versions()
    renamed()
    Topic.objects.update(references="slipped in")

    assert "topic t is not in the tables as it was last published." in list(problems())


def test_a_renamed_column_of_a_fact_table_is_not_tampering(renamed):
    vote = {"document": "s-res-1", "state": "aaa", "position": "yes"}
    rows = [content("document", "s-res-1"), content("state", "aaa")]
    publish_with_facts(*rows, votes=[vote])
    renamed()

    assert list(problems()) == []


def test_sealed_content_is_never_rewritten(renamed):
    _two_versions()
    renamed()
    before = list(Revision.objects.values_list("content", flat=True))
    publish(revise(content("topic", "t", references="third")))

    assert list(Revision.objects.order_by("pk").values_list("content", flat=True)[:2]) == before


def test_the_history_and_a_past_day_are_told_in_the_words_of_today(renamed, client):
    _two_versions()
    renamed()
    record = Revision.objects.last()

    history = client.get(f"/history/topics/{record.slug}/").content.decode()
    day = date.today()
    past = client.get(f"/topics/{record.slug}/?known_at={day}").content.decode()

    assert "References" in history and "first" in history and "second" in history
    assert "References" in past and "second" in past
    assert "hints" not in history + past


def test_an_old_draft_opens_in_todays_form(renamed, client):
    _two_versions()
    draft = save_draft(revise(content("topic", "t", references="drafted"))[0])
    renamed()
    topic = published("topic", "another")
    topic = type(topic).objects.get(slug="t")
    client.force_login(User.objects.create_superuser("ann"))

    page = client.get(reverse("admin:knowledge_topic_change", args=[topic.pk]), {"draft": draft.pk})

    assert page.context["adminform"].form["references"].value() == "drafted"


def test_an_old_draft_is_published_in_the_columns_of_today(renamed):
    _two_versions()
    draft = save_draft(revise(content("topic", "t", references="drafted"))[0])
    renamed()
    publish([Revision.objects.get(pk=draft.pk)])

    assert content_in(Revision.objects.get(pk=draft.pk))["references"] == "drafted"
    assert list(problems()) == []


def test_an_earlier_content_is_brought_back_in_todays_form(renamed):
    _two_versions()
    renamed()
    first = Revision.objects.get(sequence=1)
    publish([propose_again(first, base_version=2, author="ann", reason="back")])

    assert json.loads(Revision.objects.get(sequence=3).content)["references"] == "first"


def test_a_renamed_column_takes_its_citations_and_gaps_along(monkeypatch):
    old = content("mission", "m", tongue="Dili")
    old["owned"] = {
        "mandates": [{"starts_on": "2001-02-01", "power": 5}],
        "citations": [{"field": "tongue", "source": "s"}, {"source": "s"}],
        "gaps": [{"field": "mandates/2001-02-01/power", "why": "unknown"}],
    }
    lifts = {
        1: Lift(content=renaming("mission", "tongue", "headquarters")),
        2: Lift(content=renaming("mission", "power", "force_level", collection="mandates")),
    }
    monkeypatch.setattr(forms, "LIFTS", lifts)

    new = lifted(old, 1)

    assert new["headquarters"] == "Dili"
    assert {row.get("field", "") for row in new["owned"]["citations"]} == {"", "headquarters"}
    assert new["owned"]["gaps"][0]["field"] == "mandates/2001-02-01/force_level"
    assert "power" not in new["owned"]["mandates"][0]
    assert lifted(old, 3) == old
