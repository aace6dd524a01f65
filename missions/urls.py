from django.urls import path

from missions import views
from missions.clock import views as clock

urlpatterns = [
    path("clock/", clock.clock, name="clock"),
    path("clock/late/", clock.late, name="clock_late"),
    path("clock.ics", clock.clock_ics, name="clock_ics"),
    path("clock.atom", clock.clock_atom, name="clock_atom"),
    path("missions/", views.mission_list, name="mission_list"),
    path("missions/<str:slug>/", views.mission_detail, name="mission_detail"),
    path("missions/<str:slug>/figures/", views.mission_figures, name="mission_figures"),
    path("missions/<str:slug>/tasks/", views.mission_tasks, name="mission_tasks"),
    path("conflicts/", views.conflict_list, name="conflict_list"),
    path("conflicts/<str:slug>/", views.conflict_detail, name="conflict_detail"),
]
