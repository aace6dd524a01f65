"""Questions about the made-up world: some that it answers, some that nothing in it supports."""

ANSWERED = {
    "which mandate a mission had": (
        ("mandate_in_force", {"mission": "MALPHA", "day": "2000-01-01"}),
        "s-res-1-1999",
    ),
    "how members voted on a resolution": (
        ("votes", {"document": "S/RES/1 (1999)"}),
        "yes 1",
    ),
    "how a member voted": (
        ("votes", {"state": "Land of alpha", "position": "yes", "since": "1999-01-01"}),
        "yes 1",
    ),
    "what falls due": (
        ("clock", {"mission": "mission-alpha", "since": "2000-01-01", "until": "2000-12-31"}),
        "2000-03-31",
    ),
    "what a paragraph says": (
        ("paragraph", {"document": "S/RES/1 (1999)", "anchor": "op1"}),
        "Made-up words on alpha.",
    ),
    "where a phrase stands": (
        ("paragraph", {"phrase": "words on alpha"}),
        "s-res-1-1999",
    ),
    "what words lead to": (("search", {"words": "MALPHA"}), "mission-alpha"),
    "what a mission is": (("record", {"name": "MALPHA"}), "A made-up operation, alpha."),
    "what a body is, by another name": (
        ("record", {"name": "The alpha league"}),
        "A made-up body, alpha.",
    ),
    "what a claim is worth": (("record", {"name": "XX-001", "kind": "claim"}), "disputed"),
    "which missions a body led": (
        ("query", {"list": "missions", "filters": {"lead": "org-alpha"}}),
        "mission-alpha",
    ),
    "how many persons a state gave": (
        ("query", {"list": "contributions", "filters": {"contributor": "AAA", "persons__gt": 400}}),
        "410",
    ),
    "whether a text is right": (
        ("check_claim", {"text": "MALPHA was set up by S/RES/1 (1999) of 25 October 1999."}),
        "right",
    ),
    "what a list can be asked": (("describe_list", {"list": "votes"}), "adopted_on"),
}

UNANSWERABLE = {
    "a mandate after the mission ended": (
        "mandate_in_force",
        {"mission": "MALPHA", "day": "2005-01-01"},
    ),
    "a mandate of a mission that nobody knows": (
        "mandate_in_force",
        {"mission": "Frobnia", "day": "2000-01-01"},
    ),
    "votes on a document that is not held": ("votes", {"document": "S/RES/9999 (2099)"}),
    "votes that were not cast": ("votes", {"state": "Land of alpha", "position": "no"}),
    "votes of a state that nobody knows": ("votes", {"state": "Frobnia"}),
    "what is due in a far year": ("clock", {"since": "2090-01-01"}),
    "what is due of a mission that nobody knows": ("clock", {"mission": "Frobnia"}),
    "a paragraph that a text has not": (
        "paragraph",
        {"document": "S/RES/1 (1999)", "anchor": "op99"},
    ),
    "a phrase that stands nowhere": ("paragraph", {"phrase": "purple elephants"}),
    "a paragraph of a document that is not held": (
        "paragraph",
        {"document": "S/RES/9999 (2099)", "anchor": "op1"},
    ),
    "a place in a document, neither of them held": (
        "paragraph",
        {"document": "S/RES/9999 (2099)", "anchor": "op99"},
    ),
    "votes of a state on a document, neither of them held": (
        "votes",
        {"state": "Frobnia", "document": "S/RES/9999 (2099)"},
    ),
    "words that stand nowhere": ("search", {"words": "zorbulax"}),
    "a record that nobody knows": ("record", {"name": "Frobnia"}),
    "a record of a kind that nobody knows": ("record", {"name": "Frobnia", "kind": "mission"}),
    "rows that no list has": (
        "query",
        {
            "list": "fatalities",
            "filters": {"mission": "mission-alpha", "incident_type": "malicious_act"},
        },
    ),
    "a text about other things": ("check_claim", {"text": "Bananas are yellow."}),
}
