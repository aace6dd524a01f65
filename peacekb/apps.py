from django.apps import AppConfig


class PeaceKBConfig(AppConfig):
    name = "peacekb"
    verbose_name = "PeaceKB"
