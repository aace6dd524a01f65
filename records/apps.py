from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"

    def ready(self) -> None:
        from records.reading.coverage import follow_publications
        from records.writing import triggers  # noqa: F401 - registers its system check
        from records.writing.followers import follow

        follow(follow_publications)
