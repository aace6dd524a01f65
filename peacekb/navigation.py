"""What the masthead and the foot of every page lead to: the name of an address and its words."""

from typing import NamedTuple


class Place(NamedTuple):
    """An address by its name in the URL configuration, and what it is called."""

    address: str
    label: str


RECORDS = (
    Place("mission_list", "Missions"),
    Place("resolution_list", "Resolutions"),
    Place("state_list", "States"),
    Place("organization_list", "Organizations"),
    Place("conflict_list", "Conflicts"),
    Place("article_list", "Articles"),
)
TOOLS = (
    Place("world", "World"),
    Place("timeline", "Timeline"),
    Place("votes", "Votes"),
    Place("clock", "Clock"),
    Place("check", "Check"),
)

# Columns of the foot: every list stands in one of them.
FOOT = (
    (
        "Records",
        (
            *RECORDS[:-1],
            Place("document_list", "Documents"),
            Place("provision_list", "Provisions"),
            Place("party_list", "Parties"),
            Place("compare_documents", "Two documents compared"),
        ),
    ),
    (
        "Two articles",
        (
            Place("article_list", "Articles"),
            Place("claim_list", "Claims"),
            Place("topic_list", "Topics"),
            Place("case_study_list", "Case studies"),
            Place("comparison_list", "Comparisons"),
            Place("process_list", "Processes"),
        ),
    ),
    (
        "Across records",
        (
            *TOOLS,
            Place("tasks", "Tasks"),
            Place("deaths", "Deaths"),
            Place("compare", "Compare"),
            Place("contradictions", "Contradictions"),
        ),
    ),
    (
        "Take it",
        (
            Place("api_docs", "API"),
            Place("codes", "Codes"),
            Place("changes", "Changes"),
            Place("verify", "Verify a citation"),
        ),
    ),
    (
        "About",
        (
            Place("about_data", "The data"),
            Place("source_list", "Sources"),
            Place("words", "Words explained"),
            Place("design", "Design"),
        ),
    ),
)
