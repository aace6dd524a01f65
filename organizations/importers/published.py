"""The files on states and seats that their publisher keeps up to date, for `manage.py refresh`."""

from records.importing.fetching.registry import of_hub

FILES = (
    of_hub(
        "DPPA-SCMEMBERSHIP",
        "Members of the Security Council by year, since 1946",
        "yearly",
        "psdata-sc-membership",
        "organizations.importers.seats.gather",
    ),
)
