import pytest

from tests.make import content, publish_with_facts, published
from tests.pages import page_of, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def resolution(number, day, **values):
    slug = f"s-res-{number}-1999"
    return content("document", slug, name=f"Resolution {number}", adopted_on=day, **values)


def test_a_state_shows_the_documents_that_concern_it_up_to_the_day(client):
    publish_with_facts(
        content("state", "aaa"),
        resolution(1, "1999-01-01", states=["aaa"]),
        resolution(2, "2000-01-01", states=["aaa"]),
    )

    shown = section(page_of(client, "/states/AAA/"), "in-the-record")
    assert 'href="/documents/?concerned=AAA&amp;kind=resolution">Resolution: 2<' in shown
    assert shown.index("Resolution 2") < shown.index("Resolution 1")

    shown = section(page_of(client, "/states/AAA/?as_of=1999-06-01"), "in-the-record")
    assert "kind=resolution&amp;as_of=1999-06-01" in shown
    assert "Resolution: 1<" in shown


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


def test_of_what_has_no_documents_the_page_says_so(client):
    published("state", "aaa")
    published("organization", "club")

    shown = section(page_of(client, "/states/AAA/"), "in-the-record")
    assert "No document that concerns it is held." in shown
    assert 'id="issued"' not in page_of(client, "/organizations/club/")
