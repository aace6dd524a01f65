import gc

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate

# A page makes some ten thousand objects; looking for cycles at each seven hundred of them, as
# Python does by itself, takes a twentieth of its time.
OBJECTS_BETWEEN_LOOKS = 50_000


class PeaceKBConfig(AppConfig):
    name = "peacekb"
    verbose_name = "PeaceKB"

    def ready(self) -> None:
        gc.set_threshold(OBJECTS_BETWEEN_LOOKS, *gc.get_threshold()[1:])
        post_migrate.connect(_make_table_of_attempts, sender=self)


def _make_table_of_attempts(using: str, **_told: object) -> None:
    """No model has it: codes that were used, and attempts that are counted, for all workers."""
    call_command("createcachetable", database=using, verbosity=0)
