"""Search over every published record: one table, the same answers on both databases."""
