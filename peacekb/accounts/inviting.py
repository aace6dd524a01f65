"""The letter with the link by which somebody invited sets a password; it serves once."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from peacekb.accounts.models import Happening
from peacekb.accounts.noting import note


def invite(user: User, request: HttpRequest) -> None:
    """Raises OSError where no mail can be sent."""
    adapter = get_adapter(request)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    told = {
        "user": user,
        "by": request.user,
        "address": adapter.get_reset_password_from_key_url(key),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    adapter.send_mail("account/email/invitation", user.email, told)
    note(Happening.INVITED, user.get_username(), request, f"by {request.user}")
