from django.urls import path

from legal import meeting_views, views
from legal.voting import views as voting
from records.figure_views import figure_paths

pages = [
    path("documents/", views.document_list, name="document_list"),
    path("documents/<str:slug>/", views.document_detail, name="document_detail"),
    path("documents/<str:slug>/text/", views.document_text, name="document_text"),
    path("resolutions/", views.resolution_list, name="resolution_list"),
    path("resolutions/<str:slug>/", views.document_detail, name="resolution_detail"),
    path("resolutions/<str:slug>/text/", views.document_text, name="resolution_text"),
    path("meetings/", meeting_views.meeting_list, name="meeting_list"),
    path("meetings/<int:number>/", meeting_views.meeting_detail, name="meeting_detail"),
    path("votes/", voting.votes, name="votes"),
    path("votes/two/", voting.votes_of_two, name="votes_of_two"),
    path("states/<str:slug>/votes/", voting.votes_of_state, name="votes_of_state"),
    path("provisions/", views.provision_list, name="provision_list"),
]
files = [
    *figure_paths("votes/", voting.OF_VOTES),
    *figure_paths("votes/two/", voting.OF_TWO),
]
