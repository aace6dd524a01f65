"""What a public project owes those who find it."""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_the_data_licence_names_the_terms_of_every_source():
    text = (ROOT / "LICENSE-DATA.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \|.*\| ([^|]+) \|$", text, re.MULTILINE))
    with (ROOT / "fixtures" / "sources.csv").open(encoding="utf-8", newline="") as file:
        sources = {row["slug"]: row["licence"] for row in csv.DictReader(file)}

    assert named.keys() == sources.keys(), "Bring the table of LICENSE-DATA.md up to date."
    differing = [slug for slug, terms in sources.items() if terms and named[slug] != terms]
    assert differing == []


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")))
def test_every_link_between_documents_leads_to_a_file(page):
    text = page.read_text(encoding="utf-8")
    targets = [one for one in re.findall(r"\]\(([^)#]+)", text) if "://" not in one]

    assert [one for one in targets if not (page.parent / one).exists()] == []


def test_types_contracts_and_coverage_look_at_every_package():
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    packages = {"peacekb", *(path.parent.name for path in ROOT.glob("*/apps.py"))}

    assert set(tool["mypy"]["files"]) == packages
    assert set(tool["importlinter"]["root_packages"]) == packages
    assert set(tool["slipcover"]["source"]) == packages
