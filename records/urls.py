from django.urls import path

from records import views

urlpatterns = [
    path("sources/", views.source_list, name="source_list"),
    path("sources/<str:slug>/", views.source_detail, name="source_detail"),
    path("contradictions/", views.contradictions, name="contradictions"),
    path("history/<str:folder>/<str:slug>/", views.history, name="history"),
]
