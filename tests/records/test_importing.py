"""What every import does: adds, cites what differs, and the second time changes nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from missions.models import Mission, Strength
from records.importing.command import ImportCommand
from records.importing.imports import Import, source_content
from records.importing.publisher_files import copy_of, take_rows
from records.models import Citation, Record, Revision, Source
from records.writing.proof import broken_links, differing_records
from records.writing.publishing import publish
from tests.make import content, publish_with_facts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOURCE = source_content("paper", "The Paper", publisher="Nobody", url="https://example.org/paper")


class Command(ImportCommand):
    """A table of missions, months and persons."""

    def gather(self, path, tell):
        whole = Import(SOURCE, copy_of(path))
        table = whole.table(Strength, on=["mission"], persons=["deployed"])
        whole.edition = EDITIONS.get(path.name)

        def take(row):
            mission, month = row["mission"], row.day("month").isoformat()
            fact = table.row(
                mission=mission,
                month=month,
                category="troops",
                deployed=row.number("persons"),
                basis="reported",
                note="",
            )
            if table.has_taken(fact):
                row.refuse("month", "each month once")
            table.add(fact, ["deployed"], month, lambda column, value: f"{value:,} persons")

        take_rows(path, take, whole.report.refuse)
        return whole


EDITIONS = {"of-2003.csv": date(2003, 5, 5), "of-2005.csv": date(2005, 5, 5)}


def run(path, **options):
    """What the command says on its way and at its end."""
    said = StringIO()
    Command(stdout=said).handle(path=path, **{"dry_run": False} | options)
    return said.getvalue()


def file(folder, *lines, name="paper.csv"):
    path = folder / name
    path.write_text("\n".join(["mission,month,persons", *lines, ""]), encoding="utf-8")
    return path


@pytest.fixture
def held():
    """Mission X had 1,400 troops in January, says the library."""
    row = {"mission": "xmis", "month": "2001-01-01", "category": "troops", "deployed": 1400}
    publish_with_facts(content("mission", "xmis"), strength=[row | {"basis": "reported"}])


def deployed():
    rows = Strength.objects.order_by("month")
    return list(rows.values_list("month__month", "deployed", "source__slug"))


def is_whole():
    return [*broken_links(), *differing_records()] == []


@pytest.mark.usefixtures("held")
def test_what_is_not_held_goes_in_under_the_source_of_the_file(tmp_path):
    path = file(tmp_path, "xmis,2001-01-01,1400", "xmis,2001-02-01,1500")

    said = run(path)

    assert "1 new, 0 changed (waiting for editors), 1 unchanged" in said
    assert deployed() == [(1, 1400, "library"), (2, 1500, "paper")]
    source = Source.objects.get(slug="paper")
    assert (source.name, source.publisher) == ("The Paper", "Nobody")
    assert source.sha256 == copy_of(path).sha256
    assert [batch.rows for batch in source.batches.all()] == [1]
    last = Revision.objects.sealed().last()
    assert (last.origin, last.reason) == ("import", "Imported from paper.csv")
    assert is_whole()


@pytest.mark.usefixtures("held")
def test_what_differs_is_cited_and_waits_while_the_value_held_stays(tmp_path):
    said = run(file(tmp_path, "xmis,2001-01-01,1499"))

    assert "0 new, 1 changed (waiting for editors), 0 unchanged" in said
    assert deployed() == [(1, 1400, "library")]
    citation = Citation.objects.get()
    assert citation.record.slug == "xmis"
    assert (citation.field, citation.stated) == ("strength/2001-01-01,troops", "1,499 persons")
    assert (citation.stance, citation.open, citation.source.slug) == ("contradicts", True, "paper")
    assert is_whole()


@pytest.mark.usefixtures("held")
def test_the_second_time_nothing_changes(tmp_path):
    path = file(tmp_path, "xmis,2001-01-01,1499", "xmis,2001-02-01,1500")
    run(path)
    before = Revision.objects.sealed().count()

    said = run(path)

    assert "0 new, 0 changed (waiting for editors), 2 unchanged (1 of them known to differ)" in said
    assert Revision.objects.sealed().count() == before
    assert Citation.objects.count() == 1


@pytest.mark.usefixtures("held")
def test_a_citation_that_editors_decided_is_not_opened_again(tmp_path):
    from records.curation.deciding import CitationDecision, keep_held

    path = file(tmp_path, "xmis,2001-01-01,1499")
    run(path)
    mission = Mission.objects.get()
    decision = CitationDecision("edith", "ours", "", {mission.pk: mission.version})
    publish(*keep_held(Citation.objects.all(), decision))

    run(path)

    assert [one.open for one in Citation.objects.all()] == [False]


@pytest.mark.usefixtures("held")
def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path):
    path = file(tmp_path, "xmis,2001-01-01,1499", "xmis,2001-02-01,1500")
    before = Revision.objects.sealed().count()

    said = run(path, dry_run=True)

    assert "Would be: 1 new, 1 changed" in said
    assert Revision.objects.sealed().count() == before
    assert not Record.objects.filter(slug="paper").exists()
    assert deployed() == [(1, 1400, "library")]
    assert is_whole()


@pytest.mark.usefixtures("held")
def test_a_later_file_adds_to_the_batch_of_its_source(tmp_path):
    run(file(tmp_path, "xmis,2001-02-01,1500"))

    run(file(tmp_path, "xmis,2001-03-01,1600"))

    assert deployed() == [(1, 1400, "library"), (2, 1500, "paper"), (3, 1600, "paper")]
    source = Source.objects.get(slug="paper")
    assert [batch.rows for batch in source.batches.all()] == [2]
    assert source.record.identifiers.filter(scheme="sha256").count() == 2
    assert is_whole()


@pytest.mark.usefixtures("held")
def test_bad_rows_are_listed_and_the_good_ones_go_in(tmp_path):
    path = file(
        tmp_path,
        "xmis,2001-02-30,7",
        "xmis,2001-02-01,many",
        "xmis,2001-03-01,3",
        "xmis,2001-03-01,4",
    )

    said = run(path)

    assert "1 new, 0 changed (waiting for editors), 0 unchanged" in said
    assert "3 refused" in said
    for line in (
        "paper.csv, line 2, column month: found '2001-02-30', expected a day such as 1999-10-25",
        "paper.csv, line 3, column persons: found 'many', expected a whole number",
        "paper.csv, line 5, column month: found '2001-03-01', expected each month once",
    ):
        assert line in said
    assert deployed()[-1] == (3, 3, "paper")


@pytest.mark.usefixtures("held")
def test_what_the_database_refuses_holds_the_whole_file_back(tmp_path):
    path = file(tmp_path, "xmis,2001-02-01,1500", "nowhere,2001-02-01,7")

    with pytest.raises(CommandError, match="'nowhere' is not published"):
        run(path)

    assert deployed() == [(1, 1400, "library")]
    assert not Record.objects.filter(slug="paper").exists()


@pytest.mark.usefixtures("held")
def test_a_file_without_a_good_row_fails(tmp_path):
    with pytest.raises(CommandError, match="no row could be read"):
        run(file(tmp_path, "xmis,2001-02-30,7"))


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("persons", "is_open"), [(1386, False), (1414, False), (1385, True), (1415, True)]
)
def test_few_persons_more_or_less_are_cited_and_wait_for_nobody(tmp_path, persons, is_open):
    path = file(tmp_path, f"xmis,2001-01-01,{persons}")

    said = run(path)

    citation = Citation.objects.get()
    assert (citation.open, citation.rule) == (is_open, "" if is_open else "within tolerance")
    assert ("1 differ by at most 5 persons or 1%" in said) is not is_open
    assert f"{int(is_open)} changed (waiting for editors)" in said
    assert deployed() == [(1, 1400, "library")]
    assert is_whole()
    assert "0 new, 0 changed (waiting for editors), 1 unchanged (1 of them known" in run(path)
    assert Citation.objects.count() == 1


@pytest.mark.parametrize(("persons", "is_open"), [(15, False), (5, False), (16, True), (4, True)])
def test_of_a_few_persons_five_are_within_tolerance(tmp_path, persons, is_open):
    row = {"mission": "xmis", "month": "2001-01-01", "category": "troops", "deployed": 10}
    publish_with_facts(content("mission", "xmis"), strength=[row | {"basis": "reported"}])

    run(file(tmp_path, f"xmis,2001-01-01,{persons}"))

    assert Citation.objects.get().open is is_open


@pytest.mark.usefixtures("held")
def test_an_older_edition_says_so_once_and_changes_nothing(tmp_path):
    newer = file(tmp_path, "xmis,2001-02-01,1500", name="of-2005.csv")
    run(newer)
    before = Revision.objects.sealed().count()

    said = run(file(tmp_path, "xmis,2001-02-01,9", "xmis,2001-03-01,7", name="of-2003.csv"))

    assert said.count("older than the one held, of 2005-05-05") == 1
    assert "0 new, 0 changed (waiting for editors)" in said
    assert (Revision.objects.sealed().count(), Citation.objects.count()) == (before, 0)
    source = Source.objects.get(slug="paper")
    assert (source.sha256, str(source.published_on)) == (copy_of(newer).sha256, "2005-05-05")


@pytest.mark.usefixtures("held")
def test_a_curator_may_say_of_which_day_an_edition_is(tmp_path):
    run(file(tmp_path, "xmis,2001-02-01,1500"), edition=date(2005, 5, 5))

    said = run(file(tmp_path, "xmis,2001-02-01,9", name="x.csv"), edition=date(2005, 5, 4))

    assert "x.csv is an edition of 2005-05-04, older than the one held" in said
    assert Citation.objects.count() == 0

    run(file(tmp_path, "xmis,2001-03-01,7", name="of-2003.csv"), edition=date(2006, 6, 6))

    assert str(Source.objects.get(slug="paper").published_on) == "2006-06-06"


@pytest.mark.usefixtures("held")
def test_a_newer_edition_is_compared_and_dates_its_source(tmp_path):
    run(file(tmp_path, "xmis,2001-02-01,1500", name="of-2003.csv"))

    run(file(tmp_path, "xmis,2001-02-01,9", name="of-2005.csv"))

    assert str(Source.objects.get(slug="paper").published_on) == "2005-05-05"
    assert Citation.objects.get().open


FATALITIES = (
    "incident_date;casualty_id;mission_acronym;type_of_casualty;gender;casualty_nationality;"
    "casualty_personnel_type;type_of_incident;isocode3"
)
WRONG = {
    "import_votes": ("t.csv", FATALITIES, "a semicolon-separated file of the UN's list of "
                     "fatalities, not votes; use import_fatalities"),
    "import_sites": ("t.csv", "Date,Contributor,Troops,Police,Experts", "a comma-separated file of "
                     "IPI's table of contributors by month, not deployment sites; use "
                     "import_contributions"),
    "import_strength": ("t.json", '[{"symbol": "S/1", "number": 1, "text": "x"}]', "a JSON export "
                        "of texts of the Council's resolutions, not the strength of missions; use "
                        "import_resolution_texts"),
    "import_resolution_texts": ("t.csv", "symbol,undl_id,vote_date,ms_name,ms_vote", "a "
                                "comma-separated file of the table of votes, not texts; use "
                                "import_votes"),
    "import_fatalities": ("t.csv", "conflict_new_id,dyad_new_id,best,high,low", "a comma-separated "
                          "file of UCDP's events (GED), which no command reads"),
    "import_contributions": ("t.csv", "a|b|c", "separated by '|'"),
}  # fmt: skip


@pytest.mark.parametrize(("command", "wrong"), WRONG.items(), ids=WRONG)
def test_a_file_that_belongs_elsewhere_is_named(tmp_path, command, wrong):
    name, first, told = wrong
    path = tmp_path / name
    path.write_text(f"{first}\n", encoding="utf-8")
    publish_with_facts(content("organization", "un-sc"))

    with pytest.raises(CommandError) as refusal:
        call_command(command, str(path))

    assert told in str(refusal.value)
