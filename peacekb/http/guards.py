"""What a browser may do with an answer, beside what Django and the content policy say."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from peacekb.http import is_data
from records.common.drawing.figure import EMBEDS

# Those that every browser knows: of others it complains.
UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
NOTHING = ", ".join(f"{name}=()" for name in UNUSED)


class Guards:
    """The outermost, so that static files and refusals have them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Permissions-Policy"] = NOTHING
        is_for_others = is_data(request) or request.path_info.startswith(f"/{EMBEDS}")
        scope = "cross-origin" if is_for_others else "same-origin"
        response["Cross-Origin-Resource-Policy"] = scope
        response["Server"] = "PeaceKB"  # else the program that serves names itself
        return response
