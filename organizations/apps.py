from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        from organizations.importers.published import FILES
        from records.importing.fetching.registry import register

        register(*FILES)
