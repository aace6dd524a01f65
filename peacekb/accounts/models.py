"""What happened to accounts: sign-ins, refusals, lockouts, changed passwords and factors."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import models
from django.utils import timezone

from records.common.constraints import one_of


class Happening(models.TextChoices):
    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    REFUSED = "refused", "Refused"
    LOCKED = "locked", "Locked out"
    PASSWORD = "password", "Password changed"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    INVITED = "invited", "Invited"
    CHANGED = "changed", "Account changed"


class SignInQuerySet(models.QuerySet):
    def note(self, what: Happening, username: str, *, address: str = "", how: str = "") -> None:
        """Adds a row, and takes out those that are older than SIGN_IN_LOG_DAYS."""
        now = timezone.now()
        self.filter(at__lt=now - timedelta(days=settings.SIGN_IN_LOG_DAYS)).delete()
        self.create(
            at=now, what=what, username=username[:150], network=network_of(address), how=how[:200]
        )


class SignIn(models.Model):
    """One line of the log. A name need not be an account's: it is what was typed."""

    at = models.DateTimeField()
    what = models.CharField(max_length=20, choices=Happening)
    username = models.CharField("name", max_length=150, blank=True)
    network = models.CharField(max_length=50, blank=True, help_text="The address, shortened.")
    how = models.CharField(max_length=200, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "line of the sign-in log"
        verbose_name_plural = "sign-in log"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="accounts_signin_latest")]
        constraints = [one_of("what", Happening)]

    def __str__(self) -> str:
        return f"{self.username}: {self.get_what_display()}"


def network_of(address: str) -> str:
    """The /24 or /48 that an address is of: enough to tell places apart, not a person's line."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))
