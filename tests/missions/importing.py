"""What the tests of importers of missions' figures share: a small base, files and runs."""

import csv
from io import StringIO

from django.core.management import call_command

from records.models import Citation, Revision
from records.writing.proof import broken_links, differing_records
from tests.make import content, publish_with_facts


def mission(slug, *codes, starts_on="2001-02-01", ends_on="2003-12-31", **values):
    """`codes` are pairs of scheme and code."""
    owned = {"identifiers": [{"scheme": scheme, "value": code} for scheme, code in codes]}
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    return content("mission", slug, acronym=slug.upper(), owned=owned, **dates, **values)


def base(*missions, **tables):
    """Missions, two states, and rows that the library brings."""
    states = [content("state", "aaa", name="Land A"), content("state", "bbb", name="Land B")]
    publish_with_facts(*states, *missions, **tables)


def file(folder, rows, name="table.csv"):
    """A CSV file whose columns are those of the first row."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(command, path, **options):
    said = StringIO()
    call_command(command, path, stdout=said, **options)
    return said.getvalue()


def cited():
    """(record, field, stated, source) of everything that waits."""
    columns = ("record__slug", "field", "stated", "source__slug")
    return set(Citation.objects.filter(open=True).values_list(*columns))


def revisions():
    return Revision.objects.sealed().count()


def is_whole():
    return [*broken_links(), *differing_records()] == []
