"""Whole answers in the memory of one process, so many bytes of them."""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import ResolverMatch

BESIDE = 2_000  # bytes that an answer takes beside its body: headers, key, objects


@dataclass(frozen=True)
class Kept:
    """An answer as it was sent, without what belonged to one request."""

    body: bytes
    headers: Mapping[str, str]
    address: ResolverMatch | None = None  # by whose name it is counted
    at: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> int:
        """In seconds."""
        return int(time.monotonic() - self.at)

    @property
    def size(self) -> int:
        return len(self.body) + BESIDE


class AnswerShelf:
    """Answers by their keys; where there is no room, those go that were not asked for longest."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self._held: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: str) -> Kept | None:
        with self._lock:
            if found := self._held.get(key):
                self._held.move_to_end(key)
            return found

    def keep(self, key: str, answer: Kept) -> bool:
        """False for what is larger than the shelf."""
        if answer.size > self.most:
            return False
        with self._lock:
            if before := self._held.pop(key, None):
                self.bytes -= before.size
            self._held[key] = answer
            self.bytes += answer.size
            while self.bytes > self.most:
                self.bytes -= self._held.popitem(last=False)[1].size
        return True

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self.bytes = 0
