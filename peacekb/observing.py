"""What answers cost and what was kept of them, counted for those who run a server."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Gauge, Histogram

SECONDS = Histogram(
    "peacekb_request_seconds",
    "Seconds until an answer began, by the name of its address and its status.",
    ["address", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
QUERIES = Histogram(
    "peacekb_request_queries",
    "Questions that an answer asked of the database, by the name of its address.",
    ["address"],
    buckets=(0, 1, 2, 5, 10, 24, 50, 100, 250),
)
SLOW = Counter("peacekb_slow_queries", "Questions that took longer than SLOW_QUERY_MS.")
CACHED = Counter(
    "peacekb_page_cache_answers",
    "Public answers: given as kept (hit), made and kept (stored), made (miss), or made since no "
    "stamp can be trusted (bypass).",
    ["how"],
)
HIT, STORED, MISS, BYPASS = (CACHED.labels(how) for how in ("hit", "stored", "miss", "bypass"))
CACHE_BYTES = Gauge(
    "peacekb_page_cache_bytes", "Bytes of answers kept.", multiprocess_mode="livesum"
)


def observe(request: HttpRequest, response: HttpResponseBase, seconds: float, queries: int) -> None:
    """Names of addresses only: no record, no reader and nothing that was typed is counted."""
    match = request.resolver_match
    address = match.view_name if match else "none"
    SECONDS.labels(address, str(response.status_code)).observe(seconds)
    QUERIES.labels(address).observe(queries)
