"""The list that a search asks for is the first that it offers."""

import csv
from collections import Counter
from urllib.parse import unquote

import pytest
from django.conf import settings

from knowledge.search.within import leads
from organizations.adjectives import TABLE, _forms, adjectives
from tests.make import content, publish_with_facts
from tests.world import world

pytestmark = pytest.mark.django_db

XLAND, ALPHA = "GHA", "AAA"  # of a made-up state with a code that has an adjective; of the world


def offered(text):
    first, *_ = leads(text, None)
    return [unquote(address) for address, _ in first.parts]


@pytest.fixture
def states():
    world()
    publish_with_facts(content("state", "gha", name="Xland"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("demining Land of alpha", "/missions/?task=demining&host_state=AAA"),
        ("déminage en Land of alpha", "/missions/?task=demining&host_state=AAA"),
        ("MALPHA demining", "/missions/mission-alpha/tasks/"),
        ("Ghanaian peacekeepers killed", "/deaths/?nationality=GHA"),
        ("soldats ghanéens morts", "/deaths/?nationality=GHA"),
        ("Ghanaians who died in Land of alpha", "/deaths/?nationality=GHA&host_state=AAA"),
        ("deaths of Xland in MALPHA", "/deaths/?nationality=GHA&mission=mission-alpha"),
        ("peacekeepers killed in Xland", "/deaths/?host_state=GHA"),
        ("Ghanaian veto", "/documents/?vetoed_by=GHA"),
        (
            "vetoes of Xland on Land of alpha in 1999",
            "/documents/?vetoed_by=GHA&concerned=AAA"
            "&adopted_on__gte=1999-01-01&adopted_on__lte=1999-12-31",
        ),
        ("vetoes on Xland", "/documents/?outcome=vetoed&concerned=GHA"),
        ("Ghanaian troops in Land of alpha", "/missions/?contributor=GHA&host_state=AAA"),
        ("troupes d’Xland", "/states/GHA/#contributions"),
        ("Ghanaian contingent MALPHA", "/missions/mission-alpha/contributors/"),
        ("missions in Land of alpha", "/missions/?host_state=AAA"),
        ("peacekeepers in Land of alpha in 2000", "/missions/?host_state=AAA&as_of=2000-12-31"),
        ("Ghanaian votes", "/states/GHA/votes/"),
    ],
)
def test_the_list_asked_for_is_offered_first(client, states, text, address):
    found = offered(text)

    assert found[0] == address
    for one in found:
        assert client.get(one.partition("#")[0]).status_code == 200, one


def test_a_state_that_may_act_or_be_the_place_is_offered_as_both(states):
    assert offered("deaths Xland")[:2] == ["/deaths/?nationality=GHA", "/deaths/?host_state=GHA"]


def test_words_that_ask_for_no_list_offer_none(states):
    assert leads("Land of alpha and others", None)[0].words == "Land of alpha"


def test_every_adjective_means_one_state_that_is_held():
    with (settings.BASE_DIR / "fixtures" / "states.csv").open(newline="") as file:
        codes = {row["slug"].upper() for row in csv.DictReader(file)}
    rows = [line.split(";") for line in TABLE.strip().split("\n")]
    forms = Counter(form for _, english, french in rows for form in {*_forms(english, french)})

    assert [form for form, states in forms.items() if states > 1] == []
    assert set(adjectives().values()) <= codes
    assert adjectives()["nigerian"] != adjectives()["nigerien"]
