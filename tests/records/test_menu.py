"""The admin's menu is of what editors edit; all else is found behind it."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from records.curation.lists import ReadOnlyAdmin
from tests.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LISTS = {
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"): one
    for model, one in admin.site._registry.items()
}


def test_every_table_is_led_to_once_and_what_is_only_looked_at_stands_behind_the_menu(admin_client):
    page = page_of(admin_client, "/admin/")
    menu, _, behind = page.partition("Only to look at")
    menu = menu[menu.index('id="content-main"') :]

    for address, one in LISTS.items():
        is_behind = isinstance(one, ReadOnlyAdmin) and not one.is_work
        link = f'href="{address}"'
        assert (link in behind, link in menu) == (is_behind, not is_behind), address


def test_what_is_behind_the_menu_is_still_shown(admin_client):
    behind = page_of(admin_client, "/admin/").partition("Only to look at")[2]

    addresses = re.findall(r'href="(/admin/[^"?]+/)"', behind)
    assert len(addresses) > 10
    for address in addresses:
        assert admin_client.get(address).status_code == 200, address
