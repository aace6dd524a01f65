from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "peacekb.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Importing connects the receivers."""
        from peacekb.accounts import noting  # noqa: F401
