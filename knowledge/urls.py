from django.urls import path

from knowledge import views
from knowledge.crosswalk import views as crosswalk

urlpatterns = [
    path("id/", crosswalk.schemes),
    path("id.csv", crosswalk.table),
    path("id/<str:scheme>/<path:value>", crosswalk.code),
    path("topics/", views.topic_list),
    path("topics/<str:slug>/", views.topic_detail),
    path("articles/", views.article_list),
    path("articles/<str:slug>/", views.article_detail),
    path("claims/", views.claim_list),
    path("claims/<str:slug>/", views.claim_detail),
    path("case-studies/", views.case_study_list),
    path("case-studies/<str:slug>/", views.case_study_detail),
    path("comparisons/", views.comparison_list),
    path("comparisons/<str:slug>/", views.comparison_detail),
    path("processes/", views.process_list),
    path("processes/<str:slug>/", views.process_detail),
]
