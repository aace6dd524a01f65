from django.urls import path

from organizations import views

pages = [
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<str:slug>/", views.organization_detail, name="organization_detail"),
    path("states/", views.state_list, name="state_list"),
    path("states/<str:slug>/", views.state_detail, name="state_detail"),
    path("parties/", views.party_list, name="party_list"),
    path("parties/<str:slug>/", views.party_detail, name="party_detail"),
]
