from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        from knowledge import desk, panels
        from knowledge.search import fulltext, version  # noqa: F401 - register their checks
        from knowledge.search.indexing import differences, follow_publications
        from knowledge.search.paragraphs import finder
        from legal.sayings import add_finder
        from records.writing.followers import follow, prove

        follow(follow_publications)
        prove(differences)
        panels.register()
        desk.register()
        add_finder(finder)
