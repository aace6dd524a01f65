"""Recovery codes are shown once; from then on the base holds a slow hash of each, as of a password.

Until they are shown, which is as soon as they are made, the library's seed of them lies sealed.
"""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

HASHES = "hashes"


class HashedCodes(auth.RecoveryCodes):
    """What stands in `data`: `hashes`, one for each code that was not used, and `viewed_at`."""

    def __init__(self, instance: Authenticator) -> None:
        super().__init__(instance)
        self._shown: list[str] = []

    def mark_as_viewed(self) -> None:
        """From now on the codes can be read from this object alone."""
        if HASHES in self.instance.data:
            return
        self._shown = self.get_unused_codes()
        self.instance.data = self.hashed()
        self.instance.save(update_fields=["data"])

    def hashed(self) -> dict[str, Any]:
        hashes = [make_password(code) for code in self.get_unused_codes()]
        return {HASHES: hashes, "viewed_at": time.time()}

    def get_unused_codes(self) -> list[str]:
        """As many as are left; their signs only before and while they are shown."""
        if HASHES not in self.instance.data:
            return super().get_unused_codes()
        return self._shown or ["*" * app_settings.RECOVERY_CODE_DIGITS] * len(self._hashes)

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        self.instance: Authenticator = Authenticator.objects.select_for_update().get(
            pk=self.instance.pk
        )
        if HASHES not in self.instance.data:
            return super().validate_code(code)
        code = code.replace(" ", "")
        if len(code) != app_settings.RECOVERY_CODE_DIGITS:  # such as a code of an app
            return False
        for one in self._hashes:
            if check_password(code, one):
                self._hashes.remove(one)
                self.instance.save(update_fields=["data"])
                return True
        return False

    @property
    def _hashes(self) -> list[str]:
        hashes: list[str] = self.instance.data[HASHES]
        return hashes


def use_hashed_codes() -> None:
    """The library reads its class there each time, and has no setting for another."""
    auth.RecoveryCodes = HashedCodes
