"""The index over everything: derived from published records, rebuilt as they change."""

from django.db import models
from django.urls import get_script_prefix

from records.common.addresses import start_of_pages
from records.common.shown import InWords
from records.models import Record


class SearchEntry(InWords):
    """One row a record, and one for each row that is a result of its own.

    The database keeps its own full-text index of `title_words` and `words` in step
    (`knowledge/search/fulltext.py`). Both columns are made by one Python function, so that both
    databases match the same rows. The long column comes last: SQLite reads no further than it
    must.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="search_entries")
    anchor = models.CharField(max_length=100, blank=True, help_text="Of a row; empty: the record.")
    kind = models.CharField(max_length=30, help_text="Of the record, or the model of the row.")
    subkind = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=13, blank=True)
    organizations = models.CharField(max_length=2000, blank=True, help_text="|un|nato|")
    regions = models.CharField(max_length=500, blank=True, help_text="|Africa|Asia|")
    starts_on = models.DateField(null=True)
    starts_precision = models.CharField(
        max_length=7, blank=True, help_text="Empty: no day forbids it."
    )
    ends_on = models.DateField(null=True)
    ends_precision = models.CharField(max_length=7, default="day")
    title = models.CharField(max_length=500)
    address = models.CharField(max_length=250)
    text = models.TextField(blank=True, help_text="Shown in part, with the hits marked.")
    title_words = models.TextField()
    words = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(name="knowledge_search_entry_once", fields=["record", "anchor"])
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def page(self) -> str:
        """Where it is shown; the index itself depends on neither prefix nor language."""
        return start_of_pages() + self.address

    @property
    def api(self) -> str:
        """Of the record, or of that of the row."""
        return f"{get_script_prefix()}api/v1/{self.address.partition('#')[0]}"


class IndexVersion(models.Model):
    """The code that wrote the index: one row, compared with the code that runs."""

    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.fingerprint
