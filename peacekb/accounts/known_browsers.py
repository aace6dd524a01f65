"""A browser in which somebody signed in is known for that name: wrong passwords that others give
for it elsewhere do not keep it out.

Its cookie holds a proof for each name, no name, and signs nobody in.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from peacekb.signing_in import name_given

DAYS = 90
MOST = 5  # names of one browser


def counted_by(request: HttpRequest, credentials: dict[str, Any] | None = None) -> list[str]:
    """What wrong passwords are counted by: the address, and the name where it is not known."""
    is_known = _proof(name_given(request, credentials) or "") in _proofs(request)
    return ["ip_address"] if is_known else ["username", "ip_address"]


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """To be called where somebody is signed in."""
    proof, held = _proof(request.user.get_username()), _proofs(request)
    if proof not in held:
        response.set_cookie(
            settings.KNOWN_BROWSER_COOKIE_NAME,
            ".".join([proof, *held][:MOST]),
            max_age=DAYS * 86_400,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _proofs(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "").split(".")


def _proof(name: str) -> str:
    return salted_hmac(__name__, name, algorithm="sha256").hexdigest()
