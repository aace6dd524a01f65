"""The least that Django can cost, as settings: a view that answers with 50 kB, no middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = b"x" * 50_000


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


ROOT_URLCONF = __name__
ALLOWED_HOSTS = ["127.0.0.1"]
SECRET_KEY = "bare"  # noqa: S105 - protects nothing
urlpatterns = [path("", page)]
