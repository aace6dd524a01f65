"""What an editor decides on citations that wait: the value held stays, or the stated one is taken.

Either way the citation is closed with the rule and the evidence that the editor gives, by
revisions of all the records concerned, to be handed in together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from records.common.fields import field_at
from records.content.canonical import Content, contents_of, row_fields, row_key
from records.content.codec import CellError, cell_reader
from records.content.facts import FactBatch, FactRow, fact_columns, held_rows, path_of
from records.content.problems import Problem, Refused
from records.content.references import chunks
from records.models import Citation, Origin, Record, Revision
from records.models.evidence import Stance
from records.models.ownership import Fact, column_about, fact_models, record_model
from records.reading.labels import owned_model
from records.writing.chain import locked_head, now
from records.writing.publishing import propose

UNITS = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})*|\d+) (?:persons|women|men|contributing states)\Z"
)
YES_OR_NO = {"present": "yes", "not present": "no"}
WHOLE = "total_uniformed"  # the category that is the sum of the others
ELSEWHERE = "Edit it in the form of the record, then keep what is held there."


Drafts = tuple[list[Revision], list[FactBatch]]


@dataclass(frozen=True)
class CitationDecision:
    """What an editor says to some citations; `versions` are those of the records when seen."""

    author: str
    rule: str
    evidence: str
    versions: Mapping[int, int]  # by id of the record


class _Contents:
    """The contents of the records concerned and of sources whose tables change."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self.by_name: dict[str, Content] = {}
        self.batches: dict[tuple[type[Fact], str], list[FactRow]] = {}
        self._ids: dict[str, set[int]] = defaultdict(set)
        self._sources: dict[tuple[type[Fact], str], dict[int, set[str]]] = {}
        self._held: dict[tuple[type[Fact], str], list[FactRow]] = {}
        self._places: dict[tuple[type[Fact], str, str], dict[tuple[str, str], int]] = {}
        slugs: dict[str, set[str]] = defaultdict(set)
        for citation in citations:
            slugs[citation.record.record_kind].add(citation.record.slug)
            self._ids[citation.record.record_kind].add(citation.record_id)
        for kind, wanted in slugs.items():
            for slug, content in contents_of(kind, wanted).items():
                self.by_name[f"{kind}:{slug}"] = content

    def of(self, citation: Citation) -> Content:
        return self.by_name[_name(citation)]

    def source(self, slug: str) -> Content:
        name = f"source:{slug}"
        if name not in self.by_name:
            self.by_name[name] = contents_of("source", [slug])[slug]
        return self.by_name[name]

    def find(self, model: type[Fact], citation: Citation, path: str) -> tuple[str, int] | None:
        """The source, and the place among its rows, of the row that a citation speaks of."""
        kind = citation.record.record_kind
        for source in sorted(self._sources_of(model, kind)[citation.record_id]):
            at = self._places_of(model, source, kind).get((citation.record.slug, path))
            if at is not None:
                return source, at
        return None

    def _sources_of(self, model: type[Fact], kind: str) -> dict[int, set[str]]:
        """By id of the records concerned, the sources that bring rows of a table about them."""
        if (model, kind) not in self._sources:
            found: dict[int, set[str]] = defaultdict(set)
            about = column_about(model, kind)
            rows = model._default_manager.filter(**{f"{about}__in": self._ids[kind]}).order_by()
            for pk, slug in rows.values_list(about, "source__slug").distinct():
                found[pk].add(slug)
            self._sources[model, kind] = found
        return self._sources[model, kind]

    def _places_of(self, model: type[Fact], source: str, kind: str) -> dict[tuple[str, str], int]:
        if (model, source, kind) not in self._places:
            about = [one.name for one in fact_columns(model)].index(column_about(model, kind))
            self._places[model, source, kind] = {
                (row[about], path_of(model, kind, row)): at
                for at, row in enumerate(self._rows_of(model, source))
            }
        return self._places[model, source, kind]

    def _rows_of(self, model: type[Fact], source: str) -> list[FactRow]:
        if (model, source) not in self._held:
            self._held[model, source] = [row for _, row in held_rows(model, source)]
        return self._held[model, source]

    def change(self, model: type[Fact], source: str) -> list[FactRow]:
        """All rows of a table from a source, to be changed in place."""
        self.batches[model, source] = self._rows_of(model, source)
        return self.batches[model, source]

    def facts(self) -> list[FactBatch]:
        """The changed batches, told in the contents of their sources."""
        batches = [FactBatch(model, slug, rows) for (model, slug), rows in self.batches.items()]
        for batch in batches:
            batch.seal_in(self.source(batch.source))
        return batches


def keep_held(citations: Iterable[Citation], decision: CitationDecision) -> Drafts:
    """Closes citations: what the base holds stays. Raises Refused."""
    return _decide(list(citations), decision, take=False)


def take_stated(citations: Iterable[Citation], decision: CitationDecision) -> Drafts:
    """Puts the values that citations state in the place of those held. Raises Refused.

    The value that was held stays as a citation against it, where its source is known.
    """
    return _decide(list(citations), decision, take=True)


def _decide(citations: list[Citation], decision: CitationDecision, take: bool) -> Drafts:
    with transaction.atomic():
        locked_head()
        contents = _Contents(citations)
        problems = _problems(citations, contents, take)
        if not problems:
            for citation in citations:
                try:
                    before = _take(citation, contents) if take else None
                    _close(citation, contents.of(citation), decision, before, take)
                except Refused as refused:
                    problems += refused.problems
        if problems:
            raise Refused(problems)
        facts = contents.facts()
        return _revisions(citations, contents, decision), facts


def _problems(citations: list[Citation], contents: _Contents, take: bool) -> list[Problem]:
    problems, paths = [], set()
    for citation in citations:
        row = _row_of(citation, contents.of(citation))
        if row is None or not row.get("open"):
            problems.append(_problem(citation, "It was decided meanwhile, or is no longer there."))
        if take and (citation.record_id, citation.field) in paths:
            problems.append(_problem(citation, "Two values are stated for it: choose one."))
        paths.add((citation.record_id, citation.field))
    return problems


def _row_of(citation: Citation, content: Content) -> dict | None:
    key = {name: getattr(citation, name) for name in ("field", "locator", "stated")}
    wanted = row_key(Citation, key | {"source": citation.source.slug})
    rows = content["owned"].get("citations", ())
    return next((row for row in rows if row_key(Citation, row) == wanted), None)


@dataclass(frozen=True)
class _Before:
    """The value that gave way, in words, and the source that it came from; empty if unknown."""

    stated: str
    source: str


def _close(
    citation: Citation,
    content: Content,
    decision: CitationDecision,
    before: _Before | None,
    take: bool,
) -> None:
    row = _row_of(citation, content) or {}
    decided = {"rule": decision.rule, "open": False, "checked_by": decision.author}
    decided["checked_on"] = now().date().isoformat()
    if decision.evidence:
        decided["evidence"] = decision.evidence
    row |= decided
    if take:
        row["stance"] = str(Stance.SUPPORTS)
    if before and before.source and before.stated:
        against = {
            "field": citation.field,
            "source": before.source,
            "stated": before.stated,
            "stance": str(Stance.CONTRADICTS),
        }
        held = content["owned"]["citations"]
        held[:] = [one for one in held if not _says_the_same(one, against)]
        held.append(decided | against)


def _says_the_same(row: dict, other: dict) -> bool:
    return all(row.get(name, "") == other[name] for name in ("field", "source", "stated"))


def _take(citation: Citation, contents: _Contents) -> _Before:
    """Changes the content, or a row of a table. Raises Refused."""
    kind, (head, *path) = citation.record.record_kind, citation.field.split("/")
    fact = next((model for model in fact_models() if model.batch == head), None)
    if fact and path and column_about(fact, kind):
        return _take_fact(citation, contents, fact)
    content, name = contents.of(citation), head
    row: dict | None = content
    model: type[models.Model] = record_model(kind)
    if path:
        owned = owned_model(kind, head)
        if owned is None or len(path) != 2:
            raise Refused([_problem(citation, f"It is no single value. {ELSEWHERE}")])
        rows = content["owned"].get(head, ())
        row = next((one for one in rows if row_key(owned, one) == path[0]), None)
        model, name = owned, path[1]
    columns = {column.name: column for column in row_fields(model)}
    if row is None or name not in columns or name in getattr(model, "natural_key", ()):
        raise Refused([_problem(citation, f"It is no single value. {ELSEWHERE}")])
    before = row.get(name)
    row[name] = _read(citation, columns[name])
    return _Before("" if before is None else str(before), _source_of(citation, content))


def _source_of(citation: Citation, content: Content) -> str:
    """Whose value it was: of the source cited for the column, or for the record as a whole."""
    rows = content["owned"].get("citations", ())
    supports = [row for row in rows if row.get("stance", Stance.SUPPORTS) == Stance.SUPPORTS]
    for field in (citation.field, ""):
        for row in supports:
            if row.get("field", "") == field and row["source"] != citation.source.slug:
                return row["source"]
    return ""


def _take_fact(citation: Citation, contents: _Contents, model: type[Fact]) -> _Before:
    names = [column.name for column in fact_columns(model)]
    _, key, *rest = citation.field.split("/")
    column = rest[0] if rest else model.value_field
    if column not in names or column in model.natural_key:
        raise Refused([_problem(citation, "It is no single value; import a corrected table.")])
    found = contents.find(model, citation, f"{model.batch}/{key}")
    if found is None:
        raise Refused([_problem(citation, "There is no such row any more.")])
    source, at = found
    rows = contents.change(model, source)
    row = rows[at]
    _refuse_part_of_sum(citation, model, rows, row)
    before = row[names.index(column)]
    value = _read(citation, field_at(model, column))
    rows[at] = _corrected(model, row, column, value)
    return _Before("" if before is None else str(before).replace("_", " "), source)


def _corrected(model: type[Fact], row: FactRow, column: str, value: Any) -> FactRow:
    """The row with another value, marked where the table has a mark for what was corrected."""
    values = dict(zip((one.name for one in fact_columns(model)), row, strict=True))
    values[column] = value
    if "basis" in values:
        marks = {choice for choice, _ in field_at(model, "basis").flatchoices}
        values["basis"] = "corrected" if "corrected" in marks else values["basis"]
    return tuple(values.values())


def _refuse_part_of_sum(
    citation: Citation, model: type[Fact], rows: list[FactRow], row: FactRow
) -> None:
    """A total with its parts beside it, or one of the parts, cannot change alone."""
    names = [column.name for column in fact_columns(model)]
    if "category" not in model.natural_key:
        return
    key = [names.index(name) for name in model.natural_key if name != "category"]
    category = names.index("category")
    beside = {one[category] for one in rows if all(one[at] == row[at] for at in key)}
    if WHOLE in beside and len(beside) > 1:
        message = (
            "Total and parts are held together and would no longer add up. "
            "Import a table in which they do, or keep what is held."
        )
        raise Refused([_problem(citation, message)])


def _read(citation: Citation, column: models.Field) -> Any:
    """The words of a citation as the JSON of a column. Raises Refused."""
    stated = citation.stated.strip()
    if number := UNITS.match(stated):
        stated = number["number"].replace(",", "")
    if isinstance(column, models.BooleanField):
        stated = YES_OR_NO.get(stated, stated)
    if column.choices:
        stated = stated.replace(" ", "_")
    try:
        if column.is_relation:
            raise CellError("a value, not a record")
        if not stated:
            raise CellError("a value")
        return cell_reader(column)(stated)
    except CellError as error:
        message = f"'{citation.stated}' cannot be taken as it stands: {error} is needed."
        raise Refused([_problem(citation, f"{message} {ELSEWHERE}")]) from None


def _revisions(
    citations: list[Citation], contents: _Contents, decision: CitationDecision
) -> list[Revision]:
    seen = {_name(one): decision.versions.get(one.record_id, 0) for one in citations}
    tables = {f"source:{source}" for _, source in contents.batches}
    versions = dict(seen)
    for chunk in chunks(sorted(tables - seen.keys()), 500):
        slugs = [name.split(":", 1)[1] for name in chunk]
        sources = Record.objects.filter(record_kind="source", slug__in=slugs).order_by()
        versions |= {f"source:{slug}": at for slug, at in sources.values_list("slug", "version")}
    return [
        propose(
            contents.by_name[name],
            base_version=version,
            author=decision.author,
            origin=Origin.ADMIN,
            reason=f"Decided: {decision.rule}"[:500],
        )
        for name, version in sorted(versions.items())
    ]


def _name(citation: Citation) -> str:
    return f"{citation.record.record_kind}:{citation.record.slug}"


def _problem(citation: Citation, message: str) -> Problem:
    return Problem(_name(citation), citation.field, message)
