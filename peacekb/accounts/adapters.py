"""What allauth asks of us: no stranger makes an account, and the last factor stays."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from axes.helpers import get_client_ip_address
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

from peacekb.accounts.factors import factors_of, must_have_factor
from peacekb.accounts.sealing import opened, sealed


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: wrong passwords are counted by axes, in the database, once."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing was counted."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        return f"{self.request.build_absolute_uri(reverse('link_of_letter'))}#{key}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """As axes reads it, by how many proxies stand before us; `::` where nobody says."""
        return get_client_ip_address(request) or "::"


class Factors(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Recovery codes go with the last factor; who must have one keeps it."""
        user = authenticator.user
        if not isinstance(user, User) or not must_have_factor(user):
            return True
        return factors_of(user).exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {held + 1}"
