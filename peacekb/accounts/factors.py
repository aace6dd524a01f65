"""Who has a second factor, and who must have one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

# Recovery codes stand in for a factor that was lost; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_have_factor(user: User | AbstractBaseUser | AnonymousUser) -> bool:
    """Whoever may enter the admin. REQUIRE_SECOND_FACTOR turns it on."""
    return settings.REQUIRE_SECOND_FACTOR and isinstance(user, User) and user.is_staff


def factors_of(user: User | AnonymousUser):
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
