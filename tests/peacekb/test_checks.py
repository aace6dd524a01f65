"""Django's own checks, of the admin too, which is read with the addresses alone."""

from django.contrib import admin
from django.core.checks import run_checks


def test_django_finds_nothing_wrong_with_models_addresses_and_admin():
    assert run_checks() == []
    assert admin.site._registry
