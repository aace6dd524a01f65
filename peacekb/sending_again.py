"""The page of a form that could not be taken: what was typed is shown and can be sent again.

Signing in changes the token, so a form left open in another tab arrives with an old one; and a
session ends while people type. Who is signed out signs in on the page itself, and what was typed
goes on to where it was sent, in the same request.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from peacekb.accounts.in_place import PREFIX, SignInAsked, ask, sign_in

OF_THE_FORM = "csrfmiddlewaretoken"
ADDED = f"{PREFIX}-"  # names that the page adds to the form
FILE = f"{ADDED}file-"  # with the name of a field: the file that was chosen there


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Only a form of this site may be sent again: of another's, no value comes back."""
    if not _came_from_here(request):
        return _page(request, None, typed=[], files={})
    return kept_page(request, ask(request) if _is_of_a_stranger(request) else None)


class KeepTyped:
    """Answers the form of somebody signed out with the page, where Django drops what it held."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """After the check of tokens: the form is one of this site."""
        if not _is_kept(request):
            return None
        asked = None if request.user.is_authenticated else sign_in(request)
        if asked or _files_lost(request):
            return kept_page(request, asked)
        if added := _added(request.POST):
            request.POST = _without(added, request.POST)
        return None


def kept_page(
    request: HttpRequest, asked: SignInAsked | None = None, *, status: int = 403, **told: object
) -> HttpResponse:
    """The page with what was typed; `asked` is what is asked of who is signed out."""
    return _page(request, asked, status, typed=list(_typed(request)), files=_files(request), **told)


def _page(
    request: HttpRequest, asked: SignInAsked | None, status: int = 403, **told: object
) -> HttpResponse:
    context = {"title": "Not saved yet: please send it again", "asked": asked, "file": FILE}
    return render(request, "admin/sending_again.html", context | told, status=status)


def _is_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    if request.method != "POST" or match is None or match.app_name != "admin":
        return False
    return match.url_name not in ("login", "logout")


def _is_of_a_stranger(request: HttpRequest) -> bool:
    return _is_kept(request) and not request.user.is_authenticated


def _came_from_here(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Each name with each of its values; a password never goes into a page."""
    for name, values in request.POST.lists():
        if name != OF_THE_FORM and "password" not in name and not name.startswith(ADDED):
            for value in values:
                yield name, value


def _files(request: HttpRequest) -> dict[str, str]:
    """What the files were called that were chosen, here or before, by the name of their field."""
    told = {name.removeprefix(FILE): request.POST[name] for name in _added(request.POST, FILE)}
    chosen: Any = request.FILES
    return told | {name: chosen[name].name for name in chosen}


def _files_lost(request: HttpRequest) -> bool:
    """Whether a file was chosen that did not come again: no page can hold it."""
    return any(name.removeprefix(FILE) not in request.FILES for name in _added(request.POST, FILE))


def _added(posted: QueryDict, start: str = ADDED) -> list[str]:
    return [name for name in posted if name.startswith(start)]


def _without(added: list[str], posted: QueryDict) -> Any:
    """As the form itself sends it."""
    cleaned = posted.copy()
    for name in added:
        del cleaned[name]
    return cleaned
