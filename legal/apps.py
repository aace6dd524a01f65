from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "legal"

    def ready(self) -> None:
        from legal import panels, reading_room, symbols
        from legal.importers.published import FILES
        from records.curation.desk import add_page
        from records.importing.fetching.registry import register
        from records.reading.names import add_reader
        from records.reading.own_rows import add_rows
        from records.reading.panels import add_panel

        add_reader(symbols.read)
        register(*FILES)
        reading_room.register()
        add_page("New resolution from its file", "admin:legal_document_from_file")

        add_rows("document", **panels.OF_DOCUMENT)
        for kind in ("organization", "state", "party"):
            add_panel(kind, "legal/_events_panel.html", panels.events, rank=20)
        add_panel("organization", "legal/_issued.html", panels.issued, rank=40)
        add_panel("state", "legal/_state_votes.html", panels.votes_in_council, rank=40)
        add_panel("state", "legal/_concerning.html", panels.concerning, rank=42)
