from django.urls import path

from records import views

urlpatterns = [
    path("sources/", views.source_list),
    path("sources/<str:slug>/", views.source_detail),
    path("contradictions/", views.contradictions),
    path("history/<str:folder>/<str:slug>/", views.history),
]
