"""The index over everything: derived from published records, rebuilt as they change."""

from django.db import models

from records.models import Record, RecordKind


class SearchEntry(models.Model):
    """One row a record: what searching matches, filters and shows.

    The database keeps its own full-text index of `title_words` and `words` in step
    (`knowledge/search/fulltext.py`). Both columns are made by one Python function, so that both
    databases match the same rows. The long column comes last: SQLite reads no further than it
    must.
    """

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    kind = models.CharField(max_length=12, choices=RecordKind)
    subkind = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=13, blank=True)
    organizations = models.CharField(max_length=2000, blank=True, help_text="|un|nato|")
    regions = models.CharField(max_length=500, blank=True, help_text="|Africa|Asia|")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    weight = models.PositiveSmallIntegerField(help_text="Of the kind; greater comes first.")
    title = models.CharField(max_length=500)
    address = models.CharField(max_length=150)
    text = models.TextField(blank=True, help_text="Shown in part, with the hits marked.")
    title_words = models.TextField()
    words = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return self.title


class NameEntry(models.Model):
    """A name, acronym, symbol or code of a record, squeezed for a lookup in any spelling."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="name_entries")
    text = models.CharField(max_length=500)
    squeezed = models.CharField(max_length=500)
    is_own_name = models.BooleanField(help_text="The record's name rather than another.")

    class Meta:
        verbose_name_plural = "name entries"
        ordering = ["id"]
        indexes = [models.Index(name="knowledge_name_squeezed", fields=["squeezed"])]

    def __str__(self) -> str:
        return self.text
