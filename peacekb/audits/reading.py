"""How well rules read the texts that are held: figures beside the audits, and no defects."""

from collections.abc import Iterator

from legal.models import LinkKind, Paragraph
from legal.reading.texts import Reading, read_all
from missions.models import ActionKind, MandateAction

CODED = {ActionKind.EXTEND: LinkKind.EXTENDS, ActionKind.TERMINATE: LinkKind.ENDS}


def reading_by_rule() -> Iterator[str]:
    """Reading by rule, over all the texts held, beside what is coded."""
    if not Paragraph.objects.exists():
        yield "no texts are held."
        return
    reading = read_all()
    for what, agreement in reading.agreements().items():
        yield f"{what}: {agreement}."
    for action, kind in CODED.items():
        yield f"{kind.label}: {_found(reading, action, kind)}."


def _found(reading: Reading, action: ActionKind, kind: LinkKind) -> str:
    """Recall alone: rules also read acts on sanctions, and many texts extend «the mandate of the
    mission» and name no resolution.
    """
    acting = MandateAction.objects.filter(action=action).values_list("document__slug", flat=True)
    coded = reading.documents.intersection(acting)
    found = len(coded & reading.acting(kind))
    does = action.value.replace("_", " ")
    return f"read in {found:,} of the {len(coded):,} texts that are coded to {does} a mandate"
