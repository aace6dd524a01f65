"""Values without evidence: told on the desk, listed, and mended in the form; no path is typed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Claim, Verdict
from records.common.keeping import until_published
from records.curation.evidence_panel import MOST_LACKING
from records.curation.lacking import records_lacking
from records.models import Citation
from tests.make import form_of, published
from tests.pages import page_of
from tests.records.reviewing import handed_in, person
from tests.records.test_curation import change_address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/records/record/lacking/"
EVERYTHING = {"source": "library"}
COLUMNS = ("headquarters", "starts_on", "category", "arrangement", "type", "primary_activity")
CITED = [{"field": name, "source": "library"} for name in COLUMNS]


@pytest.fixture
def library():
    until_published.forget()
    return published("source", "library", name="The Made-up Library")


@pytest.fixture
def mission(library):
    """All is known from somewhere but the name and an alias."""
    published("state", "aaa", name="Land of A", owned={"citations": [EVERYTHING]})
    owned = {
        "citations": CITED,
        "roles": [{"role": "lead", "actor": "state:aaa", "source": "library"}],
        "aliases": [{"text": "The Force", "kind": "descriptive"}],
        "identifiers": [{"scheme": "cow", "value": "7"}],
    }
    return published("mission", "xmis", name="Mission X", headquarters="Here", owned=owned)


def lacking():
    return {one.record.slug: one.paths for one in records_lacking()}


def test_what_neither_a_citation_nor_its_own_row_supports_is_lacking(mission):
    assert lacking() == {"xmis": ["name", "aliases/The Force,en,descriptive"]}


@pytest.mark.parametrize("stance", ["contradicts", "silent"])
def test_who_says_otherwise_or_nothing_is_no_evidence(library, stance):
    said = {"source": "library", "stance": stance, "stated": "another"}
    published("mission", "xmis", name="Mission X", owned={"citations": [said, *CITED]})

    assert lacking() == {"xmis": ["name"]}


@pytest.mark.parametrize(("verdict", "lacks"), [("supported", True), ("not_checkable", False)])
def test_a_claim_that_cannot_be_checked_owes_none(verdict, lacks):
    assert Claim.needs_evidence({"verdict": Verdict(verdict)}) is lacks


def test_the_desk_counts_them_by_kind_and_leads_to_the_list(client, editor, mission):
    desk = page_of(client, "/admin/")
    (tile,) = re.findall(
        r"<section[^>]*>\s*<h2[^>]*>Values without evidence: 2<.*?</section>", desk, re.S
    )
    (address,) = re.findall(r'href="([^"]+)">Mission: 2 values in 1 record<', tile)

    shown = page_of(client, address)

    form = f"{change_address(mission)}#evidence"
    assert f'<a href="{form}">Mission X</a><div>Name; Aliases: The Force' in shown
    assert 'id="evidence"' in page_of(client, form)
    assert "None: each value of this kind" in page_of(client, f"{LIST}?kind=state")


def test_none_are_told_in_words(client, editor):
    until_published.forget()

    assert "None: each value that needs evidence has some." in page_of(client, LIST)


def test_what_is_proposed_for_a_record_is_told(client, editor, mission):
    handed_in(person("bob"), headquarters="There")

    assert "Mission X</a><div>Something is proposed for it. Name" in page_of(client, LIST)


def test_evidence_is_added_in_the_form_and_no_path_is_typed(client, editor, mission, library):
    shown = client.get(change_address(mission)).context["evidence"]["lacking"]
    own = {"proof-path": [one.path for one in shown]}
    number = own["proof-path"].index("aliases/The Force,en,descriptive")
    own |= {f"proof-{number}-source": library.pk, f"proof-{number}-locator": "p. 4"}
    assert [one.label for one in shown] == ["The record as a whole", "Name", "Aliases"]

    reply = client.post(change_address(mission), form_of(client, change_address(mission)) | own)

    assert reply.status_code == 302
    (cited,) = Citation.objects.filter(record=mission).exclude(field__in=COLUMNS)
    assert (cited.field, cited.locator) == ("aliases/The Force,en,descriptive", "p. 4")
    assert lacking() == {"xmis": ["name"]}


def test_a_source_of_the_whole_record_is_enough_for_all(client, editor, mission, library):
    own = {"proof-path": [""], "proof-0-source": library.pk, "proof-0-locator": "p. 4"}

    client.post(change_address(mission), form_of(client, change_address(mission)) | own)

    assert lacking() == {}
    assert client.get(change_address(mission)).context["evidence"]["lacking"] == []


def test_a_form_saved_as_it_is_changes_nothing_about_them(client, editor, mission):
    reply = client.post(
        change_address(mission), form_of(client, change_address(mission)), follow=True
    )

    assert "Nothing was changed." in reply.rendered_content
    assert "xmis" in lacking()


def test_a_form_shows_the_first_and_says_how_many_follow(client, editor, library):
    aliases = [{"text": f"Name {n}", "kind": "descriptive"} for n in range(MOST_LACKING + 3)]
    mission = published("mission", "xmis", owned={"aliases": aliases, "citations": CITED})

    page = page_of(client, change_address(mission))

    assert page.count("Where it is known from") == MOST_LACKING + 1  # with the record as a whole
    assert "4 more follow once these are done." in page


def test_tile_and_list_ask_as_much_for_many_as_for_few(client, editor, library):
    counts = []
    for number in (1, 3):
        for one in range(number):
            published("mission", f"xmis-{one}", name=f"Mission {one}")
        for address in ("/admin/", LIST):
            client.get(address)
            until_published.forget()
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]


def test_who_may_not_draft_sees_no_list(client):
    reader = person("ray")
    reader.groups.clear()
    client.force_login(reader)

    assert client.get(LIST).status_code == 403
