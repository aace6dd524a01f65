"""Who led a mission: by post, with how well the person and the days are known kept apart."""

from datetime import date

import pytest

from missions.models import MissionLeader
from peacekb.audits import leaders as audits
from records.common.addresses import history_address
from records.content.problems import Refused
from records.models import Record
from records.writing.publishing import publish
from tests.make import content, form_of, revise
from tests.pages import in_order, page_of, section

pytestmark = pytest.mark.django_db

HOST = "rumours.example"
LIBRARY = content("source", "library", name="The Made-up Library")
MEMORY = content("source", "memory", name="Memory", kind="general_knowledge")
RUMOUR = content("source", "rumour", name="Rumours", kind="secondary")


def term(person, starts_on="2001-02-01", ends_on="2001-12-31", **values):
    known = {"post": "head_of_mission", "evidence": "found", "dates_recalled": "none"}
    days = {"starts_on": starts_on, "ends_on": ends_on, "source": "library"}
    return {"person": person} | known | days | values


def recalled(person, **values):
    return term(person, evidence="recalled", dates_recalled="both", source="memory", **values)


def rumoured(person, **values):
    lead = f"https://{HOST}/page: «he leads»"
    return term(person, source="rumour", lead=lead, **values)


def mission(*leaders, slug="xone", **values):
    days = {"starts_on": "2001-02-01", "ends_on": "2009-05-31", "acronym": slug.upper()}
    return content("mission", slug, **(days | values), owned={"leaders": list(leaders)})


def held(*leaders):
    """Publishes a mission with the leaders."""
    publish(revise(LIBRARY, MEMORY, RUMOUR, content("state", "aaa"), mission(*leaders)))


def listed(client, **asked):
    return client.get("/api/v1/mission-leaders/", asked).json()["results"]


def persons(client, **asked):
    return [row["person"] for row in listed(client, **asked)]


def test_those_who_led_stand_by_post_the_latest_first_and_earlier_ones_are_folded(client):
    heads = [term(f"Head {year}", f"{year}-02-01", f"{year}-12-31") for year in range(2001, 2007)]
    held(*heads, term("Cora Command", post="force_commander"))

    page = section(page_of(client, "/missions/xone/"), "leaders")
    shown, _, folded = page.partition("<details>")

    assert in_order(shown, "Head of mission", "Head 2006", "Force commander", "Cora Command")
    assert "Head 2005" not in shown
    assert "Head of mission: 5 earlier terms" in folded
    assert in_order(folded, *(f"Head {year}" for year in range(2005, 2000, -1)))


def test_a_mission_of_which_no_leader_is_held_says_so(client):
    held()

    assert "not held here" in section(page_of(client, "/missions/xone/"), "leaders")


def test_a_person_and_days_that_are_recalled_are_marked_apart(client):
    held(
        term("Ann Found"),
        term("Ben Halfway", dates_recalled="ends_on"),
        recalled("Cy Memory"),
    )

    page = section(page_of(client, "/missions/xone/"), "leaders")
    rows = {name: _row(page, name) for name in ("Ann Found", "Ben Halfway", "Cy Memory")}

    assert "°" not in rows["Ann Found"]
    assert rows["Ben Halfway"].count("°") == 1
    assert "Last day recalled" in rows["Ben Halfway"]
    assert "Days recalled" in rows["Cy Memory"]
    assert 'Cy Memory<span class="recalled" title="Recalled">°' in rows["Cy Memory"]
    assert "general knowledge that nobody has seen in a source" in page
    told = {row["person"]: (row["evidence"], row["dates_recalled"]) for row in listed(client)}
    assert told["Ben Halfway"] == ("found", "ends_on")
    assert told["Cy Memory"] == ("recalled", "both")
    assert {row["person"]: row["source_is_weak"] for row in listed(client)} == {
        "Ann Found": False,
        "Ben Halfway": False,
        "Cy Memory": True,
    }


def _row(page, name):
    return next(row for row in page.split("<tr") if name in row).partition("</tr>")[0]


def test_a_page_that_is_no_authority_is_named_to_editors_and_nowhere_else(client, admin_client):
    doubt = {"field": "leaders/head_of_mission,Ann Rumour,2001-02-01", "source": "library"}
    first = mission(rumoured("Ann Rumour"))
    publish(revise(LIBRARY, MEMORY, RUMOUR, first))
    second = mission(rumoured("Ann Rumour", note="n"), rumoured("Bo Rumour", post="deputy_head"))
    second["owned"]["citations"] = [doubt | {"stance": "contradicts", "stated": "Nobody"}]
    second["owned"]["leaders"][0]["lead"] += " and more"
    publish(revise(second))
    assert MissionLeader.objects.filter(lead__contains=HOST).count() == 2

    today = date.today().isoformat()
    for address in (
        "/missions/xone/",
        history_address("mission", "xone"),
        f"/missions/xone/?known_at={today}",
        "/sources/rumour/",
        "/contradictions/",
        "/search/?q=rumour&words=yes",
        "/api/v1/missions/xone/",
        "/api/v1/mission-leaders/",
        f"/api/v1/mission-leaders/{listed(client)[0]['key']}/",
        "/api/v1/search/?q=rumour",
        "/api/v1/sources/rumour/",
        "/api/v1/citations/",
    ):
        reply = client.get(address)
        assert reply.status_code == 200, address
        text = reply.content.decode()
        assert "umour" in text or "Nobody" in text, address
        assert HOST not in text, address

    pk = Record.objects.get(slug="xone").pk
    assert HOST in admin_client.get(f"/admin/missions/mission/{pk}/change/").content.decode()
    assert HOST in admin_client.get("/admin/missions/missionleader/").content.decode()


def test_an_end_left_empty_is_not_known_and_never_still_in_office(client):
    held(term("Ann Open", ends_on=None))

    page = section(page_of(client, "/missions/xone/"), "leaders")

    assert "from 1 February 2001, end not known" in page
    assert "since" not in page
    assert MissionLeader.objects.get().ends_precision == "unknown"
    assert persons(client, as_of="2009-01-01") == []
    assert persons(client, as_of="2009-01-01", certainty="perhaps") == ["Ann Open"]


def test_with_a_day_those_stand_who_may_have_led_on_it_the_unsure_marked(client):
    held(
        term("Ann Sure"),
        term("Ben Perhaps", "2001-01-01", "2001-12-31", starts_precision="year"),
        term("Cy Later", "2005-01-01", "2005-12-31"),
    )

    page = section(page_of(client, "/missions/xone/?as_of=2001-06-01"), "leaders")

    assert "badge perhaps" not in _row(page, "Ann Sure")
    assert "badge perhaps" in _row(page, "Ben Perhaps")
    assert "Cy Later" not in page
    nobody = section(page_of(client, "/missions/xone/?as_of=2003-06-01"), "leaders")
    assert "None of the 3 terms known covers 1 June 2003." in nobody
    detail = client.get("/api/v1/missions/xone/?as_of=2001-06-01").json()
    assert [row["person"] for row in detail["leaders"]] == ["Ann Sure"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "sergio"}, ["Sérgio Made Up"]),
        ({"q": "UP séRgio"}, ["Sérgio Made Up"]),
        ({"q": "nobody"}, []),
        ({"nationality": "AAA"}, ["Sérgio Made Up"]),
        ({"post": "deputy_head,force_commander"}, ["Dee Deputy"]),
        ({"evidence": "recalled"}, ["Dee Deputy"]),
        ({"dates_recalled": "both"}, ["Dee Deputy"]),
        ({"acting": "yes"}, ["Dee Deputy"]),
        ({"mission": "xone", "as_of": "2001-06-01"}, ["Dee Deputy", "Sérgio Made Up"]),
    ],
)
def test_leaders_are_asked_by_name_in_any_spelling_and_by_what_is_known(client, asked, found):
    held(
        term("Sérgio Made Up", nationality="aaa"),
        recalled("Dee Deputy", post="deputy_head", acting=True),
    )

    assert persons(client, **asked) == found


@pytest.mark.parametrize("asked", ["sergio", "Sérgio Unlikely", "unlikely xone"])
def test_a_search_for_a_person_finds_the_post_on_the_page_of_the_mission(client, asked):
    held(recalled("Sérgio Unlikely", post="force_commander", acting=True))

    hits = client.get("/api/v1/search/", {"q": asked, "kind": "missionleader"}).json()["results"]

    (hit,) = hits
    assert hit["title"] == "Sérgio Unlikely, acting force commander, XONE (recalled)"
    page, _, anchor = hit["page"].partition("#")
    assert page == "/missions/xone/"
    assert f'id="{anchor}"' in page_of(client, page)


@pytest.mark.parametrize(
    ("recalled_days", "told"),
    [
        ("none", ""),
        ("starts_on", " (first day recalled)"),
        ("ends_on", " (last day recalled)"),
        ("both", " (days recalled)"),
    ],
)
def test_a_hit_of_whom_only_days_are_recalled_says_so(client, recalled_days, told):
    held(term("Sérgio Unlikely", dates_recalled=recalled_days))

    (hit,) = client.get("/api/v1/search/", {"q": "sergio"}).json()["results"]

    assert hit["title"] == f"Sérgio Unlikely, head of mission, XONE{told}"
    assert f"XONE{told}" in page_of(client, "/search/?q=sergio")


def test_a_mission_comes_before_those_who_led_it(client):
    held(*(term(f"Head {year}", f"{year}-02-01", f"{year}-12-31") for year in range(2001, 2007)))

    hits = client.get("/api/v1/search/", {"q": "Made-up mission"}).json()["results"]

    assert [hit["record_kind"] for hit in hits] == ["mission", *["missionleader"] * 6]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (term("Ann", ends_on="2000-01-01"), "last day is before the first"),
        (recalled("Ann", locator="page 3"), "was seen on no page"),
        (recalled("Ann", address="https://un.example/"), "was seen on no page"),
        (term("Ann", post="caretaker"), "caretaker"),
        (term("Ann", evidence="rumoured"), "rumoured"),
    ],
)
def test_what_no_row_may_say_is_refused_in_words(row, told):
    with pytest.raises(Refused) as refused:
        held(row)

    assert told in str(refused.value)


def test_the_audit_tells_two_in_one_post_by_the_narrowest_reading():
    held(
        term("Ann", "2001-02-01", "2001-06-30", ends_precision="month"),
        term("Ben", "2001-06-01", "2001-12-31", starts_precision="month"),
        term("Cy", "2001-11-01", "2002-12-31", acting=True),
        term("Dee", "2002-12-31", "2003-12-31"),
        term("Eve", "2001-02-01", "2001-12-31", post="force_commander"),
        term("Fay", "2003-01-01", None),
    )

    assert list(audits.posts_held_twice()) == [
        "Ben, head of mission, XONE, and Cy, acting head of mission, XONE: "
        "from 1 November 2001 to 31 December 2001."
    ]


def test_the_audit_finds_evidence_and_source_that_say_two_things():
    held(
        term("Ann", source="memory"),
        recalled("Ben") | {"source": "library"},
        rumoured("Cy", locator="page 3"),
        term("Dee"),
        recalled("Eve"),
        rumoured("Fay"),
    )

    told = [one.partition(",")[0] for one in audits.leaders_evidence()]

    assert told == ["Ann", "Ben", "Cy"]


def test_each_term_of_a_person_in_one_post_has_a_place_of_its_own(client):
    held(term("Ann"), term("Ann", "2003-01-01", "2003-12-31"), term("Ann", post="deputy_head"))
    anchors = {one.anchor for one in MissionLeader.objects.all()}

    page = page_of(client, "/missions/xone/")

    assert len(anchors) == 3
    assert all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_an_editor_who_leaves_the_end_empty_says_that_it_is_not_known(admin_client):
    held()
    address = f"/admin/missions/mission/{Record.objects.get(slug='xone').pk}/change/"
    row = term("Ann Typed", starts_on="2001-02", source=Record.objects.get(slug="library").pk)
    row |= {"starts_precision": "day", "ends_on": "", "ends_precision": "day"}
    data = form_of(admin_client, address) | {"leaders-TOTAL_FORMS": "1", "reason": "seen"}

    reply = admin_client.post(address, data | {f"leaders-0-{k}": v for k, v in row.items()})

    assert reply.status_code == 302
    leader = MissionLeader.objects.get()
    assert (leader.starts_precision, leader.ends_precision) == ("month", "unknown")


def test_of_those_who_began_in_one_year_whoever_left_last_is_the_latest(client):
    by_year = {"starts_precision": "year", "ends_precision": "year"}
    held(
        term("Acting Head", "2003-01-04", "2003-12-31", ends_precision="year", acting=True),
        term("Long Head", "2003-01-01", "2005-12-31", **by_year),
        term("Short Head", "2002-01-01", "2002-12-31", **by_year),
    )

    shown = section(page_of(client, "/missions/xone/"), "leaders")

    assert in_order(shown, "Long Head", "<details>", "Acting Head", "Short Head")
    assert in_order(shown, "2003 to 2005", "Short Head", ">2002 ")
    assert "2002 to 2002" not in shown


def test_no_leader_for_certain_is_no_zero_where_one_may_have_led(client):
    held(term("Ann Vague", starts_precision="year"), term("Ben Sure", post="police_commissioner"))

    def asked(**question):
        found = client.get("/api/v1/mission-leaders/", {"mission": "xone"} | question).json()
        return found["count"], [one["text"] for one in found["meta"]["holes"]]

    heads = {"post": "head_of_mission"}
    said = "1 row may have held on the day: certainty=perhaps lists them."
    assert asked(as_of="2001-03-01", **heads) == (0, [said])
    assert asked(as_of="2001-03-01", certainty="perhaps", **heads)[0] == 1
    assert asked(as_of="2003-03-01", **heads) == (0, [])
    assert said not in asked(as_of="2001-03-01")[1]
