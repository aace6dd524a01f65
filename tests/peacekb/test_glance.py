"""The heads of pages of actors, conflicts and topics, over all of a made-up world."""

import re

import pytest

from organizations.models import State
from records.models import Record
from records.writing.publishing import publish
from tests.make import content, revise
from tests.pages import between, page_of
from tests.world import of_worlds, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]

KINDS = ("state", "organization", "party", "conflict", "topic")
DAYS = ("", "?as_of=2000-06-01", "?as_of=1800-01-01")


def glance(page):
    return between(page, '<dl class="glance">', "</dl>")


def value(page, label):
    """What stands under a label at the head, as a number where it begins with one."""
    found = re.search(rf"<dt>{label}</dt><dd>(?:<a[^>]*>)?([^<]*)", glance(page))
    number = found[1].split()[0].replace(",", "")
    return int(number) if number.isdecimal() else 0


@of_worlds(2)
@pytest.mark.parametrize("query", DAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_value_at_the_head_leads_to_a_part_of_its_page(client, kind, query):
    world(2)
    for record in Record.objects.filter(record_kind=kind):
        page = page_of(client, record.get_absolute_url() + query)
        shown = glance(page)

        assert "<dt>" in shown, record
        for part in re.findall(r'href="#([^"]*)"', shown):
            assert f'<h2 id="{part}"' in page, (record, part)


@of_worlds(3)
@pytest.mark.parametrize("day", ["2000-06-01", "1999-10-24", "2003-01-01"])
def test_what_a_state_hosts_votes_and_loses_is_what_the_api_has(client, day):
    world(3)
    publish(revise(content("mission", "later", host_states=["aaa"], starts_on="2002-01-01")))
    for state in State.objects.all():
        page = page_of(client, f"{state.get_absolute_url()}?as_of={day}")
        for label, path in (
            ("Hosts", "missions/?host_state"),
            ("Votes in the Council", "votes/?state"),
            ("Deaths of its nationals", "fatalities/?nationality"),
        ):
            reply = client.get(f"/api/v1/{path}={state.code}&as_of={day}").json()
            assert value(page, label) == reply["count"], (state, label)
