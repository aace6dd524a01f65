"""Two ways of doing the same, in turn, by the processor time of this process."""

import statistics
import sys
import time
from collections.abc import Callable

ROUNDS = 7


def compare(what: str, ours: Callable[[], object], other: Callable[[], object]) -> None:
    """Prints the medians in milliseconds and how many times as long the other way takes."""
    ours(), other()  # both warm
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for way, spent in zip((ours, other), times, strict=True):
            begun = time.process_time()
            way()
            spent.append(1000 * (time.process_time() - begun))
    mine, theirs = map(statistics.median, times)
    sys.stdout.write(f"{what:48} {mine:9.1f} ms {theirs:9.1f} ms {theirs / mine:7.1f} ×\n")
