from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"

    def ready(self) -> None:
        from missions import desk, given, panels
        from missions.acts.panel import on_document
        from missions.clock import following as clock
        from missions.importers.published import FILES
        from missions.lineage import refuse_cycles
        from missions.mission_page import OWN_ROWS
        from missions.tasks.following import differences, follow_publications
        from records.importing.fetching.registry import register
        from records.reading.own_rows import add_rows
        from records.reading.panels import add_column, add_panel
        from records.writing.followers import follow, prove

        follow(refuse_cycles)
        follow(follow_publications)
        prove(differences)
        follow(clock.follow_publications)
        prove(clock.differences)
        register(*FILES)
        desk.register()
        add_rows("mission", **OWN_ROWS)
        add_panel("document", "missions/_document_panel.html", on_document, rank=10)
        add_column("state", _("Missions hosted"), panels.hosting)
        add_column("state", _("Uniformed personnel given"), panels.giving)
        add_panel("state", "missions/_actor_panel.html", panels.on_state, rank=30)
        add_panel("state", "missions/_given.html", given.given_by, rank=35)
        add_panel("state", "missions/_state_deaths.html", panels.deaths_of_nationals, rank=37)
        for kind in ("organization", "party"):
            add_panel(kind, "missions/_actor_panel.html", panels.on_actor, rank=30)
