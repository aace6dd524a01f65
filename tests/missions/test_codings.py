"""Further codings of the tasks of mandates: imported, never mixed, and compared with the others."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from missions.models import MandateCoding, MandateStatement, TaskPeriod
from missions.tasks.agreement import agreements, alpha
from peacekb.audits.codings import codings_agree
from tests.missions.test_tasks_kept import base, document, stated

pytestmark = pytest.mark.slow

COLUMNS = ["document", "mission", "statement", "until", "task", "modality", "anchor"]
OPTIONS = {"key": "third", "name": "A third reading", "coder": "Ann", "method": "By hand."}


def test_alpha_is_that_of_the_book():
    """Krippendorff's example of three coders with values missing: 0.691 for names."""
    coders = [
        "*****34" "12113" "3*3",
        "1*21334" "3****" "***",
        "**21344" "*2113" "3*4",
    ]  # fmt: skip
    units = [[one for one in unit if one != "*"] for unit in zip(*coders, strict=True)]

    assert round(alpha(units), 3) == 0.691


def test_alpha_is_one_where_all_agree_and_has_no_value_where_none_differs():
    assert alpha([(True, True), (False, False)]) == 1
    assert alpha([(False, False)] * 9) is None
    assert alpha([]) is None
    assert alpha([(True, False), (False, True)]) < 0


@pytest.fixture
def held(db):
    return base(
        document("s-1", "2001-01-01", **stated("xmis", tasks=[("demining", "assist")])),
        document("s-2", "2002-01-01", **stated("xmis", kind="carries_over")),
    )


def run(folder, *rows, **options):
    path = folder / "coding.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    told = StringIO()
    call_command("import_coding", path, stdout=told, stderr=told, **OPTIONS | options)
    return told.getvalue()


def test_a_third_coding_stands_beside_the_others_and_changes_no_day(held, tmp_path):
    before = list(TaskPeriod.objects.values_list("stated", "starts_on", "ends_on"))

    run(
        tmp_path,
        ["s-1", "xmis", "sets_out", "2001-12-31", "elections", "assist", "op4"],
        ["s-1", "xmis", "sets_out", "2001-12-31", "demining", "execute", "op4"],
        ["s-2", "xmis", "none", "", "", "", ""],
    )

    third = MandateStatement.objects.filter(coding__key="third").order_by("document")
    assert [(one.statement, one.tasks.count()) for one in third] == [("sets_out", 2), ("none", 0)]
    assert MandateCoding.objects.get(key="third").rank == 3
    assert list(TaskPeriod.objects.values_list("stated", "starts_on", "ends_on")) == before
    assert run(tmp_path, ["s-2", "xmis", "none", "", "", "", ""])
    assert MandateStatement.objects.filter(coding__key="third").count() == 2


def test_codings_are_compared_task_by_task_over_what_both_have_read(held, tmp_path):
    run(
        tmp_path,
        ["s-1", "xmis", "sets_out", "", "elections", "assist", "op4"],
        ["s-2", "xmis", "none", "", "", "", ""],
    )

    told = {one.task: one for one in agreements(["read", "third"])}

    assert told["Elections"].stated == (0, 1)
    assert (told["Elections"].read, told["Elections"].agreeing) == (2, 1)
    assert told["Elections"].alpha == 0
    assert any("Elections: read and third agree in 50% of 2" in line for line in codings_agree())


def test_a_document_that_one_coding_alone_has_read_is_not_compared(held, tmp_path):
    run(tmp_path, ["s-1", "xmis", "sets_out", "", "demining", "assist", "op1"])

    (demining,) = agreements(["read", "third"])

    assert (demining.read, demining.agreeing, demining.stated) == (1, 1, (1, 1))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["s-9", "xmis", "none", "", "", "", ""], "column document: found 's-9', expected a key"),
        (["s-1", "xnot", "none", "", "", "", ""], "column mission: found 'xnot', expected a key"),
        (["s-1", "xmis", "begins", "", "", "", ""], "column statement: found 'begins', expected"),
        (["s-1", "xmis", "none", "soon", "", "", ""], "column until: found 'soon', expected a day"),
        (["s-1", "xmis", "adds", "", "mining", "assist", ""], "column task: found 'mining'"),
        (["s-1", "xmis", "adds", "", "demining", "help", ""], "column modality: found 'help'"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_line_and_column(held, tmp_path, row, said):
    with pytest.raises(CommandError):
        run(tmp_path, row)
    told = run(tmp_path, row, ["s-2", "xmis", "none", "", "", "", ""])

    assert f"coding.csv, line 2, {said}" in told
    assert MandateStatement.objects.filter(coding__key="third").count() == 1


def test_a_document_read_on_one_mission_may_be_read_on_another_later(held, tmp_path):
    run(tmp_path, ["s-1", "xmis", "none", "", "", "", ""])
    run(tmp_path, ["s-1", "xnone", "none", "", "", "", ""])

    third = MandateStatement.objects.filter(coding__key="third")
    assert set(third.values_list("mission__slug", flat=True)) == {"xmis", "xnone"}


def test_rows_of_one_document_that_name_two_last_days_are_refused(held, tmp_path):
    told = run(
        tmp_path,
        ["s-1", "xmis", "sets_out", "2001-12-31", "demining", "assist", "op4"],
        ["s-1", "xmis", "sets_out", "2002-12-31", "elections", "assist", "op4"],
    )

    assert "line 3, column statement" in told
    (third,) = MandateStatement.objects.filter(coding__key="third")
    assert (str(third.until), third.tasks.count()) == ("2001-12-31", 1)


def test_a_task_stated_twice_or_two_statements_of_one_document_are_refused(held, tmp_path):
    told = run(
        tmp_path,
        ["s-1", "xmis", "adds", "", "demining", "assist", "op4"],
        ["s-1", "xmis", "adds", "", "demining", "assist", "op4"],
        ["s-1", "xmis", "sets_out", "", "elections", "assist", "op4"],
    )

    assert "line 3, column task" in told
    assert "line 4, column statement" in told
    (third,) = MandateStatement.objects.filter(coding__key="third")
    assert third.tasks.count() == 1
