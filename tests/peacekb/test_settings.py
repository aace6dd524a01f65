import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.walk

KEY = "made-up-key-" * 6


def check(**variables):
    """Runs `manage.py check` in a process of its own; gives its last words."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    finished = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=Path(settings.BASE_DIR),
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.returncode, (finished.stdout + finished.stderr).strip().splitlines()[-1]


def setting(name, **variables):
    """The value that a process of its own reads."""
    return subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; print(settings.{name})"],
        cwd=Path(settings.BASE_DIR),
        env=os.environ | variables | {"DJANGO_SETTINGS_MODULE": "peacekb.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"PROFILE": "prod"}, "PROFILE: 'prod' is not one of development, production."),
        ({"PROFILE": "production"}, "SECRET_KEY: the production profile needs a secret"),
        ({"PROFILE": "production", "SECRET_KEY": "short"}, "SECRET_KEY: the production profile"),
        ({"PROFILE": "production", "SECRET_KEY": KEY}, "ALLOWED_HOSTS: name the public host"),
        ({"PROFILE": "production", "SECRET_KEY": KEY, "DEBUG": "yes"}, "DEBUG: not allowed"),
        ({"DEBUG": "maybe"}, "DEBUG: 'maybe' is not yes or no."),
        ({"PATH_PREFIX": "peacekb/"}, "PATH_PREFIX: 'peacekb/' is not a path such as /peacekb"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL: expected an address such as sqlite:"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL: expected an address such as sqlite:"),
        ({"SECURITY_CONTACT": "a@b.example"}, "SECURITY_CONTACT: 'a@b.example' does not begin"),
        ({"REPLICA_URLS": "sqlite:///a"}, "REPLICA_URLS: 'sqlite:///a' is not an address such as"),
        ({"STAMP_URL": "host:6379"}, "STAMP_URL: 'host:6379' is not an address such as redis:"),
        ({"STAMP": ""}, "STAMP: expected a folder; leave it out for"),
        ({"SECURE_HSTS_SECONDS": "x"}, "SECURE_HSTS_SECONDS: expected a whole number"),
        ({"BREACHED_PASSWORDS": "/none"}, "BREACHED_PASSWORDS: there is no file '/none'."),
    ],
)
def test_a_bad_value_stops_the_start_and_is_named(variables, told):
    code, last_words = check(**variables)

    assert code != 0
    assert told in last_words


def test_the_production_profile_passes_the_checks_of_a_deployment():
    code, last_words = check(
        PROFILE="production", SECRET_KEY=KEY, ALLOWED_HOSTS="peacekb.example.org"
    )

    assert (code, last_words) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize(("prefix", "guard"), [("", "__Host-"), ("/peacekb", "__Secure-")])
def test_in_production_no_other_host_may_set_a_cookie(prefix, guard):
    production = {"PROFILE": "production", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "a.example"}

    told = {
        name: setting(name, PATH_PREFIX=prefix, **production)
        for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "MESSAGE_STORAGE")
    }

    assert told == {
        "SESSION_COOKIE_NAME": f"{guard}sessionid",
        "CSRF_COOKIE_NAME": f"{guard}csrftoken",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    }, "there is no cookie but those two"


def test_an_address_switches_the_database_with_no_other_change():
    told = setting("DATABASES['default']['ENGINE']", DATABASE_URL="postgresql://a:b@localhost:1/c")

    assert told == "django.db.backends.postgresql"


@pytest.mark.django_db
def test_what_was_acknowledged_is_on_the_disk():
    asked, told = {
        "sqlite": ("PRAGMA synchronous", 3),  # EXTRA: FULL loses edits in a power cut
        "postgresql": ("SHOW synchronous_commit", "on"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone()[0] == told


def test_a_secret_that_systemd_hands_over_is_read_like_a_variable(tmp_path):
    (tmp_path / "peacekb_EMAIL_URL").write_text("smtp+tls://a:b@mail.example.org:587\n")
    (tmp_path / "others_EMAIL_FROM").write_text("nobody@example.org")
    handed = {"CREDENTIALS_DIRECTORY": str(tmp_path)}

    assert setting("EMAIL_PORT", **handed) == "587"
    assert setting("DEFAULT_FROM_EMAIL", **handed) == "peacekb@localhost"
    assert setting("EMAIL_PORT", EMAIL_URL="smtp://other:25", **handed) == "25", "a variable counts"
