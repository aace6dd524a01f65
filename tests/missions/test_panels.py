import pytest
from lxml import html

from missions.drawings.lives import SHOWN
from records.writing.publishing import publish
from tests.make import content, revise
from tests.numbers_of_pages import glance
from tests.pages import between, page_of, queries, section
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIBRARY = content("source", "library", name="The Made-up Library")


def role(actor, kind, **values):
    days = {"starts_on": "2001-02-01", "ends_on": "2003-05-31"}
    return {"actor": actor, "role": kind, "source": "library"} | days | values


def mission(slug, *roles, **values):
    days = {"starts_on": "2001-02-01", "ends_on": "2003-05-31"}
    named = {"acronym": slug.upper(), "owned": {"roles": list(roles)}}
    return content("mission", slug, **(named | days | values))


def missions_of(client, path):
    return section(page_of(client, path), "missions")


def test_the_missions_of_an_organization_stand_by_its_role_in_them(client):
    club = "organization:club"
    publish(
        revise(
            LIBRARY,
            content("organization", "club"),
            mission("xled", role(club, "lead"), starts_on="2001-01-01"),
            mission("xcom", role(club, "command"), role(club, "supporter")),
            mission("xaut", role(club, "authorising"), role(club, "lead")),
            mission("xcon", role(club, "contributor")),
        )
    )

    shown = missions_of(client, "/organizations/club/")

    assert "Led 2 missions, commanded 1, authorized 1" in shown
    for slug, words, drawn in (
        ("xled", "led", "fill-1"),
        ("xcom", "commanded", "fill-2"),
        ("xaut", "led, authorized", "fill-1"),
    ):
        row = between(shown, f'href="/missions/{slug}/"', "</tr>")
        assert f">{words}<" in row
        assert f'class="{drawn}"' in row
    for words, slug in (
        ("Gave support to 1 mission", "xcom"),
        ("Contributed to 1 mission", "xcon"),
    ):
        assert f'href="/missions/{slug}/"' in between(shown, words, "</details>")
    assert shown.count("The Made-up Library") == 2  # of what is drawn, and of the rest


def test_of_the_missions_that_an_organization_led_those_count_now_that_it_still_leads(client):
    club, open_end = "organization:club", {"ends_on": None}
    publish(
        revise(
            LIBRARY,
            content("organization", "club"),
            mission("xnow", role(club, "lead", **open_end), role(club, "command"), **open_end),
            mission("xthen", role(club, "lead"), role(club, "supporter", **open_end), **open_end),
        )
    )

    page = html.fromstring(page_of(client, "/organizations/club/"))
    assert glance(page, "Led").startswith("2 missions 1 under way on ")


def test_missions_that_began_last_are_drawn_first_and_the_oldest_fold(client):
    club = "organization:club"
    publish(
        revise(
            LIBRARY,
            content("organization", "club"),
            *[
                mission(f"x{year}", role(club, "lead"), starts_on=f"{year}-01-01")
                for year in range(1950, 1951 + SHOWN)
            ],
        )
    )

    shown = missions_of(client, "/organizations/club/")

    assert shown.index(f"X{1950 + SHOWN}") < shown.index("X1951") < shown.index("1 earlier mission")
    assert "X1950" in between(shown, "1 earlier mission", "</details>")


def test_with_a_day_missions_of_that_day_stand_and_what_is_uncertain_is_marked(client):
    club = "organization:club"
    publish(
        revise(
            LIBRARY,
            content("organization", "club"),
            mission("xnow", role(club, "lead")),
            mission("xend", role(club, "lead", ends_on="2001-12-31")),
            mission("xvag", role(club, "lead", starts_on=None, starts_precision="unknown")),
        )
    )

    shown = missions_of(client, "/organizations/club/?as_of=2002-06-01")
    assert "Led 2 missions" in shown
    assert "those under way on 1 June 2002" in shown
    assert "xend" not in shown
    assert 'href="/missions/xnow/?as_of=2002-06-01"' in shown
    assert shown.count(">perhaps<") == 1
    assert ">perhaps<" in between(shown, "/missions/xvag/", "</tr>")

    shown = missions_of(client, "/organizations/club/?as_of=2010-06-01")
    assert "No mission in which it had a role was under way on 1 June 2010" in shown
    assert "3 roles" in shown


def test_a_role_ends_with_its_mission_even_where_its_own_end_is_not_known(client):
    open_end = role("organization:club", "authorising", ends_on=None)
    publish(revise(LIBRARY, content("organization", "club"), mission("xmis", open_end)))

    shown = missions_of(client, "/organizations/club/?as_of=2010-06-01")

    assert "xmis" not in shown


def test_spells_in_one_mission_make_one_row_with_the_days_of_the_role(client):
    club = "organization:club"
    publish(
        revise(
            LIBRARY,
            content("organization", "club"),
            mission(
                "xmis",
                role(club, "lead", ends_on="2001-12-31"),
                role(club, "lead", starts_on="2003-01-01"),
            ),
        )
    )

    shown = missions_of(client, "/organizations/club/")

    assert "Led 1 mission" in shown
    assert shown.count('class="fill-1" x=') == 2
    assert "in this role 1 February 2001 to 31 December 2001" in shown
    assert "in this role 1 January 2003 to 31 May 2003" in shown


def test_a_state_shows_what_it_hosted_once_and_the_conflicts_that_concern_it(client):
    side = [{"actor": "state:aaa", "side": "the north", "source": "library"}]
    publish(
        revise(
            LIBRARY,
            content("state", "aaa"),
            mission("xone", role("state:aaa", "host"), host_states=["aaa"]),
            mission("xtwo", host_states=["aaa"]),
            mission("xoth", role("state:aaa", "contributor")),
            content("conflict", "war", name="Made-up war", states=["aaa"], owned={"parties": side}),
            content("conflict", "later", name="Later war", starts_on="2005-01-01", states=["aaa"]),
        )
    )

    page = page_of(client, "/states/AAA/")
    hosted = between(page, "Hosted before: 2 missions", "</details>")
    assert hosted.count("/missions/xone/") == 1
    assert "/missions/xtwo/" in hosted
    assert "/missions/xoth/" in between(page, "Contributed to 1 mission", "</details>")
    conflicts = section(page, "conflicts")
    assert "the north" in between(conflicts, "Made-up war", "</tr>")
    assert conflicts.index("Made-up war") < conflicts.index("Later war")

    assert "Later war" not in page_of(client, "/states/AAA/?as_of=2002-01-01")


def test_a_party_shows_the_conflicts_and_missions_in_which_it_had_a_role(client):
    side = [{"actor": "party:band", "side": "rebels", "source": "library"}]
    publish(
        revise(
            LIBRARY,
            content("party", "band"),
            mission("xmis", role("party:band", "adversary")),
            content("conflict", "war", name="Made-up war", owned={"parties": side}),
        )
    )

    page = page_of(client, "/parties/band/")

    assert "/missions/xmis/" in between(page, "Was an adversary of 1 mission", "</details>")
    assert "rebels" in section(page, "conflicts")


@pytest.mark.parametrize(("count", "open_"), [(12, True), (13, False)])
def test_a_long_list_of_contributions_is_folded(client, count, open_):
    missions = [mission(f"x{number}", role("state:aaa", "contributor")) for number in range(count)]
    publish(revise(LIBRARY, content("state", "aaa"), *missions))

    shown = missions_of(client, "/states/AAA/")

    assert ("<details open>" in shown) is open_


def action(kind, **values):
    return {"action": kind, "effective_on": "2001-02-01", "rank": 1} | values


def test_a_document_shows_what_it_does_to_missions_in_its_own_order(client):
    actions = [
        action("extend", mission="xmis", rank=2, until="2002-01-31", paragraph="4"),
        action("establish", mission="xoth", rank=1, coding="by_rule", chapter_vii="yes"),
        action("refer", actor="organization:court", rank=3),
    ]
    publish(
        revise(
            LIBRARY,
            content("organization", "court", name="Made-up Court"),
            mission("xmis"),
            mission("xoth"),
            content("document", "s-res-9-1999", owned={"mandate_actions": actions}),
        )
    )

    shown = section(page_of(client, "/resolutions/s-res-9-1999/"), "actions")

    assert shown.index("XOTH") < shown.index("XMIS") < shown.index("Made-up Court")
    extended = between(shown, "XMIS", "</dl>")
    for text in ("<strong>Extends</strong> until 31 January 2002", " (4)"):
        assert text in extended
    assert "found by rule" not in extended
    founded = between(shown, "XOTH", "</dl>")
    assert "found by rule" in founded
    assert "Chapter VII" in founded


def test_a_document_shows_the_legal_bases_that_rest_on_it(client):
    basis = {
        "kind": "sc_authorization",
        "status": "contested",
        "document": "s-res-9-1999",
        "note": "As some say",
        "source": "library",
    }
    owned = {"legal_bases": [basis]}
    publish(revise(LIBRARY, content("document", "s-res-9-1999"), mission("xmis", owned=owned)))

    shown = section(page_of(client, "/resolutions/s-res-9-1999/"), "bases")

    for text in ("XMIS", "Authorized by the Security Council", "As some say", "Contested"):
        assert text in shown


def test_what_a_state_hosts_on_the_day_stands_before_what_it_hosted(client):
    publish(
        revise(
            LIBRARY,
            content("state", "aaa"),
            mission("xend", role("state:aaa", "host"), host_states=["aaa"]),
            mission("xnow", starts_on="2002-01-01", ends_on=None, host_states=["aaa"]),
            mission(
                "xvag",
                starts_on="2002-01-01",
                ends_on=None,
                ends_precision="unknown",
                host_states=["aaa"],
            ),
            mission("xlat", starts_on="2030-01-01", ends_on=None, host_states=["aaa"]),
        )
    )

    page = page_of(client, "/states/AAA/")
    now = between(page, "Hosts 2 missions", "</details>")
    assert "/missions/xnow/" in now
    assert now.count(">perhaps<") == 1
    assert ">perhaps<" in between(now, "/missions/xvag/", "</tr>")
    assert "/missions/xend/" in between(page, "Hosted before: 1 mission", "</details>")
    assert "xlat" not in page
    glance = between(page, '<dl class="glance">', "</dl>")
    assert "1 mission<" in glance
    assert "1 more perhaps; 1 before" in glance

    then = page_of(client, "/states/AAA/?as_of=2001-06-01")
    assert "/missions/xend/?as_of=2001-06-01" in between(then, "Hosts 1 mission", "</details>")
    assert "xnow" not in then
    before = page_of(client, "/states/AAA/?as_of=1990-01-01")
    assert "It hosts no mission on 1 January 1990, and none before it is recorded" in before


def test_what_has_no_part_in_missions_says_so(client):
    publish(
        revise(
            content("organization", "club"),
            content("party", "band"),
            content("state", "aaa"),
            content("document", "treaty", kind="treaty"),
        )
    )

    for path in ("/organizations/club/", "/parties/band/"):
        assert "No part of it in a mission is recorded." in missions_of(client, path)
    assert "none before it is recorded" in missions_of(client, "/states/AAA/")
    assert 'id="actions"' not in page_of(client, "/documents/treaty/")


def many(count):
    roles = [role("state:aaa", kind) for kind in ("lead", "contributor", "host")]
    missions = [mission(f"x{number}", *roles, host_states=["aaa"]) for number in range(count)]
    side = [{"actor": "state:aaa", "source": "library"}]
    conflicts = [
        content("conflict", f"war-{number}", states=["aaa"], owned={"parties": side})
        for number in range(count)
    ]
    actions = [action("extend", mission=f"x{number}") for number in range(count)]
    document = content("document", "s-res-9-1999", owned={"mandate_actions": actions})
    publish(revise(LIBRARY, content("state", "aaa"), *missions, *conflicts, document))


@pytest.mark.parametrize("path", ["/states/AAA/", "/resolutions/s-res-9-1999/"])
def test_a_page_asks_no_more_for_more_missions(client, path):
    many(1)
    few = queries(client, path)
    many(3)

    assert queries(client, path) == few <= 25


@pytest.mark.parametrize(
    "path",
    ["organizations/org-alpha", "states/AAA", "parties/party-alpha", "conflicts/conflict-alpha"],
)
def test_missions_stand_once_and_before_further_facts(client, path):
    world()
    page = page_of(client, f"/{path}/")

    assert page.count(' id="missions"') == 1
    assert page.index(' id="missions"') < page.index(' id="details"')
