from django.urls import path

from organizations import views

urlpatterns = [
    path("organizations/", views.organization_list),
    path("organizations/<str:slug>/", views.organization_detail),
    path("states/", views.state_list),
    path("states/<str:slug>/", views.state_detail),
    path("parties/", views.party_list),
    path("parties/<str:slug>/", views.party_detail),
]
