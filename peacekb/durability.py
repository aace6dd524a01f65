"""That what was acknowledged outlives a power cut: `manage.py check --deploy --database default`.

SQLite is told so by our settings. PostgreSQL has its own, and any role may turn the last off.
"""

from collections.abc import Collection
from typing import Any

from django.core.checks import Warning
from django.db import connection

NEEDED = ["fsync", "full_page_writes", "synchronous_commit"]
ASKED = "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off' ORDER BY name"


def commits_stay(
    app_configs: Any, databases: Collection[str] | None = None, **kwargs: Any
) -> list[Warning]:
    if "default" not in (databases or ()) or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [NEEDED])
        return [
            Warning(
                f"PostgreSQL has {name} off: a power cut may lose what was acknowledged.",
                hint=f"Set {name} = on in postgresql.conf, or for the role of DATABASE_URL.",
                id="peacekb.W002",
            )
            for (name,) in cursor
        ]
