"""The regions of the United Nations' M49, which states hold in English, marked for translation."""

from django.utils.translation import gettext_noop as _

REGIONS = (
    _("Africa"),
    _("Americas"),
    _("Asia"),
    _("Europe"),
    _("Oceania"),
)
SUBREGIONS = (
    _("Australia and New Zealand"),
    _("Caribbean"),
    _("Central America"),
    _("Central Asia"),
    _("Eastern Africa"),
    _("Eastern Asia"),
    _("Eastern Europe"),
    _("Melanesia"),
    _("Micronesia"),
    _("Middle Africa"),
    _("Northern Africa"),
    _("Northern America"),
    _("Northern Europe"),
    _("Polynesia"),
    _("South America"),
    _("South-eastern Asia"),
    _("Southern Africa"),
    _("Southern Asia"),
    _("Southern Europe"),
    _("Western Africa"),
    _("Western Asia"),
    _("Western Europe"),
)
