"""What comes and goes with a batch is kept: the table can be made anew from it."""

import pytest

from legal.models import Vote
from records.content.facts import RowsDigest, digest_of, held_rows
from records.content.kept_rows import KeptReader, fold
from records.content.problems import Refused
from records.models import Batch, BatchChange
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STATES = ("aaa", "bbb", "ccc")


def _publish_votes(**positions: str) -> None:
    rows = [
        {"document": "s-res-1", "state": state, "position": position}
        for state, position in positions.items()
    ]
    publish_with_facts(content("source", "library", name="Library"), votes=rows)


@pytest.fixture
def three_publications():
    published("document", "s-res-1")
    publish(revise(*(content("state", state) for state in STATES)))
    _publish_votes(aaa="yes", bbb="yes")
    _publish_votes(aaa="no", bbb="yes", ccc="abstain")
    _publish_votes(ccc="abstain")


def _lines() -> list[list[tuple[bytes, bytes]]]:
    changes = BatchChange.objects.order_by("revision__sequence")
    return [list(KeptReader(change.packed)) for change in changes]


def test_a_publication_keeps_the_rows_that_it_added_and_took_out(three_publications):
    signs = [sorted(sign for sign, _ in lines) for lines in _lines()]

    assert signs == [[b"+", b"+"], [b"+", b"+", b"-"], [b"-", b"-"]]


def test_the_table_can_be_made_anew_from_the_kept_rows(three_publications):
    table: set[bytes] = set()
    digest = RowsDigest()
    for change in BatchChange.objects.order_by("revision__sequence"):
        for sign, line in KeptReader(change.packed):
            (table.add if sign == b"+" else table.remove)(line)
        fold(digest, "votes", change.revision.form, KeptReader(change.packed))
    anew = RowsDigest()
    for line in table:
        anew.add(line)

    batch = Batch.objects.get()
    held = digest_of(Vote, (row for _, row in held_rows(Vote, "library")))
    assert anew.hexdigest() == digest.hexdigest() == held.hexdigest() == batch.digest
    assert anew.rows == digest.rows == batch.rows == 1
    assert list(problems()) == []


def test_the_digest_does_not_depend_on_the_order_of_rows():
    lines = [state.encode() for state in STATES]
    one, other = RowsDigest(), RowsDigest()
    for line in lines:
        one.add(line)
    for line in reversed(lines):
        other.add(line)

    assert one.hexdigest() == other.hexdigest()
    other.remove(b"another row")
    assert one.hexdigest() != other.hexdigest()


def test_a_publication_without_a_change_keeps_nothing(three_publications):
    _publish_votes(ccc="abstain")

    assert BatchChange.objects.count() == 3


def test_all_that_does_not_fit_in_a_batch_is_told_row_by_row(three_publications):
    with pytest.raises(Refused) as refused:
        _publish_votes(aaa="yes", zzz="perhaps", bbb="perhaps")

    assert [(one.path, one.message) for one in refused.value.problems] == [
        ("votes/s-res-1,zzz", "'zzz' is not published."),
        ("votes/s-res-1,zzz", "position: 'perhaps' is not listed."),
        ("votes/s-res-1,bbb", "position: 'perhaps' is not listed."),
    ]
    assert Vote.objects.count() == 1
