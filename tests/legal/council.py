"""A made-up Council of four, one of them permanent, and files on what it did not adopt."""

import csv
from io import StringIO

from django.core.management import call_command

from records.models import Citation
from tests.make import content

VOTES = [
    *("date_as_printed", "draft", "meeting", "agenda_item", "region"),
    *("submitted_by", "outcome", "member", "vote", "topic"),
]
MEMBERS = ("Alandia", "Belandia", "Celandia", "Delandia")


def seat(code, name, kind="elected"):
    held = {"organization": "un-sc", "kind": kind, "source": "library"}
    held |= {"starts_on": "1990-01-01", "starts_precision": "day"}
    return content("state", code, name=name, owned={"memberships": [held]})


def council():
    """Alandia may veto; Elandia is no member."""
    return [
        content("organization", "un-sc", kind="organ", name="Security Council"),
        seat("aaa", "Alandia", "permanent"),
        seat("bbb", "Belandia"),
        seat("ccc", "Celandia"),
        seat("ddd", "Delandia"),
        content("state", "eee", name="Elandia"),
    ]


def put_to_the_vote(slug, day, meeting="", kind="draft", **values):
    """A draft, or with `kind` a resolution, and what the Council did with it."""
    symbol = slug.upper().replace("-", "/")
    named = {
        "organ": "un-sc",
        "symbol": symbol,
        "draft_symbol": symbol,
        "adopted_on": day,
        "meeting": meeting,
        "situation": "Elandia",
        "subject": "peace in Elandia",
        "outcome": "lacked_majority",
    }
    return content("document", slug, kind=kind, **(named | values))


def resolution(number, day, draft, **values):
    year = int(day[:4])
    named = {"number": number, "year": year, "symbol": f"S/RES/{number} ({year})"}
    named |= {"outcome": "adopted", "draft_symbol": draft, "states": ["eee"]} | values
    return put_to_the_vote(f"s-res-{number}-{year}", day, kind="resolution", **named)


def ballot(votes, draft="S/1999/5", day="1999-03-26", meeting="3989", **values):
    """Rows of the table by member: «ynaa» is Yes, No, Abstain, Abstain; a blank leaves one out."""
    words = {"y": "Yes", "n": "No", "a": "Abstain"}
    whole = {
        "date_as_printed": day,
        "draft": draft,
        "meeting": meeting,
        "agenda_item": "The situation in Elandia",
        "submitted_by": "Elandia,Belandia",
        "outcome": "Not adopted - failed to receive required number of votes",
        "topic": "Elandia",
    }
    return [
        whole | {"member": name, "vote": words[vote]} | values
        for name, vote in zip(MEMBERS, votes, strict=True)
        if vote != " "
    ]


def file(folder, rows, columns=VOTES, name="votes.csv"):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(command, path, **options):
    said = StringIO()
    call_command(command, path, stdout=said, **options)
    return said.getvalue()


def cited(**asked):
    rows = Citation.objects.filter(stance="contradicts", **asked)
    return set(rows.values_list("record__slug", "field", "stated", "open"))
