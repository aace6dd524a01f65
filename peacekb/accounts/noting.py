"""Writes the sign-in log, from what Django, allauth and axes tell."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from peacekb.accounts.models import Happening, SignIn

FACTOR_NAMES = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def note(what: Happening, username: str, request: HttpRequest | None, how: str = "") -> None:
    address = get_adapter().get_client_ip(request) if request else ""
    SignIn.objects.note(what, username, address=address, how=how)


@receiver(user_logged_in)
def _signed_in(sender, request, user, **told: Any) -> None:
    records = get_authentication_records(request, user) if request else []
    kinds = [FACTOR_NAMES.get(one.get("type"), one["method"]) for one in records]
    note(Happening.SIGNED_IN, user.get_username(), request, ", ".join(kinds))


@receiver(user_logged_out)
def _signed_out(sender, request, user, **told: Any) -> None:
    if user:
        note(Happening.SIGNED_OUT, user.get_username(), request)


@receiver(user_login_failed)
def _refused(sender, credentials, request=None, **told: Any) -> None:
    note(Happening.REFUSED, str(credentials.get("username", "")), request, "password")


@receiver(authentication_failed)
def _code_refused(sender, request, user, authenticator, **told: Any) -> None:
    how = FACTOR_NAMES[authenticator.type]
    note(Happening.REFUSED, user.get_username(), request, how)


@receiver(user_locked_out)
def _locked_out(sender, request, username, **told: Any) -> None:
    note(Happening.LOCKED, str(username or ""), request)


@receiver([password_changed, password_set, password_reset])
def _password_changed(sender, request, user, **told: Any) -> None:
    note(Happening.PASSWORD, user.get_username(), request)


@receiver([authenticator_added, authenticator_reset])
def _factor_added(sender, request, user: User, authenticator, **told: Any) -> None:
    how = FACTOR_NAMES[authenticator.type]
    note(Happening.FACTOR_ADDED, user.get_username(), request, how)


@receiver(authenticator_removed)
def _factor_removed(sender, request, user: User, authenticator, **told: Any) -> None:
    how = FACTOR_NAMES[authenticator.type]
    note(Happening.FACTOR_REMOVED, user.get_username(), request, how)
