"""Before a factor, a code or the password changes, all is asked again that signing in asks.

The library asks for one of both alone, and goes on with a form that it held back: here nothing is
held back, and what was asked for is asked for again once all was shown.
"""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from peacekb.accounts.factors import FACTORS, factors_of

PASSWORD, FACTOR = "password", "mfa"  # as the library records them
# Pages of one's own account by which nothing changes, or which ask for a proof themselves.
FREE = {
    *("account_login", "account_logout", "account_inactive", "account_reauthenticate"),
    *("account_reset_password", "account_reset_password_done", "account_reset_password_from_key"),
    *(
        "account_reset_password_from_key_done",
        "link_of_letter",
        "mfa_authenticate",
        "mfa_reauthenticate",
    ),
    *("mfa_index", "mfa_list_webauthn", "mfa_reauthenticate_webauthn", "usersessions_list"),
}


def to_proof(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where to show what was not shown lately. Without a factor the library asks the password."""
    match = request.resolver_match
    if match is None or match.url_name in FREE:
        return None
    held = {one.type for one in factors_of(request.user)}
    shown = _shown_lately(request)
    if not held or shown >= {PASSWORD, FACTOR}:
        return None
    if PASSWORD not in shown:
        page = "account_reauthenticate"
    elif Authenticator.Type.TOTP in held:
        page = "mfa_reauthenticate"
    else:
        page = "mfa_reauthenticate_webauthn"
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def _shown_lately(request: HttpRequest) -> set[str]:
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return {
        one["method"]
        for one in get_authentication_records(request, request.user)
        if one.get("reauthenticated") and one["at"] > since
    }


@receiver(authenticator_added)
def _new_one_is_shown(sender, request: HttpRequest, authenticator: Authenticator, **told: Any):
    """Whoever adds a factor has it in hand: its recovery codes come next."""
    if authenticator.type in FACTORS:
        record_authentication(request, request.user, method=FACTOR, reauthenticated=True)
