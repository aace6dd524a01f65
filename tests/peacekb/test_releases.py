"""A release: the lists of the base as files that never change, the same to the byte each time."""

import gzip
import json
import os
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from peacekb.releases import ReleaseRefused, making
from peacekb.releases.making import make_release
from peacekb.releases.tables import all_tables
from peacekb.tables import TABLES
from records.common.formats import packed
from records.models import Revision
from records.releases import held
from records.writing.handing_in import save_draft
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, published, revise
from tests.peacekb.released import (
    asked_of,
    bytes_of,
    csv_of,
    csv_rows,
    digest,
    lines_of,
    release_in,
)
from tests.world import world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]


def test_a_release_made_twice_is_the_same_to_the_byte(release, tmp_path, settings):
    again = release_in(tmp_path / "elsewhere", settings)

    assert bytes_of(again) == bytes_of(release)


def test_each_list_is_in_a_release_as_its_csv_is(client, release):
    assert set(release.tables) == set(TABLES)
    for name in TABLES:
        reply = client.get(f"/api/v1/{name}.csv").getvalue().decode()
        head, *rows = csv_of(release, name).splitlines()
        listed, *others = reply.splitlines()
        assert head == listed, name
        assert sorted(rows) == sorted(others), name
        assert release.tables[name]["rows"] == len(csv_rows(reply))


def test_rows_stand_in_the_order_of_their_keys(tmp_path, settings):
    world(3)
    release = release_in(tmp_path, settings)

    for name in release.tables:
        keys = [row["key"] for row in lines_of(release, f"ndjson/{name}.ndjson.gz")]
        assert keys == sorted(keys)
        assert keys == [row["key"] for row in csv_rows(csv_of(release, name))]


def test_its_json_has_the_rows_of_the_api(client, release):
    for name in TABLES:
        rows = client.get(f"/api/v1/{name}/?page_size=1000").json()["results"]
        by_key = sorted(rows, key=lambda row: row["key"])
        assert lines_of(release, f"ndjson/{name}.ndjson.gz") == by_key


def test_its_parquet_and_its_sqlite_have_the_same_rows(release):
    from pyarrow import parquet

    for table in all_tables():
        rows = lines_of(release, f"ndjson/{table.name}.ndjson.gz")
        keys = [row["key"] for row in rows]
        packed_rows = parquet.read_table(release.folder / f"parquet/{table.name}.parquet")
        assert packed_rows.column("key").to_pylist() == keys
        name = table.name.replace("-", "_")
        assert [key for (key,) in asked_of(release, f"SELECT key FROM {name}")] == keys


def test_its_sqlite_file_is_linked_viewed_and_searched(release):
    ((name,),) = asked_of(
        release,
        "SELECT missions.name FROM mandates JOIN missions ON missions.key = mandates.mission",
    )
    assert name == "Mission alpha"
    assert asked_of(release, "SELECT * FROM missions_host_states") == [("mission-alpha", "AAA")]
    words = "SELECT rowid FROM missions_fts WHERE name MATCH ?"
    found = f"SELECT key FROM missions WHERE rowid IN ({words})"
    assert asked_of(release, found, "alpha") == [("mission-alpha",)]
    told = "SELECT sql FROM sqlite_master WHERE name = 'missions_fts'"
    assert 'content="missions"' in asked_of(release, told)[0][0]  # as Datasette looks for it
    keys = asked_of(release, 'SELECT "table", "to" FROM pragma_foreign_key_list(\'votes\')')
    assert {("documents", "key"), ("states", "key"), ("sources", "key")} <= set(keys)
    assert asked_of(release, "PRAGMA foreign_key_check") == []
    ((day,),) = asked_of(release, "SELECT value FROM about WHERE name = 'day'")
    assert day == release.day.isoformat()


def test_no_draft_and_nothing_withdrawn_is_in_a_release(tmp_path, settings):
    world()
    record = published("mission", "taken-back", name="Zzyzx taken back")
    gone = propose_withdrawal(record, base_version=1, author="tester", reason="never was")
    publish([gone])
    save_draft(revise(content("mission", "only-drafted", name="Zzyzx drafted"))[0])
    release = release_in(tmp_path, settings)

    written = bytes_of(release)
    assert b"mission-alpha" in written["peacekb.sqlite3"]
    assert b"Zzyzx" not in written["peacekb.sqlite3"]
    assert "Zzyzx" not in csv_of(release, "missions")


def test_its_day_is_that_of_the_last_revision_or_as_given(release, tmp_path, settings):
    assert release.day == Revision.objects.sealed().last().sealed_at.date()

    later = release_in(tmp_path / "b", settings, dated=date(2027, 1, 2))
    assert later.day == date(2027, 1, 2)


def test_its_list_of_hashes_is_true_of_every_file(release):
    written = bytes_of(release)
    sums = written.pop("SHA256SUMS").decode().splitlines()

    assert sums == sorted(
        (f"{digest(data)}  {place}" for place, data in written.items()),
        key=lambda line: line.split("  ")[1],
    )


def test_its_package_types_and_links_each_column(release):
    package = json.loads((release.folder / "datapackage.json").read_bytes())
    resources = {one["name"]: one for one in package["resources"]}
    for one in resources.values():
        data = (release.folder / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{digest(data)}")
    for name in TABLES:
        head = csv_of(release, name).splitlines()[0].split(",")
        schema = resources[name]["schema"]
        assert [field["name"] for field in schema["fields"]] == head
        assert all(field.get("description") for field in schema["fields"])
        for key in schema["foreignKeys"]:
            assert key["reference"]["resource"] in TABLES
    fields = {one["name"]: one for one in resources["budgets"]["schema"]["fields"]}
    assert fields["amount"]["unit"] == "US dollars"
    assert resources["votes"]["sources"] == [{"title": "library"}]
    assert {one["key"] for one in package["sources"]} == {"library"}


def test_it_says_how_to_cite_it(release):
    written = bytes_of(release)
    bibtex, citation = written["citation.bib"].decode(), written["CITATION.cff"].decode()

    assert bibtex.startswith("@misc{peacekb-2026.11,")
    assert release.sha256 in bibtex
    assert 'version: "2026.11"' in citation
    assert f'date-released: "{release.day}"' in citation


@pytest.mark.parametrize(
    "name", ["", "2026", "2026.13", "2026.1", "26.12", "2026.12.0", "../2026.12"]
)
def test_what_names_no_month_is_refused(name, tmp_path, settings):
    with pytest.raises(ReleaseRefused, match=r"Write the year and month"):
        release_in(tmp_path, settings, name=name)

    assert list(tmp_path.iterdir()) == []


def test_a_release_is_never_written_again(release):
    before = bytes_of(release)

    with pytest.raises(ReleaseRefused, match=r"2026\.11 is there already, and never changes"):
        make_release("2026.11")
    assert bytes_of(release) == before
    assert (
        not any(os.access(one, os.W_OK) for one in release.folder.rglob("*.gz"))
        or os.geteuid() == 0
    )
    assert all(one.stat().st_mode & 0o222 == 0 for one in release.folder.rglob("*.gz"))


def test_a_release_comes_after_those_before_it(release):
    with pytest.raises(ReleaseRefused, match=r"2026\.11 is there already; a release comes after"):
        make_release("2026.10.2")

    assert make_release("2026.11.1").previous == "2026.11"
    assert [one.name for one in held.releases()] == ["2026.11.1", "2026.11"]


def test_what_was_interrupted_leaves_nothing(tmp_path, settings, monkeypatch):
    world()

    def fail(*args):
        raise OSError("the disk is full")  # or anything else

    with monkeypatch.context() as patch:
        patch.setattr(making, "write_database", fail)
        with pytest.raises(ReleaseRefused, match="disk is full"):
            release_in(tmp_path, settings)
    assert [one.name for one in tmp_path.iterdir()] == [".lock"]
    assert held.releases() == ()

    (tmp_path / ".making-2026.11").mkdir()  # as a process that was killed leaves it
    (tmp_path / ".making-2026.11" / "half.csv.gz").write_bytes(b"half")
    assert held.current_release() is None
    assert "half.csv.gz" not in bytes_of(release_in(tmp_path, settings))
    assert sorted(one.name for one in tmp_path.iterdir()) == [".lock", "2026.11"]


def test_two_are_not_made_at_once(tmp_path, settings):
    settings.RELEASES = tmp_path
    with making._folder_for("2026.12"), pytest.raises(ReleaseRefused, match="Another release"):
        make_release("2026.11")


def test_what_is_published_meanwhile_stops_it(tmp_path, settings):
    world()
    meanwhile = iter([True])

    def tell(text):
        if next(meanwhile, False):
            published("topic", "in-the-midst")

    with pytest.raises(ReleaseRefused, match="published while the base was read"):
        release_in(tmp_path, settings, tell=tell)
    assert held.releases() == ()


def test_an_empty_base_makes_none(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(Revision.objects, "sealed", Revision.objects.none)

    with pytest.raises(ReleaseRefused, match="nothing was published yet"):
        release_in(tmp_path, settings)


def test_without_the_library_it_asks_for_it_or_leaves_parquet_out(tmp_path, settings, monkeypatch):
    world()
    monkeypatch.setattr(packed, "is_there", lambda: False)
    with pytest.raises(ReleaseRefused, match=r"Parquet needs pyarrow: .* Or leave it out"):
        release_in(tmp_path, settings)
    assert list(tmp_path.iterdir()) == []

    call_command("make_release", "2026.11", without="parquet", verbosity=0)
    release = held.current_release()
    assert release.table("votes", "parquet") is None
    assert release.table("votes", "csv")
    assert "votes-parquet" not in {one["name"] for one in release.package["resources"]}


def test_the_command_says_what_it_made_or_why_not(tmp_path, settings, capsys):
    settings.RELEASES = tmp_path
    world()
    call_command("make_release", "2026.11", dated="2026-11-30")
    said = capsys.readouterr().out
    assert "Release 2026.11 of 2026-11-30: " in said
    assert held.current_release().sha256 in said

    for given, words in (({"dated": "soon"}, "'soon' is no day"), ({}, "is there already")):
        with pytest.raises(CommandError, match=words):
            call_command("make_release", "2026.11", **given)


def test_a_difference_has_each_row_that_came_went_or_changed(release):
    assert lines_of(release, "difference.ndjson.gz") == []
    assert "first release" in (release.folder / "DIFFERENCE.md").read_text()
    published("topic", "wholly-new", name="A wholly new notion")
    publish(revise(content("topic", "topic-alpha", name="Another name", summary="Said anew.")))
    later = make_release("2026.12")

    found = {(one["table"], one["key"]): one for one in lines_of(later, "difference.ndjson.gz")}
    added = found["topics", "wholly-new"]
    assert added["change"] == "added"
    assert added["row"]["name"] == "A wholly new notion"
    changed = found["topics", "topic-alpha"]
    assert changed["change"] == "changed"
    assert changed["columns"]["name"] == ["Made-up topic topic-alpha", "Another name"]
    assert "kind" not in changed["columns"]
    gone = [place for place, one in found.items() if one["change"] == "removed"]
    assert gone and all(key in csv_of(release, table) for table, key in gone)
    assert later.tables["topics"] | {"rows": 0} == {
        "rows": 0,
        "added": 1,
        "removed": 0,
        "changed": 1,
    }
    summary = (later.folder / "DIFFERENCE.md").read_text()
    assert "# 2026.12 against 2026.11" in summary
    assert "`topics`, 3 rows: 1 added, 1 changed (definition 1, name 1" in summary
    assert "`votes`" not in summary


def test_a_release_replays_its_difference(release):
    """The rows of one release, with the difference of the next, are the rows of the next."""
    published("topic", "wholly-new")
    publish(revise(content("mission", "mission-alpha", name="Renamed", summary="Anew.")))
    later = make_release("2026.12")
    changes = lines_of(later, "difference.ndjson.gz")
    for name in later.tables:
        place = f"ndjson/{name}.ndjson.gz"
        rows = {row["key"]: row for row in lines_of(release, place)}
        for one in (one for one in changes if one["table"] == name):
            if one["change"] == "removed":
                del rows[one["key"]]
            elif one["change"] == "added":
                rows[one["key"]] = one["row"]
            else:
                rows[one["key"]] |= {column: now for column, (_, now) in one["columns"].items()}
        assert [rows[key] for key in sorted(rows)] == lines_of(later, place), name


def test_a_column_that_is_new_changes_no_row(release):
    file = release.folder / "ndjson/votes.ndjson.gz"
    older = [
        {k: v for k, v in row.items() if k != "basis"} | {"old": 1}
        for row in lines_of(release, "ndjson/votes.ndjson.gz")
    ]
    file.chmod(0o644)
    file.write_bytes(gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in older)))
    later = make_release("2026.12")

    assert later.tables["votes"]["changed"] == 0
    summary = (later.folder / "DIFFERENCE.md").read_text()
    assert "column `basis` is new, column `old` is no more" in summary


def test_a_folder_that_is_half_there_is_no_release(release):
    for name, missing in (("2027.01", "SHA256SUMS"), ("2027.02", "datapackage.json")):
        folder = release.folder.parent / name
        folder.mkdir()
        for place, data in bytes_of(release).items():
            if place in ("SHA256SUMS", "datapackage.json") and place != missing:
                (folder / place).write_bytes(data)

    assert [one.name for one in held.releases()] == ["2026.11"]
