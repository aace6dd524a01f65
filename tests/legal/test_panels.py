import pytest

from tests.make import content, publish_with_facts, published
from tests.pages import between, page_of, section

pytestmark = pytest.mark.django_db


def resolution(number, day, **values):
    slug = f"s-res-{number}-1999"
    return content("document", slug, name=f"Resolution {number}", adopted_on=day, **values)


def test_a_state_shows_documents_vetoes_and_votes_up_to_the_day(client):
    publish_with_facts(
        content("state", "aaa"),
        resolution(1, "1999-01-01", states=["aaa"]),
        resolution(2, "2000-01-01", states=["aaa"]),
        resolution(3, "2000-01-01", kind="draft", outcome="vetoed", vetoed_by=["aaa"]),
        votes=[
            {"document": "s-res-1-1999", "state": "aaa", "position": "yes"},
            {"document": "s-res-2-1999", "state": "aaa", "position": "yes"},
            {"document": "s-res-3-1999", "state": "aaa", "position": "no"},
        ],
    )

    shown = section(page_of(client, "/states/AAA/"), "in-the-record")
    assert 'href="/documents/?state=AAA&amp;kind=resolution">Resolution: 2<' in shown
    assert "yes 2, no 1" in shown
    assert 'href="/documents/?vetoed_by=AAA">1 veto<' in shown
    assert shown.index("Resolution 2") < shown.index("Resolution 1")

    shown = section(page_of(client, "/states/AAA/?as_of=1999-06-01"), "in-the-record")
    assert "kind=resolution&amp;as_of=1999-06-01" in shown
    assert "Resolution: 1<" in shown
    assert "yes 1." in shown
    assert "veto" not in between(shown, "Its votes", "</p>")


def test_an_organ_shows_what_it_issued(client):
    publish_with_facts(
        content("organization", "council"),
        resolution(1, "1999-01-01", organ="council"),
        resolution(2, "2000-01-01", organ="council", kind="draft"),
    )

    shown = section(page_of(client, "/organizations/council/"), "issued")
    assert 'href="/documents/?organ=council&amp;kind=resolution">Resolution: 1<' in shown
    assert shown.index("Resolution 2") < shown.index("Resolution 1")
    assert 'id="issued"' not in page_of(client, "/organizations/council/?as_of=1998-01-01")


def test_what_has_no_documents_shows_no_empty_section(client):
    published("state", "aaa")
    published("organization", "club")

    assert 'id="in-the-record"' not in page_of(client, "/states/AAA/")
    assert 'id="issued"' not in page_of(client, "/organizations/club/")
