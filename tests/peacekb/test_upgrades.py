"""A base of each tag upgrades: what a tag had of migrations is never changed afterwards."""

import hashlib

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

SEALED = settings.BASE_DIR / "tests" / "sealed_migrations.txt"


def sealed():
    return [line.split() for line in SEALED.read_text().splitlines()]


def test_no_migration_of_a_tag_was_rewritten_or_taken_away():
    for digest, path, tag in sealed():
        file = settings.BASE_DIR / path
        assert file.exists(), f"{path} is a migration of {tag}: bring it back."
        held = hashlib.sha256(file.read_bytes()).hexdigest()
        assert held == digest, f"{path} is a migration of {tag}: add another, leave it as it was."


def test_what_came_after_a_tag_follows_on_what_it_had():
    """Each app has one line of migrations, and none slipped in before the last of a tag."""
    loader = MigrationLoader(None)
    named = {(path.split("/")[-3], path.split("/")[-1][:-3]) for _, path, _ in sealed()}
    for app in {app for app, _ in named}:
        (leaf,) = loader.graph.leaf_nodes(app)
        line = [name for label, name in loader.graph.forwards_plan(leaf) if label == app]
        of_tag = [name for name in line if (app, name) in named]
        assert line[: len(of_tag)] == of_tag
