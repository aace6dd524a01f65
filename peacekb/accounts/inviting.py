"""The letter with the link by which somebody invited sets a password; it serves once."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import get_reset_password_from_key_url
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from peacekb.accounts.models import Happening
from peacekb.accounts.noting import note


def invite(user: User, request: HttpRequest) -> None:
    """Raises OSError where no mail can be sent."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    told = {
        "user": user,
        "by": request.user,
        "address": get_reset_password_from_key_url(request, key),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    get_adapter().send_mail("account/email/invitation", user.email, told)
    note(Happening.INVITED, user.get_username(), request, f"by {request.user}")
