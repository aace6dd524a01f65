"""Speed, as ratios of two ways measured side by side in one run."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
django.setup()
