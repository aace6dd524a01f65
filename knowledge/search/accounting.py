"""The account of a search: in what it looked, on whose word results rest, what it cannot see."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q
from rest_framework.request import Request

from knowledge.models import SearchEntry
from knowledge.search.asking import SearchAnswer, SearchForm, kinds
from records.account.beside import beside_records
from records.account.holes import NOT_HELD, UNKNOWN, Hole
from records.common.keeping import until_published
from records.common.periods import written
from records.common.requests import account_wanted
from records.models import Coverage
from records.models.coverage import ALL
from records.reading.known import CoveredField, KnownCount, worth_saying

# What a search is narrowed by, and the column of the index that may be empty.
NARROWED = {
    "subkind": ("subkind", ~Q(subkind="")),
    "organization": ("organizations", ~Q(organizations="")),
    "region": ("regions", ~Q(regions="")),
    "decade": ("starts_on", Q(starts_on__isnull=False)),
    "verdict": ("verdict", ~Q(verdict="")),
}


def account_beside(
    request: Request, form: SearchForm, found: SearchAnswer, shown: Sequence[SearchEntry]
) -> dict[str, Any]:
    """For an answer that shows some of the entries found."""
    is_full = account_wanted(request) == "full"
    told = list(_known(form))
    holes = [
        Hole(UNKNOWN, one.parameter, one.sentence) for one in worth_saying(told, len(found.keys))
    ]
    records = [one.record_id for one in shown]
    if is_full:
        rows = SearchEntry.objects.filter(pk__in=found.keys).order_by()
        records = list(rows.values_list("record_id", flat=True))
    searched = None
    if found.text and not found.keys:
        searched = {"rows": sum(held["rows"] for held in _held().values())}
        holes += _texts_missing()
    return beside_records(
        request,
        _question(form),
        records,
        is_full or len(shown) == len(found.keys),
        day=form.cleaned_data["as_of"],
        told=told,
        holes=holes,
        searched=searched,
    )


def _question(form: SearchForm) -> str:
    """«What holds “ceasefire” where kind is Mission, as of 3 February 2000»."""
    asked = form.cleaned_data
    text = asked["q"].strip()
    said = [f"What holds “{text}”" if text else "A search without words"]
    names = {"kind": kinds()} if asked["kind"] else {}
    given = [
        f"{name} is {' or '.join(names.get(name, {}).get(one, one) for one in asked[name])}"
        for name in ("kind", *NARROWED)
        if asked[name]
    ]
    if given:
        said.append(f"where {' and '.join(given)}")
    if day := asked["as_of"]:
        said.append(f"as of {written(day)}")
    if certainty := asked["certainty"]:
        said.append(f"({certainty})")
    return " ".join(said)


def _known(form: SearchForm) -> Iterator[KnownCount]:
    """Of each column that was asked: among the entries of the kinds that may have a value."""
    asked = form.cleaned_data
    for name, (column, _has_value) in NARROWED.items():
        if asked[name]:
            kinds_held = [
                held
                for kind, held in _held().items()
                if held[name] and (not asked["kind"] or kind in asked["kind"])
            ]
            known, of = (sum(held[word] for held in kinds_held) for word in (name, "rows"))
            place = CoveredField(SearchEntry, column, is_many=False, called=name.capitalize())
            yield KnownCount(name, place, known, of, "table", SearchEntry)


def _held() -> dict[str, dict[str, int]]:
    """By kind: the entries, and how many of them have a value of each column."""

    def counted() -> dict[str, dict[str, int]]:
        of_each = {name: Count("pk", filter=has) for name, (_, has) in NARROWED.items()}
        rows = SearchEntry.objects.order_by().values("kind").annotate(rows=Count("pk"), **of_each)
        columns = ("rows", *NARROWED)
        held = rows.values_list("kind", *columns)
        return {kind: dict(zip(columns, told, strict=True)) for kind, *told in held}

    return until_published("search entries by kind", counted)


def _texts_missing() -> Iterator[Hole]:
    """Words are looked for in texts too, and not of every document the text is held."""
    rows = Coverage.objects.filter(table="documents", field="paragraphs", period=ALL).first()
    if rows and rows.known < rows.rows:
        text = (
            "Names, other names, codes, summaries, notes and texts were searched; "
            f"the text is held of {rows.known:,} of {rows.rows:,} documents."
        )
        yield Hole(NOT_HELD, "q", text)
