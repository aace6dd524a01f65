from django.urls import path

from knowledge import views
from knowledge.checking.views import checker
from knowledge.crosswalk import views as crosswalk
from records.figure_views import figure_paths

pages = [
    path("id/", crosswalk.schemes, name="codes"),
    path("id/<str:scheme>/<path:value>", crosswalk.code, name="code"),
    path("check/", checker, name="check"),
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<str:slug>/", views.topic_detail, name="topic_detail"),
    path("articles/", views.article_list, name="article_list"),
    path("articles/<str:slug>/", views.article_detail, name="article_detail"),
    path("claims/", views.claim_list, name="claim_list"),
    path("claims/<str:slug>/", views.claim_detail, name="claim_detail"),
    path("case-studies/", views.case_study_list, name="case_study_list"),
    path("case-studies/<str:slug>/", views.case_study_detail, name="case_study_detail"),
    path("comparisons/", views.comparison_list, name="comparison_list"),
    path("comparisons/<str:slug>/", views.comparison_detail, name="comparison_detail"),
    path("processes/", views.process_list, name="process_list"),
    path("processes/<str:slug>/", views.process_detail, name="process_detail"),
]
files = [
    *figure_paths("claims/", views.OF_CLAIMS),
    path("id.csv", crosswalk.table, name="codes_csv"),
]
