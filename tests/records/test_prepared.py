"""Questions put into SQL once answer as their querysets do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.common.prepared import Among
from records.models import Alias, ChainHead
from tests.make import content, publish_with_facts

pytestmark = pytest.mark.django_db


def aliases(ids):
    named = Alias.objects.filter(record__in=ids).exclude(kind__in=["acronym", "former"])
    return named.values_list("record", "text")


def test_rows_among_any_number_of_ids_are_those_of_the_queryset():
    names = [{"text": "The one", "kind": "descriptive"}, {"text": "TO", "kind": "acronym"}]
    publish_with_facts(*(content("topic", f"t{one}", owned={"aliases": names}) for one in range(4)))
    ids = list(Alias.objects.order_by().values_list("record", flat=True).distinct())
    asked = Among(aliases)

    for some in (ids, ids[::-1][:3], ids[:1], [], ids[1:3], [ids[0], 10**9]):
        assert list(asked(some)) == list(aliases(some))


def test_no_ids_ask_nothing():
    with CaptureQueriesContext(connection) as queries:
        assert list(Among(aliases)([])) == []

    assert len(queries) == 0


def test_the_end_of_the_chain_is_told_before_and_after_a_publication():
    assert ChainHead.stamp() in (None, "0" * 64)
    publish_with_facts(content("topic", "one"))

    head = ChainHead.objects.get()
    assert ChainHead.end() == {"sequence": head.sequence, "chain_hash": head.chain_hash}
    assert ChainHead.stamp() == head.chain_hash
