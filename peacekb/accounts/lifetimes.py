"""How long a session lives: used, it lives on, and never longer than LONGEST_SESSION."""

import time
from datetime import UTC, datetime
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

BEGUN, SEEN = "peacekb.begun", "peacekb.seen"
# A session is written again once in so many seconds, not with each request.
BETWEEN_MARKS = 300


def mark_seen(request: HttpRequest) -> None:
    """Starts the idle time of a session anew; its longest time runs on."""
    now = int(time.time())
    if now - request.session.get(SEEN, 0) < BETWEEN_MARKS:
        return
    request.session[SEEN] = now
    last = request.session.setdefault(BEGUN, now) + settings.LONGEST_SESSION
    ends = min(now + settings.SESSION_COOKIE_AGE, last)
    request.session.set_expiry(datetime.fromtimestamp(ends, UTC))


@receiver(authentication_step_completed)
def _new_key(sender, request: HttpRequest, **told: Any) -> None:
    """Whoever shows the password once more gets another key, and the old one serves no more.

    Signing in makes a new key by itself.
    """
    if told.get("reauthenticated"):
        listed = UserSession.objects.filter(session_key=request.session.session_key)
        request.session.cycle_key()
        listed.update(session_key=request.session.session_key)
