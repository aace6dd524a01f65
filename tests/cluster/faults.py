"""Kills one part after the other under load, and tells in a row of a table what came of it."""

import time

from tests.cluster.load import Load
from tests.cluster.standing import wait_for

BEFORE, AFTER = 3, 30  # seconds of load around a death
AWAY = 15  # seconds that the primary's machine stays away
HEAD = (
    "| Killed | Reads | failed: kept | failed: others | for, s | longest, s | marked | stale "
    "| Saved | refused | for, s | lost |\n|---|" + "---:|" * 11
)


DEATHS = {
    "nothing": 0, "app1": 0, "app2": 0, "bouncer-app1": 0, "redis": 0,
    "a replica": AWAY, "the primary": AWAY, "the primary again": AWAY,
}  # fmt: skip


def kill_each(cluster, deaths=DEATHS):
    print(HEAD, flush=True)  # noqa: T201 - a program's output
    for name, away in deaths.items():
        load = Load.begin(cluster)
        time.sleep(BEFORE)
        primary = cluster.primary()
        dies = {"a replica": next(one for one in ("db3", "db2", "db1") if one != primary),
                "the primary": primary, "the primary again": primary}.get(name, name)  # fmt: skip
        for part in (dies, f"watch-{dies}"):  # of one machine
            if part in cluster.programs:
                cluster.programs[part].kill(away)
        time.sleep(AFTER)
        load.ended = True
        time.sleep(1)
        wait_for(lambda: all_stand(cluster), "the whole cluster")
        print(row(name, cluster, load), flush=True)  # noqa: T201 - a program's output


def all_stand(cluster):
    """Two standbys follow one primary."""
    primary = cluster.primary()
    following = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
    return primary and cluster.sql(following, primary) == "2"


def row(name, cluster, load):
    failed = [one for one in load.reads if one.failed]
    kept = [one for one in failed if one.kind == "kept"]
    refused = [one for one in load.writes if one.status != 302]
    saved = [one for one in load.writes if one.status == 302]
    known = cluster.sql("SELECT content FROM records_revision WHERE slug = 'written'",
                        cluster.primary())  # fmt: skip
    lost = [one.note for one in saved if f"note-{one.note}-" not in known]
    cells = [
        name, len(load.reads), len(kept), len(failed) - len(kept), stretch(failed),
        f"{max(one.seconds for one in load.reads):.1f}",
        sum(one.is_marked for one in load.reads),
        sum(one.is_stale and not one.is_marked for one in load.reads),
        len(saved), len(refused), stretch(refused), len(lost),
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def stretch(those):
    """Seconds from the first to the end of the last."""
    times = [one.at for one in those]
    return f"{max(times) - min(times):.1f}" if times else "0"
