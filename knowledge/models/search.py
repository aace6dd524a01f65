"""The index over everything: derived from published records, rebuilt as they change."""

from django.db import models

from records.models import Record, RecordKind


class SearchEntry(models.Model):
    """One row a record: what searching matches, filters and shows.

    The database keeps its own full-text index of `title_words` and `body_words` in step; both
    columns are folded by `peacekb.lib.text.fold`, so that both databases match the same rows.
    """

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    kind = models.CharField(max_length=12, choices=RecordKind)
    subkind = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    snippet_source = models.TextField(blank=True, help_text="Shown with the hits marked.")
    title_words = models.TextField()
    body_words = models.TextField(blank=True)
    organizations = models.TextField(blank=True, help_text="Slugs between bars: |un|nato|.")
    regions = models.TextField(blank=True, help_text="Between bars.")
    verdict = models.CharField(max_length=13, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    weight = models.FloatField(default=1, help_text="Prior of the kind; greater comes first.")

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            models.Index(name="knowledge_search_by_kind", fields=["kind", "subkind"]),
            models.Index(name="knowledge_search_by_start", fields=["starts_on"]),
        ]

    def __str__(self) -> str:
        return self.title


class NameEntry(models.Model):
    """A name, acronym, symbol or code of a record, squeezed for a lookup in any spelling."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="name_entries")
    text = models.CharField(max_length=500)
    squeezed = models.CharField(max_length=500)
    rank = models.PositiveSmallIntegerField(help_text="0 for its own name, more for others.")

    class Meta:
        verbose_name_plural = "name entries"
        ordering = ["rank", "id"]
        indexes = [models.Index(name="knowledge_name_squeezed", fields=["squeezed"])]

    def __str__(self) -> str:
        return self.text
