"""A made-up world to count in: rows of several kinds, some in two groups, some without a value."""

from itertools import product

from records.content.facts import FactBatch
from records.models.ownership import fact_models
from records.writing.publishing import publish
from tests.make import _fact_row, content, revise

STATES = {
    "aaa": ("Africa", "Northern Africa"),
    "bbb": ("Africa", "Middle Africa"),
    "ccc": ("Asia", "Western Asia"),
    "ddd": ("", ""),
}
MISSIONS = {
    "open": {"starts_on": "2001-02-03", "host_states": ["aaa", "ccc"], "conflicts": ["war"]},
    "over": {"starts_on": "1999-01-01", "ends_on": "2003-06-30", "host_states": ["bbb"]},
    "by-year": {"starts_on": "1999-01-01", "starts_precision": "year", "ends_on": "2001-12-31"},
    "lost": {"starts_on": "2002-05-01", "ends_precision": "unknown", "conflicts": ["war", "feud"]},
    "no-days": {"starts_on": None, "starts_precision": "unknown", "ends_precision": "unknown"},
}
DOCUMENTS = {  # by slug: the day, outcome, votes of the four states, who vetoed
    "s-res-1-1999": ("1999-10-25", "adopted", ("yes", "yes", "yes", "yes"), []),
    "s-res-2-2001": ("2001-01-05", "adopted", ("yes", "abstain", "yes", "no"), []),
    "s-res-3-2001": ("2001-11-30", "adopted", ("yes", "yes", "yes", "no_vote_taken"), []),
    "draft-1": ("2002-03-01", "vetoed", ("no", "yes", "no", "yes"), ["aaa", "ccc"]),
    "draft-2": ("2011-03-01", "vetoed", ("no", "no", "yes", "yes"), ["aaa"]),
    "paper": (None, "not_applicable", (), []),
}


def counted_world() -> None:
    contents = [*_states(), *_missions(), *_documents()]
    models = {model.batch: model for model in fact_models()}
    batches = [
        FactBatch(models[name], source, [_fact_row(models[name], row) for row in rows])
        for source, tables in (
            ("library", _facts()),
            ("archive", {"document_links": _other_links()}),
        )
        for name, rows in tables.items()
    ]
    sources = [
        content(
            "source",
            slug,
            owned={"batches": [one.summary() for one in batches if one.source == slug]},
        )
        for slug in ("library", "archive")
    ]
    publish(revise(*sources, *contents), batches)


def _states():
    terms = {"aaa": "African Group", "ccc": "Asia-Pacific Group"}
    yield content("organization", "un-sc", kind="universal")
    for code, (region, subregion) in STATES.items():
        seat = {
            "organization": "un-sc",
            "kind": "permanent" if code == "aaa" else "elected",
            "starts_on": "1990-01-01",
            "source": "library",
        }
        seats = [seat] if code in terms else []
        yield content(
            "state",
            code,
            name=f"Land {code}",
            region=region,
            subregion=subregion,
            owned={"memberships": seats},
        )


def _missions():
    yield content("conflict", "war", starts_on="1998-01-01", ends_on="2004-12-31", states=["aaa"])
    yield content("conflict", "feud", starts_on="2000-01-01")
    for slug, values in MISSIONS.items():
        roles = [
            {"role": role, "actor": actor, "starts_on": day, "source": "library"}
            for role, actor, day in (
                ("lead", "organization:un-sc", "2001-02-03"),
                ("lead", "organization:un-sc", "2004-02-03"),
                ("contributor", "state:bbb", "2001-02-03"),
            )
        ]
        yield content(
            "mission",
            slug,
            name=f"Mission {slug}",
            **values,
            owned={"roles": roles if slug in ("open", "over") else []},
        )


def _documents():
    for number, (slug, (day, outcome, votes, vetoed_by)) in enumerate(DOCUMENTS.items(), start=1):
        is_draft = slug.startswith("draft")
        counted = {
            "in_favour": votes.count("yes"),
            "against": votes.count("no"),
            "abstaining": votes.count("abstain"),
        }
        action = {
            "mission": ("open", "over", "open", None, None)[number - 1] if votes else None,
            "action": "establish" if number < 3 else "extend",
            "effective_on": day,
            "rank": 1,
        }
        yield content(
            "document",
            slug,
            name=f"Document {slug}",
            symbol=slug.upper(),
            kind="draft" if is_draft else "resolution" if votes else "report",
            organ="un-sc",
            adopted_on=day,
            outcome=outcome,
            adoption="vote" if votes else "",
            situation=("Here", "Here and there", "", "There", "There", "")[number - 1],
            states=["aaa", "bbb"] if number % 2 else [],
            vetoed_by=vetoed_by,
            **(counted if votes else {}),
            owned={"mandate_actions": [action] if action["mission"] else []},
        )


def _facts() -> dict[str, list[dict]]:
    months = ("2001-01-01", "2001-02-01", "2002-01-01")
    gave = {"mission": "open", "category": "total_uniformed", "precision": "month"}
    contributions = [
        {**gave, "mission": mission, "state": state, "month": month, "persons": persons}
        for persons, (mission, state, month) in enumerate(
            product(("open", "over"), ("aaa", "bbb", "ddd"), months), start=1
        )
        if persons % 5
    ]
    contributions += [
        {**gave, "state": "aaa", "month": months[0], "category": "troops", "persons": 1}
    ]
    contributions += [
        {**gave, "state": "bbb", "month": months[0], "precision": "year", "persons": 7}
    ]
    return {
        "votes": [
            {"document": slug, "state": state, "position": position, "basis": "as_recorded"}
            for slug, (_, _, votes, _) in DOCUMENTS.items()
            for state, position in zip(STATES, votes, strict=False)
        ],
        "strength": [
            {
                "mission": mission,
                "month": month,
                "category": category,
                "deployed": None if number == 4 else number * 10,
                "authorized": 500,
            }
            for number, (mission, month, category) in enumerate(
                product(("open", "over"), months, ("total_uniformed", "troops"))
            )
        ],
        "contributions": contributions,
        "contribution_totals": [
            {"state": state, "month": month, "category": "total_uniformed", "persons": persons}
            for persons, (state, month) in enumerate(product(("aaa", "bbb"), months), start=3)
        ],
        "fatalities": [
            {
                "casualty_id": f"X-{number}",
                "mission": mission,
                "mission_code": "X",
                "date": f"200{number}-02-03",
                "precision": "day",
                "state": state,
                "category": "military",
                "incident_type": ("accident", "illness")[number % 2],
                "gender": ("male", "")[number % 2],
                "persons": number + 1,
            }
            for number, (mission, state) in enumerate(
                product(("open", "over", None), ("aaa", None))
            )
        ],
        "budgets": [
            {
                "mission": mission,
                "kind": kind,
                "amount": amount,
                "starts_on": f"{year}-07-01",
                "ends_on": f"{year + 1}-06-30",
            }
            for amount, (mission, kind, year) in enumerate(
                product(("open", "over"), ("approved", "expenditure"), (2001, 2002)), start=100
            )
        ],
        "document_links": [
            {"document": slug, "kind": "cites", "to": to, "to_symbol": to.upper(), "count": 2}
            for slug, to in (
                ("s-res-2-2001", "s-res-1-1999"),
                ("s-res-3-2001", "s-res-1-1999"),
                ("s-res-3-2001", "s-res-2-2001"),
            )
        ],
        "paragraphs": [
            {
                "document": slug,
                "rank": rank,
                "kind": kind,
                "anchor": anchor,
                "text": "Made-up words.",
            }
            for slug in ("s-res-1-1999", "s-res-2-2001")
            for rank, (kind, anchor) in enumerate((("preambular", "pre1"), ("operative", "op1")), 1)
        ],
    }


def _other_links() -> list[dict]:
    """Of another source, which says the same of one."""
    one = {"document": "s-res-2-2001", "kind": "cites", "paragraph": "1", "count": 1}
    return [{**one, "to": "s-res-1-1999", "to_symbol": "S-RES-1-1999"}]
