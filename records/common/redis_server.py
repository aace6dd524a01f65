"""A line to Redis or Valkey, which servers on several machines share."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import Redis

LONGEST_WAIT = 0.3  # seconds, for the line and for each answer
PAUSE = 2.0  # seconds in which a server that did not answer is not asked


@lru_cache(maxsize=1)
def line_to(address: str) -> "Redis":
    """Made when it is first asked: most bases have none, and the library takes a while."""
    from redis import ConnectionError as LineLost
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        address,
        decode_responses=True,
        protocol=2,
        socket_timeout=LONGEST_WAIT,
        socket_connect_timeout=LONGEST_WAIT,
        retry=Retry(NoBackoff(), 1, supported_errors=(LineLost,)),
    )
