"""The files of the guide to a server of one's own name only what there is."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

FOLDER = Path(settings.BASE_DIR) / "docs" / "deployment"
OF_LIBRARIES = {"PROMETHEUS_MULTIPROC_DIR"}
FILES = [one for one in sorted(FOLDER.iterdir()) if one.suffix in (".md", ".service", ".conf")]


def test_every_setting_of_the_environment_is_one_that_is_documented():
    documented = (Path(settings.BASE_DIR) / "docs" / "settings.md").read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+)=", (FOLDER / "peacekb.env").read_text(), re.MULTILINE)

    assert named
    unknown = [name for name in named if f"| `{name}` |" not in documented]
    assert set(unknown) <= OF_LIBRARIES


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_command_is_one_of_the_project(file):
    named = re.findall(r"manage\.py ([a-z_]+)", file.read_text(encoding="utf-8"))

    assert set(named) <= get_commands().keys()


def test_every_unit_that_is_enabled_is_there():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    (enabled,) = re.findall(r"systemctl enable --now (.*)", guide)
    for unit in enabled.split():
        name = unit if "." in unit else f"{unit}.service"
        assert f"# /etc/systemd/system/{name}" in (FOLDER / name).read_text(), name


def test_every_timer_has_its_service():
    timers = list(FOLDER.glob("*.timer"))

    assert timers and all(one.with_suffix(".service").exists() for one in timers)


def test_every_script_that_a_unit_starts_is_there_and_read_by_the_shell():
    texts = [one.read_text() for one in FOLDER.iterdir() if one.suffix in (".service", ".conf")]
    named = set(re.findall(r"/srv/peacekb/docs/deployment/([a-z_]+)", "".join(texts)))

    assert named == {"follow", "point_at_primary", "rejoin"}
    for name in named:
        assert os.access(FOLDER / name, os.X_OK)
        subprocess.run(["sh", "-n", FOLDER / name], check=True)
