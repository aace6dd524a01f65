from django.urls import path

from legal import views

urlpatterns = [
    path("documents/", views.document_list),
    path("documents/<str:slug>/", views.document_detail),
    path("resolutions/", views.resolution_list),
    path("resolutions/<str:slug>/", views.document_detail),
    path("provisions/", views.provision_list),
]
