"""Row ids before the rows: what makes references in circles writable in any order."""

from django.db import connection, models


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids that no row of the table has had or will be given, for rows inserted with their id."""
    if not count:
        return []
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        held = cursor.fetchone()
        last = held[0] if held else 0
        if held:
            reserve = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
        else:
            reserve = "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
        cursor.execute(reserve, [last + count, table])
        return list(range(last + 1, last + 1 + count))
