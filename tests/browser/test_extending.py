"""A mandate is extended by keys alone, with scripts and without, in far less than a minute."""

import time

import pytest
from django.contrib.auth.models import User

from legal.models import Document, Vote
from missions.models import Mandate
from records.models import Proposal
from records.writing.approving import approve
from tests.browser.keys import Keys
from tests.browser.looking import violations, violations_in_the_dark
from tests.missions.extending import MEMBERS, council_and_mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECONDS = 60


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_mandate_is_extended_by_keys_alone(visit, signed_in, scripts):
    council_and_mission()
    begun = time.monotonic()
    page = visit("/admin/missions/mission/extend/", cookies=signed_in, java_script_enabled=scripts)
    keys = Keys(page)

    for name, text in (
        ("mission", "XMIS"),
        ("document", "S/RES/2 (2002)"),
        ("adopted_on", "2002-01-10"),
    ):
        keys.go_to(name)
        keys.type(text)
    keys.press("Enter")
    page.wait_for_selector("#id_until")
    for name, text in (
        ("subject", "Land A"),
        ("until", "2003-01-31"),
        ("paragraph", "1"),
        ("proof-source", "The Made-up Library"),
        ("proof-locator", "p. 3"),
    ):
        keys.go_to(name)
        keys.type(text)
    keys.go_to("votes-aab")
    keys.press("ArrowRight", times=2)
    keys.go_to("votes-announced")
    keys.type("9-0-1")
    keys.press("Enter")
    page.wait_for_selector(".messagelist .success")

    assert time.monotonic() - begun < SECONDS
    assert page.complaints == []
    approve(Proposal.objects.get(), attempt=1, by=User.objects.create_superuser("bob"))
    votes = dict(Vote.objects.values_list("state__slug", "position"))
    assert votes == dict.fromkeys(MEMBERS, "yes") | {"aab": "abstain"}
    assert Mandate.objects.filter(ends_on="2003-01-31").count() == 1


@pytest.mark.parametrize("width", [1440, 360])
def test_what_is_refused_is_accessible_and_fits(visit, signed_in, width):
    council_and_mission()
    page = visit(
        "/admin/missions/mission/extend/?mission=XMIS&document=S/RES/2&adopted_on=2002-01-10",
        width,
        cookies=signed_in,
    )
    page.fill("#id_subject", "Land A")
    page.fill("#id_until", "2001-01-01")
    page.check("[name=votes-aaa][value=no]")
    page.press("#id_until", "Enter")
    page.wait_for_selector(".errornote")

    told = list(page.complaints)
    assert told + violations(page) == []
    assert violations_in_the_dark(page) == []
    assert page.locator("ul.errorlist").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[name=votes-aaa][value=no]").is_checked()


def test_the_page_for_votes_is_accessible_and_fits(visit, signed_in):
    council_and_mission()
    document = Document.objects.get(slug="s-res-1-2001")

    page = visit(f"/admin/legal/document/{document.pk}/votes/", 360, cookies=signed_in)

    told = list(page.complaints)
    assert told + violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
