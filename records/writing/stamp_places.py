"""Where the word of the data stamp lies: in a folder of this machine, or in Redis for several.

Each knows the word, and the marks of publications that are about to be committed. Valkey is asked
as Redis is.
"""

import os
import secrets
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from records.common.redis_server import PAUSE, line_to

if TYPE_CHECKING:
    from redis import Redis

MARK = "moving-"
WORD = "stamp"


class Marked(NamedTuple):
    where: str
    marks: list[str]  # all that stood then, with the own


class StampGone(Exception):
    """Nobody can be told that a publication is under way, so that it may not be committed."""


class StampPlace(Protocol):
    def read(self) -> str | None:
        """The word, where no mark is beside it; None where it cannot be had."""

    def mark(self) -> Marked:
        """Sets a mark. Raises StampGone where it cannot."""

    def write(self, word: str, marked: Marked) -> None:
        """The new word first; then the marks go."""


@dataclass(frozen=True)
class Folder:
    """Files: `stamp` for the word, `moving-…` for each mark."""

    path: Path

    def read(self) -> str | None:
        """Each request does, so neither paths nor the file are made into objects that know more."""
        try:
            if any(name.startswith(MARK) for name in os.listdir(self.path)):  # noqa: PTH208
                return None
            with open(f"{self.path}/{WORD}", "rb", buffering=0) as file:  # noqa: PTH123
                return file.read().decode("ascii")
        except OSError:
            return None

    def mark(self) -> Marked:
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / f"{MARK}{secrets.token_hex(8)}").touch()
        return Marked(str(self.path), [str(one) for one in self.path.glob(f"{MARK}*")])

    def write(self, word: str, marked: Marked) -> None:
        fresh = self.path / f"fresh-{secrets.token_hex(8)}"
        fresh.write_text(word, encoding="ascii")
        fresh.replace(self.path / WORD)
        for mark in marked.marks:
            Path(mark).unlink(missing_ok=True)


# A server that was started again, or one that took its place, may have lost the last mark or word.
# All that is written bears the name of the run in which it was, and none of another run is read.
OF_THIS_RUN = "local key = KEYS[1] .. string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')\n"
READ = f"""{OF_THIS_RUN}
if redis.call('HLEN', key) > 1 then return false end
return redis.call('HGET', key, '{WORD}')
"""
SET_MARK = f"""{OF_THIS_RUN}
redis.call('HSET', key, ARGV[1], '')
return {{key, unpack(redis.call('HKEYS', key))}}
"""
KEY = "peacekb:"


@dataclass
class Server:
    """One hash in Redis: the word, and a field for each mark."""

    address: str
    silent_until: float = field(default=0, init=False)

    def read(self) -> str | None:
        from redis import RedisError

        if time.monotonic() < self.silent_until:
            return None
        try:
            return self._reading(keys=[KEY])
        except RedisError:
            self.silent_until = time.monotonic() + PAUSE
            return None

    def mark(self) -> Marked:
        from redis import RedisError

        try:
            where, *fields = self._marking(keys=[KEY], args=[f"{MARK}{secrets.token_hex(8)}"])
        except RedisError as error:
            raise StampGone(
                "STAMP_URL: the server does not answer. Nothing was published, since no reader "
                "would have learnt of it."
            ) from error
        return Marked(where, [one for one in fields if one != WORD])

    def write(self, word: str, marked: Marked) -> None:
        """Into the run of the mark: in another, somebody else's mark may be lost."""
        with self._client.pipeline() as together:
            together.hset(marked.where, WORD, word)
            together.hdel(marked.where, *marked.marks)
            together.execute()

    @property
    def _client(self) -> "Redis":
        return line_to(self.address)

    @cached_property
    def _reading(self):
        return self._client.register_script(READ)

    @cached_property
    def _marking(self):
        return self._client.register_script(SET_MARK)
