"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from peacekb.api import router

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include(router.urls)),
    path("", include("missions.urls")),
    path("", include("knowledge.urls")),
]
