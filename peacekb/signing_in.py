"""What somebody is told who gave too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from peacekb.middleware import refusal


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args, **kwargs) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    text = (
        f"Too many wrong passwords were given. Wait {minutes} minutes, then try again; if it was "
        "not you, tell an administrator."
    )
    response = refusal(request, 429, "Too many attempts", text)
    response["Retry-After"] = str(minutes * 60)
    return response
