"""Django's admin, with search boxes of our own."""

from django.contrib.admin.apps import AdminConfig


class CurationConfig(AdminConfig):
    default_site = "records.curation.search_boxes.CurationSite"
