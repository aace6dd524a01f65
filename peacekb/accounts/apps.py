from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "peacekb.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Importing connects the receivers."""
        from peacekb.accounts import lifetimes, noting, proving  # noqa: F401
        from peacekb.accounts.recovery_codes import use_hashed_codes

        use_hashed_codes()

        post_migrate.connect(_make_table_of_attempts, sender=self)


def _make_table_of_attempts(using: str, **_told: object) -> None:
    """No model has it: codes that were used, and attempts that are counted, for all workers."""
    call_command("createcachetable", database=using, verbosity=0)
