from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"

    def ready(self) -> None:
        from records import triggers  # noqa: F401 - registers its system check
        from records.coverage import follow_publications
        from records.followers import follow

        follow(follow_publications)
