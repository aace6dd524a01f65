"""What the masthead and the foot of every page lead to: the name of an address and its words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Place(NamedTuple):
    """An address by its name in the URL configuration, and what it is called."""

    address: str
    label: Promise


RECORDS = (
    Place("mission_list", _("Missions")),
    Place("resolution_list", _("Resolutions")),
    Place("state_list", _("States")),
    Place("organization_list", _("Organizations")),
    Place("conflict_list", _("Conflicts")),
    Place("article_list", _("Articles")),
)
TOOLS = (
    Place("world", _("World")),
    Place("timeline", _("Timeline")),
    Place("votes", _("Votes")),
    Place("clock", _("Clock")),
    Place("check", _("Check")),
)

# Columns of the foot: every list stands in one of them.
FOOT = (
    (
        _("Records"),
        (
            *RECORDS[:-1],
            Place("document_list", _("Documents")),
            Place("provision_list", _("Provisions")),
            Place("meeting_list", _("Meetings")),
            Place("party_list", _("Parties")),
            Place("compare_documents", _("Two documents compared")),
        ),
    ),
    (
        _("Two articles"),
        (
            Place("article_list", _("Articles")),
            Place("claim_list", _("Claims")),
            Place("topic_list", _("Topics")),
            Place("case_study_list", _("Case studies")),
            Place("comparison_list", _("Comparisons")),
            Place("process_list", _("Processes")),
        ),
    ),
    (
        _("Across records"),
        (
            *TOOLS,
            Place("tasks", _("Tasks")),
            Place("deaths", _("Deaths")),
            Place("compare", _("Compare")),
            Place("contradictions", _("Contradictions")),
        ),
    ),
    (
        _("Take it"),
        (
            Place("api_docs", _("API")),
            Place("releases", _("Releases")),
            Place("codes", _("Codes")),
            Place("changes", _("Changes")),
            Place("verify", _("Verify a citation")),
        ),
    ),
    (
        _("About"),
        (
            Place("about_data", _("The data")),
            Place("source_list", _("Sources")),
            Place("words", _("Words explained")),
            Place("design", _("Design")),
        ),
    ),
)
