"""The page of a form that could not be taken: what was typed is shown and can be sent again.

Signing in changes the token, so a form left open in another tab arrives with an old one; and a
session ends while people type.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

OF_THE_FORM = "csrfmiddlewaretoken"


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Only a form of this site may be sent again: of another's, no value comes back."""
    typed = list(_typed(request)) if _came_from_here(request) else []
    return _page(request, typed)


class KeepTyped:
    """Answers the form of somebody signed out with the page, where Django drops what it held."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """After the check of tokens: the form is one of this site."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.app_name != "admin":
            return None
        if match.url_name in ("login", "logout") or request.user.is_authenticated:
            return None
        return _page(request, list(_typed(request)))


def _page(request: HttpRequest, typed: list[tuple[str, str]]) -> HttpResponse:
    context = {"title": "Not saved yet: please send it again", "typed": typed}
    return render(request, "admin/sending_again.html", context, status=403)


def _came_from_here(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Each name with each of its values; a password never goes into a page."""
    for name, values in request.POST.lists():
        if name != OF_THE_FORM and "password" not in name:
            for value in values:
                yield name, value
