from django.urls import path

from records import change_views, cite_views, report_views, views

pages = [
    path("sources/", views.source_list, name="source_list"),
    path("sources/<str:slug>/", views.source_detail, name="source_detail"),
    path("contradictions/", views.contradictions, name="contradictions"),
    path("changes/", change_views.changes, name="changes"),
    path("report/", report_views.report, name="report"),
    path("report/private/", report_views.reported, name="reported"),
    path("verify/", cite_views.verify, name="verify"),
    path("history/<str:folder>/<str:slug>/", views.history, name="history"),
]
files = [
    path("changes.atom", change_views.changes_atom, name="changes_atom"),
    path(
        "cite/<str:folder_name>/<str:slug>.<str:form>", cite_views.cite_record, name="cite_record"
    ),
    path("cite/<str:name>.<str:form>", cite_views.cite_list, name="cite_list"),
]
