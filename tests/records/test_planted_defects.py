"""Defects planted below the triggers, one at a time: `verify_history` finds each and no other.

Who plants them has the database's password, but does not know the code: for that there is the
head, published outside (`test_chain.py`).
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from knowledge.models import Claim, SearchEntry
from legal.models import Document
from missions.models import DeploymentSite, Fatality, Mission
from organizations.models import State
from records.content.canonical import canonical, hash_of
from records.models import (
    Alias,
    Batch,
    BatchChange,
    ChainHead,
    Citation,
    Coverage,
    CoverageSource,
    NameEntry,
    Record,
    Revision,
)
from records.models.evidence import Stance
from records.writing.chain import link
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.below import drop_triggers
from tests.make import content, published, revise
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

MOMENT = timedelta(microseconds=1)
ALTERED = "not in the tables as it was last"


def _middle() -> Revision:
    return Revision.objects.get(slug="planted", version=1)


def _last() -> Revision:
    return Revision.objects.sealed().last()


def _alter(**values) -> None:
    Revision.objects.filter(pk=_middle().pk).update(**values)


def _exchange_two() -> None:
    one, other = _middle(), Revision.objects.get(sequence=1)
    first, second = one.sequence, other.sequence
    for revision, number in ((one, 9_999), (other, first), (one, second)):
        Revision.objects.filter(pk=revision.pk).update(sequence=number)


def _set_head_back() -> None:
    last = _last()
    Revision.objects.filter(pk=last.pk).delete()
    ChainHead.objects.update(sequence=F("sequence") - 1, chain_hash=_last().chain_hash)


def _forge_last_link() -> None:
    """An author forged, and the link made anew, but not the head."""
    last, before = _last(), Revision.objects.sealed().reverse()[1]
    last.author = "forged"
    Revision.objects.filter(pk=last.pk).update(
        author="forged", chain_hash=link(before.chain_hash, last)
    )


def _move_site() -> None:
    other = Record.objects.get(record_kind="source", slug="planted-source")
    site = DeploymentSite.objects.first()
    DeploymentSite.objects.filter(pk=site.pk).update(source=other.pk)


def _first_only(model, **values) -> None:
    model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(**values)


PLANTED: dict[str, tuple[Callable[[], object], str]] = {
    "content": (lambda: _alter(content=canonical({"a": 1})), "The content of revision"),
    "content and its hash": (
        lambda: _alter(content="{}", content_hash=hash_of("{}")),
        "The link of revision",
    ),
    "content hash": (lambda: _alter(content_hash="0" * 64), "The content of revision"),
    "author": (lambda: _alter(author="x"), "The link of revision"),
    "approver": (lambda: _alter(approver="x"), "The link of revision"),
    "reason": (lambda: _alter(reason="x"), "The link of revision"),
    "moment": (lambda: _alter(sealed_at=F("sealed_at") + MOMENT), "The link of revision"),
    "state": (lambda: _alter(state="withdrawn"), "The link of revision"),
    "slug": (lambda: _alter(slug="x"), "The link of revision"),
    "record kind": (lambda: _alter(record_kind="party"), "The link of revision"),
    "version": (lambda: _alter(version=7), "The link of revision"),
    "origin": (lambda: _alter(origin="import"), "The link of revision"),
    "made at": (lambda: _alter(made_at=F("made_at") + MOMENT), "The link of revision"),
    "base version": (lambda: _alter(base_version=7), "The link of revision"),
    "loaded hash": (lambda: _alter(loaded_hash="0" * 64), "The link of revision"),
    "form": (lambda: _alter(form=7), "The link of revision"),
    "middle revision deleted": (lambda: _middle().delete(), "The chain jumps"),
    "last revision deleted": (lambda: _last().delete(), "The head says"),
    "tail cut and head set back": (_set_head_back, ALTERED),
    "two reordered": (_exchange_two, "The link of revision"),
    "chain hash": (lambda: _alter(chain_hash="0" * 64), "The link of revision"),
    "last link forged": (_forge_last_link, "The head says"),
    "head hash": (lambda: ChainHead.objects.update(chain_hash="0" * 64), "The head says"),
    "head row gone": (lambda: ChainHead.objects.all().delete(), "The head says"),
    "name of a mission": (
        lambda: _first_only(Mission, name="x"),
        ALTERED,
    ),
    "a date": (
        lambda: _first_only(Mission, starts_on="1990-01-01"),
        ALTERED,
    ),
    "alias deleted": (lambda: Alias.objects.first().delete(), ALTERED),
    "stance of a citation": (
        lambda: _first_only(Citation, stance=Stance.SILENT),
        ALTERED,
    ),
    "citation reopened": (
        lambda: Citation.objects.filter(open=False).update(open=True),
        ALTERED,
    ),
    "fatality deleted": (lambda: Fatality.objects.first().delete(), "fatalities of library"),
    "site moved to another source": (_move_site, "deployment_sites of planted-source"),
    "digest of a batch": (lambda: _first_only(Batch, digest="0" * 64), "source library"),
    "version of a record": (lambda: _first_only(Record, version=7), "another version"),
    "record changed at": (
        lambda: _first_only(Record, updated_at=F("updated_at") + MOMENT),
        "another updated_at",
    ),
    "record made at": (
        lambda: _first_only(Record, created_at=F("created_at") + MOMENT),
        "another created_at",
    ),
    "code of a claim": (lambda: _first_only(Claim, code="PK-999"), "another code"),
    "code of a state": (lambda: _first_only(State, code="XXX"), "another code"),
    "symbol's key": (lambda: _first_only(Document, symbol_key="x"), "another symbol_key"),
    "coverage": (lambda: _first_only(Coverage, rows=100_000), "The coverage of"),
    "coverage by source": (
        lambda: _first_only(CoverageSource, rows=100_000),
        "The coverage source of",
    ),
    "name entry deleted": (lambda: NameEntry.objects.first().delete(), "The names of"),
    "search entry deleted": (lambda: SearchEntry.objects.first().delete(), "The search entry of"),
    "search entry altered": (lambda: _first_only(SearchEntry, title="x"), "The search entry of"),
    "kept rows altered": (
        lambda: _first_only(BatchChange, packed=b"x"),
        "cannot be read",
    ),
    "kept rows deleted": (lambda: BatchChange.objects.first().delete(), "The rows kept with"),
}


@pytest.fixture(scope="module")
def planted_world(shared_base):
    world()
    published("topic", "planted", references="first")
    published("source", "planted-source", owned={"aliases": [{"text": "P", "kind": "acronym"}]})
    publish(revise(content("topic", "planted", references="second")))


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_defect_is_found(planted_world, name):
    plant, sentence = PLANTED[name]
    drop_triggers()

    plant()

    found = list(problems())
    assert any(sentence in one for one in found), found


def test_nothing_is_found_where_nothing_was_planted(planted_world):
    assert list(problems()) == []


def test_triggers_that_were_dropped_are_found(planted_world):
    drop_triggers()

    found = list(problems())
    assert len(found) == 2 and all(one.startswith("Trigger") for one in found)


def test_a_lost_row_of_the_child_table_is_found(planted_world):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM knowledge_topic WHERE record_id = %s", [_planted_id()])

    assert "topic planted is not in the tables as it was last published." in list(problems())


def _planted_id() -> int:
    return Record.objects.get(record_kind="topic", slug="planted").pk
