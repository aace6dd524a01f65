"""The files of the guide to a server of one's own name only what there is."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

FOLDER = Path(settings.BASE_DIR) / "docs" / "deployment"
FILES = [one for one in sorted(FOLDER.iterdir()) if one.suffix in (".md", ".service", ".conf")]


SEALED = "LoadCredentialEncrypted=peacekb:/etc/peacekb.secrets"


def test_whatever_reads_the_settings_is_given_the_secrets_sealed_and_none_in_the_clear():
    reading = [
        text
        for text in (one.read_text() for one in FOLDER.iterdir())
        if "EnvironmentFile=/etc/peacekb.env" in text
    ]
    named = re.findall(r"\| seal ([A-Z_]+)", (FOLDER / "README.md").read_text(encoding="utf-8"))

    assert len(reading) == 6 and all(SEALED in text for text in reading)
    assert "SECRET_KEY" in named
    assert not [name for name in named if f"\n{name}=" in (FOLDER / "peacekb.env").read_text()]


def test_the_proxy_finds_the_server_where_the_settings_put_it():
    (socket,) = re.findall(r"^GRANIAN_UDS=(.*)", (FOLDER / "peacekb.env").read_text(), re.MULTILINE)

    assert f"server unix:{socket} " in (FOLDER / "nginx.conf").read_text()
    assert "--uds-permissions 0660" in (FOLDER / "peacekb.service").read_text()


def test_every_setting_of_the_environment_is_one_that_is_documented():
    documented = (Path(settings.BASE_DIR) / "docs" / "settings.md").read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+)=", (FOLDER / "peacekb.env").read_text(), re.MULTILINE)

    assert named
    assert [name for name in named if f"| `{name}` |" not in documented] == []


def test_what_commands_cannot_write_to_is_told_to_the_server_alone():
    """Each unit and each command of the guide reads the environment's file."""
    shared = "PROMETHEUS_MULTIPROC_DIR"
    unit = (FOLDER / "peacekb.service").read_text()

    assert f"Environment={shared}=/run/peacekb" in unit and "RuntimeDirectory=peacekb" in unit
    assert shared not in (FOLDER / "peacekb.env").read_text()


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_command_is_one_of_the_project(file):
    begun = r"(?:manage\.py|deployment/manage(?: --owner)?) ([a-z_]+)"
    named = re.findall(begun, file.read_text(encoding="utf-8"))

    assert set(named) <= get_commands().keys()


def test_every_unit_that_is_enabled_is_there():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    (enabled,) = re.findall(r"systemctl enable --now (peacekb .*)", guide)
    for unit in enabled.split():
        name = unit if "." in unit else f"{unit}.service"
        assert f"# /etc/systemd/system/{name}" in (FOLDER / name).read_text(), name


def test_every_timer_has_its_service():
    timers = list(FOLDER.glob("*.timer"))

    assert timers and all(one.with_suffix(".service").exists() for one in timers)


def test_every_script_that_a_unit_starts_is_there_and_read_by_the_shell():
    texts = [one.read_text() for one in FOLDER.iterdir() if one.suffix in (".service", ".conf")]
    named = set(re.findall(r"/srv/peacekb/docs/deployment/([a-z_]+)", "".join(texts)))

    assert named == {
        *("cut_lines", "follow", "point_at_primary", "promote", "rejoin", "step_down", "unseen")
    }
    for name in (*named, "primary_after", "manage", "request", "certify", "renew"):
        assert os.access(FOLDER / name, os.X_OK)
        subprocess.run(["sh", "-n", FOLDER / name], check=True)


def test_every_file_that_the_guide_copies_is_there():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    copied = re.findall(r"docs/deployment/[^ `<\n]+", guide)
    found = subprocess.run(["bash", "-c", f"shopt -s failglob; ls {' '.join(copied)}"],
                           cwd=settings.BASE_DIR, capture_output=True, text=True)  # fmt: skip

    assert len(copied) > 4
    assert found.returncode == 0, found.stderr


def test_what_the_units_write_nobody_else_reads():
    """Bases and their copies hold hashes of passwords."""
    writing = [one for one in FOLDER.glob("*.service") if "ReadWritePaths" in one.read_text()]

    assert len(writing) == 5
    assert all("\nUMask=0077\n" in one.read_text() for one in writing)


def test_the_proxy_keeps_only_what_the_application_offers_it():
    """`Expires`, of now, had it keep what was never to be kept, and give it in an outage."""
    proxy = (FOLDER / "nginx.conf").read_text()
    (ignored,) = re.findall(r"proxy_ignore_headers (.*?);", proxy)

    assert set(ignored.split()) == {"Cache-Control", "Expires"}
    assert "proxy_cache_valid" not in proxy
