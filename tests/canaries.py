"""Unpublished words planted wherever something unpublished is kept; no reader may ever see one."""

import zlib

from records.models import (
    BatchChange,
    Job,
    JobState,
    Proposal,
    ProposalState,
    Record,
    RecordKind,
    Remark,
    Report,
    ReportState,
    Revision,
)
from records.writing.chain import now
from records.writing.publishing import propose, propose_withdrawal
from tests.make import content

WORD = "Xyzzyqua"
SLUG = WORD.lower()


def plant() -> None:
    """In proposals of every state: each record changed, a new one of each kind, each withdrawn.

    With comments, rows of large tables, files of jobs in every state, and reports of readers.
    """
    for state in ProposalState.values:
        for records, made in enumerate((_changes, _new_ones, _withdrawals)):
            proposal = _proposal(state)
            revisions = [_of(proposal, one) for one in made(f"{WORD}-{state}-{records}")]
            Revision.objects.bulk_create(revisions)
            sources = [one for one in revisions if one.record_kind == "source"]
            line = f'+{{"state":"aaa","document":"{SLUG}","position":"yes"}}\n'.encode()
            BatchChange.objects.bulk_create(
                BatchChange(revision=one, table="votes", packed=zlib.compress(line))
                for one in sources
            )
            Remark.objects.create(
                proposal=proposal, attempt=1, author=WORD, text=f"{WORD}.", made_at=now()
            )
    for state in JobState.values:
        outcome = {"new": 1, "new_rows": [WORD], "message": WORD}
        named = {"table": "sources", "file_name": f"{WORD}.csv", "author": WORD, "reason": WORD}
        Job.objects.create(state=state, file=zlib.compress(WORD.encode()), outcome=outcome, **named)

    for number, one in enumerate(Record.objects.all()):
        _report(one, ReportState.values[number % len(ReportState.values)])


def _report(record: Record, state: str) -> None:
    told = {"answer": WORD, "answered_by": WORD, "answered_at": now()} if state != "new" else {}
    said = {"field": WORD, "message": WORD, "checked_in": WORD}
    named = {"record_kind": record.record_kind, "slug": record.slug, "version": record.version}
    report = Report(state=state, made_at=now(), **named, **said, **told)
    report.make_key()
    report.save()


def is_seen(text: bytes | str) -> bool:
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    return SLUG in text.lower()


def _proposal(state: str) -> Proposal:
    return Proposal.objects.create(author=WORD, state=state, made_at=now(), since=now())


def _of(proposal: Proposal, revision: Revision) -> Revision:
    revision.proposal, revision.attempt = proposal, 1
    return revision


def _changes(_word: str) -> list[Revision]:
    owned = {"aliases": [{"text": f"{WORD} alias", "kind": "descriptive"}]}
    named = {"name": f"{WORD} renamed", "summary": f"{WORD} in a summary.", "owned": owned}
    return [
        _proposed(content(one.record_kind, one.slug, **named), one.version)
        for one in Record.objects.all()
    ]


def _new_ones(word: str) -> list[Revision]:
    return [
        _proposed(content(kind, f"{word.lower()}".replace("_", "-"), name=f"{WORD} new"), 0)
        for kind in RecordKind.values
    ]


def _withdrawals(_word: str) -> list[Revision]:
    return [
        propose_withdrawal(one, base_version=one.version, author=WORD, reason=WORD)
        for one in Record.objects.all()
    ]


def _proposed(one: dict, version: int) -> Revision:
    return propose(one, base_version=version, author=WORD, reason=WORD)
