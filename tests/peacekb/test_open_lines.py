"""Whether `manage.py check --deploy` tells of what can be read on its way to another machine."""

import pytest
from django.conf import settings
from django.core.checks import run_checks
from environ import Env

DATABASE = "postgresql://a:b@{}/a{}"


def told(monkeypatch, database="sqlite:///a", stamp="", mail="consolemail://"):
    bases = {"default": Env.db_url_config(database)}
    changed = {"DATABASES": bases, "STAMP_URL": stamp, **Env.email_url_config(mail)}
    for name, value in changed.items():
        monkeypatch.setattr(settings, name, value, raising=False)
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return [one.msg for one in found if one.id == "peacekb.W001"]


@pytest.mark.parametrize(
    "open_one",
    [
        {"database": DATABASE.format("db.example.org", "")},
        {"database": DATABASE.format("10.0.0.7", "?sslmode=require")},  # whoever answers
        {"stamp": "redis://stamp.example.org:6379/0"},
        {"mail": "smtp://a:b@mail.example.org:25"},
    ],
    ids=["database", "unproved", "stamp", "mail"],
)
def test_an_open_line_to_another_machine_is_told(monkeypatch, open_one):
    (message,) = told(monkeypatch, **open_one)

    assert "can be read on its way" in message


@pytest.mark.parametrize(
    "kept_one",
    [
        {},
        {"database": DATABASE.format("127.0.0.1:6432", "")},
        {"database": "postgresql:///a?host=/var/run/postgresql"},
        {"database": DATABASE.format("db.example.org", "?sslmode=verify-full")},
        {"stamp": "redis://localhost:6379/0"},
        {"stamp": "rediss://stamp.example.org:6379/0"},
        {"mail": "smtp+tls://a:b@mail.example.org:587"},
        {"mail": "smtp://localhost:25"},
    ],
)
def test_of_a_closed_line_and_of_this_machine_nothing_is_told(monkeypatch, kept_one):
    assert told(monkeypatch, **kept_one) == []
