"""How much one reader may ask of the API in a minute: generous, more with a key."""

import math
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from peacekb.http import is_data
from records.common.formats import TABLES
from records.common.limiting import MOST_READERS, Buckets, Policy, address_of_reader
from records.common.problem import problem_response
from records.models import ApiKey

ROWS_FOR_ONE = 100
WHOLE_TABLE = 50
KEY_HOLDS = 60  # seconds that a key is not asked of the database again

buckets = Buckets("questions")  # one for what is made and what is kept


class Limits:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.keys: dict[str, tuple[float, ApiKey | None]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_limited(request):
            return self.get_response(request)
        reader, policy = _without_key(request)
        if given := request.headers.get("Authorization", ""):
            key = self._key(given)
            if key is None:
                return _unknown_key()
            reader, policy = f"key {key.pk}", Policy("key", settings.RATE_LIMIT_WITH_KEY)
        cost = min(cost_of(request), policy.quota)
        left, is_taken = buckets.take(reader, policy, cost)
        if is_taken:
            response = self.get_response(request)
            if response.status_code == 304:
                left, _ = buckets.take(reader, policy, -cost)
        else:
            response = _refused(left, policy, cost)
        response["RateLimit-Policy"] = policy.header
        whole_again = math.ceil((policy.quota - left) * policy.window / policy.quota)
        response["RateLimit"] = f'"{policy.name}";r={int(left)};t={whole_again}'
        return response

    def _key(self, given: str) -> ApiKey | None:
        scheme, _, word = given.partition(" ")
        if scheme.lower() != "bearer":
            return None
        digest, now = ApiKey.digest_of(word.strip()), time.monotonic()
        asked, key = self.keys.get(digest, (-math.inf, None))
        if now - asked > KEY_HOLDS:
            if len(self.keys) >= MOST_READERS:
                self.keys.clear()
            key = ApiKey.objects.in_force(timezone.now()).filter(digest=digest).first()
            self.keys[digest] = now, key
        return key


def is_limited(request: HttpRequest) -> bool:
    return bool(settings.RATE_LIMIT) and is_data(request) and request.method != "OPTIONS"


def has_enough(request: HttpRequest) -> bool:
    """Whether a reader without a key may ask this now."""
    if not is_limited(request):
        return True
    reader, policy = _without_key(request)
    return buckets.take(reader, policy).units >= min(cost_of(request), policy.quota)


def _without_key(request: HttpRequest) -> tuple[str, Policy]:
    return address_of_reader(request), Policy("open", settings.RATE_LIMIT)


def cost_of(request: HttpRequest) -> int:
    """One for a question, one more for each hundred rows asked; a whole table costs 50."""
    given = request.GET.get("page_size") or request.GET.get("limit", "")
    rows = min(int(given), 1000) if given.isascii() and given.isdigit() else 0
    return WHOLE_TABLE if _is_table(request) else 1 + rows // ROWS_FOR_ONE


def _is_table(request: HttpRequest) -> bool:
    suffix = request.path_info.rpartition("/")[2].rpartition(".")[2]
    accept = request.headers.get("Accept", "")
    return suffix in TABLES or any(one.media_type in accept for one in TABLES.values())


def _refused(left: float, policy: Policy, cost: int) -> HttpResponseBase:
    seconds = max(1, math.ceil((cost - left) * policy.window / policy.quota))
    detail = f"This question costs {cost}, and less than that is left. Ask again in {seconds} s."
    response = problem_response(429, detail=detail)
    response["Retry-After"] = str(seconds)
    return response


def _unknown_key() -> HttpResponseBase:
    detail = "The key in Authorization does not exist or was revoked. Expected: Bearer and the key."
    response = problem_response(401, detail=detail)
    response["WWW-Authenticate"] = 'Bearer realm="PeaceKB"'
    return response
