from django.urls import path

from missions import record_figures, views
from missions.across import views as across
from missions.acts.views import compare_documents
from missions.clock import views as clock
from missions.drawings import views as drawings
from records.figure_views import figure_paths

pages = [
    path("compare/", across.compare, name="compare"),
    path("world/", across.world, name="world"),
    path("timeline/", across.timeline, name="timeline"),
    path("deaths/", across.deaths, name="deaths"),
    path("tasks/", across.tasks, name="tasks"),
    path("tasks/<str:key>/", across.task, name="task"),
    path("trace/<str:slug>/", across.trace, name="trace"),
    path("clock/", clock.clock, name="clock"),
    path("clock/late/", clock.late, name="clock_late"),
    path("compare/documents/", compare_documents, name="compare_documents"),
    path("missions/", views.mission_list, name="mission_list"),
    path("missions/<str:slug>/", views.mission_detail, name="mission_detail"),
    path("missions/<str:slug>/tasks/", views.mission_tasks, name="mission_tasks"),
    path("missions/<str:slug>/figures/", drawings.mission_figures, name="mission_figures"),
    path(
        "missions/<str:slug>/contributors/",
        drawings.mission_contributors,
        name="mission_contributors",
    ),
    path("missions/<str:slug>/places/", drawings.mission_places, name="mission_places"),
    path("conflicts/", views.conflict_list, name="conflict_list"),
    path("conflicts/<str:slug>/", views.conflict_detail, name="conflict_detail"),
]
files = [
    path("clock.ics", clock.clock_ics, name="clock_ics"),
    path("clock.atom", clock.clock_atom, name="clock_atom"),
    *figure_paths("missions/<str:slug>/", record_figures.OF_MISSION | drawings.FIGURES),
    *figure_paths("documents/<str:slug>/", record_figures.OF_DOCUMENT),
    *figure_paths("resolutions/<str:slug>/", record_figures.OF_DOCUMENT),
    *figure_paths("clock/", clock.OF_CLOCK),
    *figure_paths("states/<str:slug>/", record_figures.OF_STATE),
    *figure_paths("organizations/<str:slug>/", record_figures.OF_ORGANIZATION),
    *figure_paths("parties/<str:slug>/", record_figures.OF_PARTY),
    *figure_paths("conflicts/<str:slug>/", record_figures.OF_CONFLICT),
    *figure_paths("world/", across.OF_WORLD),
    *figure_paths("timeline/", across.OF_TIMELINE),
    *figure_paths("tasks/", across.OF_TASKS),
    *figure_paths("tasks/<str:key>/", across.OF_TASK),
    *figure_paths("deaths/", across.OF_DEATHS),
    *figure_paths("missions/<str:slug>/tasks/", views.OF_TASKS),
]
