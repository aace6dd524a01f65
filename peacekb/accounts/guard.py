"""The door of the admin: sessions that are used live on, and editors show two factors."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from peacekb.accounts.factors import factors_of, must_have_factor
from peacekb.accounts.known_browsers import remember
from peacekb.accounts.lifetimes import mark_seen
from peacekb.accounts.proving import to_proof
from peacekb.sending_again import kept_page

# Pages of the admin that lead in or out of it.
OPEN = ("login", "logout", "password_change", "password_change_done", "jsi18n")


class Guard:
    """Looks at the pages of editors only: what the public reads never asks for a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.route.startswith("admin/"):
            if "Cache-Control" not in response:
                add_never_cache_headers(response)  # secrets of factors stand in pages of accounts
            if request.user.is_authenticated:
                remember(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        in_admin = match is not None and match.app_name == "admin"
        is_own = match is not None and match.route.startswith("admin/account/")
        if not (in_admin or is_own) or not request.user.is_authenticated:
            return None
        mark_seen(request)
        if is_own:
            return to_proof(request)
        if match and match.url_name in OPEN:
            return None
        if must_have_factor(request.user) and not factors_of(request.user).exists():
            text = "Your account needs a second factor before you go on."
            if request.method == "POST":
                problem = f"Nothing was saved. {text}"
                return kept_page(request, problem=problem, needs_factor=True)
            messages.warning(request, text)
            return HttpResponseRedirect(reverse("mfa_index"))
        return None
