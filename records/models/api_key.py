import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

PREFIX = "pkb_"


class ApiKeyQuerySet(models.QuerySet):
    def in_force(self, moment: datetime) -> Self:
        return self.filter(Q(revoked_at=None) | Q(revoked_at__gt=moment))


class ApiKey(models.Model):
    """Lets a program ask more of the API than everybody may. Only the hash of the key is held."""

    holder = models.CharField(
        max_length=200, help_text="Who has it, with an address to write to before it is revoked."
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(
        null=True, blank=True, help_text="From when on it is refused, within a minute."
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="records_apikey_digest_whole", condition=Q(digest__regex="^[0-9a-f]{64}$")
            )
        ]

    def __str__(self) -> str:
        return f"Key of {self.holder}"

    @staticmethod
    def digest_of(key: str) -> str:
        """A key is long and random: its plain hash tells nothing about it."""
        return hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()

    def make_key(self) -> str:
        """A new key, to be shown once; the caller saves its hash."""
        key = PREFIX + secrets.token_urlsafe(32)
        self.digest = self.digest_of(key)
        return key
