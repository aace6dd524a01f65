"""Links of letters: the key stands behind «#», which no browser sends in an address.

The page that the link opens hands it over in a form (`site.js`, or whoever pastes the link there).
"""

import re

from allauth.account.views import PasswordResetFromKeyView
from allauth.account.views._password_reset import INTERNAL_RESET_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

KEY = re.compile(r"(?:.*#)?([0-9a-z]+)-([0-9a-z-]+)")  # whose it is, and what only the letter says


@sensitive_post_parameters("key")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_of_letter(request: HttpRequest) -> HttpResponse:
    """Leads to where the password is set; whether the key serves is asked there."""
    given = request.POST.get("key", "").strip()
    if found := KEY.fullmatch(given):
        whose, request.session[INTERNAL_RESET_SESSION_KEY] = found.groups()
        return redirect(
            "account_reset_password_from_key", whose, PasswordResetFromKeyView.reset_url_key
        )
    context = {"is_wrong": request.method == "POST"}
    return TemplateResponse(
        request, "account/link.html", context, status=400 if context["is_wrong"] else 200
    )
