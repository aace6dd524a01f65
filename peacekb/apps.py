from django.apps import AppConfig
from django.core.checks import Tags, register

from peacekb.durability import commits_stay
from peacekb.lighter import make_lighter
from peacekb.open_lines import lines_encrypted


class PeaceKBConfig(AppConfig):
    name = "peacekb"
    verbose_name = "PeaceKB"

    def ready(self) -> None:
        register(lines_encrypted, Tags.security, deploy=True)
        register(commits_stay, Tags.database, deploy=True)
        make_lighter()
