from django.apps import AppConfig

from peacekb.lighter import make_lighter


class PeaceKBConfig(AppConfig):
    name = "peacekb"
    verbose_name = "PeaceKB"

    def ready(self) -> None:
        make_lighter()
