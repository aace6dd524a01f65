"""The public API under /api/v1/: every app's endpoints in one router."""

from importlib import import_module

from rest_framework.routers import DefaultRouter

from peacekb.fixtures import APPS

router = DefaultRouter()
router.include_format_suffixes = False
for app in APPS:
    for name, view in import_module(f"{app}.api").ENDPOINTS.items():
        router.register(name, view, basename=name)
