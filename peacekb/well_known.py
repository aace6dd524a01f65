"""Where those who find a weakness report it: RFC 9116."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from records.common.requests import refuse_unknown

HELD_FOR = timedelta(days=180)  # a copy that is kept is out of date after half a year


@require_safe
@never_cache
def security_txt(request: HttpRequest) -> HttpResponse:
    """Not found where nobody was named: a file without a contact would be no such file.

    What it says follows from a setting, which no stamp tells of.
    """
    refuse_unknown(request)
    if not settings.SECURITY_CONTACT:
        raise Http404("Nobody is named.")
    expires = datetime.combine(timezone.localdate() + HELD_FOR, time(tzinfo=UTC))
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": expires.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "en, fr",
        "Canonical": request.build_absolute_uri(reverse("security_txt")),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
