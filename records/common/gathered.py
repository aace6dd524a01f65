"""The values of a group of rows as one list: a row in place of thousands."""

from typing import Any

from django.db.models import Aggregate, JSONField


class Gathered(Aggregate):
    """Whole numbers and texts, in any order."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)
