"""The list that a search asks for is the first that it offers."""

import csv
from collections import Counter
from datetime import date
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.utils.translation import override

from knowledge.search.lists import MOST, TASKS, tasks_named
from knowledge.search.parts_asked import PARTS
from knowledge.search.within import leads
from organizations.adjectives import TABLE, _forms, adjectives
from tests.knowledge.test_search_leads import publish_resolution_2999
from tests.make import content, publish_with_facts
from tests.pages import page_of
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

XLAND, ALPHA = "GHA", "AAA"  # of a made-up state with a code that has an adjective; of the world
IN_1999 = "adopted_on__gte=1999-01-01&adopted_on__lte=1999-12-31"
OF_1999 = "date__gte=1999-01-01&date__lte=1999-12-31"
MADE_UP = {"group": "security", "definition": "Made up."}


def offered(text, day=None):
    first, *_ = leads(text, day)
    return [unquote(address) for address, _ in first.parts]


TASK_TYPES = [
    {"key": "demining", "name": "Demining", "rank": 1, **MADE_UP},
    {"key": "civilians", "name": "Protection of civilians", "rank": 2, **MADE_UP},
]


@pytest.fixture(scope="module")
def states(on_a_world):
    publish_with_facts(
        content("state", "gha", name="Xland"),
        content("state", "zaf", name="Zland"),
        task_types=TASK_TYPES,
    )


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
            f"/documents/?vetoed_by=GHA&concerned=AAA&{IN_1999}",
        ),
        ("vetoes on Xland", "/documents/?outcome=vetoed&concerned=GHA"),
        ("vetoes on Xland in 1999", f"/documents/?outcome=vetoed&concerned=GHA&{IN_1999}"),
        ("Ghanaian deaths in 1999", f"/deaths/?nationality=GHA&{OF_1999}"),
        ("deaths in Xland in 1999", f"/deaths/?host_state=GHA&{OF_1999}"),
        ("deaths in MALPHA in 1999", f"/deaths/?mission=mission-alpha&{OF_1999}"),
        ("missions in Xland in 1999 and in 2000", "/missions/?host_state=GHA"),
        ("Protection of civilians in Xland", "/missions/?task=civilians&host_state=GHA"),
        ("protection civilians Xland", "/missions/?task=civilians&host_state=GHA"),
        ("protection of the civilians by OALPHA", "/missions/?task=civilians&lead=org-alpha"),
        ("Ghanaian demining in Land of alpha", "/missions/?task=demining&host_state=AAA"),
        ("vetoes by the Xland", "/documents/?vetoed_by=GHA"),
        ("vetoes on the Xland", "/documents/?outcome=vetoed&concerned=GHA"),
        ("South African votes", "/states/ZAF/votes/"),
        ("troupes ghanéennes", "/states/GHA/#contributions"),
        ("Ghanaian troops in Land of alpha", "/missions/?contributor=GHA&host_state=AAA"),
        ("troupes d’Xland", "/states/GHA/#contributions"),
        ("troops of Xland in 2000", "/states/GHA/?as_of=2000-12-31#contributions"),
        ("Ghanaian contingent MALPHA", "/missions/mission-alpha/contributors/"),
        ("missions in Land of alpha", "/missions/?host_state=AAA"),
        ("peacekeepers in Land of alpha in 2000", "/missions/?host_state=AAA&as_of=2000-12-31"),
        ("Ghanaian votes", "/states/GHA/votes/"),
        ("MALPHA deaths by illness", "/deaths/?mission=mission-alpha&incident_type=illness"),
        (
            "killed by malicious acts in 2000",
            "/deaths/?incident_type=malicious_act&date__gte=2000-01-01&date__lte=2000-12-31",
        ),
        ("largest contributors in 2000", "/world/?as_of=2000-12-31#contributors"),
        (
            "vetoes of the 1990s",
            "/documents/?outcome=vetoed&adopted_on__gte=1990-01-01&adopted_on__lte=1999-12-31",
        ),
        ("OALPHA missions under way", "/missions/?lead=org-alpha&status=under_way"),
        ("missions authorized by OALPHA", "/missions/?authorized_by=org-alpha"),
        (
            "Chapter VII missions in Land of alpha in 2000",
            "/missions/?host_state=AAA&chapter=VII&as_of=2000-12-31",
        ),
        ("missions never deployed", "/missions/?never_deployed=yes"),
        ("missions jamais déployées", "/missions/?never_deployed=yes"),
        (
            "presidential statements on Xland in 1999",
            "/documents/?kind=presidential_statement&concerned=GHA"
            "&adopted_on__gte=1999-01-01&adopted_on__lte=1999-12-31",
        ),
        ("claims about Xland", "/claims/?record=state:GHA"),
        ("reports of MALPHA due", "/clock/?mission=mission-alpha"),
    ],
)
def test_the_list_asked_for_is_offered_first(client, states, text, address):
    found = offered(text)

    assert found[0] == address
    for one in found:
        assert client.get(one.partition("#")[0]).status_code == 200, one


def test_a_state_that_may_act_or_be_the_place_is_offered_as_both(states):
    assert offered("deaths Xland")[:2] == ["/deaths/?nationality=GHA", "/deaths/?host_state=GHA"]


def test_a_state_beside_a_place_is_no_place_itself(states):
    assert offered("Xland troops in Land of alpha") == [
        "/missions/?contributor=GHA&host_state=AAA",
        "/states/GHA/#contributions",
        "/missions/?host_state=AAA",
    ]


def test_a_state_that_had_no_veto_is_offered_as_what_a_veto_concerned(states):
    assert offered("who vetoed Xland draft") == ["/documents/?outcome=vetoed&concerned=GHA"]


def test_a_month_to_come_is_no_resolution(states):
    publish_resolution_2999()

    assert [lead.record for lead in leads("what falls due in January 2999", None)] == [None]
    assert leads("what does 2999 say", None)[0].record.slug == "s-res-2999-2000"


# By kind, a record of the world.
NAMED = {
    "mission": "MALPHA",
    "state": "Land of alpha",
    "organization": "OALPHA",
    "conflict": "Conflict alpha",
}


@pytest.mark.parametrize("in_time", ["", " in 2000"])
@pytest.mark.parametrize(
    ("kind", "part"), [(kind, part) for kind, parts in PARTS.items() for _, part, _ in parts]
)
def test_words_lead_to_the_part_of_a_page_that_they_ask_for(client, states, kind, part, in_time):
    place = part.partition("#")[2]
    (by,) = [by for by, one, _ in PARTS[kind] if one == part]
    for word in by:
        found = [one for one in offered(f"{word} {NAMED[kind]}{in_time}") if place in one]
        assert found, word
    page = page_of(client, found[-1].partition("#")[0])
    assert f'id="{place}"' in page or not place


def test_a_document_leads_to_its_vote_where_one_could_be_taken(client, states):
    (address,) = offered("who sponsored resolution 1")

    assert address == "/resolutions/s-res-1-1999/#votes"
    assert 'id="votes"' in page_of(client, address.partition("#")[0])


def test_who_is_led_somewhere_is_asked_for_no_other_spelling(client, states):
    misspelt = "missoin"

    assert "Did you mean" in page_of(client, f"/search/?q={misspelt}")
    assert "Did you mean" not in page_of(client, f"/search/?q={misspelt}+vetoes")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ghanaian votes", "/states/GHA/votes/?as_of=2000-06-01"),
        ("missions in Xland", "/missions/?host_state=GHA&as_of=2000-06-01"),
        ("deaths in Xland", "/deaths/?host_state=GHA&as_of=2000-06-01"),
        ("deaths in Xland in 1999", f"/deaths/?host_state=GHA&{OF_1999}&as_of=2000-06-01"),
        ("missions in Xland in 1999", "/missions/?host_state=GHA&as_of=1999-12-31"),
    ],
)
def test_lists_are_of_the_time_that_is_named_or_of_the_day_of_the_page(states, text, address):
    assert offered(text, date(2000, 6, 1))[0] == address


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("civilians in Xland", "task="),  # part of the name of a task
        ("Ghanaian votes in Land of alpha", "/states/AAA/votes/"),
        ("deaths of Xland beside Land of alpha", "nationality=AAA"),
        ("Ghanaian deaths", "host_state"),
        ("troops Xland", "contributor=GHA&host_state=GHA"),
        ("who died in Xland", "nationality"),
        ("vetoes by the Xland", "concerned"),
    ],
)
def test_what_the_words_exclude_is_not_offered(states, text, left_out):
    asking = [lead for lead in leads(text, None) if lead.words == "What you ask for"]
    addresses = [unquote(address) for lead in asking for address, _ in lead.parts]

    assert [one for one in addresses if left_out in one] == []


def test_a_task_goes_before_all(states):
    assert "task=demining" in offered("deaths missions demining Xland")[0]


def test_lists_are_named_in_the_language_of_the_page_once_each(states):
    with override("fr"):
        first, *_ = leads("missions, casques bleus, déminage en Xland", None)

    assert "Déminage" in first.parts[0][1]
    assert len({address for address, _ in first.parts}) == len(first.parts)


@of_worlds(3)
def test_however_much_is_named_a_dozen_lists_are_offered_and_no_query_more(
    django_assert_num_queries,
):
    world(3)
    asked = "deaths veto votes troops missions demining"
    lands = " ".join(f"Land of {mark}" for mark in ("alpha", "beta", "gamma"))

    for text in (f"{asked} Land of alpha", f"{asked} {lands}", f"{lands} {asked} " * 40):
        with django_assert_num_queries(3):  # names, tasks, who could veto
            found = offered(text)
        assert 0 < len(found) <= MOST
    assert len(offered(f"{asked} {lands}")) == MOST


def test_six_tasks_at_most_are_found_in_a_text(states):
    kinds = [f"Made up {sign}" for sign in "abcdefgh"]
    rows = [
        {"key": f"t{at}", "name": one, "rank": at, **MADE_UP} for at, one in enumerate(kinds, 3)
    ]
    publish_with_facts(task_types=[*TASK_TYPES, *rows])

    assert [one.name for one in tasks_named(" ".join(kinds))] == kinds[:TASKS]


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
