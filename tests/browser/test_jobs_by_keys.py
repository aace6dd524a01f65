"""The weekly jobs of editors are done by keys alone, with scripts and without."""

import pytest
from django.contrib.auth.models import User

from knowledge.models import Claim
from legal.models import Document
from missions.models import Mission
from records.models import Proposal
from records.writing.approving import approve
from records.writing.publishing import publish
from tests.browser.keys import Keys
from tests.browser.looking import violations, violations_in_the_dark
from tests.legal.texts import council, xml
from tests.make import article_content, content, revise

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"]),
]
WIDTH = 360


def handed_in(page, keys):
    """After what is shown was looked at: it is sent by Enter, and approved by another."""
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    keys.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert page.complaints == []
    approve(Proposal.objects.get(), attempt=1, by=User.objects.create_superuser("bob"))


def opened(visit, signed_in, scripts, address):
    page = visit(address, WIDTH, signed_in, java_script_enabled=scripts)
    if scripts:
        told = list(page.complaints)
        assert told + violations(page) + violations_in_the_dark(page) == []
    return page, Keys(page)


def test_a_claim_gets_a_new_verdict(visit, signed_in, scripts):
    publish(
        revise(
            content("document", "pact", name="The pact", kind="treaty"),
            article_content("one", "A1"),
            content("claim", "xx-001", section="one#A1", verdict="supported"),
        )
    )
    page, keys = opened(visit, signed_in, scripts, "/admin/knowledge/claim/verdict/")
    keys.fill(claim="XX-001")
    keys.press("Enter")
    page.wait_for_selector("#id_reason")

    keys.go_to("verdict")
    keys.press("ArrowDown")
    keys.fill(
        corrected_statement="Some did.",
        **{"ground-0-cited": "The pact", "ground-0-locator": "p. 3"},
        reason="The pact says less",
    )
    handed_in(page, keys)

    claim = Claim.objects.get()
    assert (claim.verdict, claim.corrected_statement) == ("imprecise", "Some did.")
    assert claim.evidence.get().document.slug == "pact"


def test_a_resolution_is_taken_in_from_its_file(visit, signed_in, scripts, tmp_path):
    council()
    file = tmp_path / "S_RES_12_2001.xml"
    file.write_bytes(xml("S/RES/12 (2001)", date="2001-05-04", title="x [on peace]"))
    page, keys = opened(visit, signed_in, scripts, "/admin/legal/document/from-file/")
    page.set_input_files("#id_file", file)  # what the system's own window does
    page.focus("input.default")
    keys.press("Enter")
    page.wait_for_selector("#id_subject")
    keys.fill(situation="Alandia")
    handed_in(page, keys)

    made = Document.objects.get(symbol="S/RES/12 (2001)")
    assert (made.subject, made.situation, made.paragraphs.count()) == ("peace", "Alandia", 3)


def test_a_mission_is_made(visit, signed_in, scripts):
    publish(
        revise(
            content("source", "library", name="The Made-up Library"),
            content("state", "aaa", name="Alandia"),
        )
    )
    page, keys = opened(visit, signed_in, scripts, "/admin/missions/mission/new/")
    keys.fill(
        name="Mission in Alandia",
        acronym="MINAL",
        category="Not run",
        arrangement="Led by a r",
        type="Observer",
        primary_activity="Peacek",
        starts_on="2001-03",
        host_states="Alandia",
        **{"role-0-actor": "Alandia", "proof-source": "library", "proof-locator": "p. 3"},
    )
    handed_in(page, keys)

    made = Mission.objects.get()
    assert (made.slug, made.category, made.arrangement) == ("minal", "non_un", "regional_led")
    assert (made.type, made.primary_activity) == ("observer", "peacekeeping")
    assert made.roles.get().actor.slug == "aaa"
