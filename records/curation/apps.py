"""Django's admin, with search boxes of our own."""

from django.contrib.admin.apps import SimpleAdminConfig


class CurationConfig(SimpleAdminConfig):
    default_site = "records.curation.search_boxes.CurationSite"
