"""What the page of a document shows of missions."""

from datetime import date
from typing import Any

from legal.answer import FAILED
from legal.models import Document
from missions.acts.drawing import series_figure
from missions.acts.effects import effects, without_mission
from missions.acts.notes import notes
from missions.acts.reading import Said
from missions.acts.series import series
from missions.models import LegalBasis
from records.common.prepared import Instances

resting_on = Instances(
    lambda key: (
        LegalBasis.objects.filter(document=key)
        .select_related("mission", "source")
        .order_by("mission__starts_on", "pk")
    )
)


def on_document(document: Document, day: date | None) -> dict[str, Any] | None:
    """Its effects, the series it stands in, and the legal bases that rest on it.

    What failed did nothing.
    """
    if document.outcome in FAILED:
        return None
    said = Said.by(document)
    bases = resting_on(document.pk)
    found, others = effects(said), without_mission(said)
    if not (found or others or bases):
        return None
    return {
        "missions": said.missions,
        "effects": found,
        "others": others,
        "series": [(one, series_figure(document, one, said, day)) for one in series(said, day)],
        "bases": bases,
        "notes": notes(found),
    }
