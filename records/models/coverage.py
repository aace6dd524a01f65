from django.db import models

from records.common.constraints import identified_by
from records.common.fields import BoundedIntegerField
from records.models.evidence import Source

ALL, UNDATED = "all", "undated"


def _rows(help_text: str) -> BoundedIntegerField:
    return BoundedIntegerField(default=0, help_text=help_text)


class Coverage(models.Model):
    """How many rows of a table have a value in a field: in all, by decade, and undated.

    Derived from what is published and brought up to date with it
    (`records/reading/coverage.py`). What none of the counts holds is not yet coded.
    """

    natural_key = ("table", "field", "period")

    table = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(help_text="Of the field in its table.")
    period = models.CharField(max_length=8, help_text="all, 1990s or undated.")
    rows = _rows("Rows of the table in the period.")
    known = _rows("Rows with a value.")
    unknown = _rows("Rows whose value nobody knows.")
    not_applicable = _rows("Rows that cannot have a value.")
    withheld = _rows("Rows whose value is kept back.")

    class Meta:
        verbose_name_plural = "coverage"
        ordering = ["table", "rank", "period"]
        constraints = [
            identified_by("table", "field", "period"),
            models.CheckConstraint(
                name="records_coverage_adds_up",
                condition=models.Q(
                    rows__gte=models.F("known")
                    + models.F("unknown")
                    + models.F("not_applicable")
                    + models.F("withheld")
                ),
            ),
        ]
        indexes = [models.Index(name="records_coverage_order", fields=["table", "rank", "period"])]

    def __str__(self) -> str:
        return f"{self.table}, {self.field}, {self.period}: {self.known} of {self.rows}"

    @property
    def not_yet_coded(self) -> int:
        told = self.known + self.unknown + self.not_applicable + self.withheld
        return self.rows - told


class CoverageSource(models.Model):
    """How many rows of a table rest on a source, and which days they span."""

    table = models.CharField(max_length=60)
    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    rows = _rows("Rows that name the source, or whose record cites it in support.")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        ordering = ["table", "-rows", "source"]
        constraints = [identified_by("table", "source")]

    def __str__(self) -> str:
        return f"{self.table}, {self.source}: {self.rows} rows"
