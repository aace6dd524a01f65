"""Addresses have names, are written by hand nowhere, and follow the prefix of the site."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import get_resolver, resolve
from django.utils.translation import get_language_from_path, override

from records.common.addresses import (
    FOLDERS,
    address,
    api_address,
    history_address,
    list_address,
)
from records.models import Record
from tests.canaries import is_seen, plant
from tests.pages import without_day
from tests.peacekb.test_every_page import LISTS, Links, details, patterns
from tests.world import world

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def test_every_address_has_a_name():
    assert [str(one.pattern) for one in patterns(get_resolver()) if not one.name] == []


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_composed_address_is_one_that_the_site_knows(kind):
    assert resolve(address(kind, "made-up")).url_name == f"{kind}_detail"
    assert resolve(list_address(kind)).url_name == f"{kind}_list"
    assert resolve(history_address(kind, "made-up")).url_name == "history"
    plural = list_address(kind).strip("/")
    assert resolve(api_address(kind, "made-up")).url_name == f"{plural}-detail"


def test_a_resolution_stands_under_its_own_folder():
    assert resolve(address("document", "s-res-1-1946")).url_name == "resolution_detail"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_no_template_writes_an_address_by_hand(template):
    assert re.findall(r"""(?:href|action|src)=["']/[^"']*""", template.read_text()) == []


def sort_of(link):
    """Of a path and query: which page it asks for, and by which parameters."""
    path, _, query = link.partition("?")
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        return resolve(path).view_name, tuple(QueryDict(query))


@pytest.mark.django_db
@pytest.mark.walk
def test_every_link_from_the_front_page_keeps_the_prefix_and_leads_somewhere(
    client, under_prefix, rounds
):
    """And to nothing unpublished. Facets and orders multiply without end; one parameter at a time
    is enough, and in every run a few links of each sort are followed."""
    world(2)
    plant()
    seen, waiting = {f"{under_prefix}/"}, [f"{under_prefix}/"]
    followed, most = Counter(), rounds(2, 10_000)
    while waiting:
        page = waiting.pop()
        reply = client.get(page.removeprefix(under_prefix))
        assert reply.status_code in (200, 301, 302, 303), page
        assert not is_seen(reply.getvalue()), page
        if target := reply.headers.get("Location"):
            assert target.startswith(f"{under_prefix}/"), (page, target)
        if not reply.headers.get("Content-Type", "").startswith("text/html"):
            continue
        text = reply.content.decode()
        for link in [*Links(text).links, *re.findall(r'(?:action|src)="([^"]*)"', text)]:
            parts = urlsplit(link)
            is_static = "/static/" in parts.path  # its prefix is read once a process
            if parts.netloc or not parts.path or is_static:
                continue
            assert parts.path.startswith(f"{under_prefix}/"), (page, link)
            asked = parts.path + (f"?{parts.query}" if parts.query else "")
            if without_day(asked) not in seen and "&" not in asked:
                seen.add(without_day(asked))
                sort = sort_of(asked.removeprefix(under_prefix))
                followed[sort] += 1
                if followed[sort] <= most:
                    waiting.append(asked)

    reached = {urlsplit(one).path for one in seen}
    assert {*details(), *(f"{under_prefix}{page}" for page in LISTS)} <= reached


@pytest.mark.django_db
def test_under_a_prefix_the_api_pages_and_refuses_under_it(client, under_prefix):
    world(2)

    page = client.get("/api/v1/missions/?page_size=1").json()
    refusal = client.get("/api/v1/missions/?colour=blue")

    assert urlsplit(page["next"]).path == f"{under_prefix}/api/v1/missions/"
    assert page["results"][0]["page"].startswith(f"{under_prefix}/missions/")
    assert refusal.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.django_db
def test_under_a_prefix_a_search_finds_pages_under_it(client, under_prefix):
    world()

    hits = client.get("/api/v1/search/?q=alpha").json()["results"]

    assert hits
    assert all(one["page"].startswith(f"{under_prefix}/") for one in hits)


@pytest.mark.django_db
def test_under_a_prefix_another_spelling_and_the_admin_redirect_under_it(client, under_prefix):
    world()
    state = Record.objects.get(slug="aaa")

    moved = client.get("/states/aaa/")
    signing_in = client.get("/admin/")

    assert moved.headers["Location"] == state.get_absolute_url() == f"{under_prefix}/states/AAA/"
    assert signing_in.headers["Location"].startswith(f"{under_prefix}/admin/login/")
