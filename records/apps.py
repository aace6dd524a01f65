from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"

    def ready(self) -> None:
        from records.common.keeping import until_published
        from records.curation import desk, lacking
        from records.models import ChainHead
        from records.reading import coverage, name_index, name_parts  # noqa: F401 - a check
        from records.writing import triggers  # noqa: F401 - registers its system check
        from records.writing.followers import follow, prove

        until_published.stamp = ChainHead.stamp
        follow(coverage.follow_publications)
        follow(name_index.follow_publications)
        prove(coverage.differences)
        prove(name_index.differences)
        desk.add_own()
        lacking.register()
