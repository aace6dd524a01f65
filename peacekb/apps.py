import gc

from django.apps import AppConfig
from django.core.checks import Tags, register

from peacekb.open_lines import lines_encrypted

# A page makes some ten thousand objects; looking for cycles at each seven hundred of them, as
# Python does by itself, takes a twentieth of its time.
OBJECTS_BETWEEN_LOOKS = 50_000


class PeaceKBConfig(AppConfig):
    name = "peacekb"
    verbose_name = "PeaceKB"

    def ready(self) -> None:
        register(lines_encrypted, Tags.security, deploy=True)
        gc.set_threshold(OBJECTS_BETWEEN_LOOKS, *gc.get_threshold()[1:])
