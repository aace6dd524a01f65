"""What somebody is told who gave too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from peacekb.accounts.in_place import ask, is_in_place
from peacekb.middleware import refusal
from peacekb.sending_again import kept_page


def name_given(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose password was tried: Django calls the name otherwise than the form does."""
    told = credentials or request.POST
    return told.get("username") or told.get(settings.AXES_USERNAME_FORM_FIELD)


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args, **kwargs) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    text = (
        f"Too many wrong passwords were given. Wait {minutes} minutes, then try again; if it was "
        "not you, tell an administrator."
    )
    if is_in_place(request):
        response = kept_page(
            request, ask(request), status=429, problem=f"Nothing was saved. {text}"
        )
    else:
        response = refusal(request, 429, "Too many attempts", text)
    response["Retry-After"] = str(minutes * 60)
    return response
