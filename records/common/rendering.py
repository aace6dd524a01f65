"""How the API writes its answers."""

from typing import Any

import orjson
from rest_framework import renderers


class JSON(renderers.BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type=None, renderer_context=None) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)
