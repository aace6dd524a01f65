from django.db import models

from records.common.shown import InWords
from records.common.spellings import Via
from records.models.record import Record


class NameEntry(InWords):
    """A name under which a record is looked up, in any spelling; publishing keeps it.

    `anchor` names a row on the record's page, such as an article of a treaty.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="name_entries")
    anchor = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=500)
    key = models.CharField(max_length=500, help_text="What all spellings of the text share.")
    folded = models.CharField(max_length=500, help_text="Its words, between blanks.")
    via = models.CharField(max_length=7, choices=Via)

    class Meta:
        verbose_name_plural = "name entries"
        ordering = ["id"]
        indexes = [models.Index(name="records_name_by_key", fields=["key"])]

    def __str__(self) -> str:
        return self.text
