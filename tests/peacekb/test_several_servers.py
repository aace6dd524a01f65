"""Who is the primary, as the scripts of several servers decide it; what they do with it is tried by
`tests/on_one_machine kill`."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "docs" / "deployment"


@pytest.fixture
def run(tmp_path):
    """Gives a function that runs a script where databases answer so, by their names."""

    def run(script, *words, **answers):
        cases = [f'*{name}*) echo "{told}" ;;' for name, told in answers.items()]
        psql = tmp_path / "psql"
        psql.write_text('#!/bin/sh\ncase "$*" in\n' + "\n".join(cases) + "\n*) exit 2 ;;\nesac\n")
        psql.chmod(0o755)
        (tmp_path / "sleep").symlink_to("/bin/true")
        environment = {"PG_BIN": str(tmp_path), "PATH": f"{tmp_path}:/usr/bin:/bin"}
        return subprocess.run(
            [FOLDER / script, *map(str, words)], capture_output=True, text=True, env=environment
        )

    return run


@pytest.mark.parametrize(
    ("since", "answers", "found"),
    [
        ("", {"db2": "00000003"}, "db2"),
        ("", {"db1": "00000009", "db3": "0000000A"}, "db3"),
        ("00000003", {"db1": "00000002", "db2": "00000003"}, ""),
        ("", {}, ""),
    ],
    ids=["one", "of two the later", "none later", "none answers"],
)
def test_the_primary_is_the_one_on_the_latest_timeline(run, since, answers, found):
    done = run("primary_after", since, "db1", "db2", "db3", **answers)

    assert (done.stdout.strip(), done.returncode) == (found, 0)


@pytest.mark.parametrize(
    ("heard", "may_take_its_place"),
    [
        ({"db2": "f", "db3": "f"}, True),
        ({"db2": "f", "db3": "t"}, False),
        ({"db2": "t", "db3": "f"}, False),
        ({"db2": "f"}, False),
    ],
    ids=["neither", "the other", "itself", "the other does not answer"],
)
def test_a_primary_is_lost_where_no_standby_has_heard_of_it(
    run, tmp_path, heard, may_take_its_place
):
    conf = tmp_path / "repmgr.conf"
    conf.write_text("conninfo = 'the first'\n")
    done = run("unseen", conf, first="db2\ndb3", **heard)

    assert (done.returncode == 0) is may_take_its_place
