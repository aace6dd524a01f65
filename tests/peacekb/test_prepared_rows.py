"""Questions that are put into SQL once a process, whatever keys they are asked of."""

import re

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from legal.models import Vote
from missions.models import MandateAction
from records.common.prepared import columns_among

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]


def test_the_rows_of_a_record_are_asked_by_questions_put_into_sql_before(client, monkeypatch):
    path = "/api/v1/missions/mission-alpha/"
    first = client.get(path).json()
    made = []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda self, *a, **k: made.append(1) or as_sql(self, *a, **k)
    )
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).json() == first
    assert len(asked) > 15
    assert len(made) < 8  # the stamp, the record itself, its gaps and counts


@pytest.mark.parametrize(
    ("model", "columns", "tables"),
    [
        (Vote, ("pk", "state__slug"), {"legal_vote", "records_record"}),
        (
            Vote,  # of which the table of its kind is read too
            ("pk", "state__slug", "state__region"),
            {"legal_vote", "organizations_state", "records_record"},
        ),
        (MandateAction, ("pk", "mission__slug"), {"missions_mandateaction", "records_record"}),
    ],
)
def test_a_record_is_joined_past_the_table_of_its_kind(model, columns, tables):
    keys = list(model.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        found = columns_among(model.objects.all, "pk", columns, False)(keys)

    assert sorted(found) == sorted(model.objects.order_by().values_list(*columns))
    (sql,) = (one["sql"] for one in asked)
    assert set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)) == tables


def test_a_question_put_into_sql_holds_what_stands_beside_the_keys():
    def rows():
        return Vote.objects.exclude(basis="100%").filter(position="yes")

    columns = ("document", "position", "state__slug")
    read = columns_among(rows, "document", columns, True)
    document = Vote.objects.filter(position="yes").first().document_id
    for keys in ([document], [document, -1, -2], []):
        assert read(keys) == list(rows().filter(document__in=keys).values_list(*columns))
