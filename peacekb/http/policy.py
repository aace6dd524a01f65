"""The content policy, put into words once: nearly all answers have the same."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """The library asks what has changed it; where nothing has, no more is to be asked."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_its_own = any(name.startswith("_csp") for name in (*vars(response), *vars(request)))
        if is_its_own or settings.DEBUG or HEADER in response:
            return super().process_response(request, response)
        response[HEADER] = self._of_most
        return response

    @cached_property
    def _of_most(self) -> str:
        return build_policy()
