"""A base of each tag upgrades: what a tag had of migrations is never changed afterwards."""

import hashlib
from collections import Counter

from django.conf import settings
from django.db.migrations import RunPython
from django.db.migrations.autodetector import MigrationAutodetector
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


class Way:
    """That of a new base through the migrations, or of one that had some of those replaced."""

    def __init__(self, of_a_new_base):
        self.loader = MigrationLoader(None, replace_migrations=of_a_new_base)
        self.graph = self.loader.graph
        if not of_a_new_base:  # as the loader does for such a base
            for key, one in self.loader.disk_migrations.items():
                if one.replaces:
                    self.graph.remove_replacement_node(key, one.replaces)

    def steps(self):
        """Their keys, in order."""
        plans = map(self.graph.forwards_plan, self.graph.leaf_nodes())
        return list(dict.fromkeys(key for plan in plans for key in plan))

    def models(self):
        return self.loader.project_state()

    def code(self):
        """What they run beside changes of tables."""
        run = [one for key in self.steps() for one in self.graph.nodes[key].operations]
        return Counter(one.code for one in run if isinstance(one, RunPython))


def test_what_came_after_a_tag_follows_on_what_it_had():
    """Each app has one line of migrations, and none slipped in before the last of a tag."""
    way = Way(of_a_new_base=False)
    named = {(path.split("/")[-3], path.split("/")[-1][:-3]) for _, path, _ in sealed()}
    for app in {app for app, _ in named}:
        assert len(way.graph.leaf_nodes(app)) == 1
        line = [key for key in way.steps() if key[0] == app]
        of_tag = [key for key in line if key in named]
        assert line[: len(of_tag)] == of_tag


def test_a_new_base_is_made_as_one_that_came_through_every_step():
    """Migrations that stand for several (`replaces`) make the same tables and run the same code."""
    new, old = Way(of_a_new_base=True), Way(of_a_new_base=False)
    assert new.steps() != old.steps()
    assert new.code() == old.code()
    for before, after in ((old, new), (new, old)):
        compared = MigrationAutodetector(before.models(), after.models())
        assert not compared.changes(graph=new.graph)
