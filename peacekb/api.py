"""The public API under /api/v1/: every app's endpoints in one router."""

from importlib import import_module

from django.urls import reverse
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from peacekb.fixtures import APPS
from records.common.requests import refuse_unknown


class WithoutParameters:
    """Refuses every parameter."""

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]  # of the view beside it
        refuse_unknown(request)


class Root(WithoutParameters, APIRootView):
    """The addresses of all endpoints."""

    def get(self, request: Request, *args, **kwargs) -> Response:
        names: dict[str, str] = self.api_root_dict or {}
        return Response({name: reverse(address) for name, address in names.items()})


class Schema(WithoutParameters, SpectacularJSONAPIView):
    """The description of the API, for programs (OpenAPI)."""


class Router(DefaultRouter):
    APIRootView = Root


router = Router()
for app in APPS:
    for name, view in import_module(f"{app}.api").ENDPOINTS.items():
        router.register(name, view, basename=name)
