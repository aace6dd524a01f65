"""One change made to many records: drafts of those that take it, and why the others do not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from records.content.canonical import Content, canonical, contents_of, row_key, tidy
from records.content.problems import Problem, Refused
from records.curation.evidence import Saying, changed_values
from records.curation.several import cited, digest_of
from records.models import Alias, Citation, Origin, Record, Revision
from records.reading.labels import Row
from records.writing.publishing import propose, propose_withdrawal, try_out

ROUNDS = 10  # of trials, each without the records that the one before refused
NOT_TRIED = "Not looked at: too many others were refused. Choose fewer records."

Change = Callable[[Content], Content]


@dataclass
class SelectedChange:
    """What would be handed in: `same` say it already; `refused` has reasons by name of record."""

    drafts: list[Revision]
    same: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return digest_of(self.drafts)


def with_values(values: Row) -> Change:
    """Sets columns of the record itself; None empties one."""
    return lambda content: content | values


def with_alias(row: Row) -> Change:
    """Adds a name, unless the record has it."""
    return lambda content: _with_row(content, Alias, row)


def with_citation(path: str, saying: Saying) -> Change:
    """Cites for a column, or for the record as a whole. Refuses where there is no value."""

    def cite(content: Content) -> Content:
        if path and content.get(path) in (None, "", []):
            raise Refused([Problem(_name(content), path, "There is no value to be cited for.")])
        return _with_row(content, Citation, saying.citation(path))

    return cite


def _with_row(content: Content, model: type[Alias] | type[Citation], row: Row) -> Content:
    held = content["owned"].get(model.collection, [])
    if row_key(model, row) in {row_key(model, one) for one in held}:
        return content
    return content | {"owned": content["owned"] | {model.collection: [*held, row]}}


def changed(
    records: Iterable[Record], change: Change, saying: Saying | None, *, author: str, reason: str
) -> SelectedChange:
    """Drafts of one kind's records, each with its evidence; not tried out yet."""
    records = list(records)
    found = SelectedChange([])
    manner = {"author": author, "origin": Origin.ADMIN, "reason": reason}
    contents = contents_of(records[0].record_kind, [one.slug for one in records])
    for record in records:
        base = contents[record.slug]
        try:
            said = _proven(base, change(base), saying)
        except Refused as refusal:
            _tell(found.refused, refusal)
            continue
        draft = propose(said, base_version=record.version, **manner)
        if draft.content == canonical(base):
            found.same.append(str(record))
        else:
            found.drafts.append(draft)
    return found


def withdrawn(records: Iterable[Record], *, author: str, reason: str) -> SelectedChange:
    manner = {"author": author, "origin": Origin.ADMIN, "reason": reason}
    return SelectedChange(
        [propose_withdrawal(one, base_version=one.version, **manner) for one in records]
    )


def tried(found: SelectedChange, beside: Sequence[Revision] = ()) -> SelectedChange:
    """The same without the drafts that publishing refuses, and why it does.

    `beside` is published with them, as a source that they cite. Raises Refused where nothing of
    them is at fault.
    """
    drafts, refused = found.drafts, dict(found.refused)
    for _ in range(ROUNDS):
        try:
            try_out([*beside, *drafts])
            return SelectedChange(drafts, found.same, refused)
        except Refused as refusal:
            told = {one.record for one in refusal.problems}
            standing = [one for one in drafts if ":".join(one.named) not in told]
            if len(standing) == len(drafts):
                raise
            _tell(refused, refusal)
            drafts = standing
    refused |= {":".join(one.named): [NOT_TRIED] for one in drafts}
    return SelectedChange([], found.same, refused)


def _proven(base: Content, said: Content, saying: Saying | None) -> Content:
    if saying is not None:
        return cited(base, said, saying)
    if changed_values(base, said := tidy(said), {}):
        raise Refused([Problem(_name(base), "", "Say under «Evidence» where you read it.")])
    return said


def _tell(refused: dict[str, list[str]], refusal: Refused) -> None:
    for problem in refusal.problems:
        place = f"{problem.path}: " if problem.path else ""
        refused.setdefault(problem.record, []).append(f"{place}{problem.message}")


def _name(content: Content) -> str:
    return f"{content['record_kind']}:{content['slug']}"
