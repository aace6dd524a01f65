"""Kills and freezes one part after the other under load, and tells in a row of a table what came
of it."""

import time
from typing import NamedTuple

from tests.cluster.load import Load
from tests.cluster.standing import wait_for

BEFORE, AFTER = 3, 30  # seconds of load around a fault
AWAY = 15  # seconds that a database's machine stays away
FROZEN = 20  # seconds that one stands still: longer than anybody waits for it
LONGEST = 10  # seconds for which reads may be refused
HEAD = (
    "| Fault | Reads | failed: kept | failed: others | for, s | longest, s | marked | stale "
    "| Saved | refused | for, s | lost | back, s |\n|---|" + "---:|" * 12
)
NEVER = "never"


class Fault(NamedTuple):
    how: str  # a method of Program
    part: str
    seconds: int = 0

    def __str__(self):
        return f"{self.how} {self.part}"


FAULTS = [
    Fault("nothing", ""),
    Fault("kill", "app1"), Fault("kill", "app2"), Fault("kill", "bouncer-app1"),
    Fault("kill", "redis"), Fault("kill", "a replica", AWAY),
    Fault("kill", "the primary", AWAY), Fault("kill", "the primary", AWAY),
    Fault("freeze", "app1", FROZEN), Fault("freeze", "bouncer-app1", FROZEN),
    Fault("freeze", "redis", FROZEN), Fault("freeze", "a replica", FROZEN),
    Fault("freeze", "the primary", FROZEN),
    Fault("renew", "certificates"),
]  # fmt: skip


def kill_each(cluster, faults=FAULTS):
    """Whether all went as several.md promises."""
    print(HEAD, flush=True)  # noqa: T201 - a program's output
    is_kept = True
    for fault in faults:
        load = Load.begin(cluster)
        time.sleep(BEFORE)
        strike(cluster, fault)
        struck = time.monotonic()
        time.sleep(AFTER)
        load.ended = True
        time.sleep(1)
        back = seconds_until(lambda: all_stand(cluster), struck + AFTER + 1)
        told = row(fault, cluster, load) | {"back": back}
        print(f"| {' | '.join(map(str, told.values()))} |", flush=True)  # noqa: T201 - a program's output
        is_kept = is_kept and is_as_promised(told)
        if back == NEVER:
            break  # nothing that follows would tell of its own fault
    return is_kept


def strike(cluster, fault):
    if fault.how == "renew":
        cluster.certificates.renew()
    elif fault.how != "nothing":
        strike_programs(cluster, fault)


def strike_programs(cluster, fault):
    """A database goes with all that runs on its machine."""
    (primary,) = cluster.primaries()
    replica = next(one for one in ("db3", "db2", "db1") if one != primary)
    name = {"a replica": replica, "the primary": primary}.get(fault.part, fault.part)
    for part in (name, *(f"{one}-{name}" for one in ("watch", "step-down", "cut-lines"))):
        if part in cluster.programs:
            getattr(cluster.programs[part], fault.how)(fault.seconds)


def seconds_until(holds, since):
    """0 where it held already; NEVER where it needs somebody's help."""
    try:
        wait_for(holds, "the whole cluster")
    except RuntimeError:
        return NEVER
    return round(time.monotonic() - since, 1)


def is_as_promised(told):
    return (
        told["failed: kept"] == told["stale"] == told["lost"] == 0
        and told["failed for"] <= LONGEST
        and told["back"] != NEVER
    )


def all_stand(cluster):
    """Two standbys follow the one primary, and who shows a certificate shows the last."""
    following = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
    followed = [cluster.sql(following, one) for one in cluster.primaries()]
    return followed == ["2"] and cluster.certificates.are_shown()


def row(fault, cluster, load):
    failed = [one for one in load.reads if one.failed]
    kept = [one for one in failed if one.kind == "kept"]
    refused = [one for one in load.writes if one.status != 302]
    saved = [one for one in load.writes if one.status == 302]
    held = "SELECT content FROM records_revision WHERE slug = 'written'"
    known = [cluster.sql(held, one) for one in cluster.primaries()]
    return {
        "fault": fault,
        "reads": len(load.reads),
        "failed: kept": len(kept),
        "failed: others": len(failed) - len(kept),
        "failed for": stretch(failed),
        "longest": round(max(one.seconds for one in load.reads), 1),
        "marked": sum(one.is_marked for one in load.reads),
        "stale": sum(one.is_stale and not one.is_marked for one in load.reads),
        "saved": len(saved),
        "refused": len(refused),
        "refused for": stretch(refused),
        "lost": sum(any(f"note-{one.note}-" not in each for each in known) for one in saved),
    }


def stretch(those):
    """Seconds from the first to the end of the last."""
    times = [one.at for one in those]
    return round(max(times) - min(times), 1) if times else 0
