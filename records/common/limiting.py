"""How much one reader may do in a time.

The counts live in the Redis of the data stamp, so that all servers of a base count together. Where
there is none, or it does not answer, they live in the memory of each process: with two processes a
reader has up to twice as much.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from records.common.redis_server import PAUSE, line_to

MOST_READERS = 10_000


class Policy(NamedTuple):
    name: str
    quota: int
    window: int = 60  # seconds

    @property
    def header(self) -> str:
        return f'"{self.name}";q={self.quota};w={self.window}'


class Left(NamedTuple):
    """What a reader has left, and whether what was asked for was taken of it."""

    units: float
    is_taken: bool


@dataclass
class Bucket:
    """What a reader has left; it fills steadily, up to the quota in a window."""

    left: float
    at: float

    def take(self, policy: Policy, cost: float, now: float) -> Left:
        fresh = (now - self.at) * policy.quota / policy.window
        self.left, self.at = min(policy.quota, self.left + fresh), now
        is_taken = self.left >= cost
        if is_taken:
            self.left = min(policy.quota, self.left - cost)
        return Left(self.left, is_taken)


# The same in Redis, by its own clock. A bucket that nobody takes from is full after a window.
TAKE = """
local clock, quota, cost = redis.call('TIME'), tonumber(ARGV[1]), tonumber(ARGV[3])
local now, held = clock[1] + clock[2] / 1000000, redis.call('HMGET', KEYS[1], 'left', 'at')
local left = quota
if held[1] then left = math.min(quota, held[1] + (now - held[2]) * quota / ARGV[2]) end
local is_taken = left >= cost
if is_taken then left = math.min(quota, left - cost) end
redis.call('HSET', KEYS[1], 'left', left, 'at', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], ARGV[2])
return {tostring(left), is_taken and 1 or 0}
"""


class Buckets:
    """Of readers by their names; `name` tells apart what is counted of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.held: dict[str, Bucket] = {}
        self.lock = threading.Lock()
        self.silent_until = 0.0

    def take(self, reader: str, policy: Policy, cost: float = 0) -> Left:
        """Nothing is taken where less is left; less than nothing gives back."""
        if settings.STAMP_URL and (shared := self._shared(reader, policy, cost)):
            return shared
        now = time.monotonic()
        with self.lock:
            if len(self.held) >= MOST_READERS and reader not in self.held:
                self._forget(now, policy.window)
            bucket = self.held.setdefault(reader, Bucket(policy.quota, now))
            return bucket.take(policy, cost, now)

    def _shared(self, reader: str, policy: Policy, cost: float) -> Left | None:
        """None where the server does not answer: each process then counts for itself."""
        from redis import RedisError

        if time.monotonic() < self.silent_until:
            return None
        try:
            asked = [policy.quota, policy.window, cost]
            units, is_taken = _taking(settings.STAMP_URL)(
                keys=[self._key(reader, policy)], args=asked
            )
        except RedisError:
            self.silent_until = time.monotonic() + PAUSE
            return None
        return Left(float(units), bool(is_taken))

    def _key(self, reader: str, policy: Policy) -> str:
        """No address stands in it: who has no key of ours cannot find it from the word."""
        word = salted_hmac("readers", f"{policy.name} {reader}", algorithm="sha256").hexdigest()
        return f"peacekb:{self.name}:{word[:32]}"

    def _forget(self, now: float, window: int) -> None:
        """Those that have not asked for a window, whose buckets are full; else the oldest half."""
        oldest = sorted(self.held, key=lambda reader: self.held[reader].at)
        idle = [one for one in oldest if now - self.held[one].at > window]
        for reader in idle or oldest[: MOST_READERS // 2]:
            del self.held[reader]


@lru_cache(maxsize=1)
def _taking(address: str) -> Callable[..., Any]:
    return line_to(address).register_script(TAKE)


def address_of_reader(request: HttpRequest) -> str:
    """Behind a proxy it is what the proxy saw, the last of the list."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_TLS_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    # A house has a whole network of IPv6 addresses, named by the first four groups.
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address
