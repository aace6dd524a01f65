"""The WSGI entry point: granian serves `peacekb.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - as the others, once Django is set up

from peacekb import deadlines, urls  # noqa: E402, F401 - no reader waits until these are read
from peacekb.http.page_cache import PageCache  # noqa: E402

deadlines.install()
kept = settings.PAGE_CACHE_BYTES
application = PageCache(django, kept) if kept else django
gc.freeze()  # what is read until here stays: whoever looks for garbage need not look at it
