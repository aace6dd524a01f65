from django.urls import path, register_converter

from missions import views
from missions.drawings import views as drawings

register_converter(drawings.FigureName, "figure")

urlpatterns = [
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
    path("missions/<str:slug>/<figure:name>.csv", drawings.figure_csv, name="figure_csv"),
    path("missions/<str:slug>/<figure:name>.svg", drawings.figure_svg, name="figure_svg"),
    path("embed/missions/<str:slug>/<figure:name>/", drawings.figure_embed, name="figure_embed"),
    path("conflicts/", views.conflict_list, name="conflict_list"),
    path("conflicts/<str:slug>/", views.conflict_detail, name="conflict_detail"),
]
