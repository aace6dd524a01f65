"""Loading and exporting, on a made-up world written out as fixtures."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from missions.models import Mission
from peacekb.fixtures import all_tables
from peacekb.fixtures.exporting import export
from peacekb.fixtures.loading import load
from peacekb.fixtures.reading import FixturesRefused, read_table
from records.content.canonical import contents_of
from records.models import ChainHead, FixtureLoad, Origin, Record, Revision
from records.writing.proof import broken_links, differing_batches, differing_records
from records.writing.publishing import propose, propose_withdrawal, publish
from tests.make import content, revise
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def silent(step):
    pass


@pytest.fixture
def fixtures(tmp_path):
    """The made-up world as files, and an empty base to load them into."""
    folder = tmp_path / "fixtures"
    with transaction.atomic():
        world(2)
        export(folder)
        transaction.set_rollback(True)
    return folder


def rewrite(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_load_brings_in_everything_and_an_export_writes_the_same_bytes(fixtures, tmp_path):
    outcome = load(fixtures, silent)

    assert len(outcome.new) == Record.objects.count() == 33
    assert [*broken_links(), *differing_records(), *differing_batches()] == []
    export(tmp_path / "again")
    for path in fixtures.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_second_load_changes_nothing(fixtures):
    load(fixtures, silent)
    stamp = ChainHead.objects.get().chain_hash

    assert load(fixtures, silent).already_loaded
    FixtureLoad.objects.all().delete()
    outcome = load(fixtures, silent)

    assert (outcome.new, outcome.changed, outcome.unchanged) == ([], [], 33)
    assert ChainHead.objects.get().chain_hash == stamp


@pytest.mark.plan_of_sqlite
def test_a_load_keeps_the_cache_in_memory_only_where_somebody_may_read(fixtures):
    spared = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            load(fixtures, silent)
        spared.append(any("cache_spill = OFF" in one["sql"] for one in asked))
        rewrite(fixtures, "missions.csv", "Mission alpha", "Mission alpha anew")

    assert spared == [False, True]


def test_only_the_record_that_differs_is_published_again(fixtures):
    load(fixtures, silent)
    rewrite(fixtures, "missions.csv", "Mission alpha", "Mission alpha anew")

    outcome = load(fixtures, silent)

    assert outcome.changed == ["mission:mission-alpha"]
    assert Mission.objects.get(slug="mission-alpha").version == 2


def test_what_an_editor_published_since_is_left_and_listed(fixtures):
    load(fixtures, silent)
    publish(revise(content("topic", "topic-alpha", name="By an editor"), author="edith"))
    rewrite(fixtures, "topics.csv", "Made-up topic topic-alpha", "By the fixtures")

    outcome = load(fixtures, silent)

    assert outcome.kept == ["topic:topic-alpha (published by edith)"]
    assert Record.objects.get(slug="topic-alpha").name == "By an editor"


def test_what_an_editor_withdrew_does_not_come_back(fixtures):
    load(fixtures, silent)
    record = Record.objects.get(slug="party-beta")
    publish(revise(content("conflict", "conflict-beta", starts_on="1998-01-01"), author="edith"))
    publish([propose_withdrawal(record, base_version=1, author="edith", reason="twice")])
    rewrite(fixtures, "parties.csv", "Made-up party party-beta", "Back again")

    outcome = load(fixtures, silent)

    assert "party:party-beta (withdrawn by edith)" in outcome.kept
    assert not Record.objects.filter(slug="party-beta").exists()


def test_what_an_import_added_is_carried_along_by_later_loads(fixtures):
    load(fixtures, silent)
    topic = contents_of("topic", ["topic-alpha"])["topic-alpha"]
    topic["owned"]["aliases"] = [{"text": "By an import", "kind": "descriptive"}]
    publish([propose(topic, base_version=1, author="importer", origin=Origin.IMPORT)])
    for name in ("First", "Second"):
        rewrite(fixtures, "topics.csv", "topic-alpha,", f"topic-alpha,{name} ")

        assert load(fixtures, silent).changed == ["topic:topic-alpha"]

    record = Record.objects.get(slug="topic-alpha")
    assert record.name.startswith("Second First")
    assert [one.text for one in record.aliases.all()] == ["By an import"]
    FixtureLoad.objects.all().delete()
    assert load(fixtures, silent).unchanged == 33


def test_a_dry_run_tells_and_writes_nothing(fixtures):
    assert len(load(fixtures, silent, dry_run=True).new) == 33
    assert not Record.objects.exists()
    assert not FixtureLoad.objects.exists()


BREAKS = [
    pytest.param(
        "missions.csv",
        "2002-05-20",
        "20.05.2002",
        "missions.csv, line 2, column ends_on: found '20.05.2002': "
        "expected a day written 1999-10-25",
        id="a wrong date",
    ),
    pytest.param(
        "missions.csv",
        "2002-05-20",
        "1998-05-20",
        "The last day is before the first",
        id="an end before the beginning",
    ),
    pytest.param(
        "missions.csv",
        "observer",
        "observor",
        "missions.csv, line 2, column type: found 'observor': expected one of air_campaign",
        id="an unknown word",
    ),
    pytest.param(
        "missions.csv",
        ",aaa,",
        ",zzz,",
        "missions.csv, line 2, column host_states: found 'zzz': expected the name of a published",
        id="an unknown state",
    ),
    pytest.param(
        "mandates.csv",
        "mission-alpha",
        "mission-omega",
        "mandates.csv, line 2, column mission: found 'mission-omega': expected the slug of a",
        id="a row of nobody",
    ),
    pytest.param(
        "mandate_tasks.csv",
        "mission-alpha,read",
        "mission-omega,read",
        "mandate_tasks.csv, line 2, column statement: found 'mission-omega,read'",
        id="a row that hangs on nothing",
    ),
    pytest.param(
        "states.csv",
        "bbb,",
        "aaa,",
        "states.csv, line 3, column slug: found 'aaa': expected each slug once; it stands in "
        "line 2 already",
        id="a doubled slug",
    ),
    pytest.param(
        "votes.csv",
        "s-res-2-1999,bbb",
        "s-res-1-1999,aaa",
        "votes.csv, line 3: found 's-res-1-1999,aaa': expected each key once; line 2 has it",
        id="a doubled fact",
    ),
    pytest.param(
        "missions.csv",
        "A made-up operation, alpha.",
        "=HYPERLINK(1)",
        "column summary: found '=HYPERLINK(1)': expected no text that a spreadsheet would run",
        id="a formula",
    ),
    pytest.param(
        "missions.csv",
        "A made-up operation",
        "A" * 1_000_000,
        "(1000008 characters)': expected at most 20000 characters",
        id="a cell of a megabyte",
    ),
    pytest.param(
        "missions.csv",
        "acronym",
        "acronim",
        "missions.csv, line 1, column acronym: expected this column, and it is missing",
        id="a missing column",
    ),
    pytest.param(
        "missions.csv",
        "Mission alpha,",
        "Mission alpha,,",
        "missions.csv, line 2: expected {columns} columns as in the first line, found {more}",
        id="a cell too many",
    ),
    pytest.param(
        "missions.csv",
        "Mission alpha",
        '"Mission alpha',
        "missions.csv, line 2: expected a line of CSV",
        id="a quotation mark that is never closed",
    ),
    pytest.param(
        "sources.csv",
        "dataset",
        "",
        "sources.csv, line 2, column kind: expected one of",
        id="an empty cell that must not be",
    ),
    pytest.param(
        "strength_ceilings.csv",
        ",500,",
        ",-5,",
        "strength_ceilings.csv, line 2, column persons: found '-5': expected a whole number from",
        id="a number out of bounds",
    ),
    pytest.param(
        "contributions.csv",
        ",400,",
        ",four,",
        "contributions.csv, line 2, column troops: found 'four': expected a whole number",
        id="a word among the figures of a wide table",
    ),
    pytest.param(
        "deployment_sites.csv",
        ",1.5,",
        ",95,",
        "deployment_sites.csv, line 2: source:library, deployment_sites/mission-alpha,Camp alpha"
        ",2000-01-01,month,95,2.25: Latitude is -90 to 90",
        id="a fact that only the database refuses",
    ),
    pytest.param(
        "citations.csv",
        "adopted_on",
        "adopted_at",
        "'adopted_at' leads nowhere",
        id="a citation that leads nowhere",
    ),
    pytest.param(
        "claims.csv",
        "Of alpha sources disagree.",
        "",
        "need a corrected statement",
        id="a disputed claim without a correction",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), BREAKS)
def test_a_broken_row_stops_the_load_and_says_where(fixtures, file, old, new, told):
    rewrite(fixtures, file, old, new)

    with pytest.raises(FixturesRefused) as refused:
        load(fixtures, silent)

    columns = (fixtures / "missions.csv").read_text().split("\n")[0].count(",") + 1
    assert told.format(columns=columns, more=columns + 1) in str(refused.value)
    assert file in str(refused.value)
    assert not Record.objects.exists()
    assert not Revision.objects.exists()


def test_rows_that_name_the_same_records_have_a_list_each(tmp_path):
    (table,) = (one for one in all_tables() if one.file == "missions.csv")
    row = ["aaa" if name == "host_states" else "" for name in table.columns]
    lines = (table.columns, row, row)
    (tmp_path / table.file).write_text("".join(f"{','.join(one)}\n" for one in lines))

    one, other = (row["host_states"] for row in read_table(tmp_path, table, []).rows())

    assert one == other == ["aaa"]
    assert one is not other


def test_text_that_is_not_utf_8_is_placed(fixtures):
    path = fixtures / "topics.csv"
    path.write_bytes(path.read_bytes().replace(b"Another notion, beta", b"Another n\xf4tion"))

    with pytest.raises(FixturesRefused, match=r"topics\.csv, line 3: found .*expected UTF-8 text"):
        load(fixtures, silent)


def test_a_missing_file_is_named(fixtures):
    (fixtures / "events.csv").unlink()

    with pytest.raises(FixturesRefused, match=r"events\.csv: expected this file in the folder"):
        load(fixtures, silent)


def test_overlapping_mandates_are_placed(fixtures):
    path = fixtures / "mandates.csv"
    row = path.read_text().splitlines()[1]
    later = row.replace("1999-10-25,", "2000-01-01,", 1).replace(",1,", ",2,", 1)
    path.write_text(path.read_text() + later + "\n")

    with pytest.raises(FixturesRefused, match=r"mandates\.csv, line 4.*Another mandate is in"):
        load(fixtures, silent)


def test_all_faults_come_in_one_report(fixtures):
    rewrite(fixtures, "missions.csv", "observer", "observor")
    rewrite(fixtures, "states.csv", "member_state", "memberstate")
    rewrite(fixtures, "votes.csv", ",yes,", ",maybe,")

    with pytest.raises(CommandError, match="3 faults; nothing was changed") as refused:
        call_command("load_fixtures", fixtures)

    assert all(name in str(refused.value) for name in ("missions", "states", "votes"))


def test_the_data_package_describes_every_table_and_column(fixtures):
    described = json.loads((fixtures / "datapackage.json").read_text())

    assert [one["path"] for one in described["resources"]] == [one.file for one in all_tables()]
    for table, resource in zip(all_tables(), described["resources"], strict=True):
        fields = [field["name"] for field in resource["schema"]["fields"]]
        header = (fixtures / table.file).read_text(encoding="utf-8").splitlines()[0]
        assert ",".join(fields) == header


def test_an_empty_base_does_not_empty_the_fixtures(tmp_path):
    with pytest.raises(CommandError, match="The base is empty"):
        call_command("export_fixtures", tmp_path / "fixtures")

    assert not (tmp_path / "fixtures").exists()
