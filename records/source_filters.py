"""What lists of sources, citations and coverage can be asked."""

from django.utils.translation import gettext_lazy as _

from records.common.filters import Held, OneOf, Ordering, YesNo, named
from records.filters import AsOf, RecordFilter, Sourced
from records.models import Citation, Coverage, RecordKind, Source, SourceKind
from records.models.evidence import Stance
from records.named import Named


class SourceFilter(RecordFilter):
    facets = ("kind",)

    columns = named(
        "publisher",
        "url",
        "published_on",
        "published_precision",
        "accessed_on",
        "licence",
        "sha256",
        "note",
    )

    kind = OneOf("kind", SourceKind, label=_("Kind"))
    ordering = Ordering({"name": ("name",), "publisher": ("publisher", "name")})

    class Meta(RecordFilter.Meta):
        model = Source


class CitationFilter(Sourced):
    """Citations: who says a value and who says otherwise."""

    about = {"field": ()}
    columns = named("locator", "stated", "rule", "checked_on", "checked_by", rests_on="evidence")

    record = Named("*", "record", label=_("Record"))
    record_kind = OneOf("record__record_kind", RecordKind, label=_("Kind of record"))
    stance = OneOf("stance", Stance, label=_("Stance"))
    field = Held("field", beneath="/", label=_("Field, with all beneath it"))
    open = YesNo("open", label=_("Waiting for a decision"))
    ordering = Ordering(
        {
            "record": ("record_id", "field"),
            "source": ("source_id", "record_id", "field"),
            "decision": ("-open", "record_id", "rule", "field"),
            "checked_on": ("checked_on",),
            "id": ("id",),
        }
    )

    class Meta(AsOf.Meta):
        model = Citation


class ContradictionFilter(CitationFilter):
    """The register of contradictions: every row contradicts, so `stance` is no question."""

    facets = ("record_kind", "source", "open")

    stance = None  # type: ignore[assignment]  # takes the filter away
    ordering = Ordering(
        {
            "decision": ("-open", "record__record_kind", "rule", "record__name", "field"),
            "record": (("record__record_kind", "record__name"), "field"),
            "source": ("source__name", "record__name", "field"),
        }
    )


class CoverageFilter(AsOf):
    """How much is known: by table and field; a period is `all`, `1990s` or `undated`."""

    columns = named("rows", "known", "unknown", "not_applicable", "withheld")

    table = Held("table", label=_("Table"))
    field = Held("field", label=_("Field"))
    period = Held("period", label=_("Period"))
    ordering = Ordering({"table": ("table", "rank", "period"), "rows": ("rows", "table", "rank")})

    class Meta(AsOf.Meta):
        model = Coverage
