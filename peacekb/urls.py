"""Every address of the site: files, feeds and the API once, pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from knowledge import urls as knowledge
from knowledge.search.suggest import suggest
from knowledge.search.views import search
from legal import urls as legal
from missions import urls as missions
from organizations import urls as organizations
from peacekb import crawlers, tables, views
from peacekb.api import Schema, router
from peacekb.http.problems import problem_help
from peacekb.language_models.llms import llms
from peacekb.metrics import metrics
from peacekb.operating import operating
from peacekb.releases import urls as releases
from peacekb.well_known import security_txt
from records import urls as records
from records.figure_views import figure_paths

# Answers of the API that are no lists; they stand before the lists whose names they share.
QUESTIONS = (
    "legal.voting.api",
    "missions.across.api",
    "missions.acts.api",
    "missions.api.of_one",
    "knowledge.checking.api",
    "records.change_api",
    "peacekb.releases.api",
)

admin.autodiscover()

urlpatterns = [
    path("admin/account/", include("peacekb.accounts.urls")),
    path("admin/operating/", operating, name="operating"),
    path("admin/", admin.site.urls),
    path("api/v1/schema/", Schema.as_view(), name="api_schema"),
    path("api/v1/docs/", views.api_docs, name="api_docs"),
    path("api/v1/<slug:name>.schema.json", tables.table_schema, name="table_schema"),
    path("api/v1/stats/", include("peacekb.stats")),
    *(path("api/v1/", include(questions)) for questions in QUESTIONS),
    path("api/v1/", include(router.urls)),
    path("api/problems/<slug:name>/", problem_help, name="problem"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", crawlers.robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("llms.txt", llms, name="llms"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", crawlers.sitemap_file, name="sitemap_file"),
    *records.files,
    *legal.files,
    *missions.files,
    *knowledge.files,
    *figure_paths("", views.OF_HOME),
    *releases.files,
    path("<slug:name>.csv", tables.table, name="table"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("about/data/", views.about_data, name="about_data"),
        path("about/data/<str:name>/", views.table_coverage, name="table_coverage"),
        path("about/words/", views.words, name="words"),
        path("about/design/", views.design, name="design"),
        path("search/", search, name="search"),
        path("search/suggest", suggest, name="suggest"),
        *releases.pages,
        *records.pages,
        *organizations.pages,
        *legal.pages,
        *missions.pages,
        *knowledge.pages,
        prefix_default_language=False,
    ),
]

handler400 = "peacekb.outages.bad_request"
handler404 = "peacekb.middleware.not_found"
handler500 = "peacekb.outages.server_error"
