"""What rests on general knowledge, or on pages that are no authority, says so everywhere."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from peacekb.api import router
from records.common.keeping import until_published
from records.models import Record, Source
from records.reading.uses import names_a_source
from records.writing.publishing import publish
from tests.make import revise
from tests.pages import between, page_of
from tests.world import of_worlds, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

LISTS = [name for name, _, _ in router.registry if name not in ("search", "coverage")]
ADMINS = [model for model in admin.site._registry if names_a_source(model)]
TO_LIBRARY = re.compile(
    r'<a href="/sources/library/[^"]*">[^<]*</a>(?P<mark> <a class="badge weak")?'
)


def weak_world(kind="general_knowledge"):
    """The made-up world, all of whose evidence is weak."""
    library = world(2)[0]
    publish(revise(library | {"kind": kind}))


def sourced(found):
    """Every object in the JSON that names its source, at any depth."""
    if isinstance(found, list):
        for one in found:
            yield from sourced(one)
    elif isinstance(found, dict):
        if found.get("source"):
            yield found
        for one in found.values():
            yield from sourced(one)


@of_worlds(2)
@pytest.mark.parametrize("kind", ["general_knowledge", "secondary"])
def test_every_page_marks_a_weak_source_wherever_it_names_it(client, kind):
    weak_world(kind)
    seen = 0
    for record in Record.objects.exclude(record_kind="source"):
        for link in TO_LIBRARY.finditer(page_of(client, record.get_absolute_url())):
            seen += 1
            assert link["mark"], (record, link[0])
    for page in (
        "/contradictions/",
        "/sources/",
        "/about/data/",
        "/missions/mission-alpha/figures/",
    ):
        found = list(TO_LIBRARY.finditer(page_of(client, page)))
        assert found, page
        assert all(link["mark"] for link in found), page

    assert seen > 20


def test_a_good_source_is_not_marked(client):
    world()

    assert 'class="badge weak"' not in page_of(client, "/organizations/org-alpha/")


def test_a_value_that_only_weak_sources_support_does_not_pass_as_sourced(client):
    contents = {one["slug"]: one for one in world()}
    mission = contents["mission-alpha"]
    mission["owned"]["citations"] = [{"field": "starts_on", "source": "library"}]
    publish(revise(mission))
    facts = page_of(client, "/missions/mission-alpha/").partition("</dl>")[0]
    assert "evidence-mark" in facts
    publish(revise(contents["library"] | {"kind": "general_knowledge"}))

    facts = page_of(client, "/missions/mission-alpha/").partition("</dl>")[0]

    assert "evidence-mark" not in facts
    assert "to be confirmed" in facts


@pytest.mark.parametrize("name", LISTS)
def test_every_row_of_the_api_that_names_a_source_says_whether_it_is_weak(client, name):
    library = world()[0]
    for row in sourced(client.get(f"/api/v1/{name}/").json()["results"]):
        assert row["source_is_weak"] is False, row
    publish(revise(library | {"kind": "general_knowledge"}))
    for row in client.get(f"/api/v1/{name}/").json()["results"]:
        for one in sourced([row, client.get(f"/api/v1/{name}/{_key(row)}/").json()]):
            assert one["source_is_weak"] is True, one


def _key(row):
    return row["key"]


def test_the_first_page_of_the_admin_lists_what_is_to_be_confirmed(admin_client):
    world()
    page = between(page_of(admin_client, "/admin/"), 'id="confirm"', "</ul>")
    assert 'href="/admin/missions/missionleader/?confirm=yes">Mission leaders</a>: 1<' in page
    assert page.count("<li>") == 1
    Source.objects.filter(slug="library").update(kind="secondary")
    until_published.forget()

    page = between(page_of(admin_client, "/admin/"), 'id="confirm"', "</ul>")

    assert "Mission leaders</a>: 1<" in page
    assert "Votes</a>: 1<" in page
    for link in re.findall(r'href="([^"]+)"', page):
        assert admin_client.get(link).context["cl"].result_count > 0


@pytest.mark.parametrize("model", ADMINS, ids=lambda model: model._meta.label)
def test_every_list_of_rows_with_a_source_can_be_cut_to_what_is_to_be_confirmed(
    admin_client, model
):
    world()
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    def shown(asked):
        return admin_client.get(address, {"confirm": asked}).context["cl"].queryset.count()

    good = shown("yes"), shown("no")
    Source.objects.filter(slug="library").update(kind="general_knowledge")

    rows = model._base_manager.count()
    sourced = model._base_manager.exclude(source=None).count()
    recalled = 1 if model._meta.model_name == "missionleader" else 0
    assert good == (recalled, rows - recalled)
    assert (shown("yes"), shown("no")) == (sourced, rows - sourced)
