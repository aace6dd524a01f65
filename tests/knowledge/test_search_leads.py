"""What a search names among other words: records with parts of their pages, times, other pages."""

from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from knowledge.search.lead import PARTS
from knowledge.search.mentions import named_within
from knowledge.search.within import COMPARED, PAGES, leads
from records.models import Record
from tests.make import content, publish_with_facts
from tests.pages import page_of, queries
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]


def names(text):
    return [one.record.slug for one in named_within(text)]


def parts(text, day=None):
    return {said: address for lead in leads(text, day) for address, said in lead.parts}


def test_a_question_leads_to_the_mission_that_it_names(client):
    world()

    page = unescape(page_of(client, "/search/?q=who+led+MALPHA+in+2000%3F"))

    assert "Named in these words" in page
    assert 'href="/missions/mission-alpha/#leaders">Who led<' in page
    assert 'href="/missions/?as_of=2000-12-31">Missions under way<' in page


def test_a_french_page_leads_to_french_pages_in_french_words(client):
    world()

    page = unescape(page_of(client, "/fr/search/?q=who+led+MALPHA+in+2000%3F"))

    assert "Nommés dans ces mots" in page
    assert 'href="/fr/missions/mission-alpha/#leaders">Qui a dirigé<' in page
    assert 'href="/fr/missions/?as_of=2000-12-31">Missions en cours<' in page


def test_a_name_by_itself_is_answered_as_a_name(client):
    world()

    assert "Named in these words" not in page_of(client, "/search/?q=Land+of+alpha&words=yes")


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("day", [None, "2000-06-01"])
def test_every_part_that_is_led_to_exists(client, kind, day):
    world()
    record = Record.objects.filter(record_kind=kind).order_by("pk").first()
    asked = f"?q=about+{record.name.replace(' ', '+')}" + (f"&as_of={day}" if day else "")
    page = unescape(page_of(client, f"/search/{asked}"))

    for _, said in PARTS[kind]:
        address = page.split(f">{said}</a>")[0].rpartition('href="')[2].rstrip('"')
        target = urlsplit(address)
        shown = page_of(client, f"{target.path}?{target.query}")
        assert f'id="{target.fragment}"' in shown or not target.fragment, address


@of_worlds(0)
def test_the_longest_name_counts_and_short_words_only_in_capitals():
    publish_with_facts(
        content(
            "state", "xin", name="Inland", owned={"aliases": [{"text": "IN", "kind": "acronym"}]}
        ),
        content("state", "xlo", name="Lower Xland"),
        content("state", "xla", name="Xland"),
    )

    assert names("votes of Lower Xland in the Council") == ["xlo"]
    assert names("Xland, beside others") == ["xla"]
    assert names("what IN gave") == ["xin"]
    assert names("what stood in the text") == []


@of_worlds(3)
def test_the_first_words_are_read_and_six_names_found(client):
    world(3)
    marks = ("alpha", "beta", "gamma")
    lands, missions = (" ".join(one + mark for mark in marks) for one in ("Land of ", "mission-"))

    assert names(f"{lands} {missions} OALPHA")[3:] == [f"mission-{mark}" for mark in marks]
    assert names("who led " * 7 + "in MALPHA") == ["mission-alpha"]
    assert names("who led " * 8 + "in MALPHA") == []


def publish_resolution_2999():
    """Of a number that no year has."""
    publish_with_facts(
        content(
            "document",
            "s-res-2999-2000",
            name="S/RES/2999 (2000)",
            symbol="S/RES/2999 (2000)",
            kind="resolution",
            organ="org-alpha",
            number=2999,
            year=2000,
        )
    )


@of_worlds(2)
def test_a_number_is_a_resolution_where_no_year_can_be_meant():
    world(2)
    publish_resolution_2999()

    assert names("what 2999 changed") == ["s-res-2999-2000"]
    assert names("resolutions 1 and 2") == ["s-res-1-1999", "s-res-2-1999"]
    assert names("votes 1 and 2") == []


@of_worlds(2)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tasks of MALPHA and MBETA", "Both missions compared"),
        ("Land of alpha or Land of beta", "How both states voted"),
        ("resolution 1 against resolution 2", "Both documents compared"),
    ],
)
def test_two_of_a_kind_can_be_laid_side_by_side(client, text, said):
    world(2)
    assert said in {words for _, _, words in COMPARED}

    assert client.get(parts(text)[said]).status_code == 200


@pytest.mark.parametrize(("name", "said", "by"), PAGES)
def test_words_lead_to_pages_across_records_that_take_the_day(client, name, said, by):
    world()
    for word in by:
        found = parts(f"some {word}")
        assert urlsplit(found[said]).path == reverse(name), word
        assert client.get(found[said]).status_code == 200
        dated = client.get(f"/search/?q=some+{word}&as_of=2000-06-01").content.decode()
        address = unescape(dated.split(f">{said}</a>")[0].rpartition('href="')[2].rstrip('"'))
        assert client.get(address).status_code == 200, address


def test_a_day_leads_to_what_was_then_and_a_time_to_come_to_nothing(client):
    world()
    found = parts("31 January 2000")

    assert found["Documents adopted"].endswith(
        "?adopted_on__gte=2000-01-31&adopted_on__lte=2000-01-31"
    )
    assert found["Seats in the Council"].endswith("?as_of=2000-01-31#seats")
    for said in ("Documents adopted", "Missions under way", "The world"):
        assert client.get(found[said]).status_code == 200
    assert parts("31 January 2999") == {}


def test_a_task_named_leads_to_the_missions_that_had_it(client):
    world()

    address = parts("which missions had demining in 1999")["Missions with the task «Demining»"]

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("besides", ["besides", "in 2000"])
def test_a_search_asks_the_same_however_many_records_it_names(client, besides):
    counts = []
    for number in (1, 3):
        world(number)
        names = "+".join(("MALPHA", "MBETA", "MGAMMA")[:number])
        address = f"/search/?q={names}+{besides.replace(' ', '+')}"
        page_of(client, address)  # words to suggest are read once
        counts.append(queries(client, address))

    assert counts[0] == counts[1]


def test_a_record_with_a_time_leads_to_its_page_as_it_stood(client):
    world()

    named = {lead.words: lead for lead in leads("who commanded MALPHA in January 2001", None)}
    found = {said: address for address, said in named["Mission alpha, January 2001"].parts}

    assert found["Who led"] == "/missions/mission-alpha/?as_of=2001-01-31#leaders"
    assert "Ann Alpha" in page_of(client, found["Who led"])


def test_a_state_with_a_time_leads_to_its_documents_and_meetings_of_then(client):
    world()

    found = parts("Land of alpha in 1999")

    assert "S/RES/1 (1999)" in page_of(client, found["Documents on it"])
    assert "adopted_on__lte=1999-12-31" in found["Documents on it"]
    assert "Meetings on it" not in found  # the agenda of none names it


@of_worlds(0)
def test_a_state_that_an_agenda_of_then_names_leads_to_the_meetings(client):
    named = {"sitting": "", "meeting": "S/PV.1", "private": False}
    publish_with_facts(
        content("state", "xla", name="Xland"),
        content("organization", "un-sc", acronym="UNSC"),
        meetings=[
            named | {"date": "1974-07-20", "topic": "The situation in Xland"},
            named | {"date": "1975-07-20", "meeting": "S/PV.2", "topic": "Ylandia"},
        ],
    )

    address = parts("when did it meet on Xland in 1974")["Meetings on it"]

    assert "S/PV.1" in page_of(client, address)
    assert "Meetings on it" not in parts("when did it meet on Xland in 1975")


def test_a_mission_at_two_times_leads_to_its_tasks_compared_up_to_its_last_day(client):
    world()

    address = parts("tasks of MALPHA in 2002 and in 2000")["Tasks on both days compared"]

    assert address == "/missions/mission-alpha/tasks/?from=2000-12-31&to=2002-05-20#compare"
    assert client.get(address).status_code == 200


def test_a_decade_leads_to_what_began_and_ended_in_it(client):
    world()

    found = parts("operations closed in the 2000s")

    assert "Mission alpha" in page_of(client, found["Missions that ended"])
    assert "ends_on__gte=2000-01-01&ends_on__lte=2009-12-31" in found["Missions that ended"]
    assert "Mission alpha" not in section_of_rows(page_of(client, found["Missions that began"]))
    assert "Mission alpha" in page_of(client, parts("the 1990s")["Missions that began"])


def section_of_rows(page):
    return page.partition("<tbody>")[2].partition("</tbody>")[0]
