from datetime import datetime, timedelta
from typing import Self

from django.db import models

COUNTS = timedelta(hours=2)  # nobody is told of a form that was opened before


class OpenFormQuerySet(models.QuerySet):
    def of_others(self, kind: str, slug: str, editor: str, moment: datetime) -> Self:
        of_record = self.filter(record_kind=kind, slug=slug, opened_at__gt=moment - COUNTS)
        return of_record.exclude(editor=editor)

    def note(self, kind: str, slug: str, editor: str, moment: datetime) -> None:
        """That somebody opened a form; what no longer counts is forgotten."""
        self.filter(opened_at__lte=moment - COUNTS).delete()
        opened = self.model(record_kind=kind, slug=slug, editor=editor, opened_at=moment)
        self.bulk_create(
            [opened],
            update_conflicts=True,
            unique_fields=["record_kind", "slug", "editor"],
            update_fields=["opened_at"],
        )

    def close(self, kind: str, slug: str, editor: str) -> None:
        self.filter(record_kind=kind, slug=slug, editor=editor).delete()


class OpenForm(models.Model):
    """Who opened the form of a record and has not sent it: told to others, and hinders nobody."""

    record_kind = models.CharField(max_length=12)
    slug = models.CharField(max_length=100)
    editor = models.CharField(max_length=150)
    opened_at = models.DateTimeField(db_index=True)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="records_openform_identified", fields=["record_kind", "slug", "editor"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.editor} at {self.record_kind}/{self.slug}"
