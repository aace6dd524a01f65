"""Secrets of second factors are sealed before they are written: a copy of the base opens none.

The key is made of SECRET_KEY; what was sealed by one of SECRET_KEY_FALLBACKS can still be opened.
So is the key by which a browser seals what somebody types.
"""

import base64
import secrets

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.crypto import salted_hmac

MARK = "sealed:"

log = structlog.get_logger("peacekb")


def sealed(text: str) -> str:
    return MARK + _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was written before secrets were sealed stands as it is.

    What no key opens is taken for a secret that nobody has, so that codes are refused as wrong.
    """
    if not text.startswith(MARK):
        return text
    try:
        return _box().decrypt(text.removeprefix(MARK)).decode()
    except InvalidToken:
        log.error("a second factor was sealed with another SECRET_KEY")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def typing_key(user: User) -> str:
    """In base 64; of 32 bytes, for AES. Stands in pages of the user only (`typed.js`)."""
    digest = salted_hmac(__name__, f"typed by {user.pk}", algorithm="sha256").digest()
    return base64.b64encode(digest).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_of(key)) for key in keys])


def _key_of(secret: str) -> bytes:
    digest = salted_hmac(__name__, "second factors", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
