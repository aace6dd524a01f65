"""How much one reader may do in a time. The counts live in the memory of each process.

With two processes a reader has up to twice as much. Addresses are kept nowhere else.
"""

import threading
import time
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

MOST_READERS = 10_000


class Policy(NamedTuple):
    name: str
    quota: int
    window: int = 60  # seconds

    @property
    def header(self) -> str:
        return f'"{self.name}";q={self.quota};w={self.window}'


@dataclass
class Bucket:
    """What a reader has left; it fills steadily, up to the quota in a window."""

    left: float
    at: float

    def fill(self, policy: Policy, now: float) -> None:
        fresh = (now - self.at) * policy.quota / policy.window
        self.left, self.at = min(policy.quota, self.left + fresh), now


class Buckets:
    """Of readers by their names."""

    def __init__(self) -> None:
        self.held: dict[str, Bucket] = {}
        self.lock = threading.Lock()

    def of(self, reader: str, policy: Policy) -> Bucket:
        now = time.monotonic()
        with self.lock:
            if len(self.held) >= MOST_READERS and reader not in self.held:
                self._forget(now, policy.window)
            bucket = self.held.setdefault(reader, Bucket(policy.quota, now))
            bucket.fill(policy, now)
        return bucket

    def _forget(self, now: float, window: int) -> None:
        """Those that have not asked for a window, whose buckets are full; else the oldest half."""
        oldest = sorted(self.held, key=lambda reader: self.held[reader].at)
        idle = [one for one in oldest if now - self.held[one].at > window]
        for reader in idle or oldest[: MOST_READERS // 2]:
            del self.held[reader]


def address_of_reader(request: HttpRequest) -> str:
    """Behind a proxy it is what the proxy saw, the last of the list."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_TLS_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    # A house has a whole network of IPv6 addresses, named by the first four groups.
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address
