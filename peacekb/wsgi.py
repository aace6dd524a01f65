"""The WSGI entry point: granian serves `peacekb.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
application = get_wsgi_application()

from peacekb import deadlines  # noqa: E402 - needs the settings

deadlines.install()
