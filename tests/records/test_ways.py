"""Nobody passes by hundreds of fields: pages of the admin lead to what stands on them."""

import re

import pytest
from django.urls import reverse

from missions.models import Mission
from tests.make import form_of, published
from tests.records.test_curation import change_address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def mission():
    aliases = [{"text": name, "kind": "descriptive"} for name in ("One", "Two", "Three")]
    return published("mission", "xmis", name="Mission X", owned={"aliases": aliases})


def ways_of(page):
    """Where links of a page lead to on it, and of these the places that are not there."""
    ways = re.findall(r'href="#([^"]+)"', page)
    return ways, [one for one in ways if f'id="{one}"' not in page]


@pytest.mark.parametrize("part", ["", "?part=aliases"])
def test_a_form_leads_to_each_collection_the_last_row_and_the_buttons(editor, mission, part):
    ways, lost = ways_of(editor.get(change_address(mission) + part).content.decode())
    assert lost == []
    assert {"aliases-heading", "aliases-2", "evidence"} <= set(ways)


def test_a_kind_that_needs_no_evidence_leads_to_the_buttons(editor):
    ways, lost = ways_of(editor.get(reverse("admin:knowledge_topic_add")).content.decode())
    assert lost == [] and "buttons" in ways


def test_what_is_refused_is_told_at_the_head_with_the_way_to_it(editor, mission):
    data = form_of(editor, change_address(mission)) | {"starts_on": "04/05/1999", "reason": ""}
    data |= {"aliases-1-starts_on": "99", "aliases-2-kind": ""}

    page = editor.post(change_address(mission), data).content.decode()

    head = page.partition("form-parts")[0]
    told = re.findall(r'<a href="#(id_[^"]+)">([^<]+)</a>: ', head)
    assert told == [
        ("id_starts_on", "Starts on"),
        ("id_reason", "Reason"),
        ("id_aliases-1-starts_on", "Alias 2, Starts on"),
        ("id_aliases-2-kind", "Alias 3, Kind"),
    ]
    assert ways_of(page)[1] == []
    assert Mission.objects.get().version == 1


def test_the_desk_leads_to_its_tiles_and_the_kinds_of_records(editor, mission):
    editor.post(change_address(mission), form_of(editor, change_address(mission)) | {"_draft": "1"})
    ways, lost = ways_of(editor.get(reverse("admin:index")).content.decode())
    assert lost == []
    assert {"kinds", "confirm", "tile-20"} <= set(ways)


def test_a_table_is_chosen_by_its_name_and_taken_away_where_it_is_handed_in(editor):
    tables = reverse("admin:records_job_tables")
    assert editor.get(tables, {"table": "votes"}).url == f"{tables}votes/"
    assert editor.get(tables, {"table": "nonsense"}).status_code == 200
    page = editor.get(f"{tables}votes/").content.decode()
    assert f"{tables}votes.xlsx" in page and f"{tables}votes.csv" in page


def test_who_may_not_is_told_what_to_do(of_group, mission):
    drafter = of_group("Drafters", "dora")
    reply = drafter.get(change_address(mission).replace("change", "delete"))
    assert reply.status_code == 403
    assert "an administrator can give you another role" in reply.content.decode()


def test_the_page_that_withdraws_says_so(editor, mission):
    page = editor.get(change_address(mission).replace("change", "delete")).content.decode()
    assert "<h1>Withdraw</h1>" in page
