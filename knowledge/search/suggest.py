"""Records that a text may become while it is typed: their names, kinds and addresses."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from knowledge.search.searching import named
from records.common.addresses import dated, public_key
from records.common.filters import LONGEST_VALUE, not_one_of
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.common.spellings import Via
from records.common.text import fold, words
from records.models import NameEntry, Record, RecordKind
from records.reading.names import Called

SHOWN = 8
READ = 300  # names, of which the likeliest are shown
SHORTEST = 2


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """At most eight; `kind` asks for records of one kind."""
    refuse_unknown(request, "q", "kind", "as_of")
    text, kind, day = request.GET.get("q", ""), request.GET.get("kind", ""), day_of(request)
    if kind and kind not in RecordKind.values:
        raise BadRequest("kind", not_one_of(kind, RecordKind.values))
    if len(text) > LONGEST_VALUE:
        raise BadRequest("q", f"At most {LONGEST_VALUE} signs.")
    found = suggestions(text, kind)
    return JsonResponse(
        {
            "results": [
                {
                    "name": name,
                    "kind": str(RecordKind(record.record_kind).label),
                    "key": public_key(record.record_kind, record.slug),
                    "record_kind": record.record_kind,
                    "address": dated(record.get_absolute_url(), day),
                }
                for record, name in found
            ]
        }
    )


def suggestions(text: str, kind: str = "") -> list[tuple[Record, str]]:
    """Each record with the name that was met: what bears the text first, then what begins so."""
    asked = words(text)
    if len("".join(asked)) < SHORTEST:
        return []
    found: dict[int, tuple[Record, str]] = {}
    for one in named(text):
        if not one.anchor and (not kind or one.record.record_kind == kind):
            found.setdefault(one.record.pk, (one.record, _shown(one)))
    for entry in _begun(asked, kind):
        found.setdefault(entry.record_id, (entry.record, _shown(entry)))
    return list(found.values())[:SHOWN]


def _begun(asked: list[str], kind: str) -> list[NameEntry]:
    """Names in which each word begins a word, those that begin with the text first."""
    names = NameEntry.objects.filter(anchor="").select_related("record")
    names = names.filter(record__record_kind=kind) if kind else names
    for word in asked:
        names = names.filter(folded__contains=f" {word}")
    start = f" {' '.join(asked)}"
    held = names.order_by("pk")[:READ]
    return sorted(held, key=lambda one: (not one.folded.startswith(start), len(one.text), one.pk))


def _shown(met: Called | NameEntry) -> str:
    """The name of the record, with the acronym or other name that was met; codes say nothing."""
    name = met.record.name
    says_more = met.via in (Via.ACRONYM, Via.OTHER) and fold(met.text) not in fold(name)
    return f"{name} ({met.text})" if says_more else name
