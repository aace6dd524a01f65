"""Whether `manage.py check --deploy` tells of a database that a power cut would rob."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

# The tests' own PostgreSQL is thrown away, and has these off.
OFF = {"sqlite": [], "postgresql": ["fsync", "full_page_writes", "synchronous_commit"]}


@pytest.mark.django_db
def test_what_is_off_that_commits_stand_on_is_told():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")

    found = run_checks(tags=[Tags.database], include_deployment_checks=True, databases=["default"])
    told = [one.msg for one in found if one.id == "peacekb.W002"]

    assert told == [
        f"PostgreSQL has {name} off: a power cut may lose what was acknowledged."
        for name in OFF[connection.vendor]
    ]


@pytest.mark.django_db
def test_what_is_on_is_not_told():
    found = run_checks(tags=[Tags.database], include_deployment_checks=True, databases=["default"])

    assert [one for one in found if "synchronous_commit" in one.msg] == []
