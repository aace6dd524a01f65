"""What tasks name that the texts held do not have."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from legal.models import Paragraph
from missions.models import MandateTask


def task_paragraphs() -> Iterator[str]:
    """Tasks whose paragraph is not in the text that is held: their links lead to the document."""
    text = Paragraph.objects.filter(document=OuterRef("statement__document"))
    tasks = MandateTask.objects.filter(Exists(text)).order_by()
    lost = tasks.filter(~Exists(text.filter(anchor=OuterRef("anchor"))))
    yield f"{lost.count():,} of {tasks.count():,} tasks of documents whose text is held."
    by_place = lost.select_related("statement__document", "statement__mission", "task")
    for task in by_place.order_by("statement__document__slug", "anchor", "sub", "task__rank", "pk"):
        stated = task.statement
        place = task.paragraph or "no paragraph"
        yield f"{stated.document}, {place}: {task}, {stated.mission} ({stated.coding})."
