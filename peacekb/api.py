"""The public API under /api/v1/: every app's endpoints in one router."""

from importlib import import_module

from django.urls import get_script_prefix, reverse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.views import APIView

from peacekb.fixtures import APPS
from peacekb.openapi import served
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


class OpenAPI(BaseRenderer):
    media_type = "application/vnd.oai.openapi+json"
    format = "openapi"
    charset = None

    def render(self, data: bytes, accepted_media_type=None, renderer_context=None) -> bytes:
        return data


class AsJSON(OpenAPI):
    media_type = "application/json"
    format = "json"


class Schema(WithoutParameters, APIView):
    """The description of the API, for programs (OpenAPI): as its file has it."""

    renderer_classes = [OpenAPI, AsJSON]
    schema = None

    def get(self, request: Request) -> Response:
        return Response(served(get_script_prefix()))


class Router(DefaultRouter):
    APIRootView = Root


router = Router()
for app in APPS:
    for name, view in import_module(f"{app}.api").ENDPOINTS.items():
        router.register(name, view, basename=name)
