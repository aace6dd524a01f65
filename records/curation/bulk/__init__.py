"""Whole tables, taken away and handed in by editors."""
