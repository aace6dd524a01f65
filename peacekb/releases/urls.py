from django.urls import path

from peacekb.releases import sending, views

pages = [
    path("data/releases/", views.release_list, name="releases"),
    path("data/releases/<str:name>/", views.release_detail, name="release"),
]
files = [
    path("data/releases/<str:name>.<str:form>", views.release_citation, name="release_citation"),
    path("data/releases/<str:name>/<path:place>", sending.release_file, name="release_file"),
]
