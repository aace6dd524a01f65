"""The search boxes of forms offer what fits, first what is called so, with its kind and years."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.content.problems import Refused
from records.writing.publishing import publish
from tests.make import content, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ACTOR = ("missions", "missionrole", "actor")
DOCUMENT = ("missions", "mandate", "document")


def held():
    """Names that hold the letters of others, and stand before them by the alphabet."""
    acronym = [{"text": "USP", "kind": "acronym"}]
    publish(
        revise(
            content(
                "organization", "lu", name="League of Union", acronym="LU", adopted_on="1950-03-01"
            ),
            content("organization", "un-sc", name="Council of many"),
            content("organization", "aul", name="A Union of Lutes", dissolved_on="1960-01-01"),
            content("organization", "oc", name="Office of Concord", acronym="OSC"),
            content("state", "usp", name="United Provinces", owned={"aliases": acronym}),
            content("state", "ind", name="Inland"),
            content("state", "bio", name="British Inland Ocean"),
            content("topic", "c-1", name="LU, OSC and Inland made peace"),
            content("mission", "lu-1", name="Mission of the LU in Inland", starts_on="1999-01-01"),
            content(
                "document", "s-res-1996-2011", symbol="S/RES/1996 (2011)", adopted_on="2011-07-08"
            )
            | {
                "name": "S/RES/1996 (2011): a mission",
                "organ": "un-sc",
                "number": 1996,
                "year": 2011,
            },
            content("document", "s-res-5-1996", symbol="S/RES/5 (1996)", adopted_on="1996-07-08")
            | {"name": "S/RES/5 (1996): another", "organ": "un-sc", "number": 5, "year": 1996},
        )
    )


def offered(client, term, column):
    names = dict(zip(("app_label", "model_name", "field_name"), column, strict=True))
    reply = client.get(reverse("admin:autocomplete"), {"term": term} | names)
    return [one["text"] for one in reply.json()["results"]]


@pytest.mark.parametrize(
    ("term", "column", "first"),
    [
        ("LU", ACTOR, "League of Union · organization, regional, since 1950"),
        ("USP", ACTOR, "United Provinces · state or territory, UN member state"),
        ("OSC", ACTOR, "Office of Concord · organization, regional"),
        ("Inland", ACTOR, "Inland · state or territory, UN member state"),
        ("SCR 1996", DOCUMENT, "S/RES/1996 (2011): a mission · document, resolution, 2011"),
        ("S/RES/1996", DOCUMENT, "S/RES/1996 (2011): a mission · document, resolution, 2011"),
        ("1996", DOCUMENT, "S/RES/1996 (2011): a mission · document, resolution, 2011"),
    ],
)
def test_what_is_called_so_stands_first(editor, term, column, first):
    held()

    assert offered(editor, term, column)[0] == first


def test_only_what_may_act_is_offered_as_an_actor(editor):
    held()

    every = offered(editor, "", ACTOR)

    assert len(every) == 7
    assert not [one for one in every if "topic" in one or "mission" in one.lower()]
    assert "A Union of Lutes · organization, regional, until 1960" in every


@pytest.mark.parametrize(
    ("kind", "owned"),
    [
        ("mission", {"roles": [{"role": "host", "actor": "topic:c-1", "source": "library"}]}),
        ("conflict", {"parties": [{"actor": "mission:lu-1", "source": "library"}]}),
    ],
)
def test_what_may_not_act_is_refused_by_whatever_way_it_comes(kind, owned):
    held()
    publish(revise(content("source", "library")))

    with pytest.raises(Refused, match="does not fit here: only a state or organization or party"):
        publish(revise(content(kind, "x", owned=owned)))


@pytest.mark.parametrize(("kind", "column"), [("state", ACTOR), ("document", DOCUMENT)])
def test_a_search_asks_no_more_for_three_than_for_one(editor, kind, column):
    counted = []
    for slugs in (["usa"], ["usb", "usc"]):
        publish(revise(*(content(kind, slug, name=f"Quiet {slug}") for slug in slugs)))
        with CaptureQueriesContext(connection) as asked:
            found = offered(editor, "Quiet", column)
        counted.append((len(found), len(asked)))

    (one, before), (three, after) = counted
    assert (one, three) == (1, 3)
    assert before == after
