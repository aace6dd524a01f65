"""A Council of three and the files of its votes, as the UN Digital Library gives them."""

import csv
import gzip
from io import StringIO

from django.core.management import call_command

from legal.models import Vote
from records.models import Citation
from records.writing.proof import broken_links, differing_records
from tests.make import content, publish_with_facts

FULL = [
    "undl_id",
    "ms_code",
    "ms_name",
    "ms_vote",
    "date",
    "resolution",
    "draft",
    "meeting",
    "title",
    "agenda",
    "subjects",
    "vote_note",
    "modality",
    "total_yes",
    "total_no",
    "total_abstentions",
]
SHORT = ["resolution", "symbol", "undl_id", "vote_date", "ms_name", "ms_vote"]
BY_RESOLUTION = [
    "resolution",
    "symbol",
    "undl_id",
    "vote_date",
    "meeting",
    "n_yes",
    "n_no",
    "n_abstain",
    "n_blank",
]
NEVER = {"starts_on": "1946-01-01", "starts_precision": "day"}


def state(code, name, **values):
    seat = {"organization": "un-sc", "kind": "permanent", "source": "library"} | NEVER
    return content("state", code, name=name, owned={"memberships": [seat | values]})


def council_of_three():
    """A Council of three, which adopted resolution 1 with two votes and an abstention."""
    document = {
        "symbol": "S/RES/1 (1999)",
        "organ": "un-sc",
        "number": 1,
        "year": 1999,
        "adopted_on": "1999-10-25",
        "meeting": "S/PV.1",
        "outcome": "adopted",
        "in_favour": 2,
        "against": 0,
        "abstaining": 1,
    }
    votes = {"aaa": "yes", "bbb": "yes", "ccc": "abstain"}
    publish_with_facts(
        content("organization", "un-sc", kind="organ", name="Security Council"),
        state("aaa", "Land A"),
        state("bbb", "Land B"),
        state("ccc", "Land C"),
        content("state", "ddd", name="Land D"),
        content("document", "s-res-1-1999", **document),
        votes=[
            {"document": "s-res-1-1999", "state": one, "position": vote, "basis": "as_recorded"}
            for one, vote in votes.items()
        ],
    )


def ballot(votes, number=1, **values):
    """Rows of the library's file: `{"AAA": "Y"}`, with totals that fit where none are given."""
    cast = list(votes.values())
    totals = {
        "total_yes": cast.count("Y"),
        "total_no": cast.count("N"),
        "total_abstentions": cast.count("A"),
    }
    whole = {
        "undl_id": f"28000{number}",
        "date": "1999-10-25",
        "resolution": f"S/RES/{number}(1999)",
        "draft": f"S/1999/{number}",
        "meeting": f"S/PV.{number}",
        "title": f"Security Council resolution {number} (1999) [on Land A]",
    }
    rows = []
    for code, vote in votes.items():
        member = {"ms_code": code, "ms_name": f"LAND {code[0]}", "ms_vote": vote}
        rows.append(whole | totals | member | values)
    return rows


AS_HELD = {"AAA": "Y", "BBB": "Y", "CCC": "A"}


def file(folder, rows, columns=FULL, name="voting.csv"):
    path = folder / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "wt", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(path, **options):
    said = StringIO()
    call_command("import_votes", path, stdout=said, **options)
    return said.getvalue()


def positions(document="s-res-1-1999"):
    votes = Vote.objects.filter(document__slug=document)
    return dict(votes.values_list("state__slug", "position"))


def cited():
    rows = Citation.objects.filter(source__slug="undl", stance="contradicts")
    return set(rows.values_list("record__slug", "field", "stated", "open"))


def is_whole():
    return [*broken_links(), *differing_records()] == []


def shortened(rows):
    """Turns rows of the library's file into those of the copy with fewer columns."""
    for row in rows:
        row |= {"symbol": row["resolution"], "vote_date": row["date"], "resolution": 1}
        for name in [name for name in row if name not in SHORT]:
            del row[name]
    return SHORT
