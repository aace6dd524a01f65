"""Who has a second factor, and who must have one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from records.groups import APPROVE, PUBLISH_ALONE

# Recovery codes stand in for a factor that was lost; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_have_factor(user: User | AbstractBaseUser | AnonymousUser) -> bool:
    """Those who publish: by approving, or alone. REQUIRE_SECOND_FACTOR turns it on."""
    if not settings.REQUIRE_SECOND_FACTOR or not isinstance(user, User):
        return False
    return user.has_perm(APPROVE) or user.has_perm(PUBLISH_ALONE)


def factors_of(user: User):
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
